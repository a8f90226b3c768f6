"""The card of an application, and the work on it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core import storage
from core.actor import Actor
from services import applications, cards, drafts, uploads
from tests import _people
from tests.pages._visit import visit, words
from workflows._documents import DocumentKind


@pytest.fixture
def manager() -> Actor:
    return _people.an_employee("manager", name="Тихонов Виктор Андреевич")


@pytest.fixture
def reg_no() -> str:
    return _people.a_registered_application()


def card(employee: Actor, reg_no: str) -> AppTest:
    return visit("staff", employee, "application", no=reg_no)


def key(name: str, reg_no: str, rest: str) -> str:
    return f"{name}-{reg_no.replace('/', '-')}{rest}"


def open_move(page: AppTest, reg_no: str, to: str) -> AppTest:
    return page.button(key("move", reg_no, f"-choose-{to}")).click().run()


def write(page: AppTest, reg_no: str, to: str, **answers: str) -> AppTest:
    for name, text in answers.items():
        page.text_area(key("move", reg_no, f"-{to}-w-{name}")).set_value(text).run()
    return page


def press(page: AppTest, reg_no: str, to: str) -> AppTest:
    return page.button(key("move", reg_no, f"-{to}-submit")).click().run()


def to_preparing(manager: Actor, reg_no: str) -> None:
    for to in ("in_work", "preparing_tu"):
        applications.move(manager, reg_no, to, version=cards.whole(manager, reg_no).version)


def placed(manager: Actor, reg_no: str, *kinds: DocumentKind) -> None:
    for kind in kinds:
        version = cards.whole(manager, reg_no).version
        _people.a_placed_document(manager, reg_no, kind, "документ.pdf", _people.a_pdf(kind), version=version)


def test_a_move_tells_the_applicant_and_goes_into_the_history(manager: Actor, reg_no: str) -> None:
    page = open_move(card(manager, reg_no), reg_no, "in_work")

    write(page, reg_no, "in_work", comment="Всё на месте.", internal="проверил по ЕГРН")
    press(page, reg_no, "in_work")

    assert cards.whole(manager, reg_no).status.code == "in_work"
    assert "Принята в работу" in page.success[0].value
    assert "Всё на месте." in words(page)
    assert "внутренняя заметка</span> проверил по ЕГРН" in words(page)


def test_the_form_of_a_move_is_forgotten_once_it_is_done(manager: Actor, reg_no: str) -> None:
    page = open_move(card(manager, reg_no), reg_no, "in_work")
    write(page, reg_no, "in_work", comment="Всё на месте.")

    press(page, reg_no, "in_work")

    assert [name for name in page.session_state.to_dict() if key("move", reg_no, "-in_work") in str(name)] == [
        key("move", reg_no, "-in_work:outcome")
    ]
    assert "тем временем" not in words(page)


def test_a_move_is_pressed_twice_and_done_once(manager: Actor, reg_no: str) -> None:
    first, second = (open_move(card(manager, reg_no), reg_no, "in_work") for _ in range(2))

    press(first, reg_no, "in_work")
    press(second, reg_no, "in_work")

    moves = [event for event in cards.whole(manager, reg_no).events if event.act == "moved"]
    assert len(moves) == 1


def test_what_a_move_needs_is_said_before_and_refused_after(manager: Actor, reg_no: str) -> None:
    to_preparing(manager, reg_no)
    page = open_move(card(manager, reg_no), reg_no, "offer_placed")
    before = words(page)

    write(page, reg_no, "offer_placed", comment="Договор готов.")
    press(page, reg_no, "offer_placed")

    assert "Сначала приложите: «Счёт для внесения платы за ТП», «Технические условия»." in before
    assert "Сначала приложите: Счёт для внесения платы за ТП, Технические условия." in words(page)
    assert page.text_area(key("move", reg_no, "-offer_placed-w-comment")).value == "Договор готов."
    assert cards.whole(manager, reg_no).status.code == "preparing_tu"


def test_with_its_documents_the_same_move_is_done_and_sets_its_date(manager: Actor, reg_no: str) -> None:
    to_preparing(manager, reg_no)
    placed(manager, reg_no, DocumentKind.INVOICE, DocumentKind.TU)
    page = open_move(card(manager, reg_no), reg_no, "offer_placed")

    press(page, reg_no, "offer_placed")

    assert "Сначала приложите" not in words(page)
    assert cards.whole(manager, reg_no).dates["offer_sent_on"] is not None


def test_a_move_that_must_be_explained_is_not_done_in_silence(manager: Actor, reg_no: str) -> None:
    page = open_move(card(manager, reg_no), reg_no, "missing_docs")

    press(page, reg_no, "missing_docs")

    assert "Заполните это поле" in words(page)
    assert cards.whole(manager, reg_no).status.code == "registered"


def test_a_colleague_who_was_faster_is_named_and_nothing_typed_is_lost(manager: Actor, reg_no: str) -> None:
    page = open_move(card(manager, reg_no), reg_no, "missing_docs")
    write(page, reg_no, "missing_docs", comment="Нет выписки из ЕГРН.")
    colleague = _people.an_employee("lawyer", name="Ершова Ирина Олеговна")
    applications.assign(colleague, reg_no, version=cards.whole(colleague, reg_no).version)

    press(page, reg_no, "missing_docs")

    assert "Ершова Ирина Олеговна" in words(page)
    assert cards.whole(manager, reg_no).status.code == "registered"
    assert page.text_area(key("move", reg_no, "-missing_docs-w-comment")).value == "Нет выписки из ЕГРН."
    press(page, reg_no, "missing_docs")
    assert cards.whole(manager, reg_no).status_note == "Нет выписки из ЕГРН."


def test_a_move_that_became_impossible_stays_open_with_what_was_typed(manager: Actor, reg_no: str) -> None:
    page = open_move(card(manager, reg_no), reg_no, "not_ours")
    write(page, reg_no, "not_ours", comment="Сети другой организации.")
    applications.move(manager, reg_no, "missing_docs", version=1, comment="Нет выписки.")

    press(page, reg_no, "not_ours")

    assert "так перейти уже нельзя" in words(page)
    assert page.text_area(key("move", reg_no, "-not_ours-w-comment")).value == "Сети другой организации."


def test_dates_out_of_order_are_refused_beside_their_field(manager: Actor, reg_no: str) -> None:
    page = card(manager, reg_no)

    page.date_input(key("dates", reg_no, "-w-offer_sent_on")).set_value(date(2020, 1, 1)).run()
    page.button(key("dates", reg_no, "-submit")).click().run()

    assert "Дата не может быть раньше, чем «Дата регистрации»" in words(page)
    assert page.date_input(key("dates", reg_no, "-w-offer_sent_on")).value == date(2020, 1, 1)
    assert cards.whole(manager, reg_no).dates["offer_sent_on"] is None


def test_dates_in_order_are_kept(manager: Actor, reg_no: str) -> None:
    today = cards.whole(manager, reg_no).registered_on
    page = card(manager, reg_no)

    page.date_input(key("dates", reg_no, "-w-offer_sent_on")).set_value(today).run()
    page.button(key("dates", reg_no, "-submit")).click().run()

    assert page.success[0].value == "Даты сохранены."
    assert cards.whole(manager, reg_no).dates["offer_sent_on"] == today


def test_saving_ones_dates_never_undoes_a_colleagues(manager: Actor, reg_no: str) -> None:
    today = cards.whole(manager, reg_no).registered_on
    page = card(manager, reg_no)
    page.date_input(key("dates", reg_no, "-w-contract_concluded_on")).set_value(today).run()
    colleague = _people.an_employee("economist")
    applications.set_dates(colleague, reg_no, {"offer_sent_on": today}, version=1)

    page.button(key("dates", reg_no, "-submit")).click().run()
    page.button(key("dates", reg_no, "-submit")).click().run()

    kept = cards.whole(manager, reg_no).dates
    assert (kept["offer_sent_on"], kept["contract_concluded_on"]) == (today, today)


def test_everybody_corrects_the_dates_of_their_own_work_only(reg_no: str) -> None:
    page = card(_people.an_employee("engineer"), reg_no)

    assert [field.label for field in page.date_input if str(field.key).startswith("dates-")] == [
        "Дата фактической подачи напряжения",
        "Дата подписания документов о ТП",
    ]


def test_progress_is_told_to_the_applicant(reg_no: str) -> None:
    engineer = _people.an_employee("engineer")
    page = card(engineer, reg_no)

    page.text_area(key("tu_progress", reg_no, "-w-text")).set_value("Опора установлена.").run()
    page.button(key("tu_progress", reg_no, "-submit")).click().run()

    assert cards.whole(engineer, reg_no).progress["tu_progress"] == "Опора установлена."
    assert key("contract_progress", reg_no, "-submit") not in {button.key for button in page.button}


def test_the_same_progress_is_not_told_twice(reg_no: str) -> None:
    engineer = _people.an_employee("engineer")
    page = card(engineer, reg_no)
    page.text_area(key("tu_progress", reg_no, "-w-text")).set_value("Опора установлена.").run()

    for _ in range(2):
        page.button(key("tu_progress", reg_no, "-submit")).click().run()

    told = [event for event in cards.whole(engineer, reg_no).events if event.act == "progressed"]
    assert len(told) == 1


def attach(actor: Actor, reg_no: str, name: str = "ТУ.pdf") -> None:
    """Send a file for the card, as the browser does."""
    content = _people.a_pdf(name)
    draft = drafts.of_card(reg_no)
    question = uploads.place(actor, draft, "files", len(content))
    with storage.incoming([content]) as incoming:
        uploads.take(actor, draft, question, name, incoming)


def test_a_document_is_placed_with_its_kind_number_and_date(reg_no: str) -> None:
    engineer = _people.an_employee("engineer")
    page = card(engineer, reg_no)
    attach(engineer, reg_no)

    page.button(key("place", reg_no, "-u-files")).click().run()
    assert "ТУ.pdf" in words(page)
    page.selectbox(key("place", reg_no, "-w-kind")).set_value("tu").run()
    page.text_input(key("place", reg_no, "-w-number")).set_value("15-ТУ").run()
    page.button(key("place", reg_no, "-submit")).click().run()

    (document,) = cards.whole(engineer, reg_no).documents
    assert (document.kind, document.number, document.file.name) == ("Технические условия", "15-ТУ", "ТУ.pdf")
    assert "Заявитель ещё не открывал" in words(page)
    assert page.selectbox(key("place", reg_no, "-w-kind")).value is None
    assert drafts.attached(engineer, drafts.of_card(reg_no)) == {}


def test_several_files_are_placed_at_once(reg_no: str) -> None:
    engineer = _people.an_employee("engineer")
    for name in ("Лист 1.pdf", "Лист 2.pdf"):
        attach(engineer, reg_no, name)
    page = card(engineer, reg_no)

    page.selectbox(key("place", reg_no, "-w-kind")).set_value("tu").run()
    page.button(key("place", reg_no, "-submit")).click().run()

    placed = cards.whole(engineer, reg_no).documents
    assert [(entry.position, entry.file.name) for entry in placed] == [(1, "Лист 1.pdf"), (2, "Лист 2.pdf")]


def test_a_file_that_is_not_wanted_any_more_is_taken_away(reg_no: str) -> None:
    engineer = _people.an_employee("engineer")
    attach(engineer, reg_no)
    page = card(engineer, reg_no)

    page.button[[button.label for button in page.button].index("Удалить")].click().run()

    assert drafts.attached(engineer, drafts.of_card(reg_no)) == {}
    assert "ТУ.pdf" not in words(page)


def test_a_document_without_kind_or_file_is_not_placed(reg_no: str) -> None:
    engineer = _people.an_employee("engineer")
    page = card(engineer, reg_no)

    page.button(key("place", reg_no, "-submit")).click().run()

    assert "Приложите файл." in words(page)
    assert "Выберите один из вариантов." in words(page)
    assert cards.whole(engineer, reg_no).documents == ()


def test_a_refusal_leaves_the_file_and_what_was_typed(reg_no: str) -> None:
    engineer = _people.an_employee("engineer")
    attach(engineer, reg_no)
    page = card(engineer, reg_no)
    page.selectbox(key("place", reg_no, "-w-kind")).set_value("tu").run()
    _people.a_placed_document(
        _people.an_employee("manager", name="Руководов Р. Р."), reg_no, DocumentKind.OTHER, "иное.pdf",
        _people.a_pdf("иное"), version=cards.whole(engineer, reg_no).version,
    )  # fmt: skip

    page.button(key("place", reg_no, "-submit")).click().run()

    assert "Руководов" in words(page)
    assert page.selectbox(key("place", reg_no, "-w-kind")).value == "tu"
    assert drafts.attached(engineer, drafts.of_card(reg_no))


def test_a_role_is_offered_only_the_documents_it_places(reg_no: str) -> None:
    page = card(_people.an_employee("economist"), reg_no)

    offered = page.selectbox(key("place", reg_no, "-w-kind")).options
    assert "Договор" in offered
    assert "Технические условия" not in offered


def test_taking_a_card_makes_one_its_worker(reg_no: str) -> None:
    engineer = _people.an_employee("engineer", name="Крылов Антон Павлович")
    page = card(engineer, reg_no)

    page.button("card-take").click().run()

    assert cards.whole(engineer, reg_no).assignee == "Крылов Антон Павлович"
    assert "card-take" not in {button.key for button in page.button}


def test_identity_is_masked_for_who_need_not_see_it(reg_no: str) -> None:
    engineers, operators = (words(card(_people.an_employee(role), reg_no)) for role in ("engineer", "operator"))

    assert "028-278-217 65" in operators
    assert "028-278-217 65" not in engineers
    assert "•••" in engineers


def test_moves_are_those_of_the_role(reg_no: str) -> None:
    page = card(_people.an_employee("economist"), reg_no)

    assert not [button for button in page.button if "-choose-" in str(button.key)]
    assert "ваша роль ничего с этой заявкой не делает" in words(page)
