"""The second factor: codes of an authenticator application (RFC 6238), and codes on paper for whoever loses it."""

import secrets
from datetime import datetime
from threading import BoundedSemaphore

import pyotp
import segno
from argon2.low_level import Type, hash_secret_raw

from core.tokens import EASY, easy, keyed

DIGITS = 6
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""How far the clock of a telephone may be off, in steps, either way."""
RECOVERY_CODES = 10
_SALT_BYTES = 8
_ONE_AT_A_TIME = BoundedSemaphore(1)


def new_secret() -> str:
    """Return a random secret of 160 bits, in base 32."""
    return pyotp.random_base32()


def in_groups(secret: str) -> str:
    """Return *secret* in groups of four, for typing."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def address(secret: str, name: str, issuer: str) -> str:
    """Return the ``otpauth://`` address that an authenticator application reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def picture(text: str) -> str:
    """Return the QR code of *text* as the ``data:`` address of an SVG: dark on white whatever the page's colours."""
    drawn: str = segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    return drawn


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """Return the time step *code* belongs to, if it is one that is good at *moment*."""
    digits = "".join(mark for mark in code if mark.isascii() and mark.isdigit())
    if len(digits) != DIGITS:
        return None
    totp, present = pyotp.TOTP(secret), int(moment.timestamp()) // STEP_SECONDS
    steps = range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1)
    # Every step is compared, so that the time tells nothing.
    fitting = [step for step in steps if secrets.compare_digest(totp.generate_otp(step), digits)]
    return fitting[-1] if fitting else None


def recovery_codes() -> tuple[str, ...]:
    """Return fresh codes for paper, of 49 bits each."""
    return tuple(easy(groups=2, of=5) for _ in range(RECOVERY_CODES))


def looks_like_recovery(code: str) -> bool:
    """Tell whether *code* may be one from paper."""
    return len(_canonical(code)) == len(_canonical(easy(groups=2, of=5)))


def fresh_salt() -> str:
    """Return a random salt for one set of codes."""
    return secrets.token_hex(_SALT_BYTES)


def hashed(code: str, salt: str) -> str:
    """Return the salted, keyed argon2id hash of a code from paper: 64 marks, the salt first."""
    with _ONE_AT_A_TIME:
        raw = hash_secret_raw(keyed(_canonical(code)).encode(), bytes.fromhex(salt), 2, 19_456, 1, 24, Type.ID)
    return salt + raw.hex()


def salt_of(kept: str) -> str:
    """Return the salt of a kept hash."""
    return kept[: 2 * _SALT_BYTES]


def _canonical(code: str) -> str:
    return "".join(mark for mark in code.lower() if mark in EASY)
