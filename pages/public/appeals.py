"""«Обращение»: ask a question or send files, and see the answers."""

from collections.abc import Mapping
from typing import Any

import ui
from core.actor import Permission
from forms.contact.appeal import NewAppeal
from services import appeals, cards

consumer = ui.require(Permission.WRITE_APPEALS)
draft = ui.Draft(consumer, NewAppeal, appeals.DRAFT)
own = {number: f"{number}, {name}" for number, name in cards.numbers_of_mine(consumer)}
start = {**draft.view.answers, **({"application": ui.asked("application")} if ui.asked("application") in own else {})}


def send(answers: Mapping[str, Any], send_key: str) -> appeals.Line:
    """Send the appeal as it stands."""
    return appeals.send(ui.require(Permission.WRITE_APPEALS), answers, send_key)


ui.title("Обращение", (NewAppeal.__doc__ or "").strip())
form = ui.Ask(NewAppeal, key="appeal", start=start, act=send, keeper=draft, offers={"application": own})
if sent := form.draw():
    ui.flash("success", f"Обращение получено, номер **{sent.number}**. Ответим до {ui.day(sent.due_on)}.")
    ui.go(f"appeal?no={sent.number}")
ui.heading("Мои обращения")
lines = appeals.mine(consumer)
if not lines:
    ui.say("Вы ещё не обращались.", muted=True)
for line in lines:
    with ui.row(f"appeal-{line.number}"):
        due = "" if line.status == appeals.ANSWERED else f", ответим до {ui.day(line.due_on)}"
        ui.link(f"appeal?no={line.number}", f"**№ {line.number}**, {line.topic}")
        ui.draw(
            ui.badge(line.status_label, "done" if line.status == appeals.ANSWERED else "note"),
            ui.tag("span", f" отправлено {ui.moment(line.sent_at)}{due}", cls="p-muted"),
        )
