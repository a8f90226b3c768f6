"""A password is typed unseen, wherever it is asked for."""

from typing import Any

import pytest
from streamlit.proto.TextInput_pb2 import TextInput

from tests.pages._visit import visit


@pytest.mark.parametrize(
    ("side", "url", "params", "fields"),
    [("public", "", {}, 1), ("staff", "", {}, 1), ("public", "register", {"kind": "person"}, 2)],
)
def test_a_password_is_hidden_while_it_is_typed(side: str, url: str, params: dict[str, Any], fields: int) -> None:
    page = visit(side, None, url, **params)

    asked = [box for box in page.text_input if "ароль" in box.label]

    assert len(asked) == fields
    assert all(box.proto.type == TextInput.PASSWORD for box in asked)
