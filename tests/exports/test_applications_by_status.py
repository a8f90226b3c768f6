from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from exports._parameters import Period
from exports.applications_by_status import ApplicationsByStatus
from regulations.applicants import ApplicantCategory
from tests.exports._register import an_application, in_excel, kept_whole
from workflows.connection import Connection

pytestmark = pytest.mark.usefixtures("database")

YEAR = Period(since=date(2026, 1, 1), until=date(2026, 12, 31))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def a_register() -> None:
    kinds = [("p14", "simplified"), ("p9", "full"), ("p12_1", "simplified")]
    statuses = ["offer_placed", "registered", "completed", "registered", "in_work"]
    for place in range(20):
        category, procedure = kinds[place % 3]
        an_application(
            f"{place:03}/26",
            category=category,
            procedure=procedure,
            status=statuses[place % 5],
            power_new_kw=Decimal(place) + Decimal("0.125"),
        )


def test_every_number_is_what_the_tables_say(path: Path) -> None:
    a_register()

    read = in_excel(ApplicationsByStatus, YEAR, path).iloc[:-1]

    groups = kept_whole().groupby(["category", "procedure", "status"])
    expected = {}
    for codes, rows in groups:
        category, procedure, status = map(str, codes)
        words = ApplicantCategory(category).label, Connection.status(status).called(procedure)
        expected[words] = len(rows), float(sum(rows.power_new_kw))
    found = {(row.iloc[0], row.iloc[1]): (row.iloc[2], row.iloc[3]) for _, row in read.iterrows()}
    assert len(found) == len(read)
    assert found == expected


def test_categories_stand_as_in_the_rules_and_statuses_as_on_the_road(path: Path) -> None:
    for number, (category, status) in enumerate(
        [("p14", "registered"), ("p9", "annulled"), ("p9", "registered"), ("p9", "in_work")]
    ):
        an_application(f"{number:03}/26", category=category, status=status)

    read = in_excel(ApplicationsByStatus, YEAR, path).iloc[:-1]

    assert read["Категория заявителя"].str[:5].tolist() == ["п. 9 ", "п. 9 ", "п. 9 ", "п. 14"]
    assert read["Статус"].tolist() == [
        "Зарегистрирована",
        "Принята в работу",
        "Заявка аннулирована",
        "Зарегистрирована",
    ]


def test_applications_and_power_are_summed_up(path: Path) -> None:
    a_register()

    totals = in_excel(ApplicationsByStatus, YEAR, path).iloc[-1]

    assert totals.tolist() == ["Итого", "", 20, 192.5]


def test_applications_of_another_year_do_not_count(path: Path) -> None:
    an_application(registered_on=date(2025, 12, 31))

    read = in_excel(ApplicationsByStatus, YEAR, path)

    assert read.to_numpy().tolist() == [["Итого", "", 0, 0]]
