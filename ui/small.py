"""Small forms inside a page of the staff app: they act where they stand, and lose nothing that was typed."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Generic, TypeVar

import streamlit as st

from core.actor import Actor
from core.errors import Invalid
from forms._form import Form
from forms._kinds import Widget
from forms._questions import Question, check, questions
from ui import session
from ui.ask import Ask, _plain
from ui.fields import label_of
from ui.html import draw, tag
from ui.keeping import Holder

Given = TypeVar("Given", bound=Form)
Result = TypeVar("Result")
ABREAST = 3
"""Parameters of a report side by side."""


def key_of(name: str) -> str:
    """Return *name*, which may hold a register number, as a key: keys become names of CSS classes."""
    return name.replace("/", "-")


class Small(Ask[Result], Generic[Given, Result]):
    """A form that does one thing to the thing the page shows, with the version the page was drawn with.

    A refusal, a colleague's change among them, leaves everything typed in its place. Answers nobody has touched
    follow what colleagues change meanwhile, so that saving never undoes their work.
    """

    def __init__(
        self,
        form: type[Given],
        *,
        key: str,
        do: Callable[[Actor, Given], Result],
        done: str = "",
        start: Mapping[str, Any] | None = None,
        submit: str = "Сохранить",
        only: Collection[str] | None = None,
        holder: Holder | None = None,
        offers: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        key = key_of(key)
        _follow(key, _plain(start or {}))
        self.done, self.only = done, only
        self.outcome: Result | None = st.session_state.pop(f"{key}:outcome", None)
        """What ``do`` returned at the press that led to this run."""

        def act(answers: Mapping[str, Any], _: str) -> Result:
            return do(session.actor(), check(form, {**answers, **self._attached()}))

        super().__init__(form, key=key, start=start or {}, act=act, submit=submit, holder=holder, offers=offers)

    @staticmethod
    def begun(key: str) -> bool:
        """Tell whether the form called *key* was opened and not finished."""
        return f"{key}:answers" in st.session_state

    def _attached(self) -> dict[str, tuple[str, ...]]:
        held = self.holder.files() if self.holder else {}
        return {name: tuple(kept.public_id for kept in entries) for name, entries in held.items()}

    def _summary(self) -> None:
        labels = {question.name: question.label for question in questions(self.form)}
        for name, sentence in self.remarks.items():
            if not self._draws(name):  # the others stand at their questions
                told = f"{labels[name]}. {sentence}" if name in labels else sentence
                draw(tag("p", told, cls="p-errors", role="alert"))

    def _draws(self, name: str) -> bool:
        return bool(name) and (self.only is None or name in self.only)

    def _question(self, question: Question, standing: Mapping[str, Any]) -> None:
        if self._draws(question.name):
            super()._question(question, standing)

    def _submit(self) -> None:
        if session.current() is None:
            return
        super()._submit()
        if (result := f"{self.key}:result") in st.session_state:
            outcome = st.session_state[result]
            self.forget()
            st.session_state[f"{self.key}:outcome"] = outcome
            if self.done:
                session.say("success", self.done)


class Live(Ask[Result]):
    """Questions whose answers count as soon as they are given: there is no button."""

    def draw(self) -> Result | None:
        """Draw the questions; return what ``act`` makes of the answers, or ``None`` if they do not hold."""
        st.session_state[f"{self.key}:remarks"], found = {}, None
        try:
            found = self.act(self.answers, self.send_key)
        except Invalid as invalid:
            st.session_state[f"{self.key}:remarks"] = dict(invalid.remarks)
        asked = questions(self.form)
        for first in range(0, len(asked), ABREAST):
            columns = st.columns(ABREAST)
            for column, question in zip(columns, asked[first : first + ABREAST], strict=False):
                with column:
                    self._question(question, self.answers)
        if remark := self.remarks.get(""):
            draw(tag("p", remark, cls="p-remark"))
        return found

    def _widget(self, question: Question, standing: Mapping[str, Any]) -> None:
        if question.kind.widget is not Widget.CHOICE:
            super()._widget(question, standing)
            return
        labels = {choice.value: choice.label for choice in question.choices}
        field = self._field(question, label_of(question, standing))
        # A list, for it can be emptied again where that says something; a row of round buttons cannot.
        index = None if question.default is None else 0
        st.selectbox(field.label, list(labels), index=index, format_func=labels.__getitem__, key=field.key,
                     placeholder="Все", on_change=field.changed)  # fmt: skip


def _follow(key: str, start: Mapping[str, Any]) -> None:
    """Take over what has changed since the form was last drawn, where nobody has typed."""
    before = st.session_state.get(f"{key}:before", {})
    typed = st.session_state.get(f"{key}:answers", {})
    for name, value in start.items():
        if name in before and before[name] != value and typed.get(name) == before[name]:
            typed[name] = value
            st.session_state.pop(f"{key}-w-{name}", None)
    st.session_state[f"{key}:before"] = dict(start)
