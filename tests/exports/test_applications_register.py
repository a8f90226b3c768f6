from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from db.session import reading
from exports._parameters import Band, DateBy, Period, StatusChoice
from exports.applications_register import ApplicationsRegister
from forms.desk.card import VoltageClass
from regulations.applicants import ApplicantCategory, ApplicantType, PowerBand, Procedure, power_band
from regulations.channels import Channel
from regulations.contacts import readable_phone
from tests._people import an_employee
from tests.exports._register import (
    FEW,
    MANY,
    a_reader,
    an_applicant,
    an_application,
    in_excel,
    kept_whole,
    peak_of_memory,
    several_applications,
)
from workflows.connection import Connection

pytestmark = pytest.mark.usefixtures("database")

YEAR = Period(since=date(2026, 1, 1), until=date(2026, 12, 31))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def a_varied_register(count: int = 40) -> None:
    """Fill the register so that every column has several values, empty ones among them."""
    applicants = [
        an_applicant(),
        an_applicant(kind="company", name="ООО «Ёлка»", inn="5705990388", snils="", phone="+74862761234"),
        an_applicant(kind="entrepreneur", name="Ёлкин Пётр", inn="572682968210", email=""),
    ]
    employee = an_employee("lawyer", name="Юрьев Юрий").user_id
    first, statuses, categories = date(2026, 1, 5), list(Connection.statuses), list(ApplicantCategory)
    several_applications(
        {
            "reg_no": f"{place:03}/26",
            "consumer_id": applicants[place % 3],
            "received_on": first + timedelta(days=place * 7 % 90),
            "registered_on": first + timedelta(days=place * 7 % 90 + 1),
            "channel": "cabinet" if place % 4 else "post",
            "object_name": f"дом {place}",
            "object_address": f"г. Орёл, ул. Полевая, д. {place}",
            "cadastral_no": "57:25:0010101:123" if place % 2 else "",
            "power_new_kw": Decimal(place * 17 + 1) / 8,
            "power_existing_kw": Decimal(place % 5),
            "voltage_kv": Decimal(("0.22", "0.4", "6", "10", "35")[place % 5]),
            "reliability_category": ("III", "II", "I")[place % 3],
            "category": categories[place % len(categories)].value,
            "procedure": ("simplified", "full")[place % 2],
            "status": statuses[place % len(statuses)],
            "status_note": f"звонили {place} раз" if place % 2 else "",
            "offer_sent_on": first + timedelta(days=place * 7 % 90 + 11) if place % 3 else None,
            "tu_no": f"ТУ-{place}" if place % 3 else "",
            "tu_valid_until": date(2028, 5, 1) if place % 3 else None,
            "contract_no": f"{place}-ТП" if place % 3 else "",
            "contract_concluded_on": date(2026, 5, 15) if place % 3 == 1 else None,
            "fee_total": Decimal("75123.45") + place if place % 3 else None,
            "paid_total": Decimal("0.10") * place,
            "tu_notice_on": date(2026, 8, 3) if place % 6 == 1 else None,
            "tu_act_on": date(2026, 8, 13) if place % 6 == 1 else None,
            "energized_on": date(2026, 9, 1) if place % 6 == 1 else None,
            "docs_signed_on": date(2026, 9, 8 + place % 20) if place % 6 == 1 else None,
            "assignee_id": employee if place % 2 else None,
        }
        for place in range(1, count + 1)
    )


