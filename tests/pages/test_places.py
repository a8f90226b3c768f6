"""Forms about an application: from the card, from the main page, and what employees see of them."""

import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor
from forms.claim import Claim
from forms.survey import Survey
from forms.tu_done import ConditionsFulfilled
from services import appeals, cards, drafts, submissions
from services.draft_keys import DraftKey
from tests import _people
from tests.pages._visit import visit, words
from workflows.connection import Connection


@pytest.fixture
def consumer() -> Actor:
    return _people.a_consumer()


def links(page: AppTest) -> dict[str, str]:
    """Return where the page leads, by the words of the links."""
    return {link.proto.label: link.proto.query_string for link in page.get("page_link")}


def fill(consumer: Actor, code: str, **about: str) -> AppTest:
    return visit("public", consumer, "fill", form=code, **about)


def press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


@pytest.mark.parametrize(
    ("status", "awaited"),
    [
        ("missing_docs", "Приложить недостающие документы"),
        ("contract", "Сообщить о выполнении ТУ"),
        ("completed", "Оценить нашу работу"),
    ],
)
def test_the_card_offers_what_is_awaited_before_everything_else(consumer: Actor, status: str, awaited: str) -> None:
    reg_no = _people.an_application_in(status, consumer)

    page = visit("public", consumer, "application", no=reg_no)

    text = words(page)
    assert text.index("Сейчас") < text.index(awaited) < text.index("Действия") < text.index("Статус заявки")
    assert text.count(awaited) == 1
    assert f"form={Connection.status(status).asks}&application=" in links(page)[awaited]


def test_the_card_offers_nothing_that_makes_no_sense_now(consumer: Actor) -> None:
    reg_no = _people.an_application_in("offer_placed", consumer)

    offered = links(visit("public", consumer, "application", no=reg_no))

    assert {"Направить возражения", "Отозвать заявку", "Направить претензию"} <= set(offered)
    assert {"Сообщить о выполнении ТУ", "Замечания к документам", "Расторгнуть договор"} & set(offered) == set()


def test_the_card_tells_what_was_sent_about_it_and_how_it_stands(consumer: Actor) -> None:
    reg_no = _people.an_application_in("contract", consumer)
    number = _people.a_sent_form_about(consumer, ConditionsFulfilled, reg_no)

    text = words(visit("public", consumer, "application", no=reg_no))

    assert "Что вы отправили" in text
    assert f"**№ {number}**, Уведомление о выполнении технических условий" in text
    assert "Ожидает регистрации" in text


def test_a_form_from_the_card_shows_its_application_as_a_fact_and_begins_with_it(consumer: Actor) -> None:
    reg_no = _people.an_application_in("contract", consumer)

    page = fill(consumer, "meter", application=reg_no)

    assert f"**Заявка {reg_no}" in words(page).replace("\\", "")
    assert "О какой заявке речь" not in words(page)
    address = page.text_input(key=f"fill-meter-{reg_no.replace('/', '-')}-w-object_address")
    assert address.value == "Орловская область, д. Образцово, участок 15"


def test_what_is_typed_and_sent_from_the_card_goes_to_its_application(consumer: Actor) -> None:
    reg_no = _people.an_application_in("missing_docs", consumer)
    page = fill(consumer, "supply", application=reg_no)
    name = f"fill-supply-{reg_no.replace('/', '-')}"
    page.text_area(key=f"{name}-w-supplied").set_value("Участок мой, выписка уже у вас.").run()
    assert f"Недостающие документы к заявке, заявка {reg_no}" in words(visit("public", consumer))

    page.button(key=f"{name}-submit").click().run()

    [sent] = submissions.of_card(consumer, reg_no)
    assert page.success[0].value.startswith(f"Отправлено, номер **{sent.number}**. Зарегистрируем до ")
    assert drafts.mine(consumer) == []


def test_a_form_that_belongs_to_an_application_asks_which(consumer: Actor) -> None:
    reg_no = _people.an_application_in("contract", consumer)
    _people.an_application_in("registered", consumer)

    page = fill(consumer, "tu_done")

    assert "О какой заявке речь" in words(page)
    chosen = {label: query for label, query in links(page).items() if "жилой дом" in label}
    assert list(chosen) == [f"**{reg_no}**, жилой дом"]
    assert "form=tu_done&application=" in chosen[f"**{reg_no}**, жилой дом"]
    assert "Отправить" not in [button.label for button in page.button]


def test_where_no_application_fits_it_is_said_when_one_will(consumer: Actor) -> None:
    _people.an_application_in("registered", consumer)

    text = words(fill(consumer, "tu_done"))

    assert "Сейчас у вас нет заявки, к которой подходит эта форма" in text
    assert "когда договор заключён" in text


def test_a_form_out_of_season_shows_what_was_typed_and_lets_it_go(consumer: Actor) -> None:
    reg_no = _people.an_application_in("completed", consumer)
    drafts.save(consumer, str(DraftKey("tu_done", reg_no)), {"visit": "по утрам", "phone": ""})

    page = fill(consumer, "tu_done", application=reg_no)

    assert "сейчас в статусе «Присоединение завершено" in words(page)
    assert "по утрам" in words(page)
    assert "Отправить" not in [button.label for button in page.button]
    press(page, "Удалить черновик")
    assert drafts.mine(consumer) == []


def test_a_strangers_application_cannot_be_written_about(consumer: Actor) -> None:
    reg_no = _people.an_application_in("contract", consumer)
    stranger = _people.a_consumer(email="stranger@example.org")

    for url in ("fill", "send"):
        text = words(visit("public", stranger, url, form="tu_done", application=reg_no))
        assert "Не получилось" in text
        assert "жилой дом" not in text


