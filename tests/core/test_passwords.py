from concurrent.futures import ThreadPoolExecutor

import bcrypt
import pytest
from argon2 import PasswordHasher

from core import passwords

PASSWORD = "длинная фраза из слов"


@pytest.fixture(scope="module")
def kept() -> str:
    return passwords.hashed(PASSWORD)


def test_a_password_fits_its_own_hash_only(kept: str) -> None:
    assert passwords.matches(PASSWORD, kept)
    assert not passwords.matches(PASSWORD + " ", kept)


def test_two_people_with_one_password_have_different_hashes(kept: str) -> None:
    other = passwords.hashed(PASSWORD)

    assert other != kept
    assert passwords.matches(PASSWORD, other)


def test_the_hash_is_argon2id_with_19_mib_and_two_passes(kept: str) -> None:
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobody_has_a_password() -> None:
    assert not passwords.matches("nobody has this password", None)


@pytest.mark.parametrize("broken", ["", "plain text", "$argon2id$v=19$m=19456,t=2,p=1$broken"])
def test_a_broken_hash_fits_nothing(broken: str) -> None:
    assert not passwords.matches(PASSWORD, broken)


def test_a_hash_with_weaker_parameters_is_outdated(kept: str) -> None:
    weak = PasswordHasher(memory_cost=1024, time_cost=1, parallelism=1).hash(PASSWORD)

    assert passwords.matches(PASSWORD, weak)
    assert passwords.outdated(weak)
    assert not passwords.outdated(kept)


def test_a_burst_of_logins_is_answered_in_turn(kept: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: passwords.matches(PASSWORD if number % 2 else "нет", kept), range(8)))

    assert answers == [False, True] * 4


@pytest.mark.parametrize("typed", ["йод и ёж", "\u0438\u0306од и \u0435\u0308ж"])
def test_a_phrase_fits_whichever_keyboard_types_its_letters(typed: str) -> None:
    assert passwords.matches(typed, passwords.hashed("йод и ёж"))


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000"])
def test_every_space_is_the_same_space(kept: str, space: str) -> None:
    assert passwords.matches(PASSWORD.replace(" ", space), kept)


@pytest.mark.parametrize("typed", [PASSWORD.upper(), f" {PASSWORD}", f"{PASSWORD} ", PASSWORD.replace(" ", "")])
def test_case_and_spaces_at_the_ends_count(kept: str, typed: str) -> None:
    assert not passwords.matches(typed, kept)


def test_signs_that_look_like_letters_stay_what_they_are() -> None:
    assert passwords.spelled("№ ² ﬁ ё") == "№ ² ﬁ ё"


@pytest.mark.parametrize("prefix", ["$2a$", "$2b$", "$2y$"])
def test_an_imported_hash_is_verified_and_always_outdated(prefix: str) -> None:
    imported = prefix + bcrypt.hashpw(PASSWORD.encode()[:72], bcrypt.gensalt(4)).decode()[4:]

    assert passwords.matches(PASSWORD, imported)
    assert not passwords.matches(PASSWORD + "!", imported)
    assert passwords.outdated(imported)


def test_a_long_password_of_an_imported_hash_fits_as_the_old_library_cut_it() -> None:
    long = "очень длинная фраза из многих слов, которая не помещается в bcrypt"
    imported = bcrypt.hashpw(long.encode()[:72], bcrypt.gensalt(4)).decode()

    assert len(long.encode()) > 72
    assert passwords.matches(long, imported)
    assert not passwords.matches("другая" + long, imported)


@pytest.mark.parametrize("broken", ["$2b$", "$2b$04$short", "$2y$99$" + "a" * 53])
def test_a_broken_imported_hash_fits_nothing(broken: str) -> None:
    assert not passwords.matches(PASSWORD, broken)


@pytest.mark.parametrize("odd", ["", "\0", "a\0b", "\ud800"])
def test_nothing_typed_makes_the_comparison_fall_over(kept: str, odd: str) -> None:
    imported = bcrypt.hashpw(b"something else", bcrypt.gensalt(4)).decode()

    assert not passwords.matches(odd, kept)
    assert not passwords.matches(odd, imported)
