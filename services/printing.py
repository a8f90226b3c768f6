"""Printed forms: the frozen copy of what was sent, the draft as it stands, and the blank to fill by hand."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from core import clock
from core.actor import Actor
from core.errors import NotFound
from core.paper import render
from core.settings import settings
from forms._documents import document
from forms._form import Form, Group, Mode, as_far_as_sound
from forms._kinds import Widget
from forms._questions import Question, questions, sounded, told, told_rows, with_defaults
from forms._sheet import Place, applicant, parts
from services import drafts, forms
from services.files import Kept

Rows = Callable[[str, Question], Iterator[dict[str, Any]]]
"""What stands on paper for a question and the words before its answer."""
ONE_LINE = 200
"""Answers that may be longer, in characters, get two lines of a blank."""
LINES_OF_TEXT = 3
ROWS_BY_HAND = 4
"""How many rows of a group that repeats a blank has room for."""
MOST_COLUMNS = 6
"""A group of more questions is told row by row, not in a table."""
KEY = "имя для входа и пароль личного кабинета (63-ФЗ, ст. 6, 9; ПП 861, п. 8)"
NOT_SENT = "Номер, дата и подпись появятся здесь после отправки."
TEMPLATE = Path(__file__).resolve().parent.parent / "forms" / "_paper" / "form.typ"


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose simple electronic signature a sending bears."""

    name: str
    account_no: str
    email: str
    applicant: str
    """On whose behalf; the same as *name* where a person applies for themselves."""


def blank(actor: Actor, code: str) -> tuple[str, bytes]:
    """Return the name and the PDF of the blank of form *code*, if this applicant may download it."""
    form = forms.form(actor, code, Mode.DOWNLOAD)
    return f"{form.title}.pdf", _blank(form)


def preview(actor: Actor, key: str) -> tuple[str, bytes]:
    """Return the name and the PDF of the actor's own draft called *key* as it stands; it is kept nowhere.

    Raises ``NotFound`` if there is no such draft.
    """
    form = forms.form(actor, key.partition(".")[0])
    view = drafts.begun(actor, form, key)
    if view.saved_at is None or key.endswith(drafts.SCAN):  # what is sent as a scan is on paper already
        raise NotFound("Черновика нет. Ответьте в форме хотя бы на один вопрос, и его можно будет посмотреть.")
    standing, (sound, _) = with_defaults(form, view.answers), sounded(form, view.answers)
    shown = {question.name: question.label for question in questions(form) if question.shown(standing)}
    files = [(shown[name], kept) for name, several in view.files.items() if name in shown for kept in several]
    pdf = _printed(
        form,
        form,
        kind="draft",
        saved_at=f"{clock.local(view.saved_at):%d.%m.%Y %H:%M}",
        attachments=_attachments(files),
        more=[NOT_SENT],
        **_answered(form, as_far_as_sound(form, sound), standing),
    )
    return f"{form.title}, черновик.pdf", pdf


def copy(
    form: type[Form], answers: Form, number: str, sent_at: datetime, signer: Signer, files: Sequence[tuple[str, Kept]]
) -> bytes:
    """Return the PDF of what was sent: every answer, every file with its SHA-256, and who signed it when.

    *answers* are those of *form*, or of the scan sent in its place; *files* go by the question they answer, in words.
    """
    return _printed(
        form,
        type(answers),
        kind="copy",
        number=number,
        sent_at=f"{clock.local(sent_at):%d.%m.%Y %H:%M}",
        attachments=_attachments(files),
        signed=_signed(sent_at, signer),
        made_at=sent_at,
        **_answered(type(answers), answers, answers.model_dump()),
    )


@cache
def _blank(form: type[Form]) -> bytes:
    asked = {question.name for question in questions(form)}
    numbers = {
        question.name: place.no for part in parts(form, asked) for place in part.places for _, question in place.rows
    }

    def hint(question: Question) -> str:
        note = "" if question.kind.boxes else question.kind.note  # the boxes show it
        return f"{_condition(form, question, numbers)} {question.hint or note}".strip()

    def rows(words: str, question: Question) -> Iterator[dict[str, Any]]:
        yield {"words": words, "hint": hint(question), **_by_hand(question)}

    return _printed(
        form,
        form,
        kind="blank",
        attachments=[
            {"name": f"{question.label} ({question.accepts.source})", "note": hint(question)}
            for question in questions(form)
            if question.accepts
        ],
        signatures=[{"role": "Заявитель или его представитель", "name": ""}],
        more=_how_to_send(),
        **_laid_out(form, asked, rows),
    )


