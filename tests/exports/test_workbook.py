from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet._writer import ALL_TEMP_FILES
from openpyxl.worksheet.worksheet import Worksheet

from exports._workbook import Column, ColumnKind, write

COLUMNS = (
    Column("Рег. №", 12),
    Column("Заявитель", 40),
    Column("Дней", 8, ColumnKind.INTEGER, total=True),
    Column("Мощность, кВт", 14, ColumnKind.DECIMAL, total=True),
    Column("Плата, ₽", 16, ColumnKind.MONEY, total=True),
    Column("Зарегистрирована", 14, ColumnKind.DATE),
    Column("Отправлена", 18, ColumnKind.MOMENT),
)
SENT = datetime(2026, 3, 4, 21, 30, 15, tzinfo=UTC)
ROWS = (
    ("001/26", "Иванов Иван Иванович", 5, Decimal("15.000"), Decimal("105000.10"), date(2026, 3, 5), SENT),
    ("002/26", "ООО «Ёлка»", 7, Decimal("7.125"), Decimal("0.20"), None, None),
)
FACTS = (("С", date(2026, 1, 1)), ("Статус", "=все"), ("Сформирован", SENT), ("Строк", 2), ("Итого", Decimal("1.5")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def sheet(path: Path, name: str = "Заявки") -> Worksheet:
    found = load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


def cell(path: Path, where: str, name: str = "Заявки") -> Cell:
    found = sheet(path, name)[where]
    assert isinstance(found, Cell)
    return found


def one_text(path: Path, text: object, kind: ColumnKind = ColumnKind.TEXT) -> Cell:
    write(path, sheet="Заявки", columns=[Column("Текст", 20, kind)], rows=[(text,)], facts=[])
    return cell(path, "A2")


def a_report(path: Path) -> int:
    return write(path, sheet="Заявки", columns=COLUMNS, rows=ROWS, facts=FACTS)


def test_the_count_of_rows_is_returned(path: Path) -> None:
    count = a_report(path)

    assert count == 2


def test_values_come_back_as_they_were_with_moments_in_moscow_time(path: Path) -> None:
    a_report(path)

    values = list(sheet(path).iter_rows(min_row=2, max_row=3, values_only=True))
    moscow = datetime(2026, 3, 5, 0, 30, 15)  # noqa: DTZ001 - Excel keeps naive moments
    day = datetime(2026, 3, 5)  # noqa: DTZ001 - and days as midnights
    assert values[0] == ("001/26", "Иванов Иван Иванович", 5, 15, 105000.10, day, moscow)
    assert values[1] == ("002/26", "ООО «Ёлка»", 7, 7.125, 0.2, None, None)


def test_another_time_zone_shows_its_own_clock(path: Path) -> None:
    columns = [Column("Отправлена", 18, ColumnKind.MOMENT), Column("День", 12, ColumnKind.DATE)]

    write(path, sheet="Заявки", columns=columns, rows=[(SENT, SENT)], facts=[], time_zone=ZoneInfo("Europe/London"))

    assert str(cell(path, "A2").value) == "2026-03-04 21:30:15"
    assert str(cell(path, "B2").value) == "2026-03-04 00:00:00"


def test_a_naive_moment_is_refused_and_leaves_no_file(path: Path) -> None:
    naive = datetime(2026, 3, 5, 12)  # noqa: DTZ001 - the subject of the test

    with pytest.raises(ValueError, match="naive"):
        write(path, sheet="Заявки", columns=[Column("Когда", 9, ColumnKind.MOMENT)], rows=[(naive,)], facts=[])

    assert not path.exists()
    assert not ALL_TEMP_FILES


def test_a_row_of_another_length_is_refused(path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        write(path, sheet="Заявки", columns=COLUMNS, rows=[("001/26",)], facts=[])


def test_numbers_and_dates_are_typed_and_formatted(path: Path) -> None:
    a_report(path)

    row = sheet(path)[2]
    assert [c.data_type for c in row] == ["s", "s", "n", "n", "n", "d", "d"]
    assert [c.number_format for c in row] == [column.kind.value for column in COLUMNS]


def test_pandas_reads_numbers_as_numbers_and_dates_as_dates(path: Path) -> None:
    a_report(path)

    frame = pd.read_excel(path, sheet_name="Заявки").iloc[:2]
    assert frame["Мощность, кВт"].sum() == pytest.approx(22.125)
    assert frame["Отправлена"].iloc[0] == pd.Timestamp("2026-03-05 00:30:15")
    assert frame["Рег. №"].tolist() == ["001/26", "002/26"]


def test_the_header_is_bold_filled_wrapped_and_frozen(path: Path) -> None:
    a_report(path)

    page = sheet(path)
    assert [c.value for c in page[1]] == [column.title for column in COLUMNS]
    assert all(c.font.b and c.alignment.wrap_text and c.fill.fill_type == "solid" for c in page[1])
    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"


def test_widths_are_the_declared_ones(path: Path) -> None:
    a_report(path)

    widths = sheet(path).column_dimensions
    assert [widths[letter].width for letter in "ABCDEFG"] == [column.width for column in COLUMNS]


def test_the_filter_spans_the_data_but_not_the_totals(path: Path) -> None:
    a_report(path)

    page = sheet(path)
    assert page.auto_filter.ref == "A1:G3"
    assert page.max_row == 4


def test_totals_stand_under_the_summed_columns(path: Path) -> None:
    a_report(path)

    totals = sheet(path)[4]
    assert [c.value for c in totals] == ["Итого", None, 12, 22.125, 105000.3, None, None]
    assert totals[4].number_format == ColumnKind.MONEY.value
    assert all(c.font.b for c in totals if c.value is not None)


def test_the_label_of_totals_stands_in_the_first_column_that_is_not_summed(path: Path) -> None:
    columns = [Column("Дней", 8, ColumnKind.INTEGER, total=True), Column("Статус", 20)]

    write(path, sheet="Заявки", columns=columns, rows=[(3, "в работе"), (None, "прочее")], facts=[])

    assert [c.value for c in sheet(path)[4]] == [3, "Итого"]


def test_a_report_without_rows_has_a_header_and_no_totals_but_zero(path: Path) -> None:
    count = write(path, sheet="Заявки", columns=COLUMNS, rows=[], facts=[])

    assert count == 0
    assert sheet(path).auto_filter.ref == "A1:G1"
    assert [c.value for c in sheet(path)[2]] == ["Итого", None, 0, 0, 0, None, None]


def test_the_second_sheet_tells_the_parameters(path: Path) -> None:
    a_report(path)

    page = sheet(path, "Параметры")
    assert [(row[0].value, row[1].value, row[1].number_format) for row in page.iter_rows(min_row=2)] == [
        ("С", datetime(2026, 1, 1), "dd.mm.yyyy"),  # noqa: DTZ001 - Excel keeps naive moments
        ("Статус", "=все", "@"),
        ("Сформирован", datetime(2026, 3, 5, 0, 30, 15), "dd.mm.yyyy hh:mm"),  # noqa: DTZ001 - as above
        ("Строк", 2, "#,##0"),
        ("Итого", 1.5, "#,##0.00"),
    ]
    assert page["B3"].data_type == "s"


@pytest.mark.parametrize(
    "hostile",
    [
        "=1+1",
        '=HYPERLINK("http://example.org")',
        "+79991234567",
        "@x",
        "-1",
        "#N/A",
        "#REF!",
        "\tтаб",
        "  край ",
        "1e5",
    ],
)
@pytest.mark.parametrize("kind", [ColumnKind.TEXT, ColumnKind.MONEY])
def test_text_stays_text_whatever_it_begins_with(path: Path, hostile: str, kind: ColumnKind) -> None:
    read = one_text(path, hostile, kind)

    assert (read.value, read.data_type) == (hostile, "s")


def test_a_text_after_a_formula_look_alike_keeps_its_type(path: Path) -> None:
    rows = [("=1+1",), ("просто",), (None,), ("=2",)]

    write(path, sheet="Заявки", columns=[Column("Текст", 20)], rows=rows, facts=[])

    assert [(c.value, c.data_type) for (c,) in sheet(path).iter_rows(min_row=2)] == [
        ("=1+1", "s"),
        ("просто", "s"),
        (None, "n"),
        ("=2", "s"),
    ]


def test_a_header_never_becomes_a_formula(path: Path) -> None:
    write(path, sheet="Заявки", columns=[Column("=1+1", 20)], rows=[], facts=[])

    assert cell(path, "A1").data_type == "s"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("а\x00б\x0bв\x1fг\ufffe", "абвг"),
        ("лишний \ud800 суррогат", "лишний  суррогат"),
        ("_x0041_ и _xyz_", "_x005F_x0041_ и _xyz_"),
        ("две\r\nстроки", "две\nстроки"),
        ("я" * 40_000, "я" * 32_767),
        ("😀" * 20_000, "😀" * 16_383),
        (True, "да"),
        (1234, "1234"),
        (Decimal("1.50"), "1.50"),
        (date(2026, 3, 5), "05.03.2026"),
        (SENT, "05.03.2026 00:30"),
    ],
)
def test_text_columns_hold_only_what_excel_can_show(path: Path, given: object, written: str) -> None:
    read = one_text(path, given)

    assert (read.value, read.data_type) == (written, "s")


def test_what_is_no_number_leaves_the_cell_and_the_total_alone(path: Path) -> None:
    columns = [Column("Статус", 9), Column("кВт", 9, ColumnKind.DECIMAL, total=True)]
    rows = [("а", float("nan")), ("б", Decimal("Infinity")), ("в", "—"), ("г", 1.5)]

    write(path, sheet="Заявки", columns=columns, rows=rows, facts=[])

    assert [c.value for c in sheet(path)["B"]] == ["кВт", None, None, "—", 1.5, 1.5]


def test_a_date_before_excels_calendar_is_text(path: Path) -> None:
    read = one_text(path, date(1899, 12, 31), ColumnKind.DATE)

    assert (read.value, read.data_type) == ("31.12.1899", "s")


def test_a_full_sheet_is_continued_on_the_next(path: Path) -> None:
    columns = [Column("№", 9), Column("Сумма", 9, ColumnKind.MONEY, total=True)]
    rows = [(str(number), Decimal(number)) for number in range(20)]

    count = write(path, sheet="Заявки: [все]", columns=columns, rows=rows, facts=[("С", "начала")], max_rows=10)

    book = load_workbook(path)
    assert count == 20
    assert book.sheetnames == ["Заявки   все", "Заявки   все (2)", "Заявки   все (3)", "Параметры"]
    assert [book[name].max_row for name in book.sheetnames] == [9, 9, 6, 2]
    assert [book[name]["A1"].value for name in book.sheetnames[:3]] == ["№"] * 3
    assert [book[name].auto_filter.ref for name in book.sheetnames[:3]] == ["A1:B9", "A1:B9", "A1:B5"]
    assert [book[book.sheetnames[2]][where].value for where in ("A6", "B6")] == ["Итого", 190]


def test_a_sheet_without_totals_is_filled_to_the_last_row(path: Path) -> None:
    write(path, sheet="Заявки", columns=[Column("№", 9)], rows=[(n,) for n in range(18)], facts=[], max_rows=10)

    book = load_workbook(path)
    assert [book[name].max_row for name in book.sheetnames] == [10, 10, 1]


def test_a_long_sheet_name_is_cut(path: Path) -> None:
    write(path, sheet="О" * 60, columns=[Column("№", 9)], rows=[(n,) for n in range(12)], facts=[], max_rows=2)

    assert max(len(name) for name in load_workbook(path).sheetnames) == 31


def test_rows_are_taken_one_by_one(path: Path) -> None:
    alive: list[int] = []

    def rows() -> Iterator[list[object]]:
        for number in range(50):
            row: list[object] = _Watched([number], alive)
            yield row

    write(path, sheet="Заявки", columns=[Column("№", 9)], rows=rows(), facts=[])

    assert max(alive) <= 3


class _Watched(list[object]):
    """A row that counts how many of its kind live at once."""

    living = 0

    def __init__(self, values: list[object], alive: list[int]) -> None:
        super().__init__(values)
        type(self).living += 1
        alive.append(self.living)

    def __del__(self) -> None:
        type(self).living -= 1
