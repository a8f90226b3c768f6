"""Questions in, sound answers out: any form, drawn, kept while it is typed, checked and acted upon."""

import secrets
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from core import strength
from core.errors import Invalid, Refusal
from forms import _rows
from forms._form import Form
from forms._kinds import Widget
from forms._questions import Question, facts, questions, shown_as, sounded, with_defaults
from forms.registration._card import ABOUT_THE_PERSON
from services import autosave
from services.files import Kept
from ui import fields, session, waiting
from ui.faults import safely
from ui.fields import Field, counted, from_widget, label_of, meter, to_widget
from ui.files import named_file, uploader
from ui.html import document_link, draw, joined, tag
from ui.human import Human
from ui.keeping import Holder, Keeper

Result = TypeVar("Result")


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
        before_submit: str = "",
        keeper: Keeper | None = None,
        holder: Holder | None = None,
        offers: Mapping[str, Mapping[str, str]] | None = None,
        unasked: Collection[str] = (),
        human: Human | None = None,
    ) -> None:
        self.form, self.key, self.act, self.submit, self.keeper = form, key, act, submit, keeper
        self.human, self.before_submit = human, before_submit
        self.holder = holder or keeper
        self.offers = offers or {}
        """By question, what this person may choose: value to label."""
        self.unasked = unasked
        """Questions whose answer is known, or of which there is nothing to choose: they are not drawn."""
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
        self._body()
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

    @property
    def slips(self) -> dict[str, str]:
        """What was found wrong as soon as it was typed."""
        found: dict[str, str] = st.session_state.setdefault(f"{self.key}:slips", {})
        return found

    def _body(self) -> None:
        self._saved()
        with st.container(key=f"{self.key}-look"):
            self._summary()
        standing = with_defaults(self.form, self.answers)
        for section, inside in groupby(questions(self.form), lambda question: question.section):
            asked = list(inside)
            with st.container():
                if section and any(question.shown(standing) for question in asked):
                    draw(tag("h2", section, cls="p-section"))
            for question in asked:
                self._question(question, standing)
        self._button()

    def _button(self) -> None:
        if self.before_submit:
            draw(tag("p", self.before_submit))
        if self.human is not None:
            self.human.draw()
        st.button(self.submit, key=f"{self.key}-submit", type="primary", on_click=self._submit)

    def _summary(self) -> None:
        if not self.remarks:
            return
        entries = [
            tag("li", tag("a", f"{label}: " if (label := self._label_at(name)) else "", sentence, href="#",
                          data_portal_goto=self._place(name), data_portal_step=self._step_key(name)))
            for name, sentence in self.remarks.items()
        ]  # fmt: skip
        draw(tag("div", tag("strong", "Проверьте ответы. Ничего не потерялось, исправьте и отправьте ещё раз."),
                 tag("ul", *entries), cls="p-errors", role="alert", tabindex="-1",
                 data_portal_look=st.session_state[f"{self.key}:look"]))  # fmt: skip

    def _label_at(self, name: str) -> str:
        group, *inside = name.split(".")
        asked = next((question for question in questions(self.form) if question.name == group), None)
        if asked is None:
            return ""
        if inside and asked.row is not None and asked.repeats is not None:
            place = [row for row, _ in _rows.rows(group, self.answers)].index(inside[0]) + 1
            of_row = next(question.label for question in questions(asked.row) if question.name == inside[1])
            return f"{asked.repeats.called(place)}, {of_row.rstrip('?')}"
        return asked.label.rstrip("?")

    def _place(self, name: str) -> str:
        return f"{self.key}-q-{name}".replace(".", "-")  # it becomes the name of a CSS class

    def _step_key(self, name: str) -> str:  # noqa: ARG002 - a form in steps knows where its questions are
        return ""

    def _question(self, question: Question, standing: Mapping[str, Any]) -> None:
        """Draw one question, if it is asked, the answers *standing* beside it being such.

        Its place stays when it is not: what moves on the page is drawn anew, and loses what is being typed into it.
        """
        with st.container(key=self._place(question.name), gap="xsmall"):
            if question.name in self.unasked or not question.shown(standing):
                return
            if question.kind.given or question.kind.widget is Widget.COMPUTED:
                self._fact(question)
            elif question.kind.widget is Widget.FILES:
                self._files(question)
            elif question.row is not None:
                self._group(question)
            else:
                self._widget(question, standing)
                self._hint(question)
                self._count(question)
                self._strength(question)
                self._other(question)
            if remark := self.remarks.get(question.name) or self.slips.get(question.name):
                draw(tag("p", remark, cls="p-remark"))

    def _fact(self, question: Question) -> None:
        value = facts(self.form, self.answers).get(question.name) or "—"
        draw(
            tag("div", f"{question.label}: ", tag("strong", f"{value} {question.kind.unit}".strip()), cls="p-computed")
        )

    def _widget(self, question: Question, standing: Mapping[str, Any]) -> None:
        fields.draw(self._field(question, label_of(question, standing)))

    def _field(self, question: Question, label: str) -> Field:
        name = f"{self.key}-w-{question.name}"
        if name not in st.session_state:
            st.session_state[name] = to_widget(question, self.answers.get(question.name))
        offers = self.offers.get(question.name.rpartition(".")[2], {})
        return Field(question, name, label, offers, partial(self.changed, question, name))

    def _hint(self, question: Question) -> None:
        read = document_link(question.reads, "Прочитать документ") if question.reads else ""
        if hint := joined(" ".join(filter(None, (question.hint, question.kind.note))), read):
            draw(tag("p", hint, cls="p-hint"))

    def _count(self, question: Question) -> None:
        if question.kind.widget is Widget.TEXT and question.max_length:
            draw(counted(question, self.answers.get(question.name)))

    def _strength(self, question: Question) -> None:
        if question.kind.chosen and (chosen := self.answers.get(question.name)):
            known = (self.answers.get(name) or "" for name in ABOUT_THE_PERSON)
            draw(meter(strength.strength(chosen, *known, *self.about)))

    def _group(self, group: Question) -> None:
        assert group.row is not None  # it repeats
        assert group.repeats is not None
        draw(tag("p", group.label, cls="p-label"), tag("p", group.hint, cls="p-hint") if group.hint else "")
        entries = list(_rows.rows(group.name, self.answers))
        for place, (row, given) in enumerate(entries, 1):
            with st.container(key=f"p-group-{self._place(group.name)}-{row}", border=True):
                draw(tag("h3", group.repeats.called(place), cls="p-group"))
                standing = with_defaults(group.row, given)
                for asked in questions(group.row):
                    if asked.shown(standing):
                        self._question_of_row(group.name, row, asked, standing)
                    else:
                        st.container(key=self._place(_rows.path(group.name, row, asked.name)))  # see ``_question``
                if len(entries) > group.repeats.at_least:
                    st.button("Удалить", key=f"{self.key}-away-{group.name}-{row}", type="tertiary",
                              on_click=self._rows_become,
                              args=(group, [other for other, _ in entries if other != row]))  # fmt: skip
        if len(entries) < group.repeats.at_most:
            more = [*(row for row, _ in entries), secrets.token_hex(3)]
            st.button(group.repeats.add, key=f"{self.key}-more-{group.name}", on_click=self._rows_become,
                      args=(group, more))  # fmt: skip
        if (gone := st.session_state.get(f"{self.key}:gone-{group.name}")) is not None:
            st.button("Вернуть удалённое", key=f"{self.key}-back-{group.name}", type="tertiary",
                      on_click=self._rows_become, args=(group, gone))  # fmt: skip

    def _question_of_row(self, group: str, row: str, asked: Question, standing: Mapping[str, Any]) -> None:
        # Within its row the question depends on the row alone; to everybody else it has a name of its own.
        needed = asked.needed(standing)
        self._question(replace(asked, name=_rows.path(group, row, asked.name), required=needed, shown_if=None), {})

    @safely
    def _rows_become(self, group: Question, rows: list[str]) -> None:
        before = self.answers.get(group.name) or []
        kept = f"{self.key}:gone-{group.name}"
        if len(rows) < len(before):  # what was typed into a row is still there, and can be taken back
            st.session_state[kept] = before
        else:
            st.session_state.pop(kept, None)
        self.answers[group.name] = rows
        for name in [name for name in self.remarks if name.partition(".")[0] == group.name]:
            if name == group.name or name.split(".")[1] not in rows:
                del self.remarks[name]
        self._keep({group.name: rows})

    def _files(self, question: Question) -> None:
        assert self.holder is not None  # a form with files has somewhere to keep them
        arrived = f"{self.key}-u-{question.name}"
        label = label_of(question, self.answers)
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
        """Draw when the answers were last kept, and what lets the browser keep them while they are typed."""
        if self.keeper is None:
            return
        again = f"{self.key}-reread"
        typed = {self._place(name): name for name, widget in self._asked() if widget in autosave.TYPED}
        draw(self.keeper.mark(typed, again))
        with st.container(key=f"p-hidden-{again}"):
            st.button("Показать сохранённое", key=again)

    def _asked(self) -> Iterator[tuple[str, Widget]]:
        for question in questions(self.form):
            yield question.name, question.kind.widget
            if question.row is not None:
                for row, _ in _rows.rows(question.name, self.answers):
                    for asked in questions(question.row):
                        yield _rows.path(question.name, row, asked.name), asked.kind.widget

    def _other(self, question: Question) -> None:
        if self.keeper is None or question.name not in (others := self.keeper.others()):
            return
        other = to_widget(question, others[question.name])
        with st.container(key=f"p-sure-{self._place(question.name)}", border=True):
            draw(tag("p", "В двух вкладках или на двух устройствах ответили по-разному. Другой ответ: ",
                     tag("strong", _told(question, other)), "."))  # fmt: skip
            with st.container(key=f"p-sure-ways-{self._place(question.name)}", horizontal=True, gap="small"):
                st.button("Взять другой", key=f"{self.key}-take-{question.name}", on_click=self._settle,
                          args=(question.name,), kwargs={"take": True})  # fmt: skip
                st.button("Оставить как есть", key=f"{self.key}-leave-{question.name}", on_click=self._settle,
                          args=(question.name,), kwargs={"take": False})  # fmt: skip

    @safely
    def _settle(self, name: str, *, take: bool) -> None:
        if self.keeper is not None and session.current() is not None:
            self.keeper.settle(name, take=take)

    @safely
    def changed(self, question: Question, name: str) -> None:
        """Take over what was typed: the answer is kept and put into its usual form; what is wrong is told at once."""
        answer = self.answers[question.name] = from_widget(st.session_state[name])
        self.remarks.pop(question.name, None)
        self.slips.pop(question.name, None)
        sound, remarks = self._sounded(question)
        inside = question.name.rpartition(".")[2]
        if question.kind.widget is Widget.LINE and answer and inside in sound:
            self.answers[question.name] = st.session_state[name] = shown_as(question, sound[inside])
        elif answer and inside in remarks:
            self.slips[question.name] = remarks[inside]
        self._keep({question.name: self.answers[question.name]})

    def _sounded(self, question: Question) -> tuple[dict[str, Any], dict[str, str]]:
        group, *inside = question.name.split(".")
        if not inside:
            return sounded(self.form, self.answers)
        row = next(asked.row for asked in questions(self.form) if asked.name == group)
        assert row is not None  # the question stands in a row of it
        return sounded(row, dict(_rows.rows(group, self.answers))[inside[0]])

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
        now |= {name: answer for name, answer in kept.items() if "." in name}  # those of rows
        before = st.session_state.get(f"{self.key}:before")
        if before is None:  # the page may begin with more than is kept
            self.unsaved.update({name: answer for name, answer in _plain(start).items() if answer != now.get(name)})
        for name, answer in now.items():  # what another device has changed
            foreign = before is not None and answer not in (before.get(name), self.answers.get(name))
            if foreign and name not in self.unsaved:
                self.answers[name] = answer
                if self.keeper.foreign(name):  # a field that is being typed into here is left alone
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
        st.session_state[f"{self.key}:slips"] = {}
        st.session_state[f"{self.key}:look"] = str(uuid.uuid4())  # the browser leads to the list once


def _told(question: Question, answer: Any) -> str:
    labels: dict[Any, str] = {choice.value: choice.label for choice in question.choices} or {True: "да", False: "нет"}
    if isinstance(answer, list):
        return ", ".join(str(labels.get(one, one)) for one in answer)
    if isinstance(answer, date):
        return f"{answer:%d.%m.%Y}"
    return str(labels.get(answer, answer))


def _plain(start: Mapping[str, Any]) -> dict[str, Any]:
    return {name: from_widget(value) for name, value in start.items()}
