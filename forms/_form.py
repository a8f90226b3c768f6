"""What a form is: a pydantic class whose fields are the questions."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict

from core.labelled import Labelled
from forms._official import Official
from regulations.applicants import ApplicantType

Check = TypeVar("Check", bound=Callable[..., str])


class Need(Labelled):
    """What people come for; the groups of the main page."""

    CONNECT = "connect", "Подключить объект"
    CHANGE = "change", "Изменить или продлить"
    REPORT = "report", "Сообщить о выполнении"
    METER = "meter", "Прибор учёта"
    MONEY = "money", "Деньги и договор"
    OTHER = "other", "Другое"


class Mode(Labelled):
    """What may be done with a form; the words are the customer's guide's."""

    FILL = "fill", "Заполнить"
    DOWNLOAD = "download", "Скачать"
    SEND = "send", "Отправить"


class Form(BaseModel):
    """The root of all forms; the docstring of a form is the sentence under its title."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: ClassVar[str]
    """As the main page and the printed copy call it."""
    source: ClassVar[str]
    """The act the form comes from."""
    need: ClassVar[Need] = Need.OTHER
    for_applicants: ClassVar[frozenset[ApplicantType]] = frozenset(ApplicantType)
    """Who may send it."""
    modes: ClassVar[frozenset[Mode]] = frozenset({Mode.FILL})
    sections: ClassVar[tuple[str, ...]] = ()
    """Order of the sections, where it differs from the order of the fields."""
    notes: ClassVar[tuple[str, ...]] = ()
    """Sentences printed under the form."""
    official: ClassVar[Official | None] = None
    """The statutory text it follows on paper; without one the paper is in the words and the order of the screen."""

    @classmethod
    def code(cls) -> str:
        """Return the file name of the form, which is its code everywhere."""
        return cls.__module__.rpartition(".")[2]


def rule(question: str) -> Callable[[Check], Check]:
    """Mark a method of a form as a check across questions.

    The method returns a Russian sentence about *question*, or an empty text when all is well. It runs as soon as the
    answers it reads are themselves sound, so that a person sees every error at once.
    """

    def mark(check: Check) -> Check:
        check.__dict__["concerns"] = question
        return check

    return mark


def as_far_as_sound(form: type[Form], sound: Mapping[str, Any]) -> Form:
    """Return a form of the *sound* answers only; to read any other raises ``AttributeError``, default or not."""
    partial = form.model_construct(**sound)
    for name in form.model_fields.keys() - sound.keys():
        partial.__dict__.pop(name, None)
    return partial


def broken_rules(form: type[Form], sound: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield question and sentence of every rule that the sound answers break."""
    partial = as_far_as_sound(form, sound)
    for name in dir(form):
        check = form.__dict__.get(name) or getattr(form, name, None)
        question = getattr(check, "concerns", None)
        if question is None or not callable(check):
            continue
        try:
            sentence = check(partial)
        except AttributeError:
            continue  # an answer the rule reads is missing or unsound, and has its own remark
        if sentence:
            yield question, sentence
