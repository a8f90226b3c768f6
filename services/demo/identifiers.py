"""Invented identifiers with true check digits (domain.md 4.4); a serial number gives each its own."""

_REGION = "57"
_SNILS_FIRST, _SNILS_COUNT, _SNILS_STEP = 100_000_000, 800_000_000, 611_953
"""The step has no divisor in common with any of the counts, so numbers do not repeat within one."""


def snils(serial: int) -> str:
    """Return a number of a pension account, written as it is stored."""
    number = f"{_SNILS_FIRST + serial * _SNILS_STEP % _SNILS_COUNT}"
    weighted = sum(int(digit) * weight for digit, weight in zip(number, range(9, 0, -1), strict=True))
    return f"{number[:3]}-{number[3:6]}-{number[6:]} {weighted % 101 % 100:02d}"


def inn_person(serial: int) -> str:
    """Return 12 digits of a person's taxpayer number."""
    body = f"{_REGION}{_scattered(serial, 8)}"
    first = _inn_digit(body, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
    return body + first + _inn_digit(body + first, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))


def inn_company(serial: int) -> str:
    """Return 10 digits of a company's taxpayer number."""
    body = f"{_REGION}{_scattered(serial, 7)}"
    return body + _inn_digit(body, (2, 4, 10, 3, 5, 9, 4, 6, 8))


def ogrn(serial: int, year: int) -> str:
    """Return 13 digits of a company registered in *year*."""
    body = f"1{year % 100:02d}{_REGION}{_scattered(serial, 7)}"
    return f"{body}{int(body) % 11 % 10}"


def ogrnip(serial: int, year: int) -> str:
    """Return 15 digits of an entrepreneur registered in *year*."""
    body = f"3{year % 100:02d}{_REGION}{_scattered(serial, 9)}"
    return f"{body}{int(body) % 13 % 10}"


def phone(serial: int) -> str:
    """Return a mobile number, E.164."""
    return f"+79000{serial % 1_000_000:06d}"


def _scattered(serial: int, digits: int) -> str:
    return f"{serial * _SNILS_STEP % 10**digits:0{digits}d}"


def _inn_digit(body: str, weights: tuple[int, ...]) -> str:
    return str(sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11 % 10)
