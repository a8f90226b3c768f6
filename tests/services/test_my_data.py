import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core import storage
from core.actor import Actor, Visitor
from core.errors import Forbidden, Throttled
from db.models import File, JournalEntry
from db.session import transaction
from forms._questions import questions
from forms.other import OtherDocument
from services import appeals, applications, cards, consents, drafts, my_data, sessions
from services.my_data_told import Shelf
from tests import _people
from tests._kept import acts, kept, the_only
from tests._together import at_once
from tests.conftest import Time
from workflows._documents import DocumentKind

pytestmark = pytest.mark.usefixtures("database")


def taken(actor: Actor) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return what the archive tells, and the files in it by their names."""
    entries = dict(my_data.export(actor).entries)
    told = json.loads(bytes(entries.pop("данные.json")))
    entries.pop("ПРОЧТИТЕ.txt")
    return told, {name: path.read_bytes() for name, path in entries.items() if isinstance(path, Path)}


def a_full_life(maria: Actor, engineer: Actor) -> str:
    """Have one of everything; return the number of the application."""
    sessions.begin(maria.user_id, Visitor(address="192.0.2.7", device="Mozilla/5.0"))
    reg_no = _people.a_registered_application(maria)
    version = cards.whole(engineer, reg_no).version
    _people.a_placed_document(
        engineer, reg_no, DocumentKind.TU, "Условия № 7.pdf", _people.a_pdf("ТУ"), version=version
    )
    answers = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер для осмотра?"}
    number = appeals.send(maria, answers, "once").number
    drafts.save(maria, appeals.draft_of(maria, number), {"text": "Калитка справа."})
    appeals.close(maria, number)
    drafts.save(maria, "tp_150", {"object_name": "гараж"})
    consents.revoke(maria, "informing")
    return reg_no


def test_everything_kept_about_the_person_is_told_in_russian(maria: Actor, engineer: Actor) -> None:
    reg_no = a_full_life(maria, engineer)

    told, _ = taken(maria)

    assert told["учётная запись"]["электронная почта"] == "maria@example.org"
    assert told["профиль"]["СНИЛС"] == "028-278-217 65"
    assert {entry["документ"]: entry["отозвано"] is not None for entry in told["согласия"]}[
        "Согласие на получение сообщений о ходе заявки"
    ]
    assert told["сеансы"][0]["сетевой адрес"] == "192.0.2.7"
    assert "Щербакова" in str(told["отправки"][0]["ответы"])
    assert told["заявки"][0]["рег. №"] == reg_no
    assert told["заявки"][0]["история"][0]["что"] == "Размещён документ «Технические условия»"
    assert told["обращения"][0]["сообщения"][0]["текст"] == "Когда приедет инженер для осмотра?"
    assert (told["обращения"][0]["состояние"], bool(told["обращения"][0]["закрыто"])) == ("Закрыто", True)
    assert [draft["ответы"] for draft in told["черновики"]] == [
        {"Сообщение": "Калитка справа."},
        {"Наименование объекта": "гараж"},
    ]
    assert "Скачаны данные" in [event["что"] for event in told["события"]]
    assert told["уведомления"]
    assert {letter["тема"] for letter in told["письма"]} >= {"Ваш регистрационный номер 57-000001-8"}
    assert datetime.fromisoformat(told["выгружено"]).tzinfo is not None


def test_the_files_one_may_see_are_in_the_archive_under_their_names(maria: Actor, engineer: Actor) -> None:
    a_full_life(maria, engineer)

    told, found = taken(maria)

    place = told["заявки"][0]["документы"][0]["файл"]["в архиве"]
    assert place == "файлы/заявки/001-26/Условия № 7.pdf"
    assert found[place] == _people.a_pdf("ТУ")
    sent = told["отправки"][0]
    assert all(entry["в архиве"] in found for entry in [*sent["файлы"], sent["копия"]])
    assert len(found) == len(sent["файлы"]) + 2


def test_two_files_of_one_name_do_not_hide_each_other(maria: Actor) -> None:
    question = next(question for question in questions(OtherDocument) if question.accepts)
    for name, text in (("Скан.pdf", "один"), ("скан.pdf", "два")):
        drafts.attach(maria, "other", question, name, _people.a_pdf(text))

    _, found = taken(maria)

    assert sorted(found.values()) == sorted([_people.a_pdf("один"), _people.a_pdf("два")])
    assert len({name.casefold() for name in found}) == 2


def test_a_name_no_system_can_open_is_made_safe(maria: Actor) -> None:
    kept_file = _people.a_kept_file(maria, "план.pdf", _people.a_pdf())
    with transaction() as session:
        row = session.get_one(File, the_only(File, File.public_id == kept_file.public_id).id)
        row.name = '../..\\etc/дом: "а|б"?.pdf'
        session.expunge(row)
        shelf = Shelf()
        told = shelf.place("черновики", row)

    assert told["в архиве"] == "файлы/черновики/дом_ _а_б__.pdf"


@pytest.mark.parametrize("verdict", ["waiting", "infected"])
def test_a_file_that_is_not_known_to_be_clean_is_told_of_and_not_given(maria: Actor, verdict: str) -> None:
    _people.a_sent_form(maria, OtherDocument)
    with transaction() as session:
        for row in session.query(File):
            row.verdict = verdict

    told, found = taken(maria)

    assert found == {}
    assert "не выдан" in told["отправки"][0]["файлы"][0]


def test_a_file_missing_from_the_store_does_not_spoil_the_rest(maria: Actor) -> None:
    _people.a_sent_form(maria, OtherDocument)
    [lost, *_] = kept(File)
    storage.path(lost.sha256).unlink()

    told, found = taken(maria)

    assert "нет в хранилище" in told["отправки"][0]["файлы"][0]["не выдан"]
    assert len(found) == 1


def test_what_employees_keep_to_themselves_is_not_in_it(maria: Actor, engineer: Actor) -> None:
    reg_no = _people.a_registered_application(maria)
    applications.move(
        _people.an_employee("lawyer"), reg_no, "in_work", version=1, internal="Сосед звонил, жаловался на забор"
    )
    assert engineer

    told, _ = taken(maria)

    assert "забор" not in json.dumps(told, ensure_ascii=False)


def test_neither_passwords_nor_tokens_are_in_it(maria: Actor) -> None:
    sessions.begin(maria.user_id, _people.VISITOR)

    text = json.dumps(taken(maria)[0], ensure_ascii=False)

    assert "argon2" not in text
    assert "token" not in text
    assert re.search(r"link/[\w-]", text) is None


def test_a_member_takes_the_organisations_things_and_nobodys_sessions_or_letters() -> None:
    owner = _people.a_consumer("company", "elka@example.org")
    member = _people.a_colleague(owner)
    number = _people.a_sent_form(owner, OtherDocument)
    sessions.begin(owner.user_id, Visitor(address="198.51.100.9"))
    drafts.save(owner, "tp_150", {"object_name": "тайный склад"})

    told, found = taken(member)

    assert [sent["номер"] for sent in told["отправки"]] == [number]
    assert told["отправки"][0]["кто отправил"] == "Петров Пётр Петрович"
    assert found
    text = json.dumps(told, ensure_ascii=False)
    assert "198.51.100.9" not in text
    assert "тайный склад" not in text
    assert told["люди организации"] == []
    assert [letter["тема"] for letter in told["письма"]] != []
    assert len(taken(owner)[0]["люди организации"]) == 2


def test_nobody_takes_what_is_others(maria: Actor, stranger: Actor, engineer: Actor) -> None:
    a_full_life(maria, engineer)

    told, found = taken(stranger)

    assert found == {}
    assert "Щербакова" not in str({**told, "профиль": "", "учётная запись": ""})  # they share a name by chance
    assert (told["отправки"], told["заявки"], told["обращения"], told["черновики"]) == ([], [], [], [])


def test_each_archive_is_journalled_and_counts_its_documents(maria: Actor, engineer: Actor, time: Time) -> None:
    reg_no = a_full_life(maria, engineer)

    my_data.export(maria)

    [document] = cards.whole(engineer, reg_no).documents
    [entry] = kept(JournalEntry, JournalEntry.act == "data.exported")
    assert (document.downloads, document.first_viewed_at) == (1, time.now)
    assert entry.user_id == maria.user_id


def test_only_so_many_archives_are_given_within_an_hour(maria: Actor, time: Time) -> None:
    for _ in range(my_data.MOST_AN_HOUR):
        my_data.export(maria)

    with pytest.raises(Throttled, match="через час"):
        my_data.export(maria)
    assert acts().count("data.exported") == my_data.MOST_AN_HOUR
    time.passes(hours=1, seconds=1)
    my_data.export(maria)


def test_asking_at_once_does_not_get_around_the_limit(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(my_data, "MOST_AN_HOUR", 1)

    outcomes = at_once(*[lambda: my_data.export(maria).name for _ in range(4)])

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Throttled", "Throttled", "Throttled", "str"]


def test_an_employee_has_no_archive(engineer: Actor) -> None:
    with pytest.raises(Forbidden):
        my_data.export(engineer)
