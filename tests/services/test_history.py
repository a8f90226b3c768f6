from datetime import UTC, date, datetime

import pytest

from core.actor import Actor, Visitor
from core.errors import Forbidden, Invalid
from forms._questions import check
from forms.other import OtherDocument
from forms.people.invitation import Invitation
from forms.profile._history import EventKind, HistoryFilter
from forms.tp_15 import ApplicationUpTo15
from services import appeals, consents, history, people, profile, sessions, submissions
from tests import _people
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


def texts(actor: Actor, **wanted: object) -> list[str]:
    return [line.text for line in history.mine(actor, HistoryFilter(**wanted))]


def test_ones_own_history_is_in_words_newest_first(maria: Actor, time: Time) -> None:
    sessions.begin(maria.user_id, _people.VISITOR)
    time.passes(minutes=1)
    number = _people.a_sent_application(maria)

    told = history.mine(maria)

    assert [line.text for line in told] == [
        f"Отправлено № {number}: Заявка физического лица на присоединение до 15 кВт",
        "Вход",
        "Регистрация в личном кабинете",
    ]
    assert (told[0].at, told[1].address) == (time.now, "192.0.2.7")
    assert (told[0].link, told[0].note) == (f"sent?no={number}", "Ожидает регистрации")
    copy = submissions.sheet(maria, number).copy
    assert copy is not None
    assert [line.copy for line in told] == [copy.public_id, "", ""]
    assert len(history.mine(maria, limit=1)) == 1


def test_the_history_says_what_each_event_was_about() -> None:
    owner = _people.a_consumer("company")
    known = profile.editable(owner)
    profile.change(owner, check(known.form, known.start | {"kpp": "570501002"}), version=known.version)
    consents.revoke(owner, "informing")
    people.invite(owner, Invitation(name="Сидорова Анна", email="anna@example.org"))
    number = appeals.send(owner, {"topic": "other", "kind": "question", "text": "Когда приедет инженер?"}, "1").number

    told = history.mine(owner)

    assert [line.text for line in told] == [
        f"Отправлено обращение № {number}",
        "Приглашён сотрудник: Сидорова Анна",
        "Отозвано: Согласие на получение сообщений о ходе заявки",
        "Изменены данные профиля: кпп",
        "Регистрация в личном кабинете",
    ]
    assert told[0].link == f"appeal?no={number}"


def test_the_history_tells_what_the_person_did_about_an_appeal(maria: Actor, operator: Actor) -> None:
    number = appeals.send(maria, {"topic": "other", "kind": "question", "text": "Когда приедет инженер?"}, "1").number
    assert _people.a_sent_application(maria) == number, "a sending has a number of the same kind"
    appeals.answer(operator, number, "Завтра.", version=1)
    appeals.write(maria, number, {"text": "А точнее?"}, "a press")
    appeals.write(maria, number, {"text": "Жду."}, "another press")
    appeals.close(maria, number)

    told = [(line.text, line.link, line.note) for line in history.mine(maria)]

    assert told[:5] == [
        (f"Закрыто обращение № {number}", f"appeal?no={number}", ""),
        (f"Отправлено сообщение по обращению № {number}", f"appeal?no={number}", ""),
        (f"Снова открыто обращение № {number}", f"appeal?no={number}", ""),
        (f"Отправлено № {number}: {ApplicationUpTo15.title}", f"sent?no={number}", "Ожидает регистрации"),
        (f"Отправлено обращение № {number}", f"appeal?no={number}", ""),
    ]


@pytest.mark.parametrize(
    ("kind", "told"),
    [(EventKind.DOCUMENTS, ["Отправлено"]), (EventKind.LOGINS, ["Вход"]), (EventKind.OTHER, ["Регистрация"])],
)
def test_the_history_is_narrowed_down_to_a_kind_of_event(maria: Actor, kind: EventKind, told: list[str]) -> None:
    sessions.begin(maria.user_id, _people.VISITOR)
    _people.a_sent_form(maria, OtherDocument)

    assert [text.split()[0] for text in texts(maria, kind=kind)] == told


def test_days_are_those_of_the_wall_calendar_and_both_are_included(database: str, time: Time) -> None:
    time.is_now(datetime(2026, 3, 4, 20, 59, tzinfo=UTC))  # 4 March, a minute before midnight
    maria = _people.a_consumer(email=f"{database}@example.org")
    time.passes(minutes=1)
    sessions.begin(maria.user_id, _people.VISITOR)
    time.passes(days=1)
    sessions.begin(maria.user_id, _people.VISITOR)

    assert texts(maria, since=date(2026, 3, 5), until=date(2026, 3, 5)) == ["Вход"]
    assert texts(maria, until=date(2026, 3, 4)) == ["Регистрация в личном кабинете"]
    assert texts(maria, since=date(2026, 3, 6)) == ["Вход"]


def test_days_in_the_wrong_order_are_told() -> None:
    with pytest.raises(Invalid) as refused:
        check(HistoryFilter, {"since": "2026-03-05", "until": "2026-03-04"})

    assert set(refused.value.remarks) == {"until"}


def test_the_history_is_turned_page_by_page_without_gaps_or_repeats() -> None:
    owner = _people.a_consumer("company")
    member = _people.a_colleague(owner)
    for place in range(7):
        sessions.begin((owner, member)[place % 2].user_id, _people.VISITOR)
    whole = [line.id for line in history.mine(owner)]

    read: list[int] = []
    while page := history.mine(owner, after=read[-1] if read else None, limit=3):
        read += [line.id for line in page]

    assert read == whole
    assert whole == sorted(whole, reverse=True)
    assert len(whole) == 9


def test_the_owner_reads_what_everybody_did_and_by_whom() -> None:
    owner = _people.a_consumer("company")
    member = _people.a_colleague(owner)
    sessions.begin(member.user_id, Visitor(address="198.51.100.4"))
    _people.a_sent_form(member, OtherDocument)

    told = [(line.text.split()[0], line.who) for line in history.mine(owner)]

    assert told[:2] == [("Отправлено", "Сидорова Анна Павловна"), ("Вход", "Сидорова Анна Павловна")]


def test_a_member_reads_own_acts_and_whatever_was_sent() -> None:
    owner = _people.a_consumer("company")
    member = _people.a_colleague(owner)
    sessions.begin(owner.user_id, Visitor(address="198.51.100.4"))
    _people.a_sent_form(owner, OtherDocument)
    sessions.begin(member.user_id, _people.VISITOR)

    told = history.mine(member)

    assert [(line.text.split()[0], line.who) for line in told] == [
        ("Вход", "Сидорова Анна Павловна"),
        ("Отправлено", "Петров Пётр Петрович"),
    ]


def test_nobody_reads_the_history_of_others(maria: Actor, stranger: Actor, operator: Actor) -> None:
    _people.a_registered_application(maria, operator)

    assert texts(stranger) == ["Регистрация в личном кабинете"]
    with pytest.raises(Forbidden):
        history.mine(operator)


@pytest.mark.parametrize("act", history.WORDS)
def test_every_act_is_of_some_kind(act: str) -> None:
    assert history.kind_of(act) in EventKind
