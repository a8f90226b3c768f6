"""Printed forms: the frozen copy of what was sent, and the blank to fill by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from core import clock
from core.actor import Actor
from core.paper import render
from core.settings import settings
from forms._documents import document
from forms._form import Form, Mode
from forms._kinds import Widget
from forms._questions import Question, Readable, questions
from services import forms
from services.files import Kept

ONE_LINE = 200
"""Answers that may be longer, in characters, get two lines of a blank."""
LINES_OF_TEXT = 3
SIGNED = "Отправлено через личный кабинет и подписано простой электронной подписью отправителя."
TEMPLATE = Path(__file__).resolve().parent.parent / "forms" / "_paper" / "form.typ"


def blank(actor: Actor, code: str) -> tuple[str, bytes]:
    """Return the name and the PDF of the blank of form *code*, if this applicant may download it."""
    form = forms.form(actor, code, Mode.DOWNLOAD)
    return f"{form.title}.pdf", _blank(form)


def copy(form: type[Form], number: str, sent_at: datetime, sheet: Readable, files: Sequence[tuple[str, Kept]]) -> bytes:
    """Return the PDF of what was sent: every answer, and every file with its SHA-256."""
    return render(
        TEMPLATE,
        _facts(
            form,
            number=number,
            sent_at=f"{clock.local(sent_at):%d.%m.%Y %H:%M}",
            sections=[
                {"title": title, "rows": [{"no": "", "label": label, "value": value} for label, value in rows]}
                for title, rows in sheet
            ],
            attachments=[
                {"name": f"{label}: {kept.name}", "size": f"{-(-kept.size // 1024)} КБ", "sha256": kept.sha256}
                for label, kept in files
            ],
            notes=[SIGNED, *_sources(form)],
        ),
    )


@cache
def _blank(form: type[Form]) -> bytes:
    asked = [question for question in questions(form) if not question.accepts]
    numbers = {question.name: no for no, question in enumerate(asked, 1)}
    conditions = {question.name: _condition(form, question, numbers) for question in questions(form)}
    sections: dict[str, list[dict[str, Any]]] = {}
    for question in asked:
        row = {"no": f"{numbers[question.name]}.", "label": _label(question), **_by_hand(question)}
        note = "" if question.kind.boxes else question.kind.note  # the boxes show it
        hint = f"{conditions[question.name]} {question.hint or note}".strip()
        sections.setdefault(question.section, []).append(row | {"value": hint})
    return render(
        TEMPLATE,
        _facts(
            form,
            blank=True,
            sections=[{"title": title, "rows": rows} for title, rows in sections.items()],
            attachments=[
                {"name": f"{q.label} ({q.accepts.source})", "note": f"{conditions[q.name]} {q.hint}".strip()}
                for q in questions(form)
                if q.accepts
            ],
            notes=[*_how_to_send(), *_sources(form)],
            signatures=[{"role": "Заявитель или его представитель", "name": ""}],
        ),
    )


def _label(question: Question) -> str:
    return f"{question.label}, {question.kind.unit}" if question.kind.unit else question.label


def _by_hand(question: Question) -> dict[str, Any]:
    if question.choices:
        return {"options": [choice.label for choice in question.choices]}
    if question.kind.widget in {Widget.YES_NO, Widget.TICK}:
        return {"options": ["да", "нет"] if question.kind.widget is Widget.YES_NO else ["да"]}
    if question.kind.boxes:
        return {"boxes": question.kind.boxes}
    if question.kind.widget is Widget.TEXT:
        return {"lines": LINES_OF_TEXT}
    return {"lines": 2 if (question.max_length or 0) > ONE_LINE else 1}


def _condition(form: type[Form], question: Question, numbers: Mapping[str, int]) -> str:
    if question.shown_if is None:
        return ""
    asked = {entry.name: entry for entry in questions(form)}
    claims = [
        f"в п. {numbers[name]} {_said(asked[name], wanted)}" for name, wanted in question.shown_if.answers.items()
    ]
    return f"Если {', '.join(claims)}."


def _said(question: Question, wanted: Any) -> str:
    values = wanted if isinstance(wanted, tuple | frozenset) else (wanted,)
    labels: dict[Any, str] = {choice.value: choice.label for choice in question.choices} or {True: "да", False: "нет"}
    others = [value for value in labels if value not in values]
    few, prefix = (others, "не ") if len(others) < len(values) else (values, "")
    return prefix + " или ".join(f"«{labels[value]}»" for value in few)


def _how_to_send() -> list[str]:
    where = (
        f"отправьте через личный кабинет или подайте в центре обслуживания потребителей: {settings().company_address}"
    )
    rules = [line[2:] for line in document("file_rules").text.split("## ")[1].splitlines() if line.startswith("- ")]
    return [f"Заполните, подпишите и {where}.", f"Файлы. {' '.join(rules)}"]


def _facts(form: type[Form], **given: Any) -> Mapping[str, Any]:
    return {
        "heading": form.title,
        "addressee": settings().company_full_name,
        "number": "",
        "sent_at": "",
        "blank": False,
        "attachments": [],
        "notes": _sources(form),
        "signatures": [],
        **given,
    }


def _sources(form: type[Form]) -> list[str]:
    return [f"Форма составлена по: {form.source}.", *form.notes]
