"""Columns of a report, and how a value fits into them: typed where Excel can hold it, harmless text otherwise."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

EXCEL_TEXT = 32_767
"""The most characters one cell may have; Excel counts in UTF-16 units."""
EXCEL_YEAR = 1901
"""The first whole year that Excel counts right: it believes in 29.02.1900 and knows nothing before that year."""

Fitted = str | int | float | Decimal | date
"""What a cell may hold; a moment is a naive ``datetime`` here, which is a ``date`` too."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class ColumnKind(Enum):
    """What a column holds; the value is the Excel number format."""

    TEXT = "@"
    INTEGER = "#,##0"
    DECIMAL = "#,##0.000"
    """Power in kW, three places."""
    MONEY = "#,##0.00"
    DATE = "dd.mm.yyyy"
    MOMENT = "dd.mm.yyyy hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a report: its header, its width in characters, what it holds, how it is shown and summed up."""

    title: str
    width: int
    kind: ColumnKind = ColumnKind.TEXT
    total: bool = False
    wrap: bool = False
    """A text of several lines: each is seen."""


def fit(value: object, kind: ColumnKind, time_zone: ZoneInfo) -> Fitted | None:
    """Fit *value* into a cell of *kind*; ``None`` leaves it empty; a naive moment raises ``ValueError``."""
    if isinstance(value, datetime):
        value = _local(value, time_zone)
        value = value.date() if kind is ColumnKind.DATE else value
    match value:
        case bool():
            return "да" if value else "нет"
        case date() if kind is ColumnKind.TEXT or value.year < EXCEL_YEAR:
            return value.strftime("%d.%m.%Y %H:%M" if isinstance(value, datetime) else "%d.%m.%Y")
        case float() | Decimal() if not math.isfinite(value):
            return None
        case int() | float() | Decimal() if kind is ColumnKind.TEXT:
            return str(value)
        case None | int() | float() | Decimal() | date():
            return value
    return safe_text(str(value))


def safe_text(text: str) -> str:
    """Leave out what XML forbids, cut to what Excel holds, and keep ``_x0041_`` from being read as «A»."""
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > EXCEL_TEXT // 2:
        text = text.encode("utf-16-le")[: EXCEL_TEXT * 2].decode("utf-16-le", "ignore")
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def _local(moment: datetime, time_zone: ZoneInfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a naive moment cannot be exported: {moment!r}")
    return moment.astimezone(time_zone).replace(tzinfo=None)
