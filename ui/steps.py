"""A long form in steps: where one is, what is left, and everything once more before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from forms._form import Form
from forms._kinds import Widget
from forms._questions import Question, questions, readable_so_far, sounded, with_defaults
from services.files import Kept
from ui.ask import Ask, Result
from ui.html import Html, draw, joined, tag
from ui.shell import number
from ui.widgets import facts, kept_files

FEW_SECTIONS = 2
"""A form of so many sections, confirmation aside, is one page."""
LAST = "Проверьте и отправьте"


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a form, as it stands."""

    title: str
    asked: tuple[Question, ...]
    wanting: tuple[str, ...]
    """Labels of the questions that still need an answer, or another one."""
    touched: bool
    """Something in it is answered."""

    @property
    def told(self) -> str:
        """How it stands, in a word or two."""
        if self.wanting:
            return f"осталось {len(self.wanting)}"
        return "готово" if self.touched else "по желанию"


def in_steps(form: type[Form]) -> bool:
    """Tell whether *form* is long enough to be drawn in steps."""
    return len(sections(form)) > FEW_SECTIONS


class Steps(Ask[Result]):
    """A form whose sections are steps; the last shows all the answers, asks for the confirmations and sends."""

    def _body(self) -> None:
        steps = self._steps()
        here = min(max(number("step"), 1), len(steps) + 1)
        with st.container(key="p-in-steps"):
            with st.container(key="p-steps"):
                self._overview(steps, here, "wide")
            with st.container(key="p-steps-small"), st.popover(_place(steps, here), width="stretch"):
                self._overview(steps, here, "small")
            with st.container(key="p-step"):
                self._saved()
                with st.container(key=f"{self.key}-look"):
                    self._summary()
                if here > len(steps):
                    self._check(steps)
                else:
                    self._step(steps[here - 1])
                self._ways(here, len(steps))

    def _steps(self) -> list[Step]:
        standing = with_defaults(self.form, self.answers)
        _, remarks = sounded(self.form, {**self.answers, **self._attached()})
        wanting = [name.partition(".")[0] for name in remarks]
        return [
            Step(
                title,
                asked,
                wanting=tuple(question.label.rstrip("?") for question in asked if question.name in wanting),
                touched=any(_answered(standing.get(question.name)) for question in asked if _open(question)),
            )
            for title, asked in sections(self.form)
        ]

    def _attached(self) -> dict[str, tuple[str, ...]]:
        held = self.holder.files() if self.holder else {}
        return {name: tuple(kept.public_id for kept in entries) for name, entries in held.items()}

    def _overview(self, steps: Sequence[Step], here: int, where: str) -> None:
        told = [*((step.title, step.told) for step in steps), (LAST, "")]
        for place, (title, word) in enumerate(told, 1):
            state = "now" if place == here else word.partition(" ")[0]
            with st.container(key=f"p-at-{where}-{_STATES.get(state, 'ahead')}-{place}", gap=None):
                st.button(
                    f"{place}. {title}", key=f"{self.key}-step-{where}-{place}", type="tertiary", width="stretch",
                    on_click=self._go, args=(place,),
                )  # fmt: skip
                if word:
                    draw(tag("span", word, cls="p-step-word"))

    def _step(self, step: Step) -> None:
        standing = with_defaults(self.form, self.answers)
        draw(tag("h2", step.title, cls="p-section", tabindex="-1", data_portal_top=step.title))
        for question in step.asked:
            self._question(question, standing)
        if not any(question.shown(standing) for question in step.asked):
            draw(tag("p", "Здесь пока нечего заполнять: это зависит от ваших ответов в других частях.", cls="p-muted"))

    def _check(self, steps: Sequence[Step]) -> None:
        draw(tag("h2", LAST, cls="p-section", tabindex="-1", data_portal_top=LAST))
        told = dict(readable_so_far(self.form, self.answers))
        files = self.holder.files() if self.holder else {}
        for place, step in enumerate(steps, 1):
            with st.container(key=f"p-checked-{place}", border=True):
                with st.container(key=f"p-checked-head-{place}", horizontal=True, vertical_alignment="center"):
                    draw(tag("h3", step.title, cls="p-group"))
                    st.button("Изменить", key=f"{self.key}-change-{place}", type="tertiary", on_click=self._go,
                              args=(place,))  # fmt: skip
                draw(_answers(step, told.get(step.title, []), files))
        self._before_sending()
        standing = with_defaults(self.form, self.answers)
        for question in _confirmations(self.form):
            self._question(question, standing)

    def _before_sending(self) -> None:
        """Draw what belongs between the answers and the confirmations."""

    def _ways(self, here: int, steps: int) -> None:
        if here > steps:
            self._button()
        with st.container(key="p-step-ways", horizontal=True, gap="small"):
            if here <= steps:
                st.button("Далее" if here < steps else "Проверить и отправить", key=f"{self.key}-next", type="primary",
                          on_click=self._go, args=(here + 1,))  # fmt: skip
            if here > 1:
                st.button("Назад", key=f"{self.key}-previous", on_click=self._go, args=(here - 1,))

    def _go(self, place: int) -> None:
        st.query_params["step"] = str(place)

    def _step_key(self, name: str) -> str:
        asked = name.partition(".")[0]
        for place, (_, inside) in enumerate(sections(self.form), 1):
            if any(question.name == asked for question in inside):
                return f"{self.key}-step-wide-{place}"
        return f"{self.key}-step-wide-{len(sections(self.form)) + 1}"


_STATES = {"now": "now", "готово": "done", "осталось": "left"}


def _place(steps: Sequence[Step], here: int) -> str:
    title = steps[here - 1].title if here <= len(steps) else LAST
    return f"Шаг {here} из {len(steps) + 1}. {title}"


def sections(form: type[Form]) -> list[tuple[str, tuple[Question, ...]]]:
    """Return the title and the questions of every step of *form* but the last, which holds the confirmations."""
    found: dict[str, list[Question]] = {}
    for question in questions(form):
        if not _confirms(question):
            found.setdefault(question.section, []).append(question)
    return [(title or form.title, tuple(asked)) for title, asked in found.items()]


def _confirmations(form: type[Form]) -> list[Question]:
    return [question for question in questions(form) if _confirms(question)]


def _confirms(question: Question) -> bool:
    return question.kind.widget is Widget.TICK and question.required


def _answered(answer: object) -> bool:
    return answer not in (None, "", False, [], ())  # a group and several choices come as lists


def _open(question: Question) -> bool:
    return not question.kind.given and question.kind.widget not in {Widget.COMPUTED, Widget.FILES}


def _answers(step: Step, rows: Sequence[Sequence[str]], files: Mapping[str, Sequence[Kept]]) -> Html:
    attached = [(question.label, kept) for question in step.asked for kept in files.get(question.name, ())]
    return joined(
        facts([(label, value) for label, value in rows], wide=True) if rows else "",
        kept_files(attached) if attached else "",
        tag("p", f"Заполните или исправьте: {', '.join(step.wanting)}.", cls="p-missing") if step.wanting else "",
        tag("p", "Ничего не указано.", cls="p-muted") if not (rows or attached or step.wanting) else "",
    )
