"""«Профиль», «Данные»: what I told about myself, where it is shown, and what I may do with it."""

import ui
from core.actor import Permission
from services import accounts

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
known = accounts.profile(consumer)

ui.title("Профиль", known.name)
ui.tabs(ui.PROFILE, "profile")
ui.draw(*ui.session_told())
ui.own_profile.facts_or_form(consumer, known)
ui.own_profile.changes(consumer)
ui.own_profile.take_along()
ui.own_profile.delete(consumer)
