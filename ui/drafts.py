"""A form kept as a draft: every answer and every file is on the server as soon as it is given."""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from core import clock
from core.actor import Actor
from forms._form import Form
from services import drafts, uploads
from services.files import Kept
from ui.act import act
from ui.ask import Ask
from ui.html import Html, draw, tag


class Draft:
    """The draft called *key* of whoever fills the form; a ``Keeper`` for ``Ask``."""

    def __init__(self, actor: Actor, form: type[Form], key: str) -> None:
        self.actor, self.form, self.key = actor, form, key
        self.whose = uploads.owner(actor)
        self.view = drafts.begun(actor, form, key)

    def answers(self) -> Mapping[str, Any]:
        """Return the answers as they were last read."""
        return self.view.answers

    def reread(self) -> None:
        """Read again what is kept: another device may have written meanwhile."""
        self.view = drafts.begun(self.actor, self.form, self.key)

    @property
    def tab(self) -> str:
        """The name of this tab, as long as it is connected."""
        name: str = st.session_state.setdefault("portal_tab", secrets.token_hex(8))
        return name

    def save(self, changed: Mapping[str, Any]) -> None:
        """Keep the changed answers beside the others."""
        drafts.save(self.actor, self.key, changed, form=self.form, tab=self.tab, base=self.view.revision)

    def foreign(self, name: str) -> bool:
        """Tell whether the answer to question *name* was last given elsewhere than on this page."""
        return self.view.written.get(name, (0, ""))[1] != self.tab

    def others(self) -> Mapping[str, Any]:
        """Return, by question, what another tab had answered."""
        return self.view.others

    def settle(self, name: str, *, take: bool) -> None:
        """Take the other answer to question *name*, or leave what stands."""
        drafts.settle(self.actor, self.key, name, take=take)

    def mark(self, questions: Mapping[str, str], again: str) -> Html:
        """Return what ``autosave.js`` reads: where typed answers go, and which question each place on the page holds.

        It says when the answers were last kept. *again* is the key of the button that has the page drawn anew.
        """
        told = {
            "key": self.key, "whose": self.whose, "tab": self.tab, "base": self.view.revision, "again": again,
            "fields": dict(questions),
        }  # fmt: skip
        return tag("p", self.saved(), cls="p-saved", role="status", data_portal_draft=json.dumps(told))

    def saved(self) -> str:
        """Return the sentence that says when the answers were last kept; empty if never."""
        return _saved(self.view.saved_at) if self.view.saved_at else ""

    def detach(self, public_id: str) -> None:
        """Take a file away."""
        drafts.detach(self.actor, self.key, public_id)

    def files(self) -> Mapping[str, tuple[Kept, ...]]:
        """Return the files kept so far, by question."""
        return self.view.files

    def news(self) -> None:
        """Draw what has changed in the form since the draft was begun, until the person has read it."""
        if (carried := self.view.carried) is None:
            return
        draw(
            tag(
                "div",
                tag("strong", "Форма изменилась с тех пор, как вы начали её заполнять. Ваши ответы перенесены."),
                tag("p", carried.told) if carried.told else "",
                tag("p", "Больше не спрашиваем: ", _listed(f"{label} («{answer}»)" for label, answer in carried.gone))
                if carried.gone
                else "",
                tag("p", "Появились вопросы: ", _listed(carried.new)) if carried.new else "",
                cls="p-turn-box",
            )
        )
        st.button("Понятно", key=f"{self.key}-carried",
                  on_click=act(lambda actor: drafts.carry_over(actor, self.form, self.key)))  # fmt: skip

    def offer_to_discard(self, asked: Ask[Any] | None = None) -> None:
        """Draw the button that throws the draft away, on the server and where it is *asked*, if there is a draft."""

        def discard(actor: Actor) -> None:
            drafts.drop(actor, self.key)
            if asked is not None:
                asked.forget()

        if self.view.saved_at:
            st.button("Удалить черновик", type="tertiary", on_click=act(discard, done="Черновик удалён."))


class Shelf:
    """The files of the draft called *key*, without any answers; a ``Holder`` for ``Ask``."""

    def __init__(self, actor: Actor, key: str) -> None:
        self.actor, self.key, self.whose = actor, key, uploads.owner(actor)

    def detach(self, public_id: str) -> None:
        """Take a file away."""
        drafts.detach(self.actor, self.key, public_id)

    def files(self) -> Mapping[str, tuple[Kept, ...]]:
        """Return the files kept so far, by question."""
        return drafts.attached(self.actor, self.key)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) + "."


def _saved(at: datetime) -> str:
    moment = clock.local(at)
    return f"Сохранено в {moment:%H:%M}" if moment.date() == clock.today() else f"Сохранено {moment:%d.%m.%Y в %H:%M}"
