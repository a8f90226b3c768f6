import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core import clock
from core.actor import Actor, Role
from core.errors import Forbidden
from core.settings import ROOT
from services import applications, employees, journal_view, reports
from services.journal_view import Wanted
from tests import _people
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


def journalled() -> list[tuple[str, set[str]]]:
    """Return every act the services journal, with the names of its facts, read from their source."""
    calls = [
        node
        for path in sorted((ROOT / "services").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "journal.record"
    ]
    return [
        (ast.literal_eval(call.args[2]), {str(keyword.arg) for keyword in call.keywords} - {"user_id"})
        for call in calls
    ]


@pytest.fixture
def admin(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.an_employee("admin", name="Администраторов А. А.")


def test_the_journal_is_read_in_words_newest_first(maria: Actor, operator: Actor, admin: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)
    applications.move(operator, reg_no, "in_work", version=1)
    employees.create(admin, "new@example.org", "Петров П. П.", Role.ENGINEER, "длинная фраза из слов")

    told = journal_view.newest(admin)

    assert [(line.who, line.act, line.facts) for line in told[:2]] == [
        ("Администраторов А. А., Администратор", "Создан сотрудник", "Инженер ПТО"),
        ("Операторова О. О., Оператор ЦОП", "Смена статуса заявки", "Зарегистрирована → Принята в работу"),
    ]
    assert told[1].thing == reg_no
    assert len(journal_view.newest(admin, limit=1)) == 1


def test_the_administrator_reads_no_names_of_consumers(maria: Actor, admin: Actor) -> None:
    _people.a_sent_application(maria)

    assert {line.who for line in journal_view.newest(admin)} == {"потребитель 57-000001-8"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.AUDITOR}))
def test_only_the_administrator_and_the_auditor_read_the_journal(role: Role) -> None:
    with pytest.raises(Forbidden):
        journal_view.newest(_people.an_employee(role))


def test_an_exported_report_is_told_in_the_words_of_its_questions(admin: Actor, tmp_path: Path) -> None:
    asked = {"since": "2026-01-01", "until": "2026-12-31", "by": "received_on", "voltage": "10"}
    reports.write(_people.an_employee("manager"), "applications_register", asked, tmp_path / "out.xlsx")

    [told] = journal_view.newest(admin)

    assert (told.act, told.thing) == ("Выгружен отчёт", "Реестр заявок на ТП")
    assert told.facts == (
        "строк: 0; С: 01.01.2026; По: 31.12.2026; По какой дате отбирать: по дате поступления; Напряжение: 10 кВ"
    )


def test_a_corrected_date_is_told_as_people_write_dates(maria: Actor, operator: Actor, admin: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)
    day = clock.today()
    applications.set_dates(_people.an_employee("manager"), reg_no, {"offer_sent_on": day}, version=1)

    told = journal_view.newest(admin)[0]

    assert told.facts == f"Дата направления абоненту проекта договора и ТУ; — → {day:%d.%m.%Y}"


def test_the_journal_goes_on_from_the_last_line(maria: Actor, operator: Actor, admin: Actor) -> None:
    _people.a_registered_application(maria, operator)
    every = journal_view.newest(admin)
    assert len(every) == 3

    first = journal_view.newest(admin, limit=2)

    assert first == every[:2]
    assert journal_view.newest(admin, before=first[-1].id) == every[2:]
    assert journal_view.newest(admin, before=every[-1].id) == []


@pytest.mark.parametrize(
    ("wanted", "acts"),
    [
        (Wanted(who="операторов"), ["application.registered"]),
        (Wanted(who="MARIA@example.org"), ["submission.sent", "account.registered"]),
        (Wanted(who="570000018"), ["submission.sent", "account.registered"]),
        (Wanted(who="щербакова"), []),  # names of consumers are none of the administrator's business
        (Wanted(who="%"), []),
        (Wanted(act="submission.sent"), ["submission.sent"]),
        (Wanted(thing=" 57-000001-8 "), ["account.registered"]),
        (Wanted(thing="57"), []),
        (Wanted(who="операторов", act="submission.sent"), []),
    ],
)
def test_the_journal_is_narrowed_down(
    maria: Actor, operator: Actor, admin: Actor, wanted: Wanted, acts: list[str]
) -> None:
    _people.a_registered_application(maria, operator)

    assert [line.act for line in journal_view.newest(admin, wanted)] == [journal_view.WORDS[act] for act in acts]


def test_the_days_of_the_journal_are_inclusive_and_the_utilitys(maria: Actor, admin: Actor, time: Time) -> None:
    assert maria
    time.is_now(datetime(2026, 3, 9, 21, 30, tzinfo=UTC))  # half past midnight on the tenth, in Moscow
    _people.a_sent_application(maria)
    tenth = date(2026, 3, 10)

    def found(since: date | None = None, until: date | None = None) -> int:
        return len(journal_view.newest(admin, Wanted(act="submission.sent", since=since, until=until)))

    assert found(since=tenth, until=tenth) == 1
    assert found(until=tenth - timedelta(days=1)) == 0
    assert found(since=tenth + timedelta(days=1)) == 0
    assert found(since=tenth - timedelta(days=1), until=tenth + timedelta(days=1)) == 1


def test_an_act_about_an_account_says_whose_it_is(admin: Actor, operator: Actor) -> None:
    employees.change_role(admin, operator.user_id, Role.LAWYER)

    told = journal_view.newest(admin)[0]

    assert (told.thing, told.facts) == ("Операторова О. О., Юрист", "Оператор ЦОП → Юрист")


@pytest.mark.parametrize(("act", "facts"), journalled())
def test_every_act_and_fact_that_is_journalled_has_russian_words(act: str, facts: set[str]) -> None:
    assert act in journal_view.WORDS
    assert facts <= {*journal_view.FACTS, *journal_view.UNTOLD, "was", "now", "parameters"}
