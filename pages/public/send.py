"""«Отправить»: a form filled by hand, sent as a file."""

from collections.abc import Mapping
from typing import Any

import ui
from core.actor import Permission
from forms._form import Mode
from forms._scan import Scan
from services import drafts, forms, submissions

consumer = ui.require(Permission.FILE_APPLICATIONS)
code = ui.asked("form")
form = forms.form(consumer, code, Mode.SEND)
key = f"{code}{drafts.SCAN}"
draft = ui.Draft(consumer, Scan, key)


def send(answers: Mapping[str, Any], send_key: str) -> submissions.Sent:
    """Send the files as they stand."""
    return submissions.send(ui.require(Permission.FILE_APPLICATIONS), code, key, answers, send_key, form=Scan)


ui.title(form.title, (Scan.__doc__ or "").strip())
if Mode.DOWNLOAD in form.modes:
    ui.draw(ui.tag("a", "Скачать бланк", href=f"/blanks/{code}", download="download", cls="p-link"))
asked = ui.Ask(Scan, key=f"send-{code}", start=draft.view.answers, act=send, keeper=draft)
if sent := asked.draw():
    ui.flash("success", f"Отправлено, номер **{sent.number}**. Зарегистрируем до {ui.day(sent.register_by)}.")
    ui.go(f"sent?no={sent.number}")
draft.offer_to_discard(asked)
