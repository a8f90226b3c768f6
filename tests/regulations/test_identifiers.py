"""What identifiers of people, companies, banks and plots are accepted, and in which form they are kept."""

from collections.abc import Callable

import pytest

from regulations import identifiers
from regulations.identifiers import (
    account_number,
    bik,
    cadastral_number,
    correspondent_account,
    inn_company,
    inn_person,
    kpp,
    ogrn,
    ogrnip,
    passport_number,
    passport_series,
    person_name,
    postal_index,
    snils,
)

SBERBANK = "044525225"

GOOD = [
    (snils, "112-233-445 95"),
    (snils, "642-709-548 07"),
    (snils, "087-654-303 00"),
    (snils, "028-278-217 65"),
    (snils, "044-886-296 00"),
    (snils, "129-636-210 70"),
    (snils, "060-200-710 83"),
    (inn_company, "7707083893"),
    (inn_company, "7743013901"),
    (inn_company, "5705990388"),
    (inn_company, "5757466023"),
    (inn_company, "5789566197"),
    (inn_person, "500100732259"),
    (inn_person, "572682968210"),
    (inn_person, "579659883306"),
    (inn_person, "574636707760"),
    (ogrn, "1027700132195"),
    (ogrn, "1225700789049"),
    (ogrn, "1025700455593"),
    (ogrnip, "304500116000157"),
    (ogrnip, "315574964204630"),
    (ogrnip, "319574990104533"),
    (kpp, "570301001"),
    (kpp, "5703AZ001"),
    (bik, SBERBANK),
    (bik, "015402901"),
    (cadastral_number, "57:25:0010101:123"),
    (cadastral_number, "57:00:000000:1"),
    (passport_series, "5704"),
    (passport_series, "1111"),
    (passport_number, "111111"),
    (postal_index, "302028"),
]

BAD = [
    (inn_company, "7707083890"),
    (inn_company, "7743013902"),
    (inn_company, "0000000000"),
    (inn_company, "500100732259"),
    (inn_person, "617547302703"),
    (inn_person, "500100732258"),
    (inn_person, "000000000000"),
    (inn_person, "7707083893"),
    (ogrn, "1027700132196"),
    (ogrn, "2027700132197"),
    (ogrn, "1111111111111"),
    (ogrn, "304500116000157"),
    (ogrnip, "313242342342332"),
    (ogrnip, "415574964204638"),
    (ogrnip, "333333333333333"),
    (snils, "112-233-445 96"),
    (snils, "087-654-303 01"),
    (snils, "000-000-000 00"),
    (snils, "111-111-111 11"),
    (snils, "112-233-445 9"),
    (kpp, "57030100"),
    (kpp, "5A0301001"),
    (kpp, "5703ЖЖ001"),
    (kpp, "000000000"),
    (bik, "054525225"),
    (bik, "144525225"),
    (bik, "04452522"),
    (bik, "000000000"),
    (cadastral_number, "57:25:00101:123"),
    (cadastral_number, "5725:0010101:123"),
    (cadastral_number, "57250010101123"),
    (cadastral_number, "57:25:0010101:12345678"),
    (cadastral_number, "00:00:0000000:0"),
    (cadastral_number, "57:25:0010101:12a"),
    (cadastral_number, "57:25:0010101:"),
    (passport_series, "570"),
    (passport_series, "0000"),
    (passport_series, "IVАБ"),
    (passport_number, "12345"),
    (passport_number, "000000"),
    (postal_index, "802028"),
    (postal_index, "30202"),
    (person_name, "Иванов2"),
    (person_name, "Иванов, Пётр"),
    (person_name, "<b>"),
    (person_name, "-"),
    (person_name, "Я" * 61),
]

CHECKED = [
    (snils, "11223344595"),
    (inn_company, "7707083893"),
    (inn_person, "500100732259"),
    (ogrn, "1027700132195"),
    (ogrnip, "304500116000157"),
]

ALL = [getattr(identifiers, name) for name in sorted({check.__name__ for check, _ in GOOD} | {"person_name"})]


@pytest.mark.parametrize(("check", "stored"), GOOD)
def test_a_good_identifier_is_kept_in_its_stored_form(check: Callable[[str], str], stored: str) -> None:
    assert check(stored) == stored


@pytest.mark.parametrize(("check", "text"), BAD)
def test_a_bad_identifier_is_refused_in_russian(check: Callable[[str], str], text: str) -> None:
    with pytest.raises(ValueError, match=r"^Проверьте [а-яёА-ЯЁ].+\.$"):
        check(text)


@pytest.mark.parametrize("check", ALL)
@pytest.mark.parametrize("nothing", ["", "  ", "\u00a0\u200b"])
def test_a_blank_identifier_is_refused(check: Callable[[str], str], nothing: str) -> None:
    with pytest.raises(ValueError, match=r"^(Укажите|Проверьте|Заполните) .+\.$"):
        check(nothing)


