"""Questions in, sound answers out: any form, drawn, kept while it is typed, checked and acted upon."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Generic, Protocol, TypeVar, cast

import streamlit as st

from core import strength
from core.errors import Invalid, Refusal
from forms._form import Form
from forms._kinds import Widget
from forms._questions import Question, computed, questions, shown_as, sounded, with_defaults
from forms.registration._card import ABOUT_THE_PERSON
from services.files import Kept
from ui import session, waiting
from ui.faults import safely
from ui.files import named_file, uploader
from ui.html import Html, document_link, draw, joined, tag
from ui.human import Human

Result = TypeVar("Result")
FEW_CHOICES = 6
"""More than so many choices are a list to pick from."""
LONGEST_PASTE = 20_000
"""More than any answer may have: a paste that is too long is told of, not swallowed."""
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)


class Holder(Protocol):
    """Where files lie while the form is being filled; they come there by the upload route."""

    @property
    def key(self) -> str:
        """The name of the draft."""

    @property
    def whose(self) -> str:
        """The mark of whoever fills the form: ``uploads.owner``."""

    def detach(self, public_id: str) -> None:
        """Take a file away."""

    def files(self) -> Mapping[str, tuple[Kept, ...]]:
        """Return the files kept so far, by question."""


class Keeper(Holder, Protocol):
    """Where answers and files are kept while the form is being filled."""

    def answers(self) -> Mapping[str, Any]:
        """Return the answers as they were last read."""

    def reread(self) -> None:
        """Read again what is kept: another device may have written meanwhile."""

    def save(self, changed: Mapping[str, Any]) -> str:
        """Keep the changed answers beside the others; return the sentence that says so."""

    def saved(self) -> str:
        """Return the sentence that says when the answers were last kept; empty if never."""


class Ask(Generic[Result]):
    """One form on one page. ``act`` gets the answers as typed; a form it finds ``Invalid`` is shown with remarks."""

    about: tuple[str, ...] = ()
    """What is known of the person beside the answers, and has no place in a password."""

    def __init__(
        self,
        form: type[Form],
        *,
        key: str,
        start: Mapping[str, Any],
        act: Callable[[Mapping[str, Any], str], Result],
        submit: str = "Отправить",
        keeper: Keeper | None = None,
        holder: Holder | None = None,
        offers: Mapping[str, Mapping[str, str]] | None = None,
        human: Human | None = None,
    ) -> None:
        self.form, self.key, self.act, self.submit, self.keeper = form, key, act, submit, keeper
        self.human = human
        self.holder = holder or keeper
        self.offers = offers or {}
        """By question, what this person may choose: value to label."""
        self.answers: dict[str, Any] = st.session_state.setdefault(f"{key}:answers", with_defaults(form, _plain(start)))
        self.send_key: str = st.session_state.setdefault(f"{key}:send", str(uuid.uuid4()))
        secret = tuple(question.name for question in questions(form) if question.kind.widget is Widget.PASSWORD)
        st.session_state[f"{key}{waiting.SECRET}"] = secret
        self._take_over(start)

    def draw(self) -> Result | None:
        """Draw the form; return what ``act`` returned when the button was pressed and all was well."""
        if (result := st.session_state.pop(f"{self.key}:result", None)) is not None:
            self.forget()
            return cast(Result, result)
        self._summary()
        section = ""
        told, standing = computed(self.form, self.answers), with_defaults(self.form, self.answers)
        for question in questions(self.form):
            if not question.shown(standing):
                continue
            if question.section != section:
                section = question.section
                draw(tag("h2", section, cls="p-section"))
            self._question(question, told)
        self._saved()
        if self.human is not None:
            self.human.draw()
        st.button(self.submit, key=f"{self.key}-submit", type="primary", on_click=self._submit)
        return None

    def forget(self) -> None:
        """Forget everything typed into this form."""
        for name in [name for name in st.session_state if str(name).startswith((f"{self.key}:", f"{self.key}-"))]:
            del st.session_state[name]

    @property
    def unsaved(self) -> dict[str, Any]:
        """What was typed here and is not kept yet, because of a fault or a session that ended."""
        waiting: dict[str, Any] = st.session_state.setdefault(f"{self.key}:unsaved", {})
        return waiting

    @property
    def remarks(self) -> dict[str, str]:
        """What was found wrong at the last press of the button, and has not been changed since."""
        found: dict[str, str] = st.session_state.setdefault(f"{self.key}:remarks", {})
        return found

    def _summary(self) -> None:
        if not self.remarks:
            return
        labels = {question.name: question.label for question in questions(self.form)}
        entries = [
            tag("li", tag("a", f"{labels[name].rstrip('?')}: " if name in labels else "", sentence, href="#",
                          data_portal_goto=f"{self.key}-q-{name}"))
            for name, sentence in self.remarks.items()
        ]  # fmt: skip
        draw(tag("div", tag("strong", "Проверьте ответы. Ничего не потерялось, исправьте и отправьте ещё раз."),
                 tag("ul", *entries), cls="p-errors", role="alert", tabindex="-1",
                 data_portal_look=st.session_state[f"{self.key}:look"]))  # fmt: skip

    def _question(self, question: Question, told: Mapping[str, str]) -> None:
        with st.container(key=f"{self.key}-q-{question.name}", gap="xsmall"):
            if question.kind.widget is Widget.COMPUTED:
                value = told.get(question.name) or "—"
                draw(
                    tag("div", f"{question.label}: ", tag("strong", f"{value} {question.kind.unit}"), cls="p-computed")
                )
            elif question.kind.widget is Widget.FILES:
                self._files(question)
            else:
                self._widget(question)
                self._hint(question)
                self._count(question)
                self._strength(question)
            if remark := self.remarks.get(question.name):
                draw(tag("p", remark, cls="p-remark"))

    def _widget(self, question: Question) -> None:
        name = f"{self.key}-w-{question.name}"
        if name not in st.session_state:
            st.session_state[name] = _to_widget(question, self.answers.get(question.name))
        WIDGETS[question.kind.widget](self, question, name, _label(question, self.answers))

    def _hint(self, question: Question) -> None:
        read = document_link(question.reads, "Прочитать документ") if question.reads else ""
        if hint := joined(" ".join(filter(None, (question.hint, question.kind.note))), read):
            draw(tag("p", hint, cls="p-hint"))

    def _count(self, question: Question) -> None:
        if question.kind.widget is Widget.TEXT and question.max_length:
            left = question.max_length - len(str(self.answers.get(question.name) or "").strip())
            draw(tag("p", counted(left), cls="p-count", data_portal_most=str(question.max_length)))

    def _strength(self, question: Question) -> None:
        if question.kind.chosen and (chosen := self.answers.get(question.name)):
            known = (self.answers.get(name) or "" for name in ABOUT_THE_PERSON)
            draw(meter(strength.strength(chosen, *known, *self.about)))

    def _files(self, question: Question) -> None:
        assert self.holder is not None  # a form with files has somewhere to keep them
        arrived = f"{self.key}-u-{question.name}"
        label = _label(question, self.answers)
        uploader(question, f"{self.holder.key}/{question.name}", label, whose=self.holder.whose, arrived=arrived)
        with st.container(key=f"p-hidden-{arrived}"):
            st.button("Показать приложенное", key=arrived, on_click=self._arrived, args=(question,))
        for kept in self.holder.files().get(question.name, ()):
            self._kept(kept)

    def _kept(self, kept: Kept) -> None:
        with st.container(key=f"{self.key}-f-{kept.public_id}", horizontal=True, vertical_alignment="center"):
            draw(named_file(kept))
            st.button("Удалить", key=f"{self.key}-d-{kept.public_id}", type="tertiary", on_click=self._detach,
                      args=(kept.public_id,))  # fmt: skip

    def _saved(self) -> None:
        if self.keeper is not None and (sentence := self.keeper.saved()):
            draw(tag("p", sentence, cls="p-saved", role="status"))

    @safely
    def changed(self, question: Question, name: str) -> None:
        """Take over what was typed: the answer is kept, put into its usual form, and its remark is gone."""
        self.answers[question.name] = _from_widget(st.session_state[name])
        self.remarks.pop(question.name, None)
        sound, _ = sounded(self.form, self.answers)
        if question.kind.widget is Widget.LINE and self.answers[question.name] and question.name in sound:
            self.answers[question.name] = st.session_state[name] = shown_as(question, sound[question.name])
        self._keep({question.name: self.answers[question.name]})

    @safely
    def _arrived(self, question: Question) -> None:
        self.remarks.pop(question.name, None)  # the browser has brought a file; the page is drawn with it

    @safely
    def _detach(self, public_id: str) -> None:
        assert self.holder is not None  # files are drawn only with a holder
        if session.current() is not None:
            self.holder.detach(public_id)

    def _keep(self, changed: Mapping[str, Any]) -> None:
        if self.keeper is None:
            return
        self.unsaved.update(changed)
        if session.current() is not None:
            self.keeper.save(self.unsaved)
            self.unsaved.clear()

    def _take_over(self, start: Mapping[str, Any]) -> None:
        if self.keeper is None:
            return
        kept = _plain(self.keeper.answers())
        now = {question.name: kept.get(question.name, question.default) for question in questions(self.form)}
        before = st.session_state.get(f"{self.key}:before")
        if before is None:  # the page may begin with more than is kept
            self.unsaved.update({name: answer for name, answer in _plain(start).items() if answer != now.get(name)})
        for name, answer in now.items():  # what another device has changed
            foreign = before is not None and answer not in (before[name], self.answers.get(name))
            if foreign and name not in self.unsaved:
                self.answers[name] = answer
                st.session_state.pop(f"{self.key}-w-{name}", None)
        st.session_state[f"{self.key}:before"] = now

    @safely
    def _submit(self) -> None:
        if self.keeper is not None and session.current() is None:
            return
        if self.keeper is not None:
            self.keeper.reread()
            self._take_over({})
        try:
            st.session_state[f"{self.key}:result"] = self.act(dict(self.answers), self.send_key)
        except Invalid as invalid:
            self._remark(invalid.remarks)
        except Refusal as refusal:
            self._remark({"": str(refusal)})

    def _remark(self, remarks: Mapping[str, str]) -> None:
        st.session_state[f"{self.key}:remarks"] = dict(remarks)
        st.session_state[f"{self.key}:look"] = str(uuid.uuid4())  # the browser leads to the list once


def counted(left: int) -> str:
    """Return how many signs may still be written; the browser counts on in the same words while one types."""
    return f"Осталось знаков: {left}" if left >= 0 else f"Лишних знаков: {-left}"


def meter(found: strength.Strength) -> Html:
    """Return how strong a password is: a word, and as many bars of four."""
    level = list(strength.Strength).index(found) + 1
    bars = (tag("i", cls="p-on" if place < level else "") for place in range(len(strength.Strength)))
    told = tag("span", "Пароль: ", tag("strong", found.label))
    return tag(
        "p", tag("span", *bars, cls="p-bars", aria_hidden="true"), told, cls=f"p-strength p-{found}", role="status"
    )


def _label(question: Question, answers: Mapping[str, Any]) -> str:
    unit = f", {question.kind.unit}" if question.kind.unit else ""
    return f"{question.label}{unit}{' *' if question.needed(answers) else ''}"


def _line(ask: Ask[Any], question: Question, name: str, label: str) -> None:
    st.text_input(label, key=name, max_chars=LONGEST_PASTE, autocomplete=question.kind.fill_in or "on",
                  on_change=ask.changed, args=(question, name))  # fmt: skip


def _password(ask: Ask[Any], question: Question, name: str, label: str) -> None:
    st.text_input(label, key=name, type="password", autocomplete=question.kind.fill_in, on_change=ask.changed,
                  args=(question, name))  # fmt: skip


def _text(ask: Ask[Any], question: Question, name: str, label: str) -> None:
    st.text_area(label, key=name, max_chars=LONGEST_PASTE, height=140, on_change=ask.changed,
                 args=(question, name))  # fmt: skip


def _choice(ask: Ask[Any], question: Question, name: str, label: str) -> None:
    labels = ask.offers.get(question.name) or {choice.value: choice.label for choice in question.choices}
    _pick(ask, question, name, label, labels)


def _own_application(ask: Ask[Any], question: Question, name: str, label: str) -> None:
    labels = {"": "не о заявке", **ask.offers.get(question.name, {})}
    st.selectbox(label, list(labels), key=name, format_func=labels.__getitem__, on_change=ask.changed,
                 args=(question, name))  # fmt: skip


def _pick(ask: Ask[Any], question: Question, name: str, label: str, labels: Mapping[str, str]) -> None:
    choose: Any = st.radio if len(labels) <= FEW_CHOICES else st.selectbox
    choose(label, list(labels), key=name, index=None, format_func=labels.__getitem__, on_change=ask.changed,
           args=(question, name))  # fmt: skip


def _yes_no(ask: Ask[Any], question: Question, name: str, label: str) -> None:
    labels = {True: "Да", False: "Нет"}
    st.radio(label, list(labels), key=name, index=None, horizontal=True, format_func=labels.__getitem__,
             on_change=ask.changed, args=(question, name))  # fmt: skip


def _tick(ask: Ask[Any], question: Question, name: str, label: str) -> None:
    st.checkbox(label, key=name, on_change=ask.changed, args=(question, name))


def _date(ask: Ask[Any], question: Question, name: str, label: str) -> None:
    st.date_input(label, key=name, format="DD.MM.YYYY", min_value=EARLIEST, max_value=LATEST, on_change=ask.changed,
                  args=(question, name))  # fmt: skip


WIDGETS: dict[Widget, Callable[[Ask[Any], Question, str, str], None]] = {
    Widget.LINE: _line,
    Widget.TEXT: _text,
    Widget.CHOICE: _choice,
    Widget.YES_NO: _yes_no,
    Widget.TICK: _tick,
    Widget.DATE: _date,
    Widget.PASSWORD: _password,
    Widget.OWN_APPLICATION: _own_application,
}


def _plain(start: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _from_widget(value) for name, value in start.items()}


def _from_widget(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _to_widget(question: Question, answer: Any) -> Any:
    widget = question.kind.widget
    if widget is Widget.DATE:
        return date.fromisoformat(answer) if answer else None
    if widget in {Widget.YES_NO, Widget.CHOICE}:
        return getattr(answer, "value", answer)
    if widget is Widget.TICK:
        return bool(answer)
    if widget is Widget.OWN_APPLICATION:
        return answer or ""
    return shown_as(question, answer) if answer not in {None, ""} and not isinstance(answer, str) else answer or ""