def test_a_form_that_may_be_about_an_application_offers_those_that_fit(consumer: Actor) -> None:
    assert "О какой заявке речь" not in words(fill(consumer, "meter"))
    _people.an_application_in("registered", consumer)
    reg_no = _people.an_application_in("contract", consumer)

    page = fill(consumer, "meter")

    assert page.selectbox(key="fill-meter-w-application").options == ["не о заявке", f"{reg_no}, жилой дом"]


def test_a_claim_lands_on_its_appeal(consumer: Actor) -> None:
    page = fill(consumer, "claim")
    page.radio(key="fill-claim-w-reason").set_value("late").run()
    page.text_area(key="fill-claim-w-facts").set_value("Срок истёк месяц назад.").run()
    page.text_area(key="fill-claim-w-demand").set_value("Подключить.").run()

    page.button(key="fill-claim-submit").click().run()

    [appeal] = appeals.mine(consumer)
    assert f"Обращение № {appeal.number}" in words(page)
    assert "Ответим до" in words(page)


def test_a_survey_about_an_answer_is_filled_in_once(consumer: Actor) -> None:
    number = submissions.sheet(consumer, _people.a_sent_form(consumer, Claim)).appeal_no
    appeals.answer(_people.an_employee("operator"), number, "Подключили сегодня.", version=1)
    assert f"appeal={number}" in links(visit("public", consumer, "appeal", no=number))["Оцените ответ"]
    submissions.send(consumer, str(DraftKey("survey", appeal=number)), _people.valid_answers(Survey), "key")

    text = words(fill(consumer, "survey", appeal=number))

    assert f"Обращение {number}" in text
    assert "Вы уже отправили эту форму" in text


def test_personal_data_can_be_changed_at_once(consumer: Actor) -> None:
    shortcuts = links(fill(consumer, "pdn"))

    assert any("«Профиль»" in label for label in shortcuts)
    assert any("«Согласия»" in label for label in shortcuts)


def test_the_main_page_has_every_form_once_with_its_ways(consumer: Actor) -> None:
    _people.an_application_in("contract", consumer)
    page = visit("public", consumer)
    text = words(page)

    groups = [expander.label for expander in page.expander]
    assert groups == [
        "Подключить объект", "Изменить или продлить", "Сообщить о выполнении", "Прибор учёта", "Деньги и договор",
        "Другое",
    ]  # fmt: skip
    assert text.count("Уведомление о выполнении технических условий") == 1
    assert "Откроется из карточки заявки, когда напряжение подано" in text
    assert 'href="/blanks/poa"' in text


def test_the_search_leaves_the_forms_people_mean(consumer: Actor) -> None:
    page = visit("public", consumer)

    page.text_input(key="home-sought").set_value("сломался счётчик").run()

    assert [expander.label for expander in page.expander] == ["Прибор учёта"]
    assert "Заявка по прибору учёта" in words(page)


def test_the_main_page_leads_straight_to_what_is_awaited(consumer: Actor) -> None:
    _people.an_application_in("missing_docs", consumer)

    page = visit("public", consumer)

    assert "form=supply&application=" in links(page)["Приложить недостающие документы"]


def test_what_was_returned_is_not_promised_a_day(consumer: Actor) -> None:
    reg_no = _people.an_application_in("contract", consumer)
    number = _people.a_sent_form_about(consumer, ConditionsFulfilled, reg_no)
    submissions.return_back(_people.an_employee("operator"), number, "Нет подписи.")

    text = words(visit("public", consumer))

    assert f"**№ {number}**, Уведомление о выполнении технических условий, по заявке {reg_no}" in text
    assert "Возвращено. Откройте: там причина." in text


def test_an_engineer_finds_on_the_card_what_the_applicant_sent_and_reads_it(consumer: Actor) -> None:
    reg_no = _people.an_application_in("contract", consumer)
    number = _people.a_sent_form_about(consumer, ConditionsFulfilled, reg_no)
    engineer = _people.an_employee("engineer")

    card = visit("staff", engineer, "application", no=reg_no)
    sheet = visit("staff", engineer, "submission", no=number)

    assert "Прислал заявитель" in words(card)
    assert f"Уведомление о выполнении технических условий, № {number}" in links(card)
    assert "Щербаков Иван Петрович" in words(sheet)
    assert "028-278-217 65" not in words(sheet)
    assert "Принять в работу" not in [button.label for button in sheet.button]


def test_an_auditor_sees_that_something_was_sent_and_no_way_to_read_it(consumer: Actor) -> None:
    reg_no = _people.an_application_in("contract", consumer)
    number = _people.a_sent_form_about(consumer, ConditionsFulfilled, reg_no)

    card = visit("staff", _people.an_employee("auditor"), "application", no=reg_no)

    assert f"Уведомление о выполнении технических условий, № {number}" in words(card)
    assert [label for label in links(card) if number in label] == []


def test_the_desk_reads_which_application_a_sending_is_about_and_accepts_it(consumer: Actor) -> None:
    reg_no = _people.an_application_in("contract", consumer)
    number = _people.a_sent_form_about(consumer, ConditionsFulfilled, reg_no)
    operator = _people.an_employee("operator")
    listed = words(visit("staff", operator, "submissions"))

    press(visit("staff", operator, "submission", no=number), "Принять в работу")

    assert f"<span>{reg_no}</span>" in listed
    assert submissions.sheet(consumer, number).status == submissions.ACCEPTED
    assert cards.whole(consumer, reg_no).status.code == "contract"
