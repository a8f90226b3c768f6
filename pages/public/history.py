"""«Профиль», «История»: documents sent, logins and other events, narrowed down and page by page."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import ui
from core.actor import Permission, Seat
from forms._questions import check
from forms.profile._history import HistoryFilter
from services import history, people

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
several = people.possible(consumer)


def wanted(answers: Mapping[str, Any], _: str) -> HistoryFilter:
    """Return what is to be shown."""
    return check(HistoryFilter, answers)


def about(line: history.Line) -> str:
    """Return when, by whom and from where."""
    return ", ".join(filter(None, (ui.moment(line.at), line.who if several else "", line.address)))


ui.title("Профиль")
ui.tabs(ui.PROFILE, "history")
if several:
    everybody = "Видно, что делал каждый сотрудник." if consumer.seat is Seat.OWNER else ""
    ui.say(everybody or "Видно, что делали вы и что отправляли другие сотрудники.", muted=True)
asked = ui.Live(HistoryFilter, key="history", start={}, act=wanted)
if narrowed := asked.draw():
    trail = ui.Trail("history", repr(narrowed))
    lines = history.mine(consumer, narrowed, after=trail.after, limit=history.PAGE + 1)
    shown, more = lines[: history.PAGE], len(lines) > history.PAGE
    if not shown:
        ui.say("За эти дни ничего такого не было. Выберите другие дни или события.", muted=True)
    for linked, group in groupby(shown, key=lambda line: bool(line.link)):
        if not linked:
            ui.draw(
                ui.tag("ul", *(ui.tag("li", ui.tag("time", about(line)), line.text) for line in group), cls="p-history")
            )
            continue
        for line in group:
            with ui.row(f"history-{line.id}"):
                ui.link(line.link, f"**{ui.plain(line.text)}**")
                ui.say(f"{about(line)}. {line.note}{'.' if line.note else ''}", muted=True)
                if line.copy:
                    ui.draw(ui.file_link(line.copy, inline=False, label="Скачать копию"))
    trail.draw(shown[-1].id if more else None)
