"""What is said of an answer that does not hold, or is missing: Russian sentences that tell what to do."""

from pydantic_core import ErrorDetails

from forms._kinds import Widget

MORE = "Заполните это поле."
_UNANSWERED = {
    Widget.TICK: "Поставьте отметку: без неё продолжить нельзя.",
    Widget.FILES: "Приложите файл.",
    Widget.CHOICE: "Выберите один из вариантов.",
    Widget.SCALE: "Выберите оценку.",
    Widget.SEVERAL: "Выберите хотя бы один вариант.",
    Widget.YES_NO: "Выберите «да» или «нет».",
    Widget.OWN_APPLICATION: "Выберите заявку из списка.",
    Widget.OWN_APPEAL: "Выберите обращение из списка.",
}
_NUMBER = "Введите число, например 15 или 7,5."
_WHOLE = "Введите целое число, например 2."
_DATE = "Введите дату как 05.11.2026."
_SENTENCES = {
    "string_too_short": "Слишком коротко: нужно не меньше {min_length} знаков.",
    "string_too_long": "Слишком длинно: не больше {max_length} знаков.",
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_max_places": "Не больше {decimal_places} знаков после запятой.",
    "decimal_max_digits": "Слишком большое число.",
    "decimal_whole_digits": "Слишком большое число.",
    "finite_number": _NUMBER,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "int_type": _WHOLE,
    "greater_than": "Число должно быть больше {gt}.",
    "greater_than_equal": "Число не может быть меньше {ge}.",
    "less_than_equal": "Число не может быть больше {le}.",
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_type": _DATE,
    "enum": "Выберите один из вариантов.",
    "literal_error": "Поставьте отметку: без неё продолжить нельзя.",
    "bool_parsing": "Выберите «да» или «нет».",
    "bool_type": "Выберите «да» или «нет».",
}


def unanswered(widget: Widget) -> str:
    """Return what is said of a question that must be answered and is not."""
    return _UNANSWERED.get(widget, MORE)


def of_error(error: ErrorDetails) -> str:
    """Return what is said of an answer that pydantic refuses."""
    facts = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(facts["error"])
    return _SENTENCES.get(error["type"], "Проверьте ответ: он не подходит к вопросу.").format(**facts)
