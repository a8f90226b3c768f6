import pytest

from core.errors import NotFound
from services import texts


def test_a_text_is_given_as_html_that_can_be_shown() -> None:
    page = texts.page("pdn")

    assert "персональных данных" in page.title
    assert page.html.startswith(("<h2>", "<p>"))


def test_every_consent_of_the_card_can_be_read() -> None:
    for code, title in texts.consents():
        assert texts.page(code).title == title


@pytest.mark.parametrize("code", ["invented", "", "../settings"])
def test_a_text_that_is_not_there_is_not_found(code: str) -> None:
    with pytest.raises(NotFound):
        texts.page(code)
