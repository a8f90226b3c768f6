"""Which telephone numbers and addresses are accepted, and how they are kept and shown."""

import pytest

from regulations.contacts import email, phone, reachable, readable_phone


@pytest.mark.parametrize(
    "written",
    [
        "+79101234567",
        "89101234567",
        "79101234567",
        "9101234567",
        "8 (910) 123-45-67",
        "+7 910 123 45 67",
        "8.910.123.45.67",
        "8/910/1234567",
        "8–910–123–45–67",
        "8\u2011910\u2011123\u201145\u201167",
        "8\u00a0910\u00a01234567",
        "\u202a+7 910 123-45-67\u202c",
        "тел. 8 910 1234567",
        "8 10 7 910 123 45 67",
    ],
)
def test_a_mobile_number_is_kept_in_one_form(written: str) -> None:
    assert phone(written) == "+79101234567"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("8 (4862) 76-12-34", "+74862761234"),
        ("(4862) 76-12-34", "+74862761234"),
        ("8 48677 7-12-34", "+74867771234"),
        ("8 495 123-45-67", "+74951234567"),
    ],
)
def test_a_land_line_is_accepted(written: str, kept: str) -> None:
    assert phone(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "\u00a0",
        "нет",
        "112",
        "76-12-34",
        "8910123456",
        "891012345678",
        "+7 000 000 00 00",
        "+7 701 123 45 67",
        "+375 29 123-45-67",
        "+1 202 555 0123",
        "8 800 250-19-61",
        "8 910 FLOWERS",
        "8 910 123 45 67 Иван",
        "8 910 123 45 67 доб. 12",
        "+79101234567, +79101234568",
        "9" * 300,
    ],
)
def test_what_is_no_number_of_a_russian_subscriber_is_refused_in_russian(written: str) -> None:
    with pytest.raises(ValueError, match=r"^(Укажите|Проверьте) .*телефона.*\.$"):
        phone(written)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+79101234567", "+7 (910) 123-45-67"),
        ("+74862761234", "+7 (4862) 76-12-34"),
        ("+74867771234", "+7 (48677) 7-12-34"),
        ("+74951234567", "+7 (495) 123-45-67"),
        ("+78002501961", "+7 (800) 250-19-61"),
    ],
)
def test_a_number_is_shown_as_people_read_it(kept: str, shown: str) -> None:
    assert readable_phone(kept) == shown


@pytest.mark.parametrize("other", ["", "112", "+375291234567", "+791012345"])
def test_what_is_no_kept_number_is_shown_as_it_is(other: str) -> None:
    assert readable_phone(other) == other


def test_a_shown_number_can_be_typed_again() -> None:
    assert phone(readable_phone("+79101234567")) == "+79101234567"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ivanov@example.org", "ivanov@example.org"),
        ("  Ivan.Petrov+TP@EXAMPLE.Org\n", "ivan.petrov+tp@example.org"),
        ("\u00a0ivanov@example.org\u200b", "ivanov@example.org"),
        ("ivanov@орёл.рф", "ivanov@орёл.рф"),
        ("ivanov@xn--80ahyh.xn--p1ai", "ivanov@дома.рф"),
    ],
)
def test_an_address_is_kept_in_lower_case(written: str, kept: str) -> None:
    assert email(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "ivanov",
        "ivanov@",
        "@example.org",
        "ivanov@example",
        "ivanov@localhost",
        "ivanov@example.test",
        "ivanov@example.invalid",
        "ivanov@@example.org",
        "ivanov@example..org",
        "ivanov petrov@example.org",
        "ivanov@example.org, petrov@example.org",
        "Ivan <ivanov@example.org>",
        "ivanov@example.org\nBcc: petrov@example.org",
        '"ivanov petrov"@example.org',
        "ivanov@[127.0.0.1]",
        "иванов@example.org",
        "i" * 65 + "@example.org",
        "ivanov@" + "a." * 130 + "org",
    ],
)
def test_what_is_no_address_is_refused_in_russian(written: str) -> None:
    with pytest.raises(ValueError, match=r"^(Укажите|Проверьте) адрес электронной почты.*\.$"):
        email(written)


def test_a_cyrillic_letter_before_the_at_sign_is_named_as_the_reason() -> None:
    with pytest.raises(ValueError, match="только латинские буквы"):
        email("ivаnov@example.org")


def test_an_address_that_only_holds_a_place_is_no_address() -> None:
    assert reachable("7@erased.invalid") == ""
    assert reachable("maria@example.org") == "maria@example.org"
