"""Kinds of answers: how each is asked, checked, stored and read, in one place."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
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
    OWN_APPEAL = "own_appeal"
    SEVERAL = "several"
    SCALE = "scale"
    ROWS = "rows"
    PASSWORD = "password"  # noqa: S105 - a kind of widget


class Cell(StrEnum):
    """What an answer is in a workbook."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    """Three places after the comma."""
    MONEY = "money"
    DATE = "date"


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
    cell: Cell = Cell.TEXT
    """How the answer stands in a workbook: typed where Excel can hold it, else as ``show`` says it."""
    sample: Any = None
    """A sound answer, as typed."""
    wrong: tuple[tuple[Any, str], ...] = ()
    """Unsound answers, as typed, each with a part of what is said to it."""


@dataclass(frozen=True, slots=True)
class Section:
    """Begins a part of the form at this question."""

    title: str


@dataclass(frozen=True, slots=True)
class Reads:
    """The document to be read before the box is ticked."""

    document: str
    """Its code."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """The question is a group that repeats: ``Annotated[tuple[Stage, ...], Repeats("Этап")]``."""

    one: str
    """What one row is called."""
    at_least: int = 0
    at_most: int = 10
    add: str = "Добавить ещё"
    """The word of the button for one row more."""

    def called(self, place: int) -> str:
        """Return what the row at *place*, counted from one, is called."""
        return f"{self.one} {place}"


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


LONGEST_PASTE = 20_000
"""Characters, more than any answer may have: a paste that is too long is told of, not swallowed."""


def _decimal(text: Any) -> Any:
    return text.replace("\u00a0", "").replace(" ", "").replace(",", ".") if isinstance(text, str) else text


def shown_decimal(number: Decimal | None) -> str:
    """Return *number* as people write it: a comma, and no idle zeros."""
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def shown_money(amount: Decimal | None) -> str:
    """Return *amount* in roubles as people write it: ``15 750,50``."""
    return "" if amount is None else f"{amount:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def _show_date(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _show_choice(choice: Any) -> str:
    return str(getattr(choice, "label", choice or ""))


def _show_choices(choices: Any) -> str:
    return ", ".join(_show_choice(choice) for choice in choices or ())


def _show_yes_no(answer: bool | None) -> str:  # noqa: FBT001 - it is the answer itself
    return "" if answer is None else "да" if answer else "нет"


def _no_future(day: date | None) -> date | None:
    if day and day > clock.today():
        raise ValueError("Дата не может быть в будущем.")
    return day


def _no_past(day: date | None) -> date | None:
    if day and day < clock.today():
        raise ValueError("Эта дата уже прошла. Выберите сегодняшний или будущий день.")
    return day


def _map_point(text: str) -> str:
    # Two numbers, whichever marks stand within and between them.
    found = re.fullmatch(r"(-?\d{1,2}(?:[.,]\d+)?)[\s,;]+(-?\d{1,3}(?:[.,]\d+)?)", text)
    latitude, longitude = (float(part.replace(",", ".")) for part in found.groups()) if found else (99.0, 0.0)
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - degrees of the globe
        raise ValueError("Укажите широту и долготу, например 52,9703, 36,0635, или оставьте поле пустым.")
    return f"{latitude:.6g}".replace(".", ",") + ", " + f"{longitude:.6g}".replace(".", ",")


def _month(text: str) -> str:
    found = re.fullmatch(r"(0?[1-9]|1[0-2])\D?(20\d\d)", text)
    if not found:
        raise ValueError("Введите месяц и год, например 03.2027.")
    return f"{int(found[1]):02d}.{found[2]}"


def _new_password(password: str) -> str:
    if remark := strength.refusal(password):
        raise ValueError(remark)
    return password


# A wrong answer may be said to be long, empty or out of a set by the machinery; the kinds name what is their own.
Line = Annotated[str, Kind(), Field(max_length=200)]
LongLine = Annotated[str, Kind(), Field(max_length=500)]
LongText = Annotated[str, Kind(Widget.TEXT), Field(max_length=2000)]
PersonName = Annotated[
    str, AfterValidator(identifiers.person_name), Kind(sample="Щербакова", wrong=(("Иван0в", "Проверьте написание"),))
]
Address = Annotated[
    str,
    Field(min_length=8, max_length=500),
    Kind(
        note="Например: 302000, г. Орёл, ул. Московская, д. 1, кв. 2",
        fill_in="street-address",
        sample="302000, г. Орёл, ул. Московская, д. 1, кв. 2",
        wrong=(("Орёл", "Слишком коротко"),),
    ),
]
Email = Annotated[
    str,
    AfterValidator(contacts.email),
    Kind(fill_in="email", sample="maria@example.org", wrong=(("maria@", "почт"),)),
]
Phone = Annotated[
    str,
    AfterValidator(contacts.phone),
    Kind(
        show=contacts.readable_phone,
        note="Например: +7 (910) 000-00-00",
        fill_in="tel",
        sample="8 910 123 45 67",
        wrong=(("12-34", "телефон"),),
    ),
]
Snils = Annotated[
    str,
    AfterValidator(identifiers.snils),
    Kind(
        note="Например: 112-233-445 95",
        identity=True,
        boxes=(3, 3, 3, 2),
        sample="028-278-217 65",
        wrong=(("028-278-217 66", "контрольная сумма"),),
    ),
]
InnOfPerson = Annotated[
    str,
    AfterValidator(identifiers.inn_person),
    Kind(note="12 цифр", boxes=(12,), sample="572682968210", wrong=(("617547302703", "контрольная сумма"),)),
]
InnOfCompany = Annotated[
    str,
    AfterValidator(identifiers.inn_company),
    Kind(note="10 цифр", boxes=(10,), sample="5705990388", wrong=(("7707083890", "контрольная сумма"),)),
]
Ogrn = Annotated[
    str,
    AfterValidator(identifiers.ogrn),
    Kind(note="13 цифр", boxes=(13,), sample="1225700789049", wrong=(("1027700132196", "контрольная сумма"),)),
]
Ogrnip = Annotated[
    str,
    AfterValidator(identifiers.ogrnip),
    Kind(note="15 цифр", boxes=(15,), sample="315574964204630", wrong=(("313242342342332", "контрольная сумма"),)),
]
Kpp = Annotated[
    str,
    AfterValidator(identifiers.kpp),
    Kind(note="9 знаков", boxes=(9,), sample="570501001", wrong=(("5705", "КПП"),)),
]
Bik = Annotated[
    str,
    AfterValidator(identifiers.bik),
    Kind(note="9 цифр", boxes=(9,), sample="044525225", wrong=(("144525225", "БИК"),)),
]
BankAccount = Annotated[
    str,
    AfterValidator(identifiers.account_digits),
    Kind(note="20 цифр", boxes=(20,), sample="40702810938000000001", wrong=(("4070281", "20"),)),
]
"""An account by its digits alone; whether it is one of the bank's tells a rule that reads the БИК too."""
CadastralNumber = Annotated[
    str,
    AfterValidator(identifiers.cadastral_number),
    Kind(
        note="Например: 57:25:0010101:123",
        sample="57:10:0010101:123",
        wrong=(("57:25", "кадастровый номер"),),
    ),
]
MapPoint = Annotated[
    str,
    AfterValidator(_map_point),
    Kind(note="Например: 52,9703, 36,0635", sample="52,9703, 36,0635", wrong=(("там, за рекой", "широту и долготу"),)),
]
PassportSeries = Annotated[
    str,
    AfterValidator(identifiers.passport_series),
    Kind(note="4 цифры", identity=True, boxes=(4,), sample="5404", wrong=(("54", "серию паспорта"),)),
]
PassportNumber = Annotated[
    str,
    AfterValidator(identifiers.passport_number),
    Kind(note="6 цифр", identity=True, boxes=(6,), sample="123457", wrong=(("12345", "номер паспорта"),)),
]
_BY_DATE = Kind(Widget.DATE, _show_date, boxes=(2, 2, 4), cell=Cell.DATE, sample="2020-01-15")
_BY_PAST_DATE = replace(_BY_DATE, wrong=(("2999-01-01", "не может быть в будущем"),))
_BY_COMING_DATE = replace(_BY_DATE, sample="2099-01-15", wrong=(("2020-01-15", "уже прошла"),))
Date = Annotated[date, _BY_DATE]
MaybeDate = Annotated[date | None, _BY_DATE]
PastDate = Annotated[date, AfterValidator(_no_future), _BY_PAST_DATE]
MaybePastDate = Annotated[date | None, AfterValidator(_no_future), _BY_PAST_DATE]
ComingDate = Annotated[date, AfterValidator(_no_past), _BY_COMING_DATE]
MaybeComingDate = Annotated[date | None, AfterValidator(_no_past), _BY_COMING_DATE]


