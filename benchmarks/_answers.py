"""What people answer: at random, and so that a form can be sent."""

import random
import string
from typing import Any

from forms import _rows
from forms._form import Form, Group
from forms._kinds import Widget
from forms._questions import Question, questions, shown_as, sounded, with_defaults

CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
MARKS = " .,;:!?№«»—-()/\\\"'<>&%*_+=@"
PICTURES = "😀🏠⚡👍🏽🇷🇺é𝒳"
SHORTEST, SHORT, LONGEST = 6, 30, 200
AGREED: dict[str, Any] = {"birth_date": "1990-05-20", "issued_on": "2015-06-03", "household": True}
"""Answers that are sound only beside each other."""


def anything(rng: random.Random) -> str:
    """Return a text no form has seen before: letters, digits, marks and pictures."""
    length = rng.randint(SHORTEST, SHORT if rng.random() < 0.7 else LONGEST)  # noqa: PLR2004 - most answers are short
    drawn = rng.choices((CYRILLIC, string.digits, MARKS, PICTURES), (70, 12, 16, 2), k=length)
    text = "".join(rng.choice(letters) for letters in drawn).strip()
    return f"{text}{rng.randrange(10**6)}"


def a_paper(rng: random.Random) -> bytes:
    """Return a small PDF of one blank page that nobody has attached before."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        b"<< /Title (" + rng.randbytes(rng.choice((16, 16, 60_000))).hex().encode() + b") >>",
    )
    content, places = bytearray(b"%PDF-1.4\n"), []
    for number, described in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, described)
    table = len(content)
    content += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer << /Size 5 /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(content)


def sound(form: type[Form], known: dict[str, Any]) -> dict[str, Any]:
    """Return answers, as a draft keeps them, with which *form* is sound but for its files; *known* ones stand."""
    given = {**form.sample, **known}
    for question in questions(form):
        so_far = with_defaults(form, given)
        if question.row is not None or question.name in given or question.kind.widget in _NOT_GIVEN:
            continue
        if question.needed(so_far):
            given[question.name] = _sound(question)
    return given


def wants_files(form: type[Form], given: dict[str, Any]) -> list[Question]:
    """Return the questions that need a file, the answers being such."""
    standing = with_defaults(form, given)
    return [question for question in questions(form) if question.accepts and question.needed(standing)]


def asked(form: type[Form], name: str) -> Question:
    """Return the question to which an answer kept under *name* belongs, in a row or not."""
    group, *inside = name.split(".")
    found = next(question for question in questions(form) if question.name == group)
    if not inside:
        return found
    assert found.row is not None  # only rows have names of such parts
    return next(question for question in questions(found.row) if question.name == inside[1])


def spellings(form: type[Form], name: str, value: Any, beside: dict[str, Any]) -> list[Any]:
    """Return the ways in which *value*, answered to question *name*, may be kept: as it is, or in its usual form."""
    if not isinstance(value, str):
        return [value]
    ways = [value, value.strip()]
    group, *inside = name.split(".")
    asks: type[Group] = form
    answers = {**beside, name: value}
    if inside:
        row = next(question.row for question in questions(form) if question.name == group)
        assert row is not None  # see ``asked``
        asks, answers = row, dict(_rows.rows(group, answers)).get(inside[0], {})
    held, _ = sounded(asks, answers)
    question, own = asked(form, name), (inside or [group])[-1]
    if question.kind.widget is Widget.LINE and own in held:
        ways.append(shown_as(question, held[own]))
    return ways


_NOT_GIVEN = {Widget.FILES, Widget.COMPUTED}


def _sound(question: Question) -> Any:
    if question.name in AGREED:
        return AGREED[question.name]
    if question.kind.sample is not None:
        return question.kind.sample
    if question.choices:
        first = question.choices[0].value
        return [first] if question.kind.widget is Widget.SEVERAL else first
    plain: dict[Widget, Any] = {Widget.TICK: True, Widget.YES_NO: False, Widget.DATE: "2020-01-15"}
    return plain.get(question.kind.widget, "Ответ на вопрос")
