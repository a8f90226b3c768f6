"""Numbers of applications in the register."""

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""Two digits name a year within one century only."""


def reg_no(serial: int, year: int) -> str:
    """Return the number of the application that is *serial* (from 1) in the full *year*: ``001/25``, ``1234/25``."""
    if serial < 1:
        raise ValueError("Проверьте порядковый номер заявки: нумерация начинается с 1.")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"Проверьте год регистрации: он должен быть от {_FIRST_YEAR} до {_LAST_YEAR}.")
    return f"{serial:03d}/{year % 100:02d}"
