"""What a life cycle is: a class whose attributes are its statuses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from core.actor import Actor, Permission
from core.errors import Conflict, Forbidden
from workflows._documents import DocumentKind


class Ball(StrEnum):
    """Who has to act next."""

    APPLICANT = "applicant"
    COMPANY = "company"
    OTHERS = "others"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        """What the card says about it."""
        return {
            "applicant": "Нужно ваше действие",
            "company": "Сейчас работаем мы",
            "others": "Ждём другую организацию",
        }.get(self, "")


@dataclass(frozen=True, slots=True)
class Variant:
    """What a status says and asks for in the full procedure, where it differs."""

    label: str
    meaning: str
    you: str
    needs: tuple[DocumentKind, ...]


@dataclass(slots=True)
class Status:
    """One status: what it is called, what it means, and what leads out of it."""

    label: str
    """What the consumer reads."""
    phase: int
    """Phase of the five-step bar, 0 before and 6 after it (order 186)."""
    ball: Ball
    meaning: str
    """One plain sentence."""
    you: str = ""
    """What the consumer has to do."""
    we: str = ""
    """What the company does."""
    asks: str = ""
    """Code of the form that stands first on the consumer's card; empty if none is awaited."""
    by: Permission | None = None
    """Who may move an application here; ``None``: nobody by hand."""
    then: tuple[str, ...] = ()
    """Where one may go from here."""
    needs: tuple[DocumentKind, ...] = ()
    """Documents that must be in the card before."""
    sets: str = ""
    """Date of the card that a move here fills, if it is empty."""
    letter: str = "status_changed"
    full: Variant | None = None
    """What is otherwise in the full procedure."""
    closes: bool = False
    """Nothing more is expected of anybody."""
    wants_reason: bool = False
    """The move must be explained to the consumer."""
    code: str = ""
    """The name of the attribute: in the row, in the address, in the journal."""

    def __set_name__(self, _: type, name: str) -> None:
        self.code = self.code or name  # `first = …` names the same status again

    def in_procedure(self, procedure: str) -> "Status":
        """Return the status as it is in the given procedure."""
        if self.full is None or procedure != "full":
            return self
        full = self.full
        return replace(self, label=full.label, meaning=full.meaning, you=full.you, needs=full.needs)

    def called(self, procedure: str) -> str:
        """Return the label in the given procedure."""
        return self.in_procedure(procedure).label


class Workflow:
    """The root of all life cycles; a status that leads nowhere known stops the start."""

    title: ClassVar[str]
    first: ClassVar[Status]
    """Where a newly registered thing begins."""
    statuses: ClassVar[Mapping[str, Status]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.statuses = {
            name: value for name, value in vars(cls).items() if isinstance(value, Status) and name != "first"
        }
        unknown = {target for status in cls.statuses.values() for target in status.then} - set(cls.statuses)
        if unknown:
            raise RuntimeError(f"{cls.__name__}: no such status: {', '.join(sorted(unknown))}")

    @classmethod
    def status(cls, code: str) -> Status:
        """Return the status called *code*."""
        return cls.statuses[code]

    @classmethod
    def moves(cls, actor: Actor, code: str, procedure: str) -> tuple[Status, ...]:
        """Return the statuses *actor* may move to from the one called *code*, as they are in *procedure*."""
        targets = (cls.statuses[name].in_procedure(procedure) for name in cls.statuses[code].then)
        return tuple(target for target in targets if target.by is not None and actor.may(target.by))

    @classmethod
    def move(
        cls, actor: Actor, code: str, to: str, *, procedure: str, documents: Collection[str], reason: str
    ) -> Status:
        """Return the status *to* as it is in *procedure*; raise ``Conflict`` or ``Forbidden`` if it is out of reach."""
        was = cls.statuses[code].in_procedure(procedure)
        if to not in was.then:
            raise Conflict(f"Из статуса «{was.label}» так перейти нельзя. Выберите один из предложенных переходов.")
        now = cls.statuses[to].in_procedure(procedure)
        if now.by is None or not actor.may(now.by):
            raise Forbidden
        missing = [kind.label for kind in now.needs if kind.value not in documents]
        if missing:
            raise Conflict(f"Сначала приложите: {', '.join(missing)}.")
        if now.wants_reason and not reason.strip():
            raise Conflict("Напишите заявителю причину: без неё этот переход не делают.")
        return now
