"""Whoever must set a password of their own first finds that page at every address, and nothing else."""

import pytest

from core import clock
from core.actor import Actor
from db.models import User
from db.session import transaction
from tests import _people
from tests.pages._visit import visit, words


def owing(actor: Actor) -> Actor:
    with transaction() as session:
        session.get_one(User, actor.user_id).password_until = clock.now().replace(year=2100)
    return actor


@pytest.mark.parametrize("url", ["", "applications", "profile", "security", "register", "fill", "first-password"])
def test_a_consumer_with_a_temporary_password_finds_one_page_at_every_address(url: str) -> None:
    page = visit("public", owing(_people.a_consumer()), url)

    said = words(page)
    assert "Придумайте свой пароль" in said
    assert "Подать заявку или заявление" not in said
    assert page.page_link == []
    assert not page.exception


@pytest.mark.parametrize("url", ["", "reports", "security", "consumers", "first-password"])
def test_an_employee_with_one_too(url: str) -> None:
    page = visit("staff", owing(_people.an_employee("manager")), url)

    assert "Придумайте свой пароль" in words(page)
    assert page.page_link == []


@pytest.mark.parametrize("url", ["first-password", "second-factor"])
def test_whoever_owes_nothing_has_no_such_page(url: str) -> None:
    page = visit("staff", _people.an_employee("engineer"), url)

    assert "Таких заявок нет" in words(page)