def _of_number(unit: str, sample: str = "7,5", **given: Any) -> Kind:
    wrong = (("много", "Введите число"), ("-1", "не может быть меньше"))
    return Kind(show=shown_decimal, unit=unit, cell=Cell.DECIMAL, sample=sample, wrong=wrong, **given)


_AS_NUMBER = (BeforeValidator(_decimal), PlainSerializer(str, when_used="json"))
Power = Annotated[Decimal, *_AS_NUMBER, Field(ge=0, le=100_000, max_digits=9, decimal_places=3), _of_number("кВт")]
"""kW, three places at most; a comma is as good as a point."""
MaybePower = Annotated[Power | None, _of_number("кВт")]
Capacity = Annotated[
    Decimal, *_AS_NUMBER, Field(ge=0, le=1_000_000, max_digits=10, decimal_places=3), _of_number("кВА", "250")
]
"""kVA of a transformer."""
Kilovolts = Annotated[
    Decimal, *_AS_NUMBER, Field(ge=0, le=500, max_digits=6, decimal_places=3), _of_number("кВ", "0,4")
]
Count = Annotated[
    int,
    BeforeValidator(_decimal),
    Field(ge=0, le=10_000),
    Kind(cell=Cell.INTEGER, sample="2", wrong=(("два", "Введите целое число"), ("-1", "не может быть меньше"))),
]
MaybeCount = Annotated[Count | None, Kind(cell=Cell.INTEGER, sample="2")]
Money = Annotated[
    Decimal,
    *_AS_NUMBER,
    Field(gt=0, le=10_000_000_000, max_digits=13, decimal_places=2),
    Kind(
        show=shown_money,
        unit="₽",
        cell=Cell.MONEY,
        sample="15750,50",
        wrong=(("много", "Введите число"), ("1,234", "знаков после запятой")),
    ),
]
"""Roubles with kopecks."""
MaybeMoney = Annotated[Money | None, Kind(show=shown_money, unit="₽", cell=Cell.MONEY, sample="15750,50")]
Month = Annotated[
    str,
    AfterValidator(_month),
    Kind(note="Например: 03.2027", boxes=(2, 4), sample="03.2027", wrong=(("13.2027", "месяц и год"),)),
]
"""``MM.YYYY``, however it was typed."""
_Untouched = StringConstraints(strip_whitespace=False)
"""Spaces at the ends of a password are part of it."""
OldPassword = Annotated[str, _Untouched, Kind(Widget.PASSWORD, fill_in="current-password")]
NewPassword = Annotated[
    str, _Untouched, AfterValidator(_new_password), Kind(Widget.PASSWORD, fill_in="new-password", chosen=True)
]
PasswordAgain = Annotated[str, _Untouched, Kind(Widget.PASSWORD, fill_in="new-password")]
OwnApplication = Annotated[str, Kind(Widget.OWN_APPLICATION)]
"""Register number of one of the applicant's own applications; the service checks whose it is."""
OwnAppeal = Annotated[str, Kind(Widget.OWN_APPEAL)]
"""Number of one of the applicant's own appeals; the service checks whose it is."""
YesNo = Annotated[bool, Kind(Widget.YES_NO, _show_yes_no)]
MaybeYesNo = Annotated[bool | None, Kind(Widget.YES_NO, _show_yes_no)]
Consent = Annotated[Literal[True], Kind(Widget.TICK, _show_yes_no)]
"""A box of its own that must be ticked; it is never ticked beforehand."""
Flag = Annotated[bool, Kind(Widget.TICK, _show_yes_no)]
OneOf = Kind(Widget.CHOICE, _show_choice)
"""To be named beside a ``Labelled``: ``Annotated[Reason, OneOf]``."""
SomeOf = Kind(Widget.SEVERAL, _show_choices)
"""To be named beside several of a ``Labelled``: ``Annotated[tuple[Paper, ...], SomeOf]``."""
OnScale = Kind(Widget.SCALE, _show_choice)
"""Beside a ``Labelled`` whose choices are steps from worst to best: they stand in one row."""
Attachments = Annotated[tuple[str, ...], Kind(Widget.FILES)]
"""Public ids of files that were accepted before."""
Computed = Kind(Widget.COMPUTED, shown_decimal, unit="кВт", cell=Cell.DECIMAL)
