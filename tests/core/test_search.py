import pytest

from core.search import finds, stems

TEXT = "Забыли пароль? На адрес пришлём ссылку: оплатите счёт, приложите файлы до 10 МБ. Снимок в виде HEIC."


@pytest.mark.parametrize(
    "sought",
    ["пароль", "ПАРОЛЯ", "парол", "пароли", "забыл пароль", "как забыли", "счет", "счёт", "счёта", "оплатить",
     "файл", "файлов", "ссылка", "heic", "10 мб", "приложить файл", "что такое пароль?", "  адрес  "],
)  # fmt: skip
def test_words_are_found_whatever_their_case_ending_or_dots(sought: str) -> None:
    assert finds(sought, TEXT)


@pytest.mark.parametrize("sought", ["ракета", "роль", "пароль ракета", "", "  ", "?!", "101"])
def test_what_is_not_there_is_not_found(sought: str) -> None:
    assert not finds(sought, TEXT)


def test_words_that_are_everywhere_count_only_where_there_are_no_others() -> None:
    assert stems("как мне войти") == ("вой",)
    assert stems("как") == ("как",)


def test_of_a_long_word_its_beginning_is_enough() -> None:
    assert finds("аннулировали", "Почему заявка аннулирована?")
    assert not finds("аннулировали", "анализ анкеты")


def test_an_ending_leaves_three_letters_of_its_word() -> None:
    assert stems("дача дом ТУ пароль") == ("дач", "дом", "ту", "парол")
