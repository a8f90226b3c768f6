import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from core.actor import Actor, Duty, Role, Visitor
from core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Throttled
from db.models import JournalEntry, RecoveryCode, User
from db.session import transaction
from services import second_factor, sessions
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._people import PASSWORD, VISITOR
from tests._together import at_once
from tests.conftest import Time, forget

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def engineer(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.an_employee("engineer", email="engineer@example.org")


class Phone:
    """An authenticator application."""

    def __init__(self, secret: str, time: Time) -> None:
        self.totp, self.time = pyotp.TOTP(secret.replace(" ", "")), time

    def code(self, *, off: float = 0) -> str:
        """Return what it shows, now or so many seconds later."""
        return self.totp.at(self.time.now + timedelta(seconds=off))

    def wrong(self) -> str:
        """Return a code it does not show."""
        good = {self.code(off=30 * step) for step in (-1, 0, 1)}
        return next(code for code in ("000000", "111111", "222222", "333333") if code not in good)


def enrolled(actor: Actor, time: Time) -> tuple[Phone, tuple[str, ...]]:
    """Connect the second factor; half a minute later return the telephone and the codes on paper."""
    phone = Phone(second_factor.offer(actor, PASSWORD).secret, time)
    on_paper = second_factor.confirm(actor, phone.code())
    time.passes(seconds=30)
    return phone, on_paper


def refused(actor: Actor, code: str) -> bool:
    try:
        second_factor.check(actor.user_id, code, VISITOR)
    except Refusal:
        return True
    return False


def test_nobody_has_one_until_it_is_confirmed_by_a_first_code(engineer: Actor, time: Time) -> None:
    offered = second_factor.offer(engineer, PASSWORD)

    assert not second_factor.required(engineer.user_id)
    assert second_factor.offered(engineer) == offered
    with pytest.raises(Invalid) as wrong:
        second_factor.confirm(engineer, Phone(offered.secret, time).wrong())
    assert list(wrong.value.remarks) == ["digits"]
    assert not second_factor.required(engineer.user_id)

    codes = second_factor.confirm(engineer, Phone(offered.secret, time).code())

    assert len(set(codes)) == 10
    assert second_factor.required(engineer.user_id)
    assert second_factor.offered(engineer) is None
    assert second_factor.state(engineer) == second_factor.State(time.now, 10, demanded=False)
    assert acts() == ["second_factor.enrolled"]
    assert [letter.to for letter in letters("second_factor_on")] == ["engineer@example.org"]


def test_it_is_not_offered_without_the_password(engineer: Actor) -> None:
    with pytest.raises(Invalid) as wrong:
        second_factor.offer(engineer, "чужой пароль")

    assert list(wrong.value.remarks) == ["old_password"]
    assert acts() == ["password.refused"]
    assert the_only(User).totp_secret == ""


def test_guessing_the_own_password_is_slowed_down(engineer: Actor, time: Time) -> None:
    for _ in range(6):
        time.passes(seconds=1)
        with pytest.raises(Refusal):
            second_factor.offer(engineer, "чужой пароль")

    with pytest.raises(Throttled):
        second_factor.offer(engineer, PASSWORD)


def test_confirming_what_was_never_offered_or_twice_is_refused(engineer: Actor, time: Time) -> None:
    with pytest.raises(Conflict):
        second_factor.confirm(engineer, "123456")
    phone, _ = enrolled(engineer, time)

    with pytest.raises(Conflict):
        second_factor.confirm(engineer, phone.code())
    with pytest.raises(Conflict):
        second_factor.offer(engineer, PASSWORD)


def test_neither_secret_nor_code_is_kept_as_it_is(engineer: Actor, time: Time) -> None:
    offered = second_factor.offer(engineer, PASSWORD)
    secret = offered.secret.replace(" ", "")
    codes = second_factor.confirm(engineer, Phone(secret, time).code())

    held = everything()

    assert secret not in held
    assert not [code for code in codes if code in held or code.replace("-", "") in held]


def test_a_code_opens_once(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)

    second_factor.check(engineer.user_id, phone.code(), VISITOR)

    with pytest.raises(Refusal):
        second_factor.check(engineer.user_id, phone.code(), VISITOR)


def test_the_first_code_opens_nothing_a_second_time(engineer: Actor, time: Time) -> None:
    phone = Phone(second_factor.offer(engineer, PASSWORD).secret, time)
    second_factor.confirm(engineer, phone.code())

    assert refused(engineer, phone.code())


def test_no_code_older_than_the_last_one_used_opens(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    time.passes(minutes=1)

    second_factor.check(engineer.user_id, phone.code(off=30), VISITOR)

    assert refused(engineer, phone.code())
    assert refused(engineer, phone.code(off=-30))


def test_of_two_who_type_the_same_code_at_once_one_gets_in(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    code = phone.code()

    outcomes = at_once(*[lambda: second_factor.check(engineer.user_id, code, VISITOR)] * 4)

    assert outcomes.count(None) == 1
    assert all(outcome is None or isinstance(outcome, Refusal) for outcome in outcomes)


def test_a_code_on_paper_opens_once_and_the_owner_is_told(engineer: Actor, time: Time) -> None:
    _, codes = enrolled(engineer, time)

    second_factor.check(engineer.user_id, f" {codes[3].upper()} ", VISITOR)

    assert refused(engineer, codes[3])
    assert second_factor.state(engineer).codes_left == 9
    [letter] = letters("recovery_code_used")
    assert "осталось: 9" in letter.body
    [entry] = kept(JournalEntry, JournalEntry.act == "recovery_code.used")
    assert (entry.user_id, entry.facts, entry.address) == (engineer.user_id, {"left": 9}, VISITOR.address)


def test_a_code_on_paper_used_by_two_at_once_opens_once(engineer: Actor, time: Time) -> None:
    _, codes = enrolled(engineer, time)

    outcomes = at_once(*[lambda: second_factor.check(engineer.user_id, codes[0], VISITOR)] * 3)

    assert outcomes.count(None) == 1


def test_a_code_on_paper_of_somebody_else_opens_nothing(engineer: Actor, time: Time) -> None:
    other = _people.an_employee("lawyer")
    _, codes = enrolled(other, time)
    enrolled(engineer, time)

    assert refused(engineer, codes[0])


def test_wrong_codes_are_journalled_and_slow_down(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    for _ in range(5):
        assert refused(engineer, phone.wrong())

    with pytest.raises(Throttled):
        second_factor.check(engineer.user_id, phone.code(), VISITOR)

    assert acts().count("second_factor.failed") == 5
    time.passes(seconds=31)
    second_factor.check(engineer.user_id, phone.code(), VISITOR)


def test_the_pause_grows_and_is_never_long(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    for _ in range(30):
        refused(engineer, phone.wrong())
        time.passes(minutes=5)

    second_factor.check(engineer.user_id, phone.code(), VISITOR)


def test_many_guesses_at_once_are_no_more_than_the_free_ones(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    wrong = phone.wrong()

    at_once(*[lambda: second_factor.check(engineer.user_id, wrong, VISITOR)] * 12)

    assert acts().count("second_factor.failed") == second_factor.LIMIT.free


def test_a_pause_after_wrong_codes_is_told_in_the_words_of_a_wrong_code(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    said = set()
    for _ in range(7):
        with pytest.raises(Refusal) as refusal:
            second_factor.check(engineer.user_id, phone.wrong(), VISITOR)
        said.add(str(refusal.value))

    assert said == {second_factor.WRONG}


def test_who_has_none_is_let_in_by_no_code(engineer: Actor) -> None:
    assert refused(engineer, "123456")
    assert second_factor.halfway(engineer.user_id, VISITOR) is None


def test_a_right_password_waits_a_few_minutes_for_its_code(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    in_time, late = (second_factor.halfway(engineer.user_id, VISITOR) for _ in range(2))
    assert in_time
    assert late

    assert second_factor.finish(in_time, phone.code(), VISITOR) == engineer.user_id

    time.passes(minutes=5)
    with pytest.raises(NotFound):
        second_factor.finish(late, phone.code(), VISITOR)


def test_the_code_must_come_from_the_browser_of_the_password(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    half = second_factor.halfway(engineer.user_id, VISITOR)
    assert half

    with pytest.raises(NotFound):
        second_factor.finish(half, phone.code(), replace(VISITOR, browser="another"))


@pytest.mark.parametrize(("column", "value"), [("auth_version", 2), ("active", False)])
def test_a_password_changed_meanwhile_or_a_blocked_account_ends_the_login(
    engineer: Actor, time: Time, column: str, value: object
) -> None:
    phone, _ = enrolled(engineer, time)
    half = second_factor.halfway(engineer.user_id, VISITOR)
    assert half
    with transaction() as session:
        setattr(session.get_one(User, engineer.user_id), column, value)

    with pytest.raises(NotFound):
        second_factor.finish(half, phone.code(), VISITOR)


def test_connecting_it_ends_the_persons_other_sessions(engineer: Actor, time: Time) -> None:
    elsewhere, here = (sessions.begin(engineer.user_id, VISITOR).session_id for _ in range(2))
    known = sessions.by_id(engineer.side, here)
    assert known

    enrolled(known.actor, time)

    assert sessions.by_id(engineer.side, here)
    assert sessions.by_id(engineer.side, elsewhere) is None


def test_it_is_switched_off_by_password_and_code_together(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    with pytest.raises(Invalid):
        second_factor.switch_off(engineer, "чужой пароль", phone.code(), VISITOR)
    with pytest.raises(Refusal):
        second_factor.switch_off(engineer, PASSWORD, phone.wrong(), VISITOR)
    assert second_factor.required(engineer.user_id)

    second_factor.switch_off(engineer, PASSWORD, phone.code(), VISITOR)

    assert not second_factor.required(engineer.user_id)
    assert kept(RecoveryCode) == []
    assert the_only(User).totp_secret == ""
    assert acts()[-1] == "second_factor.switched_off"
    assert len(letters("second_factor_off")) == 1
    with pytest.raises(Conflict):
        second_factor.switch_off(engineer, PASSWORD, phone.code(), VISITOR)


def test_new_codes_for_paper_make_the_old_ones_worthless(engineer: Actor, time: Time) -> None:
    phone, old = enrolled(engineer, time)

    new = second_factor.renew_codes(engineer, phone.code(), VISITOR)

    assert not set(old) & set(new)
    assert refused(engineer, old[0])
    second_factor.check(engineer.user_id, new[0], VISITOR)
    assert acts()[1] == "recovery_codes.renewed"


def test_new_codes_are_not_given_without_a_code(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)

    with pytest.raises(Refusal):
        second_factor.renew_codes(engineer, phone.wrong(), VISITOR)
    with pytest.raises(Conflict):
        second_factor.renew_codes(_people.an_employee("lawyer"), "123456", VISITOR)


def test_an_administrator_resets_it_for_whoever_lost_the_phone(engineer: Actor, time: Time) -> None:
    admin = _people.an_employee("admin")
    enrolled(engineer, time)
    opened = sessions.begin(engineer.user_id, VISITOR)

    second_factor.reset(admin, engineer.user_id)

    assert not second_factor.required(engineer.user_id)
    assert sessions.by_id(engineer.side, opened.session_id) is None
    [entry] = kept(JournalEntry, JournalEntry.act == "second_factor.reset")
    assert (entry.user_id, entry.object) == (admin.user_id, str(engineer.user_id))
    assert [letter.to for letter in letters("second_factor_off")] == ["engineer@example.org"]
    with pytest.raises(Conflict):
        second_factor.reset(admin, engineer.user_id)
    with pytest.raises(NotFound):
        second_factor.reset(admin, 999)


def test_an_administrator_does_not_reset_their_own_and_so_go_round_password_and_code(time: Time) -> None:
    admin = _people.an_employee("admin")
    enrolled(admin, time)

    with pytest.raises(Conflict, match="другого администратора"):
        second_factor.reset(admin, admin.user_id)

    assert second_factor.required(admin.user_id)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_nobody_but_an_administrator_resets_an_employees(engineer: Actor, time: Time, role: Role) -> None:
    enrolled(engineer, time)

    with pytest.raises(Forbidden):
        second_factor.reset(_people.an_employee(role), engineer.user_id)


def test_whoever_opens_accounts_resets_a_consumers(time: Time) -> None:
    maria = _people.a_consumer()
    enrolled(maria, time)
    with pytest.raises(Forbidden):
        second_factor.reset(_people.an_employee("engineer"), maria.user_id)

    second_factor.reset(_people.an_employee("operator"), maria.user_id)

    assert not second_factor.required(maria.user_id)


def test_a_role_that_must_have_one_owes_it_and_cannot_switch_it_off(
    monkeypatch: pytest.MonkeyPatch, time: Time
) -> None:
    monkeypatch.setenv("PORTAL_SECOND_FACTOR_ROLES", "engineer")
    forget()
    engineer = _people.an_employee("engineer")
    assert engineer.duty is Duty.SECOND_FACTOR
    assert engineer.permissions == frozenset()

    phone = Phone(second_factor.offer(engineer).secret, time)  # the password was typed a moment ago
    second_factor.confirm(engineer, phone.code())
    time.passes(seconds=30)

    known = sessions.by_id(engineer.side, sessions.begin(engineer.user_id, VISITOR).session_id)
    assert known
    assert known.actor.duty is None
    with pytest.raises(Conflict, match="только со вторым фактором"):
        second_factor.switch_off(known.actor, PASSWORD, phone.code(), VISITOR)


def test_the_key_is_shown_in_groups_of_four_with_a_picture(engineer: Actor) -> None:
    offered = second_factor.offer(engineer, PASSWORD)

    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", offered.secret)
    assert offered.picture.startswith("data:image/svg+xml")


def test_a_consumer_may_have_one_too(time: Time) -> None:
    maria = _people.a_consumer()
    phone, _ = enrolled(maria, time)

    second_factor.check(maria.user_id, phone.code(), Visitor())
