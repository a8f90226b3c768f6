"""Rows become an Excel workbook; the only module that knows openpyxl."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet  # the write-only sheet borrows its attributes and has no stubs

from exports._columns import Column, ColumnKind, fit, safe_text

__all__ = ["Column", "ColumnKind", "write"]

EXCEL_ROWS = 1_048_576
"""The most rows one sheet may have, the header included."""
MOSCOW = ZoneInfo("Europe/Moscow")
PARAMETERS = (Column("Параметр", 32), Column("Значение", 64))

_BOLD = Font(bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="DCE6F1")
_LINES = Alignment(vertical="top", wrap_text=True)
_HEADER_ALIGNMENT = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write(
    path: Path,
    *,
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    facts: Sequence[tuple[str, object]],
    time_zone: ZoneInfo = MOSCOW,
    max_rows: int = EXCEL_ROWS,
) -> int:
    """Write *rows* to an .xlsx file at *path* as they come and return how many there were.

    A sheet of *max_rows* rows is continued on the next one, totals stand under the last; *facts* (name, value) fill
    the sheet «Параметры». Text never becomes a formula; moments are shown in *time_zone*, naive ones raise
    ``ValueError``, and so does a row that is not as long as *columns*.
    """
    with _workbook() as book:
        report = _Report(book, sheet, columns, time_zone, max_rows)
        for row in rows:
            report.append(row)
        report.finish()
        _write_facts(book, facts, time_zone)
        book.save(path)
    return report.count


@contextmanager
def _workbook() -> Iterator[Workbook]:
    book = Workbook(write_only=True)
    book.properties.creator = None
    try:
        yield book
    except BaseException:
        # Each sheet is a temporary file, which openpyxl would keep until the process ends.
        page: Any  # a write-only sheet has no stubs
        for page in book.worksheets:
            if not page.closed:
                page.close()
                page._writer.cleanup()  # noqa: SLF001 - there is no public way to give up
        raise


class _Report:
    """The sheets of one report: the next opens when the last is full."""

    def __init__(
        self, book: Workbook, name: str, columns: Sequence[Column], time_zone: ZoneInfo, max_rows: int
    ) -> None:
        self.book, self.columns, self.time_zone = book, columns, time_zone
        self.name = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:26]  # Excel takes 31, « (12)» needs the rest
        self.sums: dict[int, Decimal] = {index: Decimal() for index, column in enumerate(columns) if column.total}
        self.room = max_rows - 1 - bool(self.sums)
        self.count = 0
        self.open()

    def open(self) -> None:
        part = self.count // self.room + 1
        self.page = _open_sheet(self.book, self.name if part == 1 else f"{self.name} ({part})", self.columns)
        self.cells = [_ColumnCell(self.page, column.kind, self.time_zone, wrap=column.wrap) for column in self.columns]
        self.rows = 0

    def append(self, row: Sequence[object]) -> None:
        if self.rows == self.room:
            self.close()
            self.open()
        self.page.append([cell.hold(value) for cell, value in zip(self.cells, row, strict=True)])
        for index in self.sums:
            self.sums[index] += _amount(row[index])
        self.rows += 1
        self.count += 1

    def close(self) -> None:
        """Let the filter span the header and all data, but not the totals."""
        self.page.auto_filter.ref = f"A1:{get_column_letter(len(self.columns))}{self.rows + 1}"

    def finish(self) -> None:
        self.close()
        if self.sums:
            self.page.append(list(self._totals()))

    def _totals(self) -> Iterator[Cell | None]:
        label_at = next((index for index in range(len(self.columns)) if index not in self.sums), None)
        for index, column in enumerate(self.columns):
            value = self.sums.get(index, "Итого" if index == label_at else None)
            cell = _ColumnCell(self.page, column.kind, self.time_zone).hold(value)
            if cell is not None:
                cell.font = _BOLD
            yield cell


class _ColumnCell:
    """One styled cell for a whole column: openpyxl writes it out at once, so it can hold the next value."""

    def __init__(self, page: Worksheet, kind: ColumnKind, time_zone: ZoneInfo, *, wrap: bool = False) -> None:
        self.kind, self.time_zone = kind, time_zone
        self.cell = WriteOnlyCell(page)
        self.cell.number_format = kind.value
        if wrap:
            self.cell.alignment = _LINES

    def hold(self, value: object) -> Cell | None:
        fitted = fit(value, self.kind, self.time_zone)
        if fitted is None:
            return None
        self.cell.value = fitted
        if isinstance(fitted, str):
            self.cell.data_type = "s"  # openpyxl has just taken «=1+1» for a formula
        return self.cell


def _open_sheet(book: Workbook, name: str, columns: Sequence[Column]) -> Worksheet:
    page: Worksheet = book.create_sheet(name)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for index, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(index)].width = column.width
    page.append([_header(page, column.title) for column in columns])
    return page


def _header(page: Worksheet, title: str) -> Cell:
    cell = WriteOnlyCell(page, safe_text(title))
    cell.data_type = "s"
    cell.font, cell.fill, cell.alignment = _BOLD, _HEADER_FILL, _HEADER_ALIGNMENT
    return cell


def _write_facts(book: Workbook, facts: Sequence[tuple[str, object]], time_zone: ZoneInfo) -> None:
    page = _open_sheet(book, "Параметры", PARAMETERS)
    for name, value in facts:
        page.append([_ColumnCell(page, _kind(given), time_zone).hold(given) for given in (name, value)])


def _kind(value: object) -> ColumnKind:
    by_type = {datetime: ColumnKind.MOMENT, date: ColumnKind.DATE, int: ColumnKind.INTEGER, Decimal: ColumnKind.MONEY}
    return by_type.get(type(value), ColumnKind.TEXT)


def _amount(value: object) -> Decimal:
    amount = Decimal(str(value)) if isinstance(value, (int, float, Decimal)) else Decimal()
    return amount if math.isfinite(amount) else Decimal()
