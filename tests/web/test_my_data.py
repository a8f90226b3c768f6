import io
import json
import zipfile
from urllib.parse import quote

import pytest

from core import clock
from forms.other import OtherDocument
from services import my_data
from tests import _people
from tests._kept import acts
from tests.web._client import Answer, Browser


def archive_of(answer: Answer) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(answer.body))


def test_whoever_is_logged_in_takes_their_own_data_as_one_archive(public: Browser) -> None:
    maria = _people.a_consumer()
    number = _people.a_sent_form(maria, OtherDocument)
    public.log_in(maria)

    answer = public.get("/my-data")

    found = archive_of(answer)
    assert (answer.status, answer.header("content-type")) == (200, "application/zip")
    assert found.testzip() is None
    assert json.loads(found.read("данные.json"))["отправки"][0]["номер"] == number
    assert "компания их не хранит" in found.read("ПРОЧТИТЕ.txt").decode()
    assert any(name.startswith(f"файлы/отправки/{number}/") for name in found.namelist())


def test_the_archive_has_a_russian_name_and_stays_in_no_cache(public: Browser) -> None:
    public.log_in(_people.a_consumer())

    answer = public.get("/my-data", accept_encoding="gzip")

    assert quote(f"Мои данные {clock.today():%d.%m.%Y}.zip") in answer.header("content-disposition")
    assert answer.header("content-disposition").startswith("attachment;")
    assert answer.header("cache-control") == "private, no-store"
    assert answer.header("content-encoding") == ""
    assert answer.header("content-security-policy") == "default-src 'none'; sandbox"


@pytest.mark.usefixtures("sqlite_database")
def test_without_a_session_one_is_led_to_the_login(public: Browser) -> None:
    answer = public.get("/my-data")

    assert (answer.status, answer.header("location"), answer.body) == (303, "/", b"")


def test_an_ended_session_takes_nothing(public: Browser) -> None:
    public.log_in(_people.a_consumer())
    public.post("/auth/logout", {})

    assert public.get("/my-data").status == 303


def test_too_many_archives_are_refused_in_words_with_a_way_back(public: Browser) -> None:
    public.log_in(_people.a_consumer())
    for _ in range(my_data.MOST_AN_HOUR):
        assert public.get("/my-data").status == 200

    answer = public.get("/my-data")

    assert answer.status == 429
    assert "Попробуйте через час" in answer.text
    assert "href=/profile" in answer.text


def test_a_look_at_the_head_takes_and_counts_nothing(public: Browser) -> None:
    public.log_in(_people.a_consumer())

    answer = public.ask("HEAD", "/my-data", {})

    assert answer.status == 200
    assert "data.exported" not in acts()


def test_the_staff_app_has_no_such_route(staff: Browser) -> None:
    staff.log_in(_people.an_employee("manager"))

    assert staff.get("/my-data").header("content-type") != "application/zip"


def test_somebody_posting_gets_nothing(public: Browser) -> None:
    public.log_in(_people.a_consumer())

    assert public.post("/my-data", {}).header("content-type") != "application/zip"
    assert "data.exported" not in acts()
