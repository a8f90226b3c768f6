"""One online form: fill it in, send it, get a number."""

from collections.abc import Mapping
from typing import Any

import ui
from core.actor import Permission
from services import forms, submissions

consumer = ui.require(Permission.FILE_APPLICATIONS)
code = ui.asked("form")
form = forms.form(consumer, code)
draft = ui.Draft(consumer, form, code)


def send(answers: Mapping[str, Any], send_key: str) -> submissions.Sent:
    """Send the form as it stands."""
    return submissions.send(ui.require(Permission.FILE_APPLICATIONS), code, code, answers, send_key, form=form)


ui.title(form.title, (form.__doc__ or "").strip())
if ui.number("step") < 2:  # noqa: PLR2004 - the first step, or a form without steps
    ui.say(
        "Поля со звёздочкой обязательны. Всё, что вы вводите и прикладываете, сразу сохраняется: "
        "можно закрыть страницу и продолжить позже, в том числе с другого устройства.",
        muted=True,
    )
draws = ui.Steps if ui.in_steps(form) else ui.Ask
look = ui.draft_link(code, "Посмотреть на бумаге до отправки") if draft.view.saved_at else ""
asked = draws(form, key=f"fill-{code}", start=draft.view.answers, act=send, keeper=draft, before_submit=look)
if sent := asked.draw():
    ui.flash("success", f"Отправлено, номер **{sent.number}**. Зарегистрируем до {ui.day(sent.register_by)}.")
    ui.go(f"sent?no={sent.number}")
draft.offer_to_discard(asked)
