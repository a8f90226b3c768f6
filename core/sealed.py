"""Secrets the portal must be able to read again, sealed under a key derived from the portal's own."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.settings import settings

_NONCE_BYTES = 12


def seal(text: str, *, for_what: str) -> str:
    """Return *text* sealed; it opens only where it is asked for the same thing, so that rows cannot be swapped."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return urlsafe_b64encode(nonce + _cipher().encrypt(nonce, text.encode(), for_what.encode())).decode()


def unseal(sealed: str, *, for_what: str) -> str:
    """Return what was sealed; raise ``ValueError`` if under another key, for something else, or altered."""
    try:
        raw = urlsafe_b64decode(sealed)
        return _cipher().decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], for_what.encode()).decode()
    except InvalidTag as broken:
        raise ValueError("sealed under another key, for something else, or altered") from broken


def _cipher() -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal sealed secrets").derive(settings().key))
