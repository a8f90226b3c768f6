"""Passwords: argon2id on a bounded pool, so that a burst of logins takes neither the memory nor the processors."""

import unicodedata
from threading import BoundedSemaphore

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.tokens import fresh

MIN_LENGTH, MAX_LENGTH = 10, 128
"""Length of a password in characters, both inclusive; any alphabet, and spaces count wherever they stand."""

_HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
"""OWASP's parameters: 19 MiB, two passes."""
_POOL = BoundedSemaphore(2)
_NOBODY = _HASHER.hash(fresh())
_IMPORTED = ("$2a$", "$2b$", "$2y$")
"""How hashes of bcrypt begin: they come from elsewhere and are renewed at the first login."""
_BCRYPT_BYTES = 72
"""What bcrypt ever read of a password; the library of today refuses more, those that made the hashes cut it off."""


def spelled(password: str) -> str:
    """Return *password* as it is hashed, whatever keyboard it was typed on (RFC 8265, OpaqueString).

    A letter is one character whether a Mac sends it in two parts or not, every space is the same space, and nothing
    else is changed: case, spaces at the ends and signs stay.
    """
    composed = unicodedata.normalize("NFC", password)
    return "".join(" " if unicodedata.category(mark) == "Zs" else mark for mark in composed)


def hashed(password: str) -> str:
    """Return the argon2id hash of *password*."""
    with _POOL:
        return _HASHER.hash(_encoded(password))


def matches(password: str, kept: str | None) -> bool:
    """Tell whether *password* belongs to the hash; an unknown person, or one with none, costs the same time."""
    with _POOL:
        try:
            if kept and kept.startswith(_IMPORTED):
                return bcrypt.checkpw(_encoded(password)[:_BCRYPT_BYTES], kept.encode())
            _HASHER.verify(kept or _NOBODY, _encoded(password))
        except (VerificationError, InvalidHashError, ValueError):  # ValueError: bcrypt met a broken hash
            return False
    return bool(kept)


def outdated(kept: str) -> bool:
    """Tell whether the hash was made by other means, or with other parameters, than today's."""
    return kept.startswith(_IMPORTED) or _HASHER.check_needs_rehash(kept)


def _encoded(password: str) -> bytes:
    return spelled(password).encode(errors="surrogatepass")  # half a sign is no reason to fall over
