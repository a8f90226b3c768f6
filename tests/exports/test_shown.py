from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from exports._columns import ColumnKind
from exports._shown import shown

MOSCOW = ZoneInfo("Europe/Moscow")
SENT = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Decimal("1234567.5"), ColumnKind.MONEY, "1\u00a0234\u00a0567,50"),
        (Decimal("7.5"), ColumnKind.DECIMAL, "7,500"),
        (Decimal("-0.125"), ColumnKind.DECIMAL, "-0,125"),
        (12345, ColumnKind.INTEGER, "12\u00a0345"),
        (0, ColumnKind.INTEGER, "0"),
        (date(2026, 3, 5), ColumnKind.DATE, "05.03.2026"),
        (SENT, ColumnKind.DATE, "05.03.2026"),
        (SENT, ColumnKind.MOMENT, "05.03.2026 00:30"),
        (True, ColumnKind.TEXT, "да"),
        (1234, ColumnKind.TEXT, "1234"),
        ("=1+1, и 2.5", ColumnKind.TEXT, "=1+1, и 2.5"),
        ("", ColumnKind.TEXT, ""),
        (None, ColumnKind.MONEY, ""),
        (float("nan"), ColumnKind.MONEY, ""),
    ],
)
def test_a_cell_is_shown_as_excel_shows_it(value: object, kind: ColumnKind, text: str) -> None:
    assert shown(value, kind, MOSCOW) == text
