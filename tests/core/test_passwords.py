from concurrent.futures import ThreadPoolExecutor

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
