"""Appeals as both portals show them: how one stands and whose turn it is, and what was said."""

from collections.abc import Mapping

from core import clock
from core.actor import Side
from services.appeal_view import ANSWERED, CLOSED, OPEN, Line, Message, Thread, View
from services.drafts import DraftView
from ui import session, widgets
from ui.html import Html, draw, joined, lines, tag
from ui.shell import link
from ui.widgets import badge, day, kept_files, moment
from workflows._workflow import Ball

TONES: Mapping[Side, Mapping[Ball, str]] = {
    Side.PUBLIC: {Ball.APPLICANT: "turn", Ball.COMPANY: "note"},
    Side.STAFF: {Ball.APPLICANT: "note", Ball.COMPANY: "turn"},
}
"""Amber is one's own turn."""
WHOSE: Mapping[Side, Mapping[Ball, str]] = {
    Side.PUBLIC: {Ball.APPLICANT: "Нужен ваш ответ", Ball.COMPANY: "Сейчас работаем мы"},
    Side.STAFF: {Ball.APPLICANT: "Ход заявителя", Ball.COMPANY: "Наш ход"},
}


NOTHING: Mapping[View, str] = {
    View.WAITING: "Все ждущие нас обращения разобраны.",
    View.ASKED: "Никого из заявителей мы не ждём.",
    View.ANSWERED: "Отвеченных обращений нет.",
    View.CLOSED: "Закрытых обращений нет.",
    View.ALL: "Обращений ещё не было.",
}
"""What an empty list says."""


def standing(line: Line) -> Html:
    """Return how the appeal stands, as a word in the tone of whoever looks."""
    return badge(line.status_label, TONES[session.side()].get(line.ball, "done"))


def term(line: Line) -> Html:
    """Return the day of the answer for a list, with a word when it is today or was missed."""
    missed = "ответили позже" if line.status == ANSWERED else "просрочено"
    today = line.status == OPEN and line.due_on == clock.today()
    marked = badge(missed, "late") if line.late else badge("сегодня", "turn") if today else ""
    return joined(day(line.due_on), " ", marked)


def row(line: Line) -> None:
    """Draw one of the consumer's own appeals, a link as a whole."""
    with widgets.row(f"appeal-{line.number}"):
        link(f"appeal?no={line.number}", f"**№ {line.number}**, {line.topic}")
        news = badge("новое", "turn") if line.unread else ""
        draw(
            standing(line), " ", news, tag("span", f" Отправлено {moment(line.sent_at)}. {_when(line)}", cls="p-muted")
        )


def unsent(draft: DraftView) -> None:
    """Draw what was written and not sent before the appeal was closed."""
    kept = [("", file) for files in draft.files.values() for file in files]
    draw(
        tag(
            "section",
            tag("h2", "Не отправлено: обращение уже закрыто"),
            tag("p", lines(str(draft.answers.get("text", "")))),
            kept_files(kept) if kept else "",
            cls="p-turn-box",
        )
    )


def state(thread: Thread) -> None:
    """Draw how the appeal stands: the word, whose turn it is, and until when."""
    line, side = thread.line, session.side()
    whose = WHOSE[side].get(line.ball, "")
    mine = TONES[side].get(line.ball) == "turn"
    told = _for_consumer(line) if side is Side.PUBLIC else _for_staff(line)
    draw(
        tag(
            "section",
            tag("p", standing(line), " ", tag("strong", whose) if whose else ""),
            *(tag("p", sentence) for sentence in told),
            cls="p-turn-box" if mine else "p-note-box",
        )
    )


def thread(entry: Thread) -> None:
    """Draw the messages of an appeal, the consumer's and ours told apart by place and word."""
    for message in entry.messages:
        by = message.by or "Компания"
        draw(
            tag(
                "article",
                tag(
                    "header",
                    tag("strong", by),
                    tag("span", f" {moment(message.at)} ", cls="p-muted"),
                    _note(message),
                ),
                tag("p", lines(message.text)),
                kept_files(("", kept) for kept in message.files) if message.files else "",
                cls="p-message p-ours" if message.from_staff else "p-message",
            )
        )
    if entry.line.closed_at:
        draw(tag("p", f"Обращение закрыто {moment(entry.line.closed_at)}: вопрос решён.", cls="p-muted"))


def _note(message: Message) -> Html:
    if not message.note:
        return Html("")
    return badge(message.note, "note") if message.from_staff else tag("span", message.note, cls="p-muted p-under")


def _when(line: Line) -> str:
    if line.closed_at:
        return f"Закрыто {day(clock.local(line.closed_at).date())}."
    if line.status == ANSWERED and line.answered_at:
        return f"Ответили {day(clock.local(line.answered_at).date())}."
    return f"Обещали ответить до {day(line.due_on)}." if line.late else f"Ответим до {day(line.due_on)}."


def _for_consumer(line: Line) -> tuple[str, ...]:
    late = f"Мы должны были ответить до {day(line.due_on)} и опаздываем. Приносим извинения."
    if line.ball is Ball.COMPANY:
        return (late if line.late else f"Ответим до {day(line.due_on)}.",)
    if line.ball is Ball.APPLICANT:
        ask = "Чтобы ответить, нам нужно кое-что уточнить: вопрос ниже."
        return ask, late if line.late else f"Срок нашего ответа: {day(line.due_on)}."
    if line.status == ANSWERED:
        again = "Остался вопрос? Напишите ниже, и обращение откроется снова."
        return _answered(line), again
    return ("Писать в него больше нельзя. По новому вопросу напишите новое обращение.",)


def _for_staff(line: Line) -> tuple[str, ...]:
    if line.status == CLOSED:
        return ("Заявитель отметил, что вопрос решён. Писать в обращение больше нельзя.",)
    if line.status == ANSWERED:
        return (_answered(line), "Заявитель может написать ещё, и тогда обращение откроется снова.")
    asked = "Вопрос заявителю срок не останавливает." if line.ball is Ball.APPLICANT else ""
    passed = f"Срок ответа прошёл {day(line.due_on)}." if line.late else f"Ответить до {day(line.due_on)}."
    return tuple(filter(None, (passed, asked)))


def _answered(line: Line) -> str:
    assert line.answered_at is not None  # the status says so
    late = f", позже срока {day(line.due_on)}" if line.late else ""
    return f"Ответили {moment(line.answered_at)}{late}."
