from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.actor import Actor
from forms.tp_15 import ApplicationUpTo15
from services import cards, drafts, submissions
from tests._people import a_consumer, a_registered_application, a_sent_application, an_employee
from tests.pages._visit import again, fill, step_of, visit, words
from ui.drafts import Draft

MENU = ["Главная", "Заявки", "Уведомления", "Профиль", "Обращение"]
PAGES = ["", "applications", "notifications", "profile", "appeals"]


@pytest.fixture
def consumer() -> Actor:
    """Return somebody who is registered."""
    return a_consumer()


@pytest.mark.parametrize("url", [*PAGES, "application", "sent", "fill", "send", "appeal"])
def test_a_visitor_finds_the_login_at_every_address(url: str) -> None:
    page = visit("public", None, url)

    assert "Вход в личный кабинет" in words(page)
    assert [box.label for box in page.text_input] == ["Адрес электронной почты или регистрационный номер", "Пароль"]


def test_the_login_leads_to_three_kinds_of_registration_and_to_help() -> None:
    text = words(visit("public", None))

    for expected in ("Физическое лицо", "Юридическое лицо", "Индивидуальный предприниматель", "Забыли пароль?"):
        assert expected in text
    assert "8-800-250-19-61" in text


def test_the_right_password_opens_the_cabinet_and_a_wrong_one_says_no_more_than_needed(consumer: Actor) -> None:
    page = visit("public", None)
    page.text_input[0].set_value("maria@example.org")
    page.text_input[1].set_value("не тот пароль")
    page.button[0].click().run()
    assert "Неверный логин или пароль" in page.error[0].value

    page.text_input[1].set_value("длинная фраза из слов")
    page.button[0].click().run()

    assert "data-portal-ticket" in words(page)
    page.button(key="portal_cookie_kept").click().run()
    assert "Подать заявку или заявление" in words(page)
    assert consumer.name in words(page)


def test_empty_fields_are_told(consumer: Actor) -> None:
    page = visit("public", None)

    page.button[0].click().run()

    assert "Введите адрес" in page.error[0].value
    assert consumer.user_id


@pytest.mark.parametrize("url", PAGES)
def test_every_page_has_the_menu_of_the_guide_in_its_order(consumer: Actor, url: str) -> None:
    text = words(visit("public", consumer, url))

    places = [text.index(item) for item in MENU]
    assert places == sorted(places)
    assert "Выйти" in text
    assert "Центр обслуживания потребителей" in text


def test_an_empty_account_is_told_how_to_begin(consumer: Actor) -> None:
    text = words(visit("public", consumer))

    assert "Заполните заявку ниже" in text
    assert "Заявка физического лица на присоединение до 15 кВт" in text


def test_a_company_is_not_offered_the_form_of_persons() -> None:
    text = words(visit("public", a_consumer("company", "elka@example.org")))

    assert "Заявка физического лица" not in text


def test_the_search_over_forms_says_when_there_is_none(consumer: Actor) -> None:
    page = visit("public", consumer)

    page.text_input(key="home-sought").set_value("ракета").run()

    assert "Такой формы нет" in words(page)


def test_a_live_application_stands_first_on_the_main_page(consumer: Actor) -> None:
    a_registered_application(consumer)

    text = words(visit("public", consumer))

    assert text.index("жилой дом") < text.index("Подать заявку или заявление")


def test_an_objects_name_is_text_and_not_markup(consumer: Actor) -> None:
    a_registered_application(consumer, object_name="дом *у* реки :red[x] <b>", object_address="г. Орёл, ул. $a$, 1")

    text = words(visit("public", consumer))

    assert r"дом \*у\* реки" in text
    assert "<b>" not in text


def test_the_list_has_the_columns_of_the_guide_and_leads_to_the_card(consumer: Actor) -> None:
    reg_no = a_registered_application(consumer)

    text = words(visit("public", consumer, "applications"))

    for head in ("Рег. №", "Дата регистрации", "Наименование объекта", "Адрес объекта"):
        assert head in text
    assert reg_no in text


def test_what_waits_for_registration_stands_above_the_list(consumer: Actor) -> None:
    number = a_sent_application(consumer)

    text = words(visit("public", consumer, "applications"))

    assert "Отправлено, ожидает регистрации" in text
    assert number in text


