"""A link of a letter stands in for the password alone: whoever has a second factor is asked for it all the same."""

import pyotp
import pytest

from core.actor import Side
from db.models import User
from db.session import transaction
from services import links, second_factor
from services.links import Purpose
from tests import _people
from tests._people import PASSWORD
from tests.conftest import Time
from tests.pages._visit import again, visit, words
from ui import session

FRESH = "совсем другая фраза"


@pytest.mark.parametrize("side", Side)
def test_a_link_for_a_new_password_does_not_go_round_the_second_factor(
    side: Side, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = _people.an_employee("engineer") if side is Side.STAFF else _people.a_consumer()
    phone = pyotp.TOTP(second_factor.offer(person, PASSWORD).secret.replace(" ", ""))
    second_factor.confirm(person, phone.at(time.now))
    time.passes(seconds=30)
    with transaction() as writing:
        token = links.make(writing, writing.get_one(User, person.user_id), Purpose.RESET).rpartition("/")[2]
    monkeypatch.setattr(session, "_cookie", lambda name: {f"portal_{side}_link": token}.get(name, ""))

    page = visit(side, None, "password")
    for name in ("password", "password_again"):
        next(box for box in page.text_input if str(box.key).endswith(f"-w-{name}")).set_value(FRESH).run()
    next(button for button in page.button if button.label == "Сохранить пароль").click().run()

    assert "Пароль верный" in words(again(page, ""))
    assert "portal_session" not in page.session_state
    assert "data-portal-ticket" not in words(page)

    page.text_input("login-code-typed").set_value(phone.at(time.now))
    next(button for button in page.button if button.label == "Войти").click().run()

    assert "portal_session" in page.session_state
