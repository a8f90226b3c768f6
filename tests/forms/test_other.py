import pytest

from core.errors import Invalid
from forms._questions import check
from forms.other import OtherDocument


def test_another_document_says_why_it_is_sent() -> None:
    with pytest.raises(Invalid) as refused:
        check(OtherDocument, {"purpose": "просто", "files": ("id",)})

    assert refused.value.remarks == {"purpose": "Слишком коротко: нужно не меньше 10 знаков."}


def test_another_document_is_a_file() -> None:
    with pytest.raises(Invalid) as refused:
        check(OtherDocument, {"purpose": "Отправляю решение суда"})

    assert list(refused.value.remarks) == ["files"]
