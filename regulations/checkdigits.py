"""A consumer's registration number, ``57-NNNNNN-C``: region, serial number, check digit.

The check digit is Damm's: unlike Luhn's it notices every swap of two neighbours, 09 for 90 included.
"""

from stdnum import damm

from regulations._written import digits

_REGION = "57"
_LAST_SERIAL = 999_999


def account_number_for(serial: int) -> str:
    """Return the registration number of the consumer number *serial*, from 1 to 999999: 4217 is ``57-004217-3``."""
    if not 1 <= serial <= _LAST_SERIAL:
        raise ValueError(f"Проверьте порядковый номер потребителя: он должен быть от 1 до {_LAST_SERIAL}.")
    body = f"{_REGION}{serial:06d}"
    return _written(body + damm.calc_check_digit(body))


def account_no(text: str) -> str:
    """Return a registration number typed with or without dashes as ``57-004217-3``.

    Raises ``ValueError`` with a Russian sentence if there can be no such number.
    """
    number = digits(text, 9, "регистрационный номер")
    if not number.startswith(_REGION):
        raise ValueError(f"Проверьте регистрационный номер: он начинается с {_REGION}.")
    if not damm.is_valid(number) or int(number[2:8]) == 0:
        raise ValueError("Проверьте регистрационный номер: контрольная цифра не сходится.")
    return _written(number)


def _written(number: str) -> str:
    return f"{number[:2]}-{number[2:8]}-{number[8:]}"
