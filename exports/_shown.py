"""A cell as the screen shows it: the same text that Excel makes of the same value."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from exports._columns import ColumnKind, fit

_PLACES = {ColumnKind.INTEGER: 0, ColumnKind.DECIMAL: 3, ColumnKind.MONEY: 2}
_RUSSIAN = str.maketrans({",": "\u00a0", ".": ","})


def shown(value: object, kind: ColumnKind, time_zone: ZoneInfo) -> str:
    """Return *value* as it stands in a column of *kind*: ``1 234,50`` (hard blank), ``05.11.2026``, or nothing."""
    match fit(value, kind, time_zone):
        case None:
            return ""
        case datetime() as moment:
            return f"{moment:%d.%m.%Y %H:%M}"
        case date() as day:
            return f"{day:%d.%m.%Y}"
        case (int() | float() | Decimal()) as number:
            return f"{number:,.{_PLACES.get(kind, 2)}f}".translate(_RUSSIAN)
        case text:
            return text
