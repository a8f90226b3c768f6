"""The answers to one form: read back from Excel, by role, over versions, and never all in memory."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, update

from core.actor import MATRIX, Actor, Permission, Role
from core.settings import settings
from db.models import Submission
from db.session import reading, transaction
from exports import _workbook
from exports.answers_of_a_form import AnswersOfAForm
from forms._questions import check, questions
from forms._scan import Scan
from forms.other import OtherDocument
from forms.tp_15 import ApplicationUpTo15
from services import forms, submissions
from services.draft_keys import SCAN
from tests import _people
from tests._own_forms import put
from tests.conftest import Time
from tests.exports._register import FEW, MANY, a_reader, peak_of_memory

pytestmark = pytest.mark.usefixtures("database")
SPRING, SUMMER = datetime(2026, 4, 1, 9, tzinfo=UTC), datetime(2026, 6, 1, 9, tzinfo=UTC)
YEAR = {"since": "2026-01-01", "until": "2026-12-31"}
OWNERS = '''
class Owner(Group):
    """Собственник."""

    name: Annotated[PersonName, Field(title="Фамилия")]
    passport: Annotated[PassportNumber, Field(title="Номер паспорта")]
    share: Annotated[Count, Field(title="Доля, %")]
'''


@pytest.fixture
def maria() -> Actor:
    return _people.a_consumer()


def in_excel(path: Path, code: str, role: str = "operator", **period: str) -> list[dict[str, Any]]:
    """Write the report; return its rows as openpyxl reads them back, cell by cell."""
    given = check(AnswersOfAForm.asks(), {**YEAR, **period, "form": code})
    report = AnswersOfAForm(a_reader(role))
    with reading() as session:
        columns, rows = report.columns_for(given), report.rows(session, given)
        _workbook.write(path / "a.xlsx", sheet="Ответы", columns=columns, rows=rows, facts=[])
    page = load_workbook(path / "a.xlsx")["Ответы"]
    header, *cells = page.iter_rows()
    return [{str(name.value): cell for name, cell in zip(header, row, strict=True)} for row in cells]


def the_only(path: Path, code: str, role: str = "operator") -> dict[str, Any]:
    [row] = in_excel(path, code, role)
    return {name: cell.value for name, cell in row.items() if cell.value is not None}


def sent(actor: Actor, code: str, **answers: object) -> str:
    return _people.a_sent_form(actor, forms.declared()[code], **answers)


def test_who_registers_submissions_may_run_it_and_nobody_else() -> None:
    assert AnswersOfAForm.roles == MATRIX[Permission.REGISTER_SUBMISSIONS] | {Role.MANAGER}


def test_every_form_of_the_main_page_can_be_chosen_by_its_title(own_forms: Path) -> None:
    put(own_forms, "mine", title="Своя форма")

    offered = {entry.value: entry.label for entry in questions(AnswersOfAForm.asks())[0].choices}

    assert offered == {code: form.title for code, form in forms.declared().items()}
    assert offered["mine"] == "Своя форма"


def test_a_form_that_is_closed_can_be_chosen_still(own_forms: Path, time: Time) -> None:
    put(own_forms, "mine", title="Прежняя форма", valid_until=date(2026, 4, 30))
    time.is_now(SUMMER)

    offered = {entry.value: entry.label for entry in questions(AnswersOfAForm.asks())[0].choices}

    assert "mine" not in forms.declared()
    assert offered["mine"] == "Прежняя форма"


def test_a_sending_is_a_row_with_a_typed_cell_for_every_question(maria: Actor, tmp_path: Path, time: Time) -> None:
    time.is_now(SPRING)
    number = _people.a_sent_application(maria, power_new_kw="7,5", issued_on="2015-06-03")

    row = the_only(tmp_path, "tp_15")

    assert row["№ отправки"] == number
    assert row["Отправлено"] == datetime(2026, 4, 1, 12)  # noqa: DTZ001 - Excel keeps naive moments
    assert row["Заявитель"] == "Щербакова Мария Ивановна"
    assert row["Тип заявителя"] == "Физическое лицо"
    assert row["Статус"] == "Ожидает регистрации"
    assert row["Файлов"] == 2
    assert row["Присоединяемая мощность, кВт"] == 7.5
    assert row["Всего, кВт"] == 7.5
    assert row["Когда выдан"] == datetime(2015, 6, 3)  # noqa: DTZ001 - Excel keeps naive moments
    assert row["Документ, удостоверяющий личность"] == "паспорт гражданина РФ"
    assert row["Мобильный телефон"] == "+7 (910) 123-45-67"
    assert row["Электроэнергия нужна для бытовых нужд?"] == "да"
    assert row["Документ о праве на участок или объект"] == 1
    assert "Комментарий" not in row
    assert "Другие ответы" not in row
    [cells] = in_excel(tmp_path, "tp_15")
    assert cells["Присоединяемая мощность, кВт"].number_format == "#,##0.000"
    assert cells["Когда выдан"].number_format == "dd.mm.yyyy"


def test_every_question_of_the_form_has_a_column(maria: Actor, tmp_path: Path) -> None:
    _people.a_sent_application(maria)

    [row] = in_excel(tmp_path, "tp_15")

    labels = [question.label for question in questions(ApplicationUpTo15)]
    assert [label for label in labels if not {label, f"{label}, кВт"} & set(row)] == []


def test_the_register_number_of_what_became_an_application_stands_beside_it(maria: Actor, tmp_path: Path) -> None:
    reg_no = _people.a_registered_application(maria)

    row = the_only(tmp_path, "tp_15")

    assert row["Рег. №"] == reg_no
    assert row["Статус"] == "Зарегистрирована"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://example.org")', "+7 910", "-1+1", "@SUM(1)", "=1+1"])
def test_an_answer_that_looks_like_a_formula_stays_text(maria: Actor, tmp_path: Path, text: str) -> None:
    sent(maria, "other", purpose=f"{text} и так далее")

    [row] = in_excel(tmp_path, "other")

    cell = row["Зачем вы отправляете документ"]
    assert (cell.data_type, cell.value) == ("s", f"{text} и так далее")


@pytest.mark.parametrize("role", ["operator", "lawyer"])
def test_who_sees_identity_reads_it_in_full(maria: Actor, tmp_path: Path, role: str) -> None:
    _people.a_sent_application(maria)

    row = the_only(tmp_path, "tp_15", role)

    assert (row["Серия паспорта"], row["Номер паспорта"], row["СНИЛС"]) == ("5404", "123457", "028-278-217 65")


def test_a_manager_reads_what_the_page_of_the_sending_shows_a_manager(maria: Actor, tmp_path: Path) -> None:
    number = _people.a_sent_application(maria)
    page = submissions.sheet(_people.an_employee("manager"), number).readable

    row = the_only(tmp_path, "tp_15", "manager")

    shown = {label: value for _, rows in page for label, value in rows}
    for label in ("Серия паспорта", "Номер паспорта", "СНИЛС"):
        assert row[label] == shown[label]
        assert "•" in row[label]
    assert not {"5404", "123457", "028-278-217 65"} & {str(value) for value in row.values()}


def test_the_rows_of_a_group_are_told_a_line_each_and_masked_one_by_one(
    maria: Actor, tmp_path: Path, own_forms: Path
) -> None:
    put(own_forms, "owners", 'owners: Annotated[tuple[Owner, ...], Field(title="Собственники"), '
        'Repeats("Собственник", at_least=1)]\n', before=OWNERS)  # fmt: skip
    owners = [
        {"name": "Ёлкин", "passport": "123457", "share": "40"},
        {"name": "Елкина", "passport": "654321", "share": "60"},
    ]
    sent(maria, "owners", owners=owners)

    [row] = in_excel(tmp_path, "owners")

    assert row["Собственники"].value == (
        "Собственник 1. Фамилия: Ёлкин; Номер паспорта: 123457; Доля, %: 40\n"
        "Собственник 2. Фамилия: Елкина; Номер паспорта: 654321; Доля, %: 60"
    )
    assert row["Собственники"].alignment.wrap_text
    assert the_only(tmp_path, "owners", "manager")["Собственники"] == (
        "Собственник 1. Фамилия: Ёлкин; Номер паспорта: ••••57; Доля, %: 40\n"
        "Собственник 2. Фамилия: Елкина; Номер паспорта: ••••21; Доля, %: 60"
    )


def test_answers_to_older_versions_stand_in_columns_of_their_own(
    maria: Actor, tmp_path: Path, own_forms: Path, time: Time
) -> None:
    put(own_forms, "plan", 'power: Annotated[Line, Field(title="Мощность словами")]\n'
        'colour: Annotated[Line, Field(title="Цвет ящика")]\n', valid_until=date(2026, 4, 30))  # fmt: skip
    put(own_forms, "plan_2", 'power: Annotated[Power, Field(title="Мощность")]\n'
        'place: Annotated[Line, Field(title="Место")]\n', version_of="plan", valid_from=date(2026, 5, 1))  # fmt: skip
    time.is_now(SPRING)
    sent(maria, "plan", power="как у соседа", colour="серый")
    time.is_now(SUMMER)
    sent(maria, "plan", power="7,5", place="у калитки")

    old, new = in_excel(tmp_path, "plan")

    asked = [name for name in new if name not in {column.title for column in AnswersOfAForm.columns}]
    assert asked == ["Мощность, кВт", "Место", "Цвет ящика", "Другие ответы"]
    assert [old[name].value for name in asked] == ["как у соседа", None, "серый", None]
    assert [new[name].value for name in asked] == [7.5, "у калитки", None, None]


def test_what_was_sent_in_a_version_nobody_knows_any_more_is_told_in_words_and_hidden_from_a_manager(
    maria: Actor, tmp_path: Path, own_forms: Path
) -> None:
    put(own_forms, "plan", 'no: Annotated[PassportNumber, Field(title="Номер")]\n')
    sent(maria, "plan", no="123457")
    with transaction() as session:
        session.execute(update(Submission).values(form_version="2020-01-01"))

    assert the_only(tmp_path, "plan")["Другие ответы"] == "Номер: 123457"
    assert "Номер" not in the_only(tmp_path, "plan")
    assert the_only(tmp_path, "plan", "manager")["Другие ответы"] == "Номер: ••••57"


def test_the_words_beside_a_scan_are_not_lost(maria: Actor, tmp_path: Path, own_forms: Path) -> None:
    put(own_forms, "plan", modes=frozenset())
    text = (own_forms / "plan.py").read_text(encoding="utf-8").replace("frozenset()", "frozenset(Mode)")
    (own_forms / "plan.py").write_text(text, encoding="utf-8")
    key = f"plan{SCAN}"
    _people.a_draft_with_files(maria, Scan, key)
    submissions.send(maria, key, {"comment": "=1+1"}, "a key")

    row = the_only(tmp_path, "plan")

    assert (row["Файлов"], row["Другие ответы"]) == (1, "Комментарий: =1+1")


def test_questions_called_alike_have_columns_that_are_told_apart(maria: Actor, tmp_path: Path, own_forms: Path) -> None:
    put(own_forms, "plan", """
        status: Annotated[Line, Section("Дом"), Field(title="Статус")]
        first: Annotated[Line, Field(title="Адрес")]
        second: Annotated[Line, Section("Дача"), Field(title="Адрес")]
    """)  # fmt: skip
    sent(maria, "plan", status="строится", first="Орёл", second="Образцово")

    row = the_only(tmp_path, "plan")

    assert row["Статус"] == "Ожидает регистрации"
    assert (row["Статус (Дом)"], row["Адрес"], row["Адрес (Дача)"]) == ("строится", "Орёл", "Образцово")


def test_only_what_was_sent_of_this_form_within_the_period_is_in_it(maria: Actor, tmp_path: Path, time: Time) -> None:
    time.is_now(datetime(2026, 3, 31, 20, 59, tzinfo=UTC))
    _people.a_sent_form(maria, OtherDocument)
    time.is_now(datetime(2026, 3, 31, 21, 0, tzinfo=UTC))  # the first of April in Moscow
    first = _people.a_sent_form(maria, OtherDocument)
    time.is_now(datetime(2026, 4, 1, 20, 59, tzinfo=UTC))
    second = _people.a_sent_form(maria, OtherDocument)
    _people.a_sent_application(maria)
    time.is_now(datetime(2026, 4, 1, 21, 0, tzinfo=UTC))
    _people.a_sent_form(maria, OtherDocument)

    rows = in_excel(tmp_path, "other", since="2026-04-01", until="2026-04-01")

    assert [row["№ отправки"].value for row in rows] == [first, second]
    given = check(AnswersOfAForm.asks(), {"since": "2026-04-01", "until": "2026-04-01", "form": "other"})
    with reading() as session:
        assert AnswersOfAForm(a_reader("manager")).count(session, given) == 2


def test_the_choice_of_forms_follows_the_folder_of_the_company(
    own_forms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(own_forms, "mine")
    with_ours = {entry.value for entry in questions(AnswersOfAForm.asks())[0].choices}
    monkeypatch.delenv("PORTAL_FORMS_DIR")
    settings.cache_clear()

    without = {entry.value for entry in questions(AnswersOfAForm.asks())[0].choices}

    assert with_ours - without == {"mine"}


def test_many_rows_take_no_more_memory_than_few(tmp_path: Path) -> None:
    applicant = _people.a_consumer()
    several_sendings(applicant, 0, FEW)
    peak_of_writing(tmp_path)  # what is loaded and compiled once is no matter of rows

    few = peak_of_writing(tmp_path)
    several_sendings(applicant, FEW, MANY)
    many = peak_of_writing(tmp_path)

    assert many - few < 100_000


def peak_of_writing(folder: Path) -> int:
    given = check(AnswersOfAForm.asks(), {**YEAR, "form": "other"})
    report = AnswersOfAForm(a_reader("manager"))
    with reading() as session, peak_of_memory() as peak:
        rows = report.rows(session, given)
        _workbook.write(folder / "b.xlsx", sheet="Ответы", columns=report.columns_for(given), rows=rows, facts=[])
    return peak[0]


def several_sendings(applicant: Actor, first: int, last: int) -> None:
    """Keep many sendings of «Иной документ» at once."""
    kept: Mapping[str, Any] = {
        "form": "other",
        "form_version": "2026-01-01",
        "title": "Иной документ",
        "consumer_id": applicant.consumer_id,
        "user_id": applicant.user_id,
        "answers": {"purpose": "Отправляю копию решения суда.", "files": ["a"]},
        "readable": [["", [["Зачем вы отправляете документ", "Отправляю копию решения суда."]]]],
        "sent_at": SPRING,
        "register_by": date(2026, 4, 2),
        "status": "waiting",
        "returned_reason": "",
        "version": 1,
    }
    with transaction() as session:
        rows = [{**kept, "number": f"26-{n:06d}", "send_key": f"key {n}"} for n in range(first, last)]
        session.execute(insert(Submission), rows)