def test_the_card_has_the_literal_rows_of_the_guide(consumer: Actor) -> None:
    reg_no = a_registered_application(consumer)

    text = words(visit("public", consumer, "application", no=reg_no))

    for row in (
        "Статус заявки",
        "Дата направления абоненту проекта договора и ТУ",
        "Посмотреть условия типового договора",
        "Дата заключения договора",
        "Информация о ходе исполнения договора ТП",
        "Информация о ходе выполнения технических условий",
        "Дата фактической подачи напряжения",
        "Дата подписания документов о ТП",
        "Документы",
    ):
        assert row in text


def test_the_card_and_the_history_offer_the_copy_of_what_was_sent(consumer: Actor) -> None:
    reg_no = a_registered_application(consumer)
    copy = submissions.sheet(consumer, cards.whole(consumer, reg_no).submission_no).copy
    assert copy is not None

    for text in (
        words(visit("public", consumer, "application", no=reg_no)),
        words(visit("public", consumer, "history")),
    ):
        assert f'href="/files/{copy.public_id}" download="download">Скачать копию</a>' in text


def test_a_long_list_is_turned_page_by_page(consumer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "PAGE", 1)
    operator = an_employee("operator")
    first, second = (a_registered_application(consumer, operator) for _ in range(2))
    page = visit("public", consumer, "applications")
    assert second in words(page)
    assert first not in words(page)

    press(page, "Дальше")

    assert first in words(page)
    press(page, "Назад")
    assert second in words(page)


@pytest.mark.parametrize(
    ("url", "query"),
    [
        ("application", {"no": "001/26"}),
        ("application", {"no": "999/99"}),
        ("application", {}),
        ("sent", {"no": "26-000001"}),
        ("sent", {"no": "' OR 1=1 --"}),
        ("appeal", {"no": "26-000001"}),
        ("fill", {"form": "nothing"}),
        ("fill", {"form": "../settings"}),
        ("send", {"form": "other"}),
    ],
)
def test_somebody_elses_or_nobodys_number_is_not_found(url: str, query: dict[str, str]) -> None:
    owner = a_consumer()
    a_registered_application(owner)
    stranger = a_consumer(email="stranger@example.org")

    text = words(visit("public", stranger, url, **query))

    assert "Не получилось" in text
    assert "На главную" in text
    assert "жилой дом" not in text


def test_what_was_typed_into_a_form_is_there_after_coming_back(consumer: Actor) -> None:
    page = fill(consumer, "tp_15", "object_name")
    page.text_input(key="fill-tp_15-w-object_name").set_value("садовый дом").run()

    fresh = fill(consumer, "tp_15", "object_name")

    assert fresh.text_input(key="fill-tp_15-w-object_name").value == "садовый дом"
    assert "Сохранено в" in words(page)
    assert "Черновики" in words(visit("public", consumer))


def test_a_draft_can_be_thrown_away(consumer: Actor) -> None:
    page = fill(consumer, "tp_15", "object_name")
    page.text_input(key="fill-tp_15-w-object_name").set_value("садовый дом").run()

    press(page, "Удалить черновик")

    assert page.text_input(key="fill-tp_15-w-object_name").value == ""
    assert "Черновики" not in words(visit("public", consumer))
    assert fill(consumer, "tp_15", "last_name").text_input(key="fill-tp_15-w-last_name").value == "Щербакова"


def test_a_form_begins_with_what_the_profile_knows(consumer: Actor) -> None:
    page = visit("public", consumer, "fill", form="tp_15")

    assert page.text_input(key="fill-tp_15-w-last_name").value == "Щербакова"
    assert page.text_input(key="fill-tp_15-w-phone").value == "+7 (910) 123-45-67"


def test_an_empty_form_is_answered_with_every_remark_at_once(consumer: Actor) -> None:
    page = fill(consumer, "tp_15")

    page.button(key="fill-tp_15-submit").click().run()

    text = words(page)
    assert "Проверьте ответы" in text
    assert "Серия паспорта: " in text
    assert "Приложите файл." in text
    assert submissions.mine(consumer) == []


def test_a_conditional_question_comes_and_goes_with_its_condition(consumer: Actor) -> None:
    page = fill(consumer, "tp_15", "by_representative")
    assert "Доверенность: номер" not in words(page)

    page.radio(key="fill-tp_15-w-by_representative").set_value(True).run()

    assert "Доверенность: номер" in words(page)
    assert "Доверенность и паспорт представителя *" in words(fill(consumer, "tp_15", "authority_copy"))


