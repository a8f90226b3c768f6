"""What a life cycle is: a class whose attributes are its statuses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
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
        return {"applicant": "Ваш ход", "company": "Работаем мы", "others": "Ждём другую организацию"}.get(self, "")


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
    by: Permission | None = None
    """Who may move an application here; ``None``: nobody by hand."""
    then: tuple[str, ...] = ()
    """Where one may go from here."""
    needs: tuple[DocumentKind, ...] = ()
    """Documents that must be in the card before."""
    sets: str = ""
    """Date of the card that a move here fills, if it is empty."""
    letter: str = "status_changed"
    label_full: str = ""
    """The label in the full procedure, where it differs."""
    closes: bool = False
    """Nothing more is expected of anybody."""
    wants_reason: bool = False
    """The move must be explained to the consumer."""
    code: str = field(default="", init=False)
    """The name of the attribute: in the row, in the address, in the journal."""

    def __set_name__(self, _: type, name: str) -> None:
        self.code = self.code or name  # `first = …` names the same status again

    def called(self, procedure: str) -> str:
        """Return the label in the given procedure."""
        return self.label_full if self.label_full and procedure == "full" else self.label


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
    def moves(cls, actor: Actor, code: str) -> tuple[Status, ...]:
        """Return the statuses *actor* may move to from the one called *code*."""
        targets = (cls.statuses[name] for name in cls.statuses[code].then)
        return tuple(target for target in targets if target.by is not None and actor.may(target.by))

    @classmethod
    def move(cls, actor: Actor, code: str, to: str, *, documents: Collection[str], reason: str) -> Status:
        """Return the status called *to*; raise ``Conflict`` or ``Forbidden`` if one may not go there now."""
        was, now = cls.statuses[code], cls.statuses.get(to)
        if now is None or to not in was.then:
            raise Conflict(f"Из статуса «{was.label}» так перейти нельзя. Выберите один из предложенных переходов.")
        if now.by is None or not actor.may(now.by):
            raise Forbidden
        missing = [kind.label for kind in now.needs if kind.value not in documents]
        if missing:
            raise Conflict(f"Сначала приложите: {', '.join(missing)}.")
        if now.wants_reason and not reason.strip():
            raise Conflict("Напишите заявителю причину: без неё этот переход не делают.")
        return now
