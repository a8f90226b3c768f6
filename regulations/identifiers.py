"""Identifiers of people, companies, banks and plots: what a person typed becomes the form we store.

Blanks, dashes and dots may stand anywhere. Every function raises ``ValueError`` with a Russian sentence for the person.
"""

import re
import unicodedata

from stdnum.ru import inn

from regulations._written import compact, digits, is_separator, uneven_digits, visible

_LAST_UNCHECKED_SNILS = 1_001_998
_KPP = re.compile(r"\d{4}[0-9A-Z]{2}\d{3}", re.ASCII)
_BIK = re.compile(r"0[0-4]\d{7}", re.ASCII)
_CADASTRAL_NUMBER = re.compile(r"\d{2}:\d{2}:\d{6,7}:\d{1,7}", re.ASCII)
_SAME_MARK = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'"} | dict.fromkeys("‐‑‒–—−", "-"))
_LONGEST_NAME = 60


def snils(text: str) -> str:
    """Return the number of a pension account as ``112-233-445 95`` (ПП 861, п. 8(3)).

    The law gives check digits only to numbers above 001-001-998.
    """
    number = uneven_digits(text, 11, "СНИЛС")
    if int(number[:9]) > _LAST_UNCHECKED_SNILS:
        weighted = sum(int(digit) * weight for digit, weight in zip(number[:9], range(9, 0, -1), strict=True))
        # A remainder of 100 is written 00: many checkers forget it.
        _demand(int(number[9:]) == weighted % 101 % 100, "СНИЛС: контрольная сумма не сходится")
    return f"{number[:3]}-{number[3:6]}-{number[6:9]} {number[9:]}"


def inn_person(text: str) -> str:
    """Return the 12 digits of a taxpayer's number of a person or an entrepreneur."""
    return _inn(text, 12)


def inn_company(text: str) -> str:
    """Return the 10 digits of a taxpayer's number of a company."""
    return _inn(text, 10)


def ogrn(text: str) -> str:
    """Return the 13 digits of a company's number in the state register; the first is 1 or 5 (ПП 861, п. 9 «а»)."""
    return _state_register_number(text, 13, first="15", what="ОГРН")


def ogrnip(text: str) -> str:
    """Return the 15 digits of an entrepreneur's number in the state register; the first is 3 (ПП 861, п. 9 «а»)."""
    return _state_register_number(text, 15, first="3", what="ОГРНИП")


def kpp(text: str) -> str:
    """Return the 9 characters of a company's registration reason code, ``NNNNPPNNN``; *PP* may be Latin letters."""
    code = compact(text).upper()
    _demand(_KPP.fullmatch(code), "КПП: в нём 9 цифр, и только пятой и шестой могут быть латинские буквы")
    _demand(len(set(code)) > 1, "КПП: номера из одинаковых цифр не бывает")
    return code


def bik(text: str) -> str:
    """Return the 9 digits of a bank's code: 04… is a bank, 00… and 01… the Treasury."""
    code = uneven_digits(text, 9, "БИК")
    _demand(_BIK.fullmatch(code), "БИК: он начинается с цифр от 00 до 04")
    return code


def account_digits(text: str) -> str:
    """Return the 20 digits of an account, its bank not being known yet."""
    return uneven_digits(text, 20, "номер счёта")


def account_number(text: str, bik: str) -> str:
    """Return the 20 digits of an account opened in the bank *bik* (as ``bik`` returns it)."""
    return _account(text, bik, key=bik[-3:], what="расчётный счёт")


def correspondent_account(text: str, bik: str) -> str:
    """Return the 20 digits of the account which the bank *bik* (as ``bik`` returns it) holds in the Bank of Russia."""
    return _account(text, bik, key=f"0{bik[4:6]}", what="корреспондентский счёт")


