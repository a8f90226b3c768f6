import pytest

from services import letters


def test_the_first_line_is_the_subject_and_the_rest_the_body_with_the_signature() -> None:
    subject, body = letters.written("appeal_answered", {"number": "26-000001", "link": "https://portal.example.org/a"})

    assert subject == "Ответ на обращение 26-000001"
    assert body.startswith("На ваше обращение 26-000001 пришёл ответ.")
    assert "https://portal.example.org/a" in body
    assert "АО «Орелоблэнерго»" in body
    assert "8-800-250-19-61" in body


@pytest.mark.parametrize("injected", ["1\nBcc: everybody@example.org", "1\r\nX: y", "1\u2028z"])
def test_a_fact_cannot_break_out_of_the_subject(injected: str) -> None:
    subject, _ = letters.written("appeal_answered", {"number": injected, "link": ""})

    assert len(subject.splitlines()) == 1


def test_braces_in_a_fact_are_only_braces() -> None:
    subject, _ = letters.written("appeal_answered", {"number": "{company} {0.__class__}", "link": ""})

    assert subject == "Ответ на обращение {company} {0.__class__}"


def test_a_missing_fact_is_a_fault() -> None:
    with pytest.raises(KeyError, match="number"):
        letters.written("appeal_answered", {"link": ""})


def test_a_missing_letter_is_a_fault() -> None:
    with pytest.raises(FileNotFoundError):
        letters.written("invented", {})


def test_the_signature_is_no_letter() -> None:
    assert "_signature" not in letters.codes()
    assert list(letters.codes()) == sorted(letters.codes())
