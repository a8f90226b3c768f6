"""What a form is: a pydantic class whose fields are the questions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from core.labelled import Labelled
from forms._official import Official
from regulations.applicants import ApplicantType

Check = TypeVar("Check", bound=Callable[..., str])
AnyGroup = TypeVar("AnyGroup", bound="Group")


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


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer people give, and what the form says to it; the tests go through them."""

    question: str
    """Where the remark stands; a question of a row as ``group.row.question``."""
    says: str
    """A part of the remark."""
    answers: Mapping[str, Any]
    """What is answered otherwise than in the sample."""


class Group(BaseModel):
    """Questions that are asked together: a form, or one row of a group that repeats."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Form(Group):
    """The root of all forms; the docstring of a form is the sentence under its title."""

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
    valid_from: ClassVar[date] = date(2026, 1, 1)
    """First day on which this wording is filled in; it names the version."""
    valid_until: ClassVar[date | None] = None
    """Last day; ``None`` while nothing replaces it."""
    version_of: ClassVar[str] = ""
    """The code of the form this is another version of, where the file is called otherwise."""
    changes: ClassVar[str] = ""
    """What is new in this version, in a sentence for those who began to fill in the one before."""
    statuses: ClassVar[frozenset[str]] = frozenset()
    """Statuses of an application in which a form about one makes sense; empty: in every one."""
    deed: ClassVar[str] = ""
    """What one does by sending it, as the card of an application offers it: «Сообщить о выполнении ТУ»."""
    when: ClassVar[str] = ""
    """The end of the sentence «Эту форму отправляют, когда …»; where there are ``statuses``."""
    words: ClassVar[str] = ""
    """Words people look for it by, where they are neither in the title nor in the sentence under it."""
    settled: ClassVar[bool] = False
    """Nobody has to act on it: it is kept as it comes."""
    once: ClassVar[bool] = False
    """A person sends it once about one thing, and once a year about nothing."""
    shortcuts: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pages of the cabinet where the same can be done at once: address and words of the link."""
    sample: ClassVar[Mapping[str, Any]] = {}
    """Sound answers, as typed, where they differ from the sample of their kind."""
    mistakes: ClassVar[tuple[Mistake, ...]] = ()
    """Wrong answers with what is said to them; every rule of the form has one."""
    official: ClassVar[Official | None] = None
    """The statutory text it follows on paper; without one the paper is in the words and the order of the screen."""

    @classmethod
    def code(cls) -> str:
        """Return the code of the form everywhere: its file name, or that of the form it is a version of."""
        return cls.version_of or cls.__module__.rpartition(".")[2]

    @classmethod
    def version(cls) -> str:
        """Return the name of the version: the day it came into force, ISO."""
        return cls.valid_from.isoformat()


def rule(question: str) -> Callable[[Check], Check]:
    """Mark a method of a form as a check across questions.

    The method returns a Russian sentence about *question*, or an empty text when all is well. It runs as soon as the
    answers it reads are themselves sound, so that a person sees every error at once.
    """

    def mark(check: Check) -> Check:
        check.__dict__["concerns"] = question
        return check

    return mark


def as_far_as_sound(form: type[AnyGroup], sound: Mapping[str, Any]) -> AnyGroup:
    """Return a form of the *sound* answers only; to read any other raises ``AttributeError``, default or not."""
    partial = cast(AnyGroup, form.model_construct(**sound))  # it is said to make a Group, and makes one of its own
    for name in form.model_fields.keys() - sound.keys():
        partial.__dict__.pop(name, None)
    return partial


def rules(form: type[Group]) -> Iterator[tuple[str, Callable[[Group], str]]]:
    """Yield every rule of *form*: the question it is about, and the check."""
    for name in dir(form):
        check = form.__dict__.get(name) or getattr(form, name, None)
        question = getattr(check, "concerns", None)
        if question is not None and callable(check):
            yield question, check


def broken_rules(form: type[Group], sound: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield question and sentence of every rule that the sound answers break."""
    partial = as_far_as_sound(form, sound)
    for question, check in rules(form):
        try:
            sentence = check(partial)
        except AttributeError:
            continue  # an answer the rule reads is missing or unsound, and has its own remark
        if sentence:
            yield question, sentence