def cadastral_number(text: str) -> str:
    """Return the number of a plot or building as ``57:25:0010101:123``; blanks, dots, dashes may replace the colons."""
    if ":" in text:
        number = compact(text)
    else:
        number = ":".join("".join(" " if is_separator(mark) else mark for mark in visible(text)).split())
    sample = "кадастровый номер: он записывается так — 57:25:0010101:123"
    _demand(_CADASTRAL_NUMBER.fullmatch(number), sample)
    _demand(len(set(number)) > len(":0"), sample)
    return number


def passport_series(text: str) -> str:
    """Return the 4 digits of a Russian passport's series, ``57 04`` as ``5704`` (ПП 861, прил. 6, п. 2)."""
    return _passport(text, 4, "серию паспорта")


def passport_number(text: str) -> str:
    """Return the 6 digits of a Russian passport's number (ПП 861, прил. 6, п. 2)."""
    return _passport(text, 6, "номер паспорта")


def postal_index(text: str) -> str:
    """Return the 6 digits of a Russian postal index; the first is from 1 to 6."""
    index = digits(text, 6, "почтовый индекс")
    _demand(index[0] in "123456", "почтовый индекс: первая цифра — от 1 до 6")
    return index


def person_name(text: str) -> str:
    """Return a surname, name or patronymic of 1 to 60 characters with single blanks; «ё» stays «ё».

    Letters are Cyrillic or Latin; blanks, hyphens, apostrophes and dots may stand among them.
    """
    name = " ".join(visible(unicodedata.normalize("NFC", text)).translate(_SAME_MARK).split())
    if not name:
        raise ValueError("Заполните это поле.")
    _demand(len(name) <= _LONGEST_NAME, f"написание: здесь помещается не более {_LONGEST_NAME} знаков")
    allowed = all(mark in " -'." or _is_our_letter(mark) for mark in name)
    _demand(allowed, "написание: годятся буквы, пробел, дефис, апостроф и точка")
    _demand(any(map(_is_our_letter, name)), "написание: нет ни одной буквы; если отчества нет, оставьте поле пустым")
    return name


def masked(identifier: str) -> str:
    """Return *identifier* with all but its last two digits hidden."""
    hidden = sum(mark.isdigit() for mark in identifier) - 2
    return "".join("•" if mark.isdigit() and (hidden := hidden - 1) >= 0 else mark for mark in identifier)


def _demand(claim: object, trouble: str) -> None:
    if not claim:
        raise ValueError(f"Проверьте {trouble}.")


def _inn(text: str, length: int) -> str:
    number = uneven_digits(text, length, "ИНН")
    _demand(inn.is_valid(number), "ИНН: контрольная сумма не сходится")
    return number


def _state_register_number(text: str, length: int, *, first: str, what: str) -> str:
    number = uneven_digits(text, length, what)
    _demand(number[0] in first, f"{what}: он начинается с цифры {' или '.join(first)}")
    # stdnum.ru.ogrn refuses every good ОГРНИП whose remainder is 10, 11 or 12, so the rule is written here.
    remainder = int(number[:-1]) % (length - 2)
    _demand(int(number[-1]) == remainder % 10, f"{what}: контрольная сумма не сходится")
    return number


def _account(text: str, bik: str, *, key: str, what: str) -> str:
    number = uneven_digits(text, 20, what)
    if bik.startswith("04"):  # the Treasury numbers its accounts by other rules
        weighted = sum(int(digit) * (7, 1, 3)[place % 3] for place, digit in enumerate(key + number))
        _demand(weighted % 10 == 0, f"{what} и БИК: контрольная сумма не сходится")
    return number


def _passport(text: str, length: int, what: str) -> str:
    number = digits(text, length, what)
    # 11 11 is a real series and 111111 a real number: of equal digits only zeros are impossible.
    _demand(int(number) > 0, f"{what}: одних нулей не бывает")
    return number


def _is_our_letter(mark: str) -> bool:
    return mark.isalpha() and unicodedata.name(mark).startswith(("CYRILLIC", "LATIN"))
