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
from forms._form import Form, Mode
from forms._kinds import Widget
from forms._questions import Question, Readable, questions
from services import forms
from services.files import Kept

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
        ),
    )


@cache
def _blank(form: type[Form]) -> bytes:
    sections: dict[str, list[dict[str, str]]] = {}
    asked = [q for q in questions(form) if q.kind.widget not in {Widget.FILES, Widget.COMPUTED, Widget.TICK}]
    for no, question in enumerate(asked, 1):
        row = {"no": f"{no}.", "label": _label(question), "value": ""}
        sections.setdefault(question.section, []).append(row)
    return render(
        TEMPLATE,
        _facts(
            form,
            blank=True,
            sections=[{"title": title, "rows": rows} for title, rows in sections.items()],
            attachments=[
                {"name": f"{q.label} ({q.accepts.source})", "size": "", "sha256": ""}
                for q in questions(form)
                if q.accepts
            ],
        ),
    )


def _label(question: Question) -> str:
    unit = f", {question.kind.unit}" if question.kind.unit else ""
    choices = f" ({'; '.join(choice.label for choice in question.choices)})" if question.choices else ""
    return f"{question.label}{unit}{choices}"


def _facts(form: type[Form], **given: Any) -> Mapping[str, Any]:
    return {
        "heading": form.title,
        "addressee": settings().company_full_name,
        "number": "",
        "sent_at": "",
        "blank": False,
        "attachments": [],
        "notes": [f"Форма составлена по: {form.source}.", *form.notes],
        "signature_lines": [],
        **given,
    }