def the_same_from_the_tables() -> dict[str, Any]:
    """Recompute each column of the report from what is kept, by header."""
    rows = kept_whole()
    labels = [Connection.status(status).called(by) for status, by in zip(rows.status, rows.procedure, strict=True)]
    return {
        "№ п/п": pd.Series(range(1, len(rows) + 1)),
        "Рег. №": rows.reg_no,
        "Дата поступления": rows.received_on,
        "Дата регистрации": rows.registered_on,
        "Канал": rows.channel.map({channel.value: channel.label for channel in Channel}),
        "Тип заявителя": rows.kind_c.map(lambda kind: ApplicantType(kind).label),
        "Заявитель": rows.name_c,
        "ИНН": rows.inn_c,
        "СНИЛС": rows.snils_c,
        "Телефон": rows.phone_c.map(readable_phone),
        "Электронная почта": rows.email_c,
        "Объект": rows.object_name,
        "Адрес объекта": rows.object_address,
        "Кадастровый №": rows.cadastral_no,
        "Присоединяемая мощность, кВт": rows.power_new_kw,
        "Ранее присоединённая, кВт": rows.power_existing_kw,
        "Всего, кВт": rows.power_new_kw + rows.power_existing_kw,
        "Напряжение, кВ": rows.voltage_kv,
        "Категория надёжности": rows.reliability_category,
        "Категория заявителя": rows.category.map(lambda category: ApplicantCategory(category).label),
        "Порядок": rows.procedure.map(lambda procedure: Procedure(procedure).label),
        "Статус": pd.Series(labels),
        "Дата направления договора и ТУ": rows.offer_sent_on,
        "№ ТУ": rows.tu_no,
        "Срок ТУ до": rows.tu_valid_until,
        "№ договора": rows.contract_no,
        "Дата договора": rows.contract_concluded_on,
        "Плата с НДС, ₽": rows.fee_total,
        "Оплачено, ₽": rows.paid_total,
        "Дата уведомления о выполнении ТУ": rows.tu_notice_on,
        "Дата акта о выполнении ТУ": rows.tu_act_on,
        "Дата подачи напряжения": rows.energized_on,
        "Дата документов о ТП": rows.docs_signed_on,
        "Дней от заявки до оферты": days(rows.received_on, rows.offer_sent_on),
        "Дней от договора до документов о ТП": days(rows.contract_concluded_on, rows.docs_signed_on),
        "Ответственный": rows.name_u,
        "Примечание": rows.status_note,
    }


def days(start: "pd.Series[Any]", end: "pd.Series[Any]") -> "pd.Series[Any]":
    return (pd.to_datetime(end) - pd.to_datetime(start)).dt.days


def as_excel_reads(value: Any) -> object:
    if isinstance(value, date):
        return pd.Timestamp(value)
    if isinstance(value, Decimal):
        return float(value)
    return "" if pd.isna(value) else value


def numbers(given: Period) -> list[str]:
    with reading() as session:
        return [str(row[1]) for row in ApplicationsRegister(a_reader("manager")).rows(session, given)]


def test_every_cell_is_what_the_tables_say(path: Path) -> None:
    a_varied_register()

    read = in_excel(ApplicationsRegister, YEAR, path, role="operator").iloc[:-1]

    expected = the_same_from_the_tables()
    assert list(read.columns) == list(expected)
    assert len(read) == 40
    for header, column in expected.items():
        assert read[header].tolist() == [as_excel_reads(value) for value in column], header


def test_dates_money_and_power_are_typed_and_formatted(path: Path) -> None:
    an_application(fee_total=Decimal("75123.45"), offer_sent_on=date(2026, 3, 12))

    in_excel(ApplicationsRegister, YEAR, path)

    page = load_workbook(path)[ApplicationsRegister.title]
    kinds = {header.value: (cell.data_type, cell.number_format) for header, cell in zip(page[1], page[2], strict=True)}
    assert kinds["Дата поступления"] == ("d", "dd.mm.yyyy")
    assert kinds["Дата направления договора и ТУ"] == ("d", "dd.mm.yyyy")
    assert kinds["Плата с НДС, ₽"] == ("n", "#,##0.00")
    assert kinds["Всего, кВт"] == ("n", "#,##0.000")
    assert kinds["Рег. №"] == ("s", "@")


def test_power_fee_and_payments_are_summed_up(path: Path) -> None:
    a_varied_register()

    totals = in_excel(ApplicationsRegister, YEAR, path).iloc[-1]

    rows = kept_whole()
    assert totals["№ п/п"] == "Итого"
    assert totals["Присоединяемая мощность, кВт"] == pytest.approx(float(sum(rows.power_new_kw)))
    assert totals["Ранее присоединённая, кВт"] == pytest.approx(float(sum(rows.power_existing_kw)))
    assert totals["Всего, кВт"] == pytest.approx(float(sum(rows.power_total_kw)))
    assert totals["Плата с НДС, ₽"] == pytest.approx(float(sum(rows.fee_total.dropna())))
    assert totals["Оплачено, ₽"] == pytest.approx(float(sum(rows.paid_total)))
    assert totals["Дней от заявки до оферты"] == ""


@pytest.mark.parametrize("name", ['=HYPERLINK("http://example.org")', "+79991234567", "@SUM(A1)", "-1", "#N/A"])
def test_an_object_called_like_a_formula_stays_text(path: Path, name: str) -> None:
    an_application(object_name=name)

    in_excel(ApplicationsRegister, YEAR, path)

    page = load_workbook(path)[ApplicationsRegister.title]
    cell = next(cell for header, cell in zip(page[1], page[2], strict=True) if header.value == "Объект")
    assert (cell.value, cell.data_type) == (name, "s")


