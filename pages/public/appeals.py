"""«Обращение»: what is being talked about now, a new question or files, and what was settled before."""

from collections.abc import Mapping
from typing import Any

import ui
from core.actor import Permission
from forms.contact.appeal import NewAppeal
from services import appeals, cards
from services.appeal_view import OPEN, Line
from workflows._workflow import Ball

PAGE = 20
consumer = ui.require(Permission.WRITE_APPEALS)
draft = ui.Draft(consumer, NewAppeal, appeals.DRAFT)
own = {number: f"{number}, {name}" for number, name in cards.numbers_of_mine(consumer)}
start = {**draft.view.answers, **({"application": ui.asked("application")} if ui.asked("application") in own else {})}
trail = ui.Trail("appeals")
lines = appeals.mine(consumer, after=trail.after, limit=PAGE + 1)
shown, more = lines[:PAGE], len(lines) > PAGE
live = [line for line in shown if line.status == OPEN or line.unread]
live.sort(key=lambda line: not (line.unread or line.ball is Ball.APPLICANT))
past = [line for line in shown if line not in live]


def send(answers: Mapping[str, Any], send_key: str) -> Line:
    """Send the appeal as it stands."""
    return appeals.send(ui.require(Permission.WRITE_APPEALS), answers, send_key)


ui.title("Обращение", (NewAppeal.__doc__ or "").strip())
if live:
    ui.heading("Сейчас")
for line in live:
    ui.talk.row(line)
if shown:
    ui.heading("Новое обращение")
form = ui.Ask(NewAppeal, key="appeal", start=start, act=send, keeper=draft, offers={"application": own})
if sent := form.draw():
    ui.flash("success", f"Обращение получено, номер **{sent.number}**. Ответим до {ui.day(sent.due_on)}.")
    ui.go(f"appeal?no={sent.number}")
if past:
    ui.heading("Прежние обращения")
for line in past:
    ui.talk.row(line)
if not shown:
    ui.say("Вы ещё не обращались.", muted=True)
trail.draw(shown[-1].id if more else None)
