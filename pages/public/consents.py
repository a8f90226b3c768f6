"""«Профиль», «Согласия»: what I agreed to, in which wording and when."""

import ui
from core.actor import Permission
from services import accounts

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)

ui.title("Профиль")
ui.tabs(ui.PROFILE, "consents")
ui.draw(
    ui.table(
        ("Документ", "Редакция", "Когда"),
        [
            (ui.document_link(given.code, given.title), given.version, ui.moment(given.given_at))
            for given in accounts.profile(consumer).consents
        ],
    )
)
