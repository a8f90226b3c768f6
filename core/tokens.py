"""Random tokens and their keyed hashes: the database never holds what a browser holds."""

import hmac
import secrets

from core.settings import settings


def fresh() -> str:
    """Return a random token of 256 bits."""
    return secrets.token_urlsafe(32)


def keyed(token: str) -> str:
    """Return the hexadecimal HMAC-SHA-256 of *token* under the portal's key."""
    return hmac.new(settings().key, token.encode(), "sha256").hexdigest()