def _answered(form: type[Form], answers: Group, standing: Mapping[str, Any]) -> dict[str, Any]:
    found = {question.name: rows for question, rows in told(answers, standing)}

    def rows(words: str, question: Question) -> Iterator[dict[str, Any]]:
        told_of = found[question.name]
        if question.row is None or not told_of:
            yield {"words": words, "value": told_of[0][1] if told_of else ""}
        elif len(columns := _columns(question)) <= MOST_COLUMNS:
            yield {"words": words, **_table(question, columns, standing)}
        else:
            yield {"words": words}
            yield from ({"words": name, "value": value} for name, value in told_of)

    return _laid_out(form, found.keys(), rows)


def _columns(group: Question) -> list[Question]:
    return [question for question in questions(group.row) if not question.accepts] if group.row else []


def _table(group: Question, columns: Sequence[Question], standing: Mapping[str, Any]) -> dict[str, Any]:
    assert group.repeats is not None  # it is a group
    answered = (answered for _, answered in told_rows(group, standing))
    table = [
        [str(place), *(cells.get(column.label, "") for column in columns)] for place, cells in enumerate(answered, 1)
    ]
    return {"head": [group.repeats.one, *(column.label for column in columns)], "table": table}


def _laid_out(form: type[Form], asked: Collection[str], rows: Rows) -> dict[str, Any]:
    signing = applicant(form, asked)
    return {
        "parts": [
            {"title": part.title, "places": [_place(place, rows) for place in part.places]}
            for part in parts(form, asked)
        ],
        "applicant": _place(signing, rows) if signing else None,
    }


def _place(place: Place, rows: Rows) -> dict[str, Any]:
    told = [row for words, question in place.rows for row in rows(words, question)]
    return {"no": place.no, "words": place.words, "asks": place.asks, "rows": told}


def _attachments(files: Sequence[tuple[str, Kept]]) -> list[dict[str, str]]:
    return [
        {"name": f"{label}: {kept.name}", "size": f"{-(-kept.size // 1024)} КБ", "sha256": kept.sha256}
        for label, kept in files
    ]


def _signed(sent_at: datetime, signer: Signer) -> list[dict[str, str]]:
    moment = clock.local(sent_at)
    rows = {
        "Подписал": signer.name,
        "От имени": signer.applicant if signer.applicant != signer.name else "",
        "Учётная запись": ", ".join(filter(None, (signer.account_no, signer.email))),
        "Дата и время": f"{moment:%d.%m.%Y %H:%M:%S} (UTC{moment.isoformat()[-6:]})",
        "Ключ подписи": KEY,
    }
    return [{"label": label, "value": value} for label, value in rows.items() if value]


def _by_hand(question: Question) -> dict[str, Any]:
    if question.repeats is not None:
        head = [question.repeats.one, *map(_by_hand_in_column, _columns(question))]
        rows = range(1, min(ROWS_BY_HAND, question.repeats.at_most) + 1)
        return {"head": head, "table": [[str(place), *[""] * (len(head) - 1)] for place in rows]}
    if options := _options(question):
        return {"options": options}
    if question.kind.boxes:
        return {"boxes": question.kind.boxes}
    if question.kind.unit:
        return {"unit": question.kind.unit}
    if question.kind.widget is Widget.TEXT:
        return {"lines": LINES_OF_TEXT}
    return {"lines": 2 if (question.max_length or 0) > ONE_LINE else 1}


def _options(question: Question) -> list[str]:
    yes_no = {Widget.YES_NO: ["да", "нет"], Widget.TICK: ["да"]}
    return [choice.label for choice in question.choices] or yes_no.get(question.kind.widget, [])


def _by_hand_in_column(question: Question) -> str:
    told = ", ".join(_options(question)) or question.kind.unit
    return f"{question.label} ({told})" if told else question.label


def _condition(form: type[Form], question: Question, numbers: Mapping[str, str]) -> str:
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


def _printed(form: type[Form], laid_out: type[Form], *, more: Sequence[str] = (), **given: Any) -> bytes:
    official = laid_out.official
    source = f"Форма составлена по: {form.source}. Редакция от {form.valid_from:%d.%m.%Y}."
    head = {
        "title": form.title,
        "appendix": official.appendix if official else "",
        "name": official.name if official else "",
        "heading": official.heading if official else form.title,
        "addressee": settings().company_full_name,
        "footnotes": official.footnotes if official else (),
        "notes": [*more, source, *form.notes],
    }
    return render(TEMPLATE, head | given)
