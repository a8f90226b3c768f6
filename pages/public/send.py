"""«Отправить»: a form filled by hand, sent as a file."""

from collections.abc import Mapping
from typing import Any

import ui
from core.actor import Permission
from forms._form import Mode
from services import submissions
from services.draft_keys import DraftKey

consumer = ui.require(Permission.FILE_APPLICATIONS)
key = DraftKey(ui.asked("form"), ui.asked("application"), ui.asked("appeal"), scan=True)
begun = ui.Begun(consumer, key)
declared, scan, draft = begun.place.declared, begun.place.form, begun.draft


def send(answers: Mapping[str, Any], send_key: str) -> submissions.Sent:
    """Send the files as they stand."""
    return submissions.send(ui.require(Permission.FILE_APPLICATIONS), str(key), answers, send_key)


ui.title(declared.title, (scan.__doc__ or "").strip())
if Mode.DOWNLOAD in declared.modes:
    ui.draw(ui.tag("a", "Скачать бланк", href=f"/blanks/{key.code}", download="download", cls="p-link"))
if begun.ready():
    asked = ui.Ask(scan, key=f"send-{begun.key}", start=draft.view.answers, act=send, keeper=draft)
    if sent := asked.draw():
        ui.arrive(sent)
    draft.offer_to_discard(asked)
