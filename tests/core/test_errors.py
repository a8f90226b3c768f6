import pytest

from core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Throttled

FAMILY: tuple[Refusal, ...] = (
    NotFound(),
    Forbidden(),
    Conflict("Обновите страницу."),
    Invalid({"email": "Проверьте адрес."}),
    Throttled("Подождите минуту."),
)


@pytest.mark.parametrize("refusal", FAMILY, ids=lambda refusal: type(refusal).__name__)
def test_every_refusal_is_a_russian_sentence(refusal: Refusal) -> None:
    assert str(refusal)[0].isupper()
    assert str(refusal).endswith(".")


def test_what_is_invalid_is_told_by_question() -> None:
    refusal = Invalid({"email": "Проверьте адрес.", "": "Заполните хоть что-нибудь."})

    assert refusal.remarks == {"email": "Проверьте адрес.", "": "Заполните хоть что-нибудь."}
