"""Kinds of answers: how each is asked, checked, stored and read, in one place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints

from core import clock, strength
from regulations import contacts, identifiers


class Widget(StrEnum):
    """What a question looks like."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    TICK = "tick"
    DATE = "date"
    FILES = "files"
    COMPUTED = "computed"
    OWN_APPLICATION = "own_application"
    PASSWORD = "password"  # noqa: S105 - a kind of widget


def _as_is(answer: Any) -> str:
    return "" if answer is None else str(answer)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of answer is asked and read."""

    widget: Widget = Widget.LINE
    show: Callable[[Any], str] = _as_is
    """The stored answer as a person reads it."""
    note: str = ""
    """Shown under the question, never inside the field: what the answer looks like."""
    unit: str = ""
    fill_in: str = ""
    """HTML autocomplete token, so that a browser can help."""
    identity: bool = False
    """It identifies a person: only some employees read it in full (domain.md section 7)."""
    chosen: bool = False
    """It is a password being chosen: how strong it is, is told beside it."""
    boxes: tuple[int, ...] = ()
    """How the answer is written by hand, one sign a box: СНИЛС is ``(3, 3, 3, 2)``; empty if on a line."""


@dataclass(frozen=True, slots=True)
class Section:
    """Begins a part of the form at this question."""

    title: str


@dataclass(frozen=True, slots=True)
class Reads:
    """The document to be read before the box is ticked."""

    document: str
    """Its code."""


class ShownIf:
    """The question is asked only when other answers are such; ``needed`` says that it then must be answered."""

    def __init__(self, *, needed: bool = False, **answers: Any) -> None:
        self.needed, self.answers = needed, answers


USUAL = ("pdf", "jpg", "jpeg", "png")
"""Files everybody can make and open: nothing else is taken for the copy of a passport."""
PAPERS = (
    *USUAL, "tif", "tiff", "bmp", "gif", "doc", "docx", "xls", "xlsx", "rtf", "odt", "zip", "rar", "7z", "sig", "p7s",
)  # fmt: skip
"""Whatever people have on their hands (domain.md 4.3)."""


@dataclass(frozen=True, slots=True)
class Accepts:
    """Which files a question takes, and the legal point that allows to ask for them."""

    source: str
    """Paragraph of the Rules; nothing else may be required (ПП 861, п. 11)."""
    at_least: int = 0
    at_most: int = 20
    types: tuple[str, ...] = USUAL
    """Extensions, all of ``core.inspection.KINDS``."""
    identity: bool = False
    """A passport is, or may be, among the files."""


def _decimal(text: Any) -> Any:
    return text.replace("\u00a0", "").replace(" ", "").replace(",", ".") if isinstance(text, str) else text


def shown_decimal(number: Decimal | None) -> str:
    """Return *number* as people write it: a comma, and no idle zeros."""
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def _show_date(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _show_choice(choice: Any) -> str:
    return str(getattr(choice, "label", choice or ""))


def _show_yes_no(answer: bool | None) -> str:  # noqa: FBT001 - it is the answer itself
    return "" if answer is None else "да" if answer else "нет"


def _no_future(day: date | None) -> date | None:
    if day and day > clock.today():
        raise ValueError("Дата не может быть в будущем.")
    return day


def _month(text: str) -> str:
    found = re.fullmatch(r"(0?[1-9]|1[0-2])\D?(20\d\d)", text)
    if not found:
        raise ValueError("Введите месяц и год, например 03.2027.")
    return f"{int(found[1]):02d}.{found[2]}"


def _new_password(password: str) -> str:
    if remark := strength.refusal(password):
        raise ValueError(remark)
    return password


Line = Annotated[str, Kind(), Field(max_length=200)]
LongLine = Annotated[str, Kind(), Field(max_length=500)]
LongText = Annotated[str, Kind(Widget.TEXT), Field(max_length=2000)]
PersonName = Annotated[str, AfterValidator(identifiers.person_name), Kind()]
Address = Annotated[
    str,
    Field(min_length=8, max_length=500),
    Kind(note="Например: 302000, г. Орёл, ул. Московская, д. 1, кв. 2", fill_in="street-address"),
]
Email = Annotated[str, AfterValidator(contacts.email), Kind(fill_in="email")]
Phone = Annotated[
    str,
    AfterValidator(contacts.phone),
    Kind(show=contacts.readable_phone, note="Например: +7 (910) 000-00-00", fill_in="tel"),
]
Snils = Annotated[
    str, AfterValidator(identifiers.snils), Kind(note="Например: 112-233-445 95", identity=True, boxes=(3, 3, 3, 2))
]
InnOfPerson = Annotated[str, AfterValidator(identifiers.inn_person), Kind(note="12 цифр", boxes=(12,))]
InnOfCompany = Annotated[str, AfterValidator(identifiers.inn_company), Kind(note="10 цифр", boxes=(10,))]
Ogrn = Annotated[str, AfterValidator(identifiers.ogrn), Kind(note="13 цифр", boxes=(13,))]
Ogrnip = Annotated[str, AfterValidator(identifiers.ogrnip), Kind(note="15 цифр", boxes=(15,))]
Kpp = Annotated[str, AfterValidator(identifiers.kpp), Kind(note="9 знаков", boxes=(9,))]
CadastralNumber = Annotated[str, AfterValidator(identifiers.cadastral_number), Kind(note="Например: 57:25:0010101:123")]
PassportSeries = Annotated[
    str, AfterValidator(identifiers.passport_series), Kind(note="4 цифры", identity=True, boxes=(4,))
]
PassportNumber = Annotated[
    str, AfterValidator(identifiers.passport_number), Kind(note="6 цифр", identity=True, boxes=(6,))
]
MaybePastDate = Annotated[date | None, AfterValidator(_no_future), Kind(Widget.DATE, _show_date, boxes=(2, 2, 4))]
PastDate = Annotated[date, AfterValidator(_no_future), Kind(Widget.DATE, _show_date, boxes=(2, 2, 4))]
Power = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(str, when_used="json"),
    Field(ge=0, le=100_000, max_digits=9, decimal_places=3),
    Kind(show=shown_decimal, unit="кВт"),
]
"""kW, three places at most; a comma is as good as a point."""
MaybePower = Annotated[Power | None, Kind(show=shown_decimal, unit="кВт")]
Month = Annotated[str, AfterValidator(_month), Kind(note="Например: 03.2027", boxes=(2, 4))]
_Untouched = StringConstraints(strip_whitespace=False)
"""Spaces at the ends of a password are part of it."""
OldPassword = Annotated[str, _Untouched, Kind(Widget.PASSWORD, fill_in="current-password")]
NewPassword = Annotated[
    str, _Untouched, AfterValidator(_new_password), Kind(Widget.PASSWORD, fill_in="new-password", chosen=True)
]
PasswordAgain = Annotated[str, _Untouched, Kind(Widget.PASSWORD, fill_in="new-password")]
OwnApplication = Annotated[str, Kind(Widget.OWN_APPLICATION)]
"""Register number of one of the applicant's own applications; the service checks whose it is."""
YesNo = Annotated[bool, Kind(Widget.YES_NO, _show_yes_no)]
MaybeYesNo = Annotated[bool | None, Kind(Widget.YES_NO, _show_yes_no)]
Consent = Annotated[Literal[True], Kind(Widget.TICK, _show_yes_no)]
"""A box of its own that must be ticked; it is never ticked beforehand."""
Flag = Annotated[bool, Kind(Widget.TICK, _show_yes_no)]
OneOf = Kind(Widget.CHOICE, _show_choice)
"""To be named beside a ``Labelled``: ``Annotated[Reason, OneOf]``."""
Attachments = Annotated[tuple[str, ...], Kind(Widget.FILES)]
"""Public ids of files that were accepted before."""
Computed = Kind(Widget.COMPUTED, shown_decimal, unit="кВт")
