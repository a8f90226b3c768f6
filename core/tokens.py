"""Random tokens and their keyed hashes: the database never holds what a browser holds."""

import hmac
import secrets

from core.settings import settings

EASY = "23456789abcdefghjkmnpqrstuvwxyz"
"""Marks that are not taken for one another on paper: no 0 and o, no 1, i and l."""


def fresh() -> str:
    """Return a random token of 256 bits."""
    return secrets.token_urlsafe(32)


def keyed(token: str) -> str:
    """Return the hexadecimal HMAC-SHA-256 of *token* under the portal's key."""
    return hmac.new(settings().key, token.encode(), "sha256").hexdigest()


def easy(*, groups: int, of: int) -> str:
    """Return a random secret that people read aloud and type: groups of marks none of which looks like another."""
    return "-".join("".join(secrets.choice(EASY) for _ in range(of)) for _ in range(groups))
