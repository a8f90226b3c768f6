from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from core import second_factor
from core.tokens import EASY, easy

NOW = datetime(2026, 11, 24, 12, 0, 10, tzinfo=UTC)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of RFC 6238, in base 32


def shown(offset: float = 0) -> str:
    """Return what a telephone shows whose clock is off by so many seconds."""
    return pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=offset))


def test_the_code_of_rfc_6238_is_ours() -> None:
    assert second_factor.step_of(SECRET, "287082", datetime.fromtimestamp(59, UTC)) == 1
    assert second_factor.step_of(SECRET, "081804", datetime.fromtimestamp(1111111109, UTC)) == 37037036


@pytest.mark.parametrize(("offset", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_telephone_may_be_off_by_one_step_and_no_more(offset: int, fits: bool) -> None:  # noqa: FBT001 - a parameter
    assert (second_factor.step_of(SECRET, shown(offset), NOW) is not None) is fits


def test_a_code_may_be_typed_with_a_blank_as_it_is_shown() -> None:
    code = shown()

    assert second_factor.step_of(SECRET, f" {code[:3]} {code[3:]} ", NOW)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "абвгде", "١٢٣٤٥٦"])
def test_what_is_no_code_fits_nothing(code: str) -> None:
    assert second_factor.step_of(SECRET, code, NOW) is None


def test_the_secret_is_long_and_shown_in_groups_of_four() -> None:
    secret = second_factor.new_secret()

    assert len(secret) * 5 == 160
    assert second_factor.in_groups(secret).split() == [secret[place : place + 4] for place in range(0, 32, 4)]


def test_the_application_reads_whose_key_it_is() -> None:
    read = pyotp.parse_uri(second_factor.address(SECRET, "ivanov@example.org", "АО «Орелоблэнерго»"))

    assert (read.secret, read.name, read.issuer) == (SECRET, "ivanov@example.org", "АО «Орелоблэнерго»")


def test_the_picture_is_an_svg_that_needs_no_address() -> None:
    assert second_factor.picture("otpauth://totp/x").startswith("data:image/svg+xml")


def test_codes_for_paper_are_ten_and_easy_to_read() -> None:
    codes = second_factor.recovery_codes()

    assert len(set(codes)) == 10
    assert all(set(code) <= {*EASY, "-"} and len(code) == 11 for code in codes)


def test_a_code_for_paper_is_the_same_however_it_is_typed() -> None:
    salt = second_factor.fresh_salt()

    kept = second_factor.hashed("abcde-23456", salt)

    assert second_factor.hashed(" ABCDE 23456", salt) == kept
    assert second_factor.hashed("abcde-23457", salt) != kept
    assert second_factor.hashed("abcde-23456", second_factor.fresh_salt()) != kept
    assert second_factor.salt_of(kept) == salt
    assert len(kept) == 64


def test_no_mark_of_an_easy_secret_is_taken_for_another() -> None:
    assert not set("0o1il") & set(EASY)
    assert len(easy(groups=3, of=4)) == 14