def test_the_total_power_is_computed_as_one_types(consumer: Actor) -> None:
    page = fill(consumer, "tp_15", "power_new_kw")

    page.text_input(key="fill-tp_15-w-power_new_kw").set_value("7,5").run()

    assert "7,5 кВт" in words(page)


def test_a_fault_while_saving_is_apologised_for_and_the_page_stays(
    consumer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = fill(consumer, "tp_15", "object_name")
    monkeypatch.setattr(drafts, "save", _disk_full)

    page.text_input(key="fill-tp_15-w-object_name").set_value("гараж").run()

    assert "это наша ошибка" in page.error[0].value
    assert page.text_input(key="fill-tp_15-w-object_name").value == "гараж"


def test_notices_are_read_by_one_press(consumer: Actor) -> None:
    page = visit("public", consumer, "notifications")
    assert "новое" in words(page)

    press(page, "Прочитать все")

    assert "новое" not in words(page)


def test_the_profile_tells_number_clock_consents_and_history(consumer: Actor) -> None:
    text = "".join(words(visit("public", consumer, url)) for url in ("profile", "consents", "history"))

    for expected in ("57-000001-", "До окончания сеанса", "Согласие", "Регистрация в личном кабинете"):
        assert expected in text


def test_the_exit_leads_to_the_login(consumer: Actor) -> None:
    page = visit("public", consumer)

    page.button(key="p-exit-wide").click().run()

    assert "Вход в личный кабинет" in words(page)
    assert "data-portal-logout" in words(page)


def test_a_form_sent_as_a_file_is_listed_among_the_drafts_and_can_be_thrown_away(consumer: Actor) -> None:
    page = visit("public", consumer, "send", form="tp_15")
    assert "Удалить черновик" not in words(page)
    page.text_area(key="send-tp_15-w-comment").set_value("от руки").run()
    assert "send?form=tp_15" in drafts.mine(consumer)[0].target
    assert "Черновики" in words(visit("public", consumer))

    press(page, "Удалить черновик")

    assert page.text_area(key="send-tp_15-w-comment").value == ""
    assert drafts.mine(consumer) == []


def test_a_draft_of_last_week_says_the_day_it_was_saved(consumer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_at = datetime(2026, 11, 15, 11, 5, tzinfo=UTC)
    with monkeypatch.context() as then:
        then.setattr(clock, "now", lambda: saved_at)
        drafts.save(consumer, "tp_15", {"comment": "раз"})
        draft = Draft(consumer, ApplicationUpTo15, "tp_15")
        assert draft.saved() == "Сохранено в 14:05"
        then.setattr(clock, "now", lambda: saved_at + timedelta(days=7))
        assert draft.saved() == "Сохранено 15.11.2026 в 14:05"


def test_answers_typed_on_two_devices_are_kept_shown_and_sent_together(
    consumer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = (fill(consumer, "tp_15", "object_name") for _ in range(2))
    here.text_input(key="fill-tp_15-w-object_name").set_value("гараж").run()
    there.text_input(key="fill-tp_15-w-object_name").set_value("садовый дом").run()
    again(there, "fill", form="tp_15", step=str(step_of("tp_15", "comment")))
    there.text_area(key="fill-tp_15-w-comment").set_value("звоните вечером").run()
    again(here, "fill", form="tp_15", step=str(step_of("tp_15")))
    sent: list[dict[str, str]] = []
    monkeypatch.setattr(submissions, "send", lambda *given, **_: sent.append(given[2]))

    here.button(key="fill-tp_15-submit").click().run()

    assert (sent[0]["comment"], sent[0]["object_name"]) == ("звоните вечером", "садовый дом")
    assert sent[0]["last_name"] == "Щербакова"
    assert "садовый дом" in words(here)


def test_what_could_not_be_saved_is_saved_with_the_next_answer(
    consumer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = fill(consumer, "tp_15", "object_name")
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "save", _disk_full)
        page.text_input(key="fill-tp_15-w-object_name").set_value("гараж").run()
    again(page, "fill", form="tp_15", step=str(step_of("tp_15", "comment")))

    page.text_area(key="fill-tp_15-w-comment").set_value("да").run()

    answers = drafts.begun(consumer, ApplicationUpTo15, "tp_15").answers
    assert (answers["object_name"], answers["comment"]) == ("гараж", "да")


def press(page: AppTest, label: str) -> None:
    """Press the button called *label*."""
    next(button for button in page.button if button.label == label).click().run()


def _disk_full(*_: object) -> None:
    raise OSError("no space left on device")
