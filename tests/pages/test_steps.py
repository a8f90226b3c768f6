from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor
from forms.tp_15 import ApplicationUpTo15
from services import drafts
from tests._people import a_consumer, a_draft_with_files, valid_answers
from tests.pages._visit import again, fill, step_of, visit, words
from ui import steps


@pytest.fixture
def consumer() -> Actor:
    return a_consumer()


def press(page: AppTest, label: str) -> AppTest:
    """Press the button called *label*."""
    return next(button for button in page.button if button.label == label).click().run()


def test_a_long_form_begins_with_its_first_step_and_names_the_others(consumer: Actor) -> None:
    page = visit("public", consumer, "fill", form="tp_15")

    text = words(page)
    assert all(f"{place}. {title}" in text for place, (title, _) in enumerate(steps.sections(ApplicationUpTo15), 1))
    assert "Фамилия *" in text
    assert "Адрес объекта *" not in text


def test_a_step_says_how_much_is_left_in_it(consumer: Actor) -> None:
    page = fill(consumer, "tp_15", "object_name")
    before = words(page)

    page.text_input(key="fill-tp_15-w-object_name").set_value("садовый дом").run()

    assert "осталось 5" in before
    assert "осталось 4" in words(page)


def test_every_step_is_reached_from_every_other(consumer: Actor) -> None:
    page = visit("public", consumer, "fill", form="tp_15")
    page.button(key="fill-tp_15-step-wide-4").click().run()
    assert "Присоединяемая мощность, кВт *" in words(page)

    press(page, "Назад")
    assert "Адрес объекта *" in words(page)
    press(page, "Далее")
    assert "Присоединяемая мощность, кВт *" in words(page)


@pytest.mark.parametrize("step", ["0", "-3", "99", "вторая", "2; DROP TABLE"])
def test_a_step_that_does_not_exist_is_no_harm(consumer: Actor, step: str) -> None:
    page = visit("public", consumer, "fill", form="tp_15", step=step)

    assert not page.exception
    assert "1. Заявитель" in words(page)


def test_the_last_step_shows_what_is_answered_and_what_is_missing(consumer: Actor) -> None:
    drafts.save(consumer, "tp_15", {"object_name": "садовый дом", "power_new_kw": "20", "snils": "112"})
    text = words(fill(consumer, "tp_15"))

    assert "Проверьте и отправьте" in text
    assert "садовый дом" in text
    assert "20 кВт" in text
    assert "Заполните или исправьте: СНИЛС" in text
    assert "Адрес объекта" in text
    assert "Изменить" in text


def test_the_last_step_leads_to_the_paper_once_something_is_kept(consumer: Actor) -> None:
    assert "/drafts/" not in words(fill(consumer, "tp_15"))
    drafts.save(consumer, "tp_15", {"object_name": "садовый дом"})

    text = words(fill(consumer, "tp_15"))

    assert 'href="/drafts/tp_15.pdf"' in text
    assert "Посмотреть на бумаге до отправки" in text


def test_everything_sound_is_sent_from_the_last_step(consumer: Actor) -> None:
    a_draft_with_files(consumer, ApplicationUpTo15, "tp_15")
    answers = valid_answers(ApplicationUpTo15)
    ticks = {name: answers.pop(name) for name in ("consent", "truth")}
    drafts.save(consumer, "tp_15", answers)
    page = fill(consumer, "tp_15")
    assert "Заполните или исправьте" not in words(page)
    for name in ticks:
        page.checkbox(key=f"fill-tp_15-w-{name}").set_value(True).run()

    page.button(key="fill-tp_15-submit").click().run()

    assert "Отправлено, номер" in page.success[0].value


def test_a_slip_is_told_as_soon_as_the_field_is_left_and_goes_when_it_is_mended(consumer: Actor) -> None:
    page = visit("public", consumer, "fill", form="tp_15")

    page.text_input(key="fill-tp_15-w-snils").set_value("112-233-445 96").run()
    told = words(page)
    page.text_input(key="fill-tp_15-w-snils").set_value("11223344595").run()

    assert "контрольная сумма" in told
    assert "Проверьте ответы" not in told
    assert "контрольная сумма" not in words(page)
    assert page.text_input(key="fill-tp_15-w-snils").value == "112-233-445 95"


def test_remarks_stay_at_their_questions_in_every_step(consumer: Actor) -> None:
    page = fill(consumer, "tp_15")
    page.button(key="fill-tp_15-submit").click().run()

    again(page, "fill", form="tp_15", step=str(step_of("tp_15", "object_name")))

    assert "Заполните это поле." in words(page)
    assert 'data-portal-step="fill-tp_15-step-wide-1"' in words(page)


def test_a_short_form_is_one_page(consumer: Actor) -> None:
    text = words(visit("public", consumer, "fill", form="other"))

    assert "Проверьте и отправьте" not in text


def test_a_form_that_has_changed_meanwhile_says_so_until_it_is_read(
    consumer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = fill(consumer, "tp_15", "object_name")
    page.text_input(key="fill-tp_15-w-object_name").set_value("садовый дом").run()
    monkeypatch.setattr(ApplicationUpTo15, "valid_from", date(2026, 11, 1))
    monkeypatch.setattr(ApplicationUpTo15, "changes", "Добавлен вопрос о майнинге.")

    page = fill(consumer, "tp_15", "object_name")

    assert "Добавлен вопрос о майнинге." in words(page)
    assert page.text_input(key="fill-tp_15-w-object_name").value == "садовый дом"
    assert "Форма изменилась" not in words(press(page, "Понятно"))


def test_who_applies_is_told_and_not_asked() -> None:
    page = visit("public", a_consumer("company", "elka@example.org"), "fill", form="tp_150")

    assert "Кто подаёт заявку: <strong>Юридическое лицо" in words(page)
    assert "Полное наименование организации *" in words(page)
    assert [field.label for field in page.radio if "Кто подаёт" in field.label] == []
