"""«Профиль» as its owner, a member and a natural person meet it."""

import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor, Seat
from forms._questions import check
from forms.other import OtherDocument
from forms.people.invitation import Invitation
from services import consents, deletion_requests, history, people, profile, sessions
from tests import _people
from tests._kept import letters
from tests.pages._visit import again, visit, words


@pytest.fixture
def owner() -> Actor:
    return _people.a_consumer("company", "elka@example.org")


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def test_each_fact_says_where_it_is_shown() -> None:
    text = words(visit("public", _people.a_consumer(), "profile"))

    assert "По нему позвонят" in text or "позвонят об осмотре" in text
    assert "Сменить почту или пароль" in text
    assert 'href="/my-data"' in text


def test_a_fact_is_changed_and_its_history_is_there(owner: Actor) -> None:
    page = press(visit("public", owner, "profile"), "p-change-profile")
    page.text_input(key="profile-w-contact_position").set_value("главный энергетик").run()

    press(page, "profile-submit")

    text = words(page)
    assert "Данные сохранены" in page.success[0].value
    assert "История изменений" in text
    assert "главный инженер" in text
    assert "Петров Пётр Петрович, главный энергетик" in text
    assert "profile-w-kpp" not in [box.key for box in page.text_input]


def test_saving_without_a_change_says_so(owner: Actor) -> None:
    page = press(visit("public", owner, "profile"), "p-change-profile")

    press(page, "profile-submit")

    assert "ничего не изменили" in page.success[0].value
    assert letters("profile_changed") == []


def test_a_wrong_answer_is_told_beside_its_question_and_nothing_is_lost(owner: Actor) -> None:
    page = press(visit("public", owner, "profile"), "p-change-profile")
    page.text_input(key="profile-w-kpp").set_value("12").run()
    page.text_input(key="profile-w-contact_position").set_value("главный энергетик").run()

    press(page, "profile-submit")

    assert "Проверьте КПП" in words(page)
    assert page.text_input(key="profile-w-contact_position").value == "главный энергетик"
    assert profile.changes(owner) == []


def test_leaving_the_form_changes_nothing(owner: Actor) -> None:
    page = press(visit("public", owner, "profile"), "p-change-profile")
    page.text_input(key="profile-w-kpp").set_value("570501002").run()

    press(page, "p-leave-profile")

    assert "570501002" not in words(page)
    assert press(page, "p-change-profile").text_input(key="profile-w-kpp").value == "570501001"


def test_of_two_owners_the_later_is_told_who_was_earlier_and_loses_nothing(owner: Actor) -> None:
    other = _people.an_owner_too(owner)
    page = press(visit("public", owner, "profile"), "p-change-profile")
    page.text_input(key="profile-w-contact_position").set_value("главный энергетик").run()
    known = profile.editable(other)
    profile.change(other, check(known.form, known.start | {"phone": "8 910 555-66-77"}), version=known.version)

    press(page, "profile-submit")

    assert "Сидорова Анна Павловна" in words(page)
    assert page.text_input(key="profile-w-contact_position").value == "главный энергетик"
    press(page, "profile-submit")
    assert {(line.label, line.by) for line in profile.changes(owner)} == {
        ("Мобильный телефон", "Сидорова Анна Павловна"),
        ("Должность контактного лица", "Петров Пётр Петрович"),
    }


def test_after_the_first_sending_the_identifiers_are_told_and_not_asked(owner: Actor) -> None:
    _people.a_sent_form(owner, OtherDocument)

    page = press(visit("public", owner, "profile"), "p-change-profile")

    asked = {box.key for box in page.text_input}
    assert "profile-w-kpp" in asked
    assert "profile-w-inn" not in asked
    assert "Не меняется после первой отправки: ОГРН, ИНН." in words(page)
    assert "Исправить через «Обращение»" in words(page)


def test_a_member_is_told_why_there_is_nothing_to_press(owner: Actor) -> None:
    page = visit("public", _people.a_colleague(owner), "profile")

    assert "Данные меняет владелец кабинета" in words(page)
    assert "p-change-profile" not in [button.key for button in page.button]


def test_a_deletion_is_asked_for_twice_and_can_be_taken_back() -> None:
    maria = _people.a_consumer()
    page = visit("public", maria, "profile")
    assert "Обязаны хранить" in words(page)

    press(page, "deletion-ask-ask")
    assert deletion_requests.mine(maria) is None
    press(page, "deletion-ask-yes")
    assert "Вы попросили удалить учётную запись" in words(page)
    press(page, "deletion-withdraw-ask")
    press(page, "deletion-withdraw-yes")

    assert "ничего не удалено" in page.success[0].value
    assert deletion_requests.mine(maria) is None


def test_whoever_hesitates_asks_for_nothing() -> None:
    maria = _people.a_consumer()
    page = press(visit("public", maria, "profile"), "deletion-ask-ask")

    press(page, "deletion-ask-no")

    assert "deletion-ask-ask" in [button.key for button in page.button]
    assert deletion_requests.mine(maria) is None


def test_a_consent_is_taken_back_after_its_meaning_was_told_and_given_again() -> None:
    maria = _people.a_consumer()
    page = press(visit("public", maria, "consents"), "revoke-informing-ask")
    assert "Перестанем присылать необязательные письма" in words(page)
    press(page, "revoke-informing-yes")
    assert "отозвано" in words(page)

    press(page, "give-informing")

    assert "Согласие записано" in page.success[0].value
    assert next(given for given in consents.mine(maria) if given.code == "informing").live


