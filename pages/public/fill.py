"""One online form: fill it in, send it, get a number."""

from collections.abc import Mapping
from typing import Any

import ui
from core.actor import Permission
from services import submissions
from services.draft_keys import DraftKey

consumer = ui.require(Permission.FILE_APPLICATIONS)
key = DraftKey(ui.asked("form"), ui.asked("application"), ui.asked("appeal"))
begun = ui.Begun(consumer, key)
form, draft = begun.place.form, begun.draft


def send(answers: Mapping[str, Any], send_key: str) -> submissions.Sent:
    """Send the form as it stands."""
    return submissions.send(ui.require(Permission.FILE_APPLICATIONS), str(key), answers, send_key)


ui.title(form.title, (form.__doc__ or "").strip())
for page, words in form.shortcuts:
    ui.link(page, words)
if begun.ready():
    draft.news()
    if ui.number("step") < 2:  # noqa: PLR2004 - the first step, or a form without steps
        ui.say(
            "Поля со звёздочкой обязательны. Всё, что вы вводите и прикладываете, сразу сохраняется: "
            "можно закрыть страницу и продолжить позже, в том числе с другого устройства.",
            muted=True,
        )
    look = ui.draft_link(str(key), "Посмотреть на бумаге до отправки") if draft.view.saved_at else ""
    draws = ui.Steps if ui.in_steps(form) else ui.Ask
    asked = draws(
        form, key=f"fill-{begun.key}", start=draft.view.answers, act=send, keeper=draft, offers=begun.offers,
        unasked=begun.unasked, before_submit=look,
    )  # fmt: skip
    if sent := asked.draw():
        ui.arrive(sent)
    draft.offer_to_discard(asked)
