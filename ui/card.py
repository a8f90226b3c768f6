"""The work on one application: moves, dates, progress and documents, each with the version the page was drawn with."""

from collections.abc import Sequence

import streamlit as st

from core.actor import Actor, Permission
from forms.desk.dates import Dates
from forms.desk.document import PlacedDocument
from forms.desk.explained_move import ExplainedMove
from forms.desk.move import Move
from forms.desk.progress import Progress
from services import applications, cards, drafts
from services import documents as papers
from services.cards import Card
from services.submissions import WAITING, Sent
from ui.act import act
from ui.desk import BALLS, choose
from ui.drafts import Shelf
from ui.html import draw, lines, tag
from ui.shell import link
from ui.small import Small, key_of
from ui.widgets import badge, day, documents, facts, moment, say, tone
from workflows._documents import DocumentKind
from workflows._workflow import Status

WORKERS = (Permission.CHECK_COMPLETENESS, Permission.HANDLE_CONDITIONS, Permission.HANDLE_CONTRACT)
"""Who may take a card into their own hands."""


def now(employee: Actor, card: Card) -> None:
    """Draw how the application stands and who works on it."""
    status = card.status
    draw(
        tag(
            "section",
            tag("p", badge(card.status_label, tone(status)), " ", tag("strong", BALLS[status.ball])),
            tag("p", f"В этом статусе с {day(card.status_since)}. {status.we}"),
            tag("p", tag("strong", "Заявителю сказано: "), status.you or status.meaning),
            tag("p", tag("strong", "Пояснение заявителю: "), lines(card.status_note)) if card.status_note else "",
            tag("p", f"Исполнитель: {card.assignee or 'не назначен'}"),
            cls="p-turn-box" if status.ball == "company" else "p-note-box",
        )
    )
    if any(employee.may(permission) for permission in WORKERS) and card.assignee_id != employee.user_id:
        do = act(
            lambda actor: applications.assign(actor, card.reg_no, version=card.version), done="Заявка у вас в работе."
        )
        st.button("Взять в работу", key="card-take", on_click=do)


def sent(employee: Actor, entries: Sequence[Sent]) -> None:
    """Draw what the applicant sent about the application, each to be read by who works on it."""
    for entry in entries:
        told = f"{entry.title}, № {entry.number}"
        if employee.may(Permission.WORK_ON_APPLICATIONS):
            link(f"submission?no={entry.number}", told)
        else:
            say(told)
        waits = entry.status == WAITING
        draw(
            badge(entry.status_label, "turn" if waits else "note"),
            tag("span", f" {moment(entry.sent_at)}", cls="p-muted"),
        )
    if not entries:
        say("После заявки ничего не присылал.", muted=True)


def moves(card: Card) -> None:
    """Draw the moves possible now; each opens its form where it stands."""
    key, every = key_of(f"move-{card.reg_no}"), cards.statuses(card.procedure)

    def form(code: str) -> None:
        status = next(status for status in every if status.code == code)
        _move(card, status, f"{key}-{code}")

    offered = [(status.code, status.label, _wants(card, status)) for status in card.moves]
    offered += [
        (status.code, status.label, "Карточка тем временем изменилась: так перейти уже нельзя.")
        for status in every
        if status not in card.moves and Small.begun(f"{key}-{status.code}")
    ]
    if offered:
        choose(key, offered, form)
    else:
        say("Сейчас ваша роль ничего с этой заявкой не делает.", muted=True)


def _move(card: Card, status: Status, key: str) -> None:
    def do(actor: Actor, given: Move) -> None:
        applications.move(
            actor, card.reg_no, status.code, version=card.version, comment=given.comment, internal=given.internal
        )

    Small(
        ExplainedMove if status.wants_reason else Move,
        key=key,
        do=do,
        done=f"Заявка {card.reg_no}: {status.label}. Заявителю сообщили.",
        submit="Перевести",
    ).draw()


def _wants(card: Card, status: Status) -> str:
    placed = {entry.kind for entry in card.documents}
    missing = ", ".join(f"«{kind.label}»" for kind in status.needs if kind.label not in placed)
    told = (
        f"Сначала приложите: {missing}." if missing else "",
        "Закрывает заявку." if status.closes else "",
        "Нужна причина: её прочтёт заявитель." if status.wants_reason else "",
    )
    return " ".join(filter(None, told))


def dates(employee: Actor, card: Card) -> None:
    """Draw the dates of the card, and the form in which the employee corrects those of their own work."""
    draw(
        facts(
            [
                ("Дата поступления", day(card.received_on)),
                ("Дата регистрации", day(card.registered_on)),
                *((label, day(card.dates[name])) for name, (label, _) in cards.DATES.items()),
            ]
        )
    )
    own = [name for name, (_, permission) in cards.DATES.items() if employee.may(permission)]
    if not own:
        return

    def do(actor: Actor, given: Dates) -> None:
        changed = {name: getattr(given, name) for name in own}
        applications.set_dates(actor, card.reg_no, changed, version=card.version)

    with st.expander("Исправить даты", key="card-dates-fold"):
        Small(
            Dates, key=f"dates-{card.reg_no}", do=do, done="Даты сохранены.", start=card.dates, only=own,
            submit="Сохранить даты",
        ).draw()  # fmt: skip


def progress(employee: Actor, card: Card) -> None:
    """Draw how contract and conditions go, and the forms in which the employee writes about their own work."""
    for name, (what, permission) in cards.PROGRESS.items():
        draw(facts([(what, lines(card.progress[name]) or "—")]))
        if employee.may(permission):
            with st.expander("Написать заявителю, как идёт дело", key=f"card-{name}-fold"):
                _progress(card, name)


def _progress(card: Card, name: str) -> None:
    def do(actor: Actor, given: Progress) -> None:
        if given.text != card.progress[name]:  # the same once more would only be one more letter
            applications.report_progress(actor, card.reg_no, name, given.text, version=card.version)

    start = {"text": card.progress[name]}
    Small(Progress, key=f"{name}-{card.reg_no}", do=do, done="Записано, заявитель увидит.", start=start).draw()


def paperwork(employee: Actor, card: Card) -> None:
    """Draw the documents of the card, and what places one more."""
    documents(card.documents, seen=True)
    if not papers.kinds_for(employee):
        return
    with st.expander("Разместить документ", key="card-documents-fold"):
        _place(employee, card)


def _place(employee: Actor, card: Card) -> None:
    def do(actor: Actor, given: PlacedDocument) -> None:
        kind = DocumentKind(given.kind)
        papers.place(actor, card.reg_no, kind, version=card.version, number=given.number, dated=given.dated)

    Small(
        PlacedDocument,
        key=f"place-{card.reg_no}",
        do=do,
        done="Документ размещён. Заявитель получит уведомление.",
        submit="Разместить",
        holder=Shelf(employee, drafts.of_card(card.reg_no)),
        offers={"kind": {kind.value: kind.label for kind in papers.kinds_for(employee)}},
    ).draw()
