import pytest

from core.actor import Actor
from core.errors import Forbidden
from services import history, sessions
from tests import _people
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


def test_ones_own_history_is_in_words_newest_first(maria: Actor, time: Time) -> None:
    sessions.begin(maria.user_id, _people.VISITOR)
    time.passes(minutes=1)
    number = _people.a_sent_application(maria)

    told = history.mine(maria)

    assert [line.text for line in told] == [
        f"Отправлена форма № {number}",
        "Вход",
        "Регистрация в личном кабинете",
    ]
    assert (told[0].at, told[1].address) == (time.now, "192.0.2.7")
    assert len(history.mine(maria, limit=1)) == 1


def test_nobody_reads_the_history_of_others(maria: Actor, stranger: Actor, operator: Actor) -> None:
    _people.a_registered_application(maria, operator)

    assert [line.text for line in history.mine(stranger)] == ["Регистрация в личном кабинете"]
    with pytest.raises(Forbidden):
        history.mine(operator)
