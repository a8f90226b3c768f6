from typing import Any

import pytest

from core.errors import Invalid
from forms._questions import check
from forms.contact.appeal import AnswerBy, NewAppeal

SOUND = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер?"}


def remarks(**changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        check(NewAppeal, SOUND | changes)
    return refused.value.remarks


def test_an_appeal_is_answered_in_the_cabinet_unless_asked_otherwise() -> None:
    assert check(NewAppeal, SOUND).answer_by is AnswerBy.CABINET
    assert check(NewAppeal, SOUND | {"answer_by": "post"}).answer_by is AnswerBy.POST


def test_an_appeal_says_something() -> None:
    assert remarks(text="Когда?")["text"].startswith("Опишите вопрос подробнее")


@pytest.mark.parametrize("changes", [{"files": ("id",)}, {"kind": "files"}])
def test_who_sends_files_says_why(changes: dict[str, Any]) -> None:
    assert remarks(text="файлы", **changes)["text"].startswith("Опишите причину отправки файлов")


def test_an_appeal_without_words_is_none() -> None:
    assert list(remarks(text=" ")) == ["text"]
