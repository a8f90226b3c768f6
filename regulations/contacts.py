"""Telephone numbers and e-mail addresses: what a person typed becomes the form we store."""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from regulations._written import visible

_SUBSCRIBER_LINES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_LONGEST_EMAIL = 254

# The numbering plan in the library knows 486 as the whole region; people there read 4862 (Орёл) and 486xx (districts).
_READABLE = re.compile(r"\+7(?=\d{10}\Z)(4862|486[4-7]\d|\d{3})(\d{1,3})(\d\d)(\d\d)", re.ASCII)


def phone(text: str) -> str:
    """Return a Russian mobile or land-line number as ``+79101234567`` (E.164), however it was written.

    Raises ``ValueError`` with a Russian sentence for anything else.
    """
    written = visible(text).strip()
    if not written:
        raise ValueError("Укажите номер телефона.")
    try:
        number = phonenumbers.parse(written, "RU")
    except phonenumbers.NumberParseException:
        raise ValueError("Проверьте номер телефона: запишите его цифрами, например +7 (910) 123-45-67.") from None
    if number.extension:
        raise ValueError("Укажите номер телефона без добавочного: по нему мы должны дозвониться сразу.")
    if phonenumbers.is_alpha_number(written) or not phonenumbers.is_possible_number(number):
        raise ValueError("Проверьте номер телефона: нужно 10 цифр вместе с кодом, например +7 (910) 123-45-67.")
    if not _is_russian_subscriber(number):
        raise ValueError("Укажите российский мобильный или городской номер телефона с кодом.")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def readable_phone(stored: str) -> str:
    """Return a number as ``phone`` returns it for people to read: ``+7 (910) 123-45-67``, ``+7 (4862) 76-12-34``.

    Anything that is not such a number is returned as it is.
    """
    parts = _READABLE.fullmatch(stored)
    return "+7 ({}) {}-{}-{}".format(*parts.groups()) if parts else stored


def email(text: str) -> str:
    """Return the address in lower case, at most 254 characters; nothing is asked of the network.

    Letters before @ are Latin, a Cyrillic domain is kept as people read it. Domains that no letter can reach
    (``localhost``, ``.test``, ``.invalid``) are refused; ``example.org`` is not among them.
    Raises ``ValueError`` with a Russian sentence for anything else.
    """
    address = visible(text).strip()
    if not address:
        raise ValueError("Укажите адрес электронной почты.")
    if len(address) > _LONGEST_EMAIL:
        raise ValueError(f"Проверьте адрес электронной почты: он длиннее {_LONGEST_EMAIL} знаков.")
    local_part = address.rpartition("@")[0]
    if local_part and not local_part.isascii():
        raise ValueError("Проверьте адрес электронной почты: до знака @ допустимы только латинские буквы.")
    try:
        valid = validate_email(address, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        raise ValueError("Проверьте адрес электронной почты: он записывается так — ivanov@example.org.") from None
    return valid.normalized.lower()


def reachable(address: str) -> str:
    """Return the address if letters can reach it: one under ``.invalid`` only holds a place (RFC 2606)."""
    return "" if address.endswith(".invalid") else address


def ascii_email(address: str) -> str:
    """Return the address as mail servers spell it: a Cyrillic domain in its Latin form (RFC 5891).

    Raises ``ValueError`` for an address no server understands.
    """
    spelt = validate_email(address, check_deliverability=False, allow_smtputf8=False).ascii_email
    if spelt is None:
        raise ValueError("an address with letters no mail server understands")
    return spelt


def _is_russian_subscriber(number: phonenumbers.PhoneNumber) -> bool:
    return (
        phonenumbers.is_valid_number_for_region(number, "RU") and phonenumbers.number_type(number) in _SUBSCRIBER_LINES
    )
