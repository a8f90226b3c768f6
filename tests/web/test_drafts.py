"""The typing route: what is being typed is kept before its field is left."""

import re
from typing import Any

import pytest

from db.models import Draft
from services import uploads
from tests._kept import kept, the_only
from tests._people import a_consumer, an_employee
from tests.web._client import Browser

PLACE = "/drafts/tp_15"
BODY: dict[str, Any] = {"tab": "a1", "base": 0, "answers": {"object_name": "садовый д"}}


def test_what_is_typed_is_kept_and_the_time_told(public: Browser) -> None:
    maria = a_consumer()
    public.log_in(maria)

    answer = public.type(PLACE, BODY, x_file_owner=uploads.owner(maria))

    assert answer.status == 200
    assert re.fullmatch(r"\d\d:\d\d", answer.json["saved_at"])
    assert (answer.json["revision"], answer.json["others"]) == (1, [])
    assert answer.header("cache-control") == "no-store"
    assert the_only(Draft).answers == {"object_name": "садовый д"}


def test_a_contradiction_is_told_to_the_page_that_types(public: Browser) -> None:
    public.log_in(a_consumer())
    public.type(PLACE, BODY)

    answer = public.type(PLACE, BODY | {"tab": "b2", "answers": {"object_name": "гараж"}})

    assert answer.json["others"] == ["object_name"]


def test_a_visitor_keeps_nothing(public: Browser) -> None:
    answer = public.type(PLACE, BODY)

    assert answer.status == 401
    assert "Войдите" in answer.json["error"]
    assert kept(Draft) == []


def test_employees_have_no_such_route(staff: Browser) -> None:
    staff.log_in(an_employee())

    assert staff.type(PLACE, BODY).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
    ],
)
def test_another_site_cannot_type(public: Browser, headers: dict[str, str]) -> None:
    public.log_in(a_consumer())

    assert public.type(PLACE, BODY, **headers).status == 403
    assert kept(Draft) == []


def test_what_one_person_typed_does_not_follow_the_next_who_logs_in(public: Browser) -> None:
    maria = a_consumer()
    public.log_in(a_consumer(email="stranger@example.org"))

    assert public.type(PLACE, BODY, x_file_owner=uploads.owner(maria)).status == 409
    assert kept(Draft) == []


@pytest.mark.parametrize(
    "body",
    [
        [],
        None,
        "текст",
        {},
        {"tab": "a", "base": 0},
        {"tab": "a", "base": 0, "answers": {}},
        {"tab": "a", "base": 0, "answers": ["object_name"]},
        {"tab": "a", "base": 0, "answers": {"object_name": 5}},
        {"tab": "a", "base": 0, "answers": {"object_name": {"a": "b"}}},
        {"tab": "a", "base": "0", "answers": {"object_name": "дом"}},
        {"tab": "", "base": 0, "answers": {"object_name": "дом"}},
        {"tab": "a" * 65, "base": 0, "answers": {"object_name": "дом"}},
    ],
)
def test_a_body_of_another_shape_is_refused(public: Browser, body: object) -> None:
    public.log_in(a_consumer())

    assert public.type(PLACE, body).status == 400
    assert kept(Draft) == []


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b"[" * 100_000, b'{"tab": NaN}'])
def test_a_body_that_is_no_json_is_refused(public: Browser, raw: bytes) -> None:
    public.log_in(a_consumer())
    own = {"content-type": "application/json", "origin": f"http://{public.host}", "sec-fetch-site": "same-origin"}

    assert public.ask("PUT", PLACE, own, raw).status == 400


@pytest.mark.parametrize("place", ["/drafts/nothing", "/drafts/tp_150%0Ax", "/drafts/document.001-26", "/drafts/.scan"])
def test_a_draft_that_cannot_be_is_not_found(public: Browser, place: str) -> None:
    public.log_in(a_consumer())

    assert public.type(place, BODY).status in {400, 404}
    assert kept(Draft) == []


def test_a_question_that_is_not_there_is_not_found(public: Browser) -> None:
    public.log_in(a_consumer())

    answer = public.type(PLACE, BODY | {"answers": {"power_total_kw": "1"}})

    assert answer.status == 404
    assert "вопроса" in answer.json["error"]


def test_a_long_answer_is_kept_and_a_book_is_refused(public: Browser) -> None:
    public.log_in(a_consumer())

    assert public.type(PLACE, BODY | {"answers": {"comment": "ы" * 2000}}).status == 200
    refused = public.type(PLACE, BODY | {"answers": {"comment": "y" * 20_001}})
    assert refused.status == 422
    assert "Комментарий" in refused.json["error"]
    assert public.type(PLACE, BODY | {"answers": {"comment": "y" * 200_000}}).status == 413


def test_characters_no_database_keeps_are_left_out(public: Browser) -> None:
    public.log_in(a_consumer())

    assert public.type(PLACE, BODY | {"answers": {"comment": "a\0b\ud800c"}}).status == 200
    assert the_only(Draft).answers == {"comment": "ab?c"}
