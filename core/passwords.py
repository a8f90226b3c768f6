"""Passwords: argon2id on a bounded pool, so that a burst of logins takes neither the memory nor the processors."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.tokens import fresh

MIN_LENGTH, MAX_LENGTH = 10, 128
"""Length of a password in characters, both inclusive; any alphabet."""

_HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
"""OWASP's parameters: 19 MiB, two passes."""
_POOL = BoundedSemaphore(2)
_NOBODY = _HASHER.hash(fresh())


def hashed(password: str) -> str:
    """Return the argon2id hash of *password*."""
    with _POOL:
        return _HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Tell whether *password* belongs to the hash; an unknown person, or one with none, costs the same time."""
    with _POOL:
        try:
            _HASHER.verify(kept or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return bool(kept)


def outdated(kept: str) -> bool:
    """Tell whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)