def test_who_was_invited_is_led_to_the_documents_nobody_asked_about_yet(owner: Actor) -> None:
    member = _people.a_colleague(owner)
    page = visit("public", member)
    assert "Прочитайте и примите правила и согласия" in words(page)

    page = again(page, "consents")
    for given in consents.mine(member):
        press(page, f"give-{given.code}")

    assert "Прочитайте и примите" not in words(again(page, ""))
    assert "Прочитайте и примите" not in words(visit("public", owner))


def test_what_cannot_be_taken_back_says_why() -> None:
    text = words(visit("public", _people.a_consumer(), "consents"))

    assert "Действует, пока есть учётная запись" in text
    assert "Дано" in text
    assert "с адреса 192.0.2.7" in text
    assert 'href="/documents/pdn"' in text


def test_the_history_is_narrowed_down_and_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAGE", 2)
    maria = _people.a_consumer()
    number = _people.a_sent_form(maria, OtherDocument)
    page = visit("public", maria, "history")
    assert "Регистрация в личном кабинете" not in words(page)

    press(page, "history-on")
    assert "Регистрация в личном кабинете" in words(page)
    page.selectbox(key="history-w-kind").set_value("documents").run()

    assert f"Отправлено № {number}" in words(page).replace("\\", "")
    assert "Вход" not in words(page).partition("По какой день")[2]


def test_an_empty_history_says_so() -> None:
    page = visit("public", _people.a_consumer(), "history")

    page.selectbox(key="history-w-kind").set_value("documents").run()

    assert "ничего такого не было" in words(page)


def test_a_natural_person_has_no_page_of_people() -> None:
    maria = _people.a_consumer()

    assert "Сотрудники" not in words(visit("public", maria, "profile"))
    assert "Подать заявку или заявление" in words(visit("public", maria, "people"))


def test_the_owner_invites_and_sees_whom(owner: Actor) -> None:
    page = visit("public", owner, "people")
    page.text_input(key="invitation-w-name").set_value("Сидорова Анна Павловна").run()
    page.text_input(key="invitation-w-email").set_value("Anna@Example.org").run()

    press(page, "invitation-submit")

    text = words(page)
    assert "Приглашение отправлено" in page.success[0].value
    assert "anna@example.org" in text
    assert "приглашён" in text
    assert [letter.to for letter in letters("person_invited")] == ["anna@example.org"]


def test_inviting_an_address_with_an_account_looks_the_same(owner: Actor) -> None:
    _people.a_consumer(email="maria@example.org")
    page = visit("public", owner, "people")
    page.text_input(key="invitation-w-name").set_value("Щербакова Мария").run()
    page.text_input(key="invitation-w-email").set_value("maria@example.org").run()

    press(page, "invitation-submit")

    assert "Приглашение отправлено" in page.success[0].value
    assert "maria@example.org" in words(page)
    assert "taken.invalid" not in words(page)


def test_the_owner_seats_and_shuts_out(owner: Actor) -> None:
    member = _people.a_colleague(owner)
    opened = sessions.begin(member.user_id, _people.VISITOR)
    page = visit("public", owner, "people")
    assert "Единственный владелец" in words(page)

    press(page, f"seat-{member.user_id}-ask")
    press(page, f"seat-{member.user_id}-yes")
    assert _people.again(member).seat is Seat.OWNER
    press(page, f"shut-{member.user_id}-ask")
    press(page, f"shut-{member.user_id}-yes")

    assert "доступ закрыт" in words(page)
    assert sessions.by_id(member.side, opened.session_id) is None


def test_an_invitation_is_sent_again_and_taken_back(owner: Actor) -> None:
    people.invite(owner, Invitation(name="Сидорова Анна", email="anna@example.org"))
    invited = next(person for person in people.everybody(owner) if not person.you).user_id
    page = visit("public", owner, "people")

    press(page, f"again-{invited}")
    press(page, f"shut-{invited}-ask")
    press(page, f"shut-{invited}-yes")

    assert len(letters("person_invited")) == 2
    assert "пригласите сотрудника ещё раз" in words(page)


def test_a_member_sees_the_people_and_no_buttons(owner: Actor) -> None:
    page = visit("public", _people.a_colleague(owner), "people")

    text = words(page)
    assert "elka@example.org" in text
    assert "Приглашает сотрудников и закрывает им доступ владелец кабинета" in text
    assert [button.key for button in page.button if str(button.key).startswith(("seat-", "shut-", "invit"))] == []


def test_who_is_shut_out_meets_the_login_at_the_next_click(owner: Actor) -> None:
    member = _people.a_colleague(owner)
    page = visit("public", member, "profile")
    people.shut_out(owner, member.user_id)

    again(page, "applications")

    assert "Вход в личный кабинет" in words(page)


def test_a_sending_of_an_organisation_says_who_sent_it(owner: Actor) -> None:
    number = _people.a_sent_form(_people.a_colleague(owner), OtherDocument)

    assert "Отправил: Сидорова Анна Павловна" in words(visit("public", owner, "sent", no=number))
    maria = _people.a_consumer()
    assert "Отправил:" not in words(visit("public", maria, "sent", no=_people.a_sent_form(maria, OtherDocument)))
