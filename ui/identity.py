"""Facts of an applicant, identity masked or not, and the way to see them in full once, for a reason."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.actor import Actor, Permission
from forms.desk.unmask import Unmask
from services import identity
from ui.html import draw, tag
from ui.small import Small, key_of
from ui.widgets import facts, heading, sheet

Rows = tuple[tuple[str, str], ...]
Do = Callable[[Actor, Unmask], Any]
SHOWN = "Показано один раз. Обновится страница — снова скроется. Запись об этом уже в журнале."
ASK = "Показать паспорт и СНИЛС"


def masked_rows(key: str, employee: Actor, rows: Rows, do: Do) -> None:
    """Draw what is known of an applicant; whoever may unmask it finds below what does so."""
    form = Small(Unmask, key=f"unmask-{key}", do=do, submit="Показать")
    if form.outcome is not None:
        draw(facts(form.outcome), tag("p", SHOWN, cls="p-turn-box"))
        return
    draw(facts(rows))
    _offer(employee, key, form)


def masked_sheet(key: str, employee: Actor, rows: Rows, readable: Any, do: Do) -> None:
    """Draw who sent a form and the answers, the same way."""
    form = Small(Unmask, key=f"unmask-{key}", do=do, submit="Показать")
    if form.outcome is not None:
        rows, readable = form.outcome
        draw(tag("p", SHOWN, cls="p-turn-box"))
    heading("Кто прислал")
    draw(facts(rows))
    if form.outcome is None:
        _offer(employee, key, form)
    sheet(readable)


def of_application(reg_no: str) -> Do:
    """Return what unmasks the applicant of an application."""
    return lambda actor, given: identity.of_application(actor, reg_no, given.reason)


def of_submission(number: str) -> Do:
    """Return what unmasks a submission."""
    return lambda actor, given: identity.of_submission(actor, number, given.reason)


def of_applicant(consumer_id: int) -> Do:
    """Return what unmasks an applicant."""
    return lambda actor, given: identity.of_applicant(actor, consumer_id, given.reason)


def _offer(employee: Actor, key: str, form: Small[Unmask, Any]) -> None:
    if not employee.may(Permission.UNMASK_IDENTITY):
        return
    with st.expander(ASK, key=key_of(f"unmask-{key}-fold")):
        draw(tag("p", (Unmask.__doc__ or "").strip(), cls="p-muted"))
        form.draw()
