"""Text people wrote stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.html import plain


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("*дом*", r"\*дом\*"),
        ("[сюда](http://x)", r"\[сюда\]\(http\:\/\/x\)"),
        ("1. дом", r"1\. дом"),
        (":red[дом] $x$ `y` a_b", r"\:red\[дом\] \$x\$ \`y\` a\_b"),
        ("дом\n\n# 2", r"дом \# 2"),
        ("д. Образцово, уч. 15", r"д\. Образцово\, уч\. 15"),
    ],
)
def test_every_mark_of_markdown_is_escaped(text: str, told: str) -> None:
    assert plain(text) == told


@given(st.text())
def test_a_label_is_one_line_and_escaped_marks_do_not_touch_letters(text: str) -> None:
    told = plain(text)

    assert "\n" not in told
    assert told.replace("\\", "") == " ".join(text.split()).replace("\\", "")