@pytest.mark.parametrize(("check", "digits"), CHECKED)
@pytest.mark.parametrize("change", range(1, 10))
def test_a_mistake_in_the_last_digit_is_noticed(check: Callable[[str], str], digits: str, change: int) -> None:
    mistaken = digits[:-1] + str((int(digits[-1]) + change) % 10)

    with pytest.raises(ValueError, match="контрольная сумма не сходится"):
        check(mistaken)


@pytest.mark.parametrize(
    "written",
    [
        "11223344595",
        "112 233 445 95",
        "112-233-445-95",
        "112.233.445.95",
        " 112\u00a0233\u202f445\t95\n",
        "112–233—445−95",
        "112\u2011233\u2011445\u200b95\ufeff",
        "１１２２３３４４５９５",
    ],
)
def test_a_snils_may_be_written_with_any_separators(written: str) -> None:
    assert snils(written) == "112-233-445 95"


def test_an_old_snils_has_no_check_digits_to_compare() -> None:
    assert snils("001-001-998 99") == "001-001-998 99"


def test_the_first_snils_after_the_old_ones_is_compared() -> None:
    with pytest.raises(ValueError, match="контрольная сумма не сходится"):
        snils("001-001-999 99")


def test_digits_of_other_scripts_are_not_digits() -> None:
    with pytest.raises(ValueError, match="допустимы только цифры"):
        inn_company("٧٧٠٧٠٨٣٨٩٣")


def test_a_refusal_counts_the_digits() -> None:
    with pytest.raises(ValueError, match=r"^Проверьте ИНН: цифр должно быть 12, а введено 10\.$"):
        inn_person("7707083893")


@pytest.mark.parametrize(
    "number",
    ["315574964204730", "315574964204741", "315574964204752"],
    ids=["remainder 10", "remainder 11", "remainder 12"],
)
def test_an_ogrnip_with_a_remainder_of_two_digits_is_good(number: str) -> None:
    assert ogrnip(number) == number


def test_a_kpp_is_kept_in_capitals() -> None:
    assert kpp("5703 az 001") == "5703AZ001"


def test_a_correspondent_account_fits_its_bank() -> None:
    assert correspondent_account("30101 810 4 0000 0000225", SBERBANK) == "30101810400000000225"


def test_a_correspondent_account_of_another_bank_is_refused() -> None:
    with pytest.raises(ValueError, match=r"корреспондентский счёт и БИК"):
        correspondent_account("30101810400000000225", "044030001")


def test_of_ten_key_digits_exactly_one_fits_the_bank() -> None:
    candidates = [f"40702810{key}38000000001" for key in range(10)]

    fitting = [account for account in candidates if _is_accepted(account)]

    assert fitting == ["40702810938000000001"]


def test_an_account_of_the_treasury_is_not_summed() -> None:
    assert account_number("03100643000000015400", "015402901") == "03100643000000015400"


@pytest.mark.parametrize("check", [account_number, correspondent_account])
@pytest.mark.parametrize("text", ["", "3010181040000000022", "00000000000000000000", "3010181040000000022A"])
def test_an_account_that_is_not_20_digits_is_refused(check: Callable[[str, str], str], text: str) -> None:
    with pytest.raises(ValueError, match="счёт"):
        check(text, SBERBANK)


@pytest.mark.parametrize(
    "written",
    ["57:25:0010101:123", " 57 : 25 : 0010101 : 123 ", "57 25 0010101 123", "57.25.0010101.123", "57-25-0010101-123"],
)
def test_a_cadastral_number_is_kept_with_colons(written: str) -> None:
    assert cadastral_number(written) == "57:25:0010101:123"


def test_a_passport_series_is_kept_without_its_blank() -> None:
    assert passport_series("57 04") == "5704"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Пётр ", "Пётр"),
        ("Анна   Мария", "Анна Мария"),
        ("Анна\u00a0Мария", "Анна Мария"),
        ("Салтыков – Щедрин", "Салтыков - Щедрин"),
        ("Мамин\u2011Сибиряк", "Мамин-Сибиряк"),
        ("О’Коннор", "О'Коннор"),
        ("Müller", "Müller"),
        ("Оглы А.", "Оглы А."),
        ("И", "И"),
        ("Андрей", "Андрей"),
        ("Ив\u00adанов", "Иванов"),
        ("Я" * 60, "Я" * 60),
    ],
)
def test_a_name_keeps_its_letters_and_single_blanks(written: str, kept: str) -> None:
    assert person_name(written) == kept


def _is_accepted(account: str) -> bool:
    try:
        account_number(account, SBERBANK)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("identifier", "hidden"), [("5404", "••04"), ("", ""), ("65", "65"), ("a-1-2-3", "a-•-2-3")])
def test_all_but_the_last_two_digits_are_masked(identifier: str, hidden: str) -> None:
    assert identifiers.masked(identifier) == hidden