def test_inn_and_snils_are_masked_for_a_manager(path: Path) -> None:
    an_application()

    row = in_excel(ApplicationsRegister, YEAR, path, role="manager").iloc[0]

    assert (row["ИНН"], row["СНИЛС"]) == ("••••••••••06", "•••-•••-••• 65")


@pytest.mark.parametrize("role", ["operator", "lawyer"])
def test_inn_and_snils_are_shown_to_who_may_see_identity(path: Path, role: str) -> None:
    an_application()

    row = in_excel(ApplicationsRegister, YEAR, path, role=role).iloc[0]

    assert (row["ИНН"], row["СНИЛС"]) == ("579659883306", "028-278-217 65")


def test_an_applicant_without_inn_and_snils_has_empty_cells(path: Path) -> None:
    an_application(consumer_id=an_applicant(inn="", snils=""))

    row = in_excel(ApplicationsRegister, YEAR, path).iloc[0]

    assert (row["ИНН"], row["СНИЛС"]) == ("", "")


def test_an_offer_sent_on_the_day_of_the_application_took_no_days(path: Path) -> None:
    an_application(received_on=date(2026, 3, 2), offer_sent_on=date(2026, 3, 2))

    row = in_excel(ApplicationsRegister, YEAR, path).iloc[0]

    assert row["Дней от заявки до оферты"] == 0


def test_rows_stand_in_the_order_of_registration() -> None:
    an_application("003/26", registered_on=date(2026, 3, 5))
    an_application("001/26", registered_on=date(2026, 3, 3))
    an_application("002/26", registered_on=date(2026, 3, 3))

    assert numbers(YEAR) == ["001/26", "002/26", "003/26"]


@pytest.mark.parametrize("by", DateBy)
def test_both_ends_of_the_period_are_in_it_whichever_date_decides(by: DateBy) -> None:
    for number, day in enumerate((9, 10, 20, 21), 1):
        an_application(f"{number:03}/26", **{by.value: date(2026, 4, day)})

    assert numbers(Period(since=date(2026, 4, 10), until=date(2026, 4, 20), by=by)) == ["002/26", "003/26"]


def test_an_application_without_the_date_that_decides_is_left_out() -> None:
    an_application(contract_concluded_on=None)

    assert numbers(Period(since=date(2026, 1, 1), until=date(2026, 12, 31), by=DateBy.CONTRACT)) == []


@pytest.mark.parametrize("band", Band)
def test_bands_end_where_the_law_ends_them(band: Band) -> None:
    edges = [Decimal(edge) for edge in ("0.001", "15", "15.001", "150", "150.001", "669.999", "670", "9000")]
    for number, power in enumerate(edges, 1):
        an_application(f"{number:03}/26", power_new_kw=power)

    found = numbers(YEAR.model_copy(update={"band": band}))

    assert found == [f"{n:03}/26" for n, power in enumerate(edges, 1) if power_band(power) is PowerBand(band.value)]
    assert len(found) == 2


def test_the_band_is_that_of_new_and_existing_power_together() -> None:
    an_application(power_new_kw=Decimal(10), power_existing_kw=Decimal(10))

    assert numbers(YEAR.model_copy(update={"band": Band.UP_TO_150})) == ["001/26"]


def test_status_and_voltage_narrow_the_register_down() -> None:
    an_application("001/26", status="in_work", voltage_kv=Decimal(10))
    an_application("002/26", status="in_work", voltage_kv=Decimal("0.4"))
    an_application("003/26", status="registered", voltage_kv=Decimal(10))

    narrow = YEAR.model_copy(update={"status": StatusChoice("in_work"), "voltage": VoltageClass.TEN})

    assert numbers(narrow) == ["001/26"]


def test_memory_does_not_grow_with_the_number_of_rows() -> None:
    applicant = an_applicant()
    several_applications({"reg_no": f"{n}/26", "consumer_id": applicant} for n in range(FEW))
    peak_of_reading(FEW)  # what is loaded and compiled once is no matter of rows

    few = peak_of_reading(FEW)
    several_applications({"reg_no": f"{n}/27", "consumer_id": applicant} for n in range(MANY - FEW))
    many = peak_of_reading(MANY)

    assert many - few < 100_000


def peak_of_reading(count: int) -> int:
    with reading() as session, peak_of_memory() as peak:
        assert sum(1 for _ in ApplicationsRegister(a_reader("manager")).rows(session, YEAR)) == count
    return peak[0]
