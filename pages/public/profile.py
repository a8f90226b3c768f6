"""«Профиль», «Данные»: what I told about myself."""

import ui
from core.actor import Permission
from services import accounts

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
profile = accounts.profile(consumer)

ui.title("Профиль", profile.name)
ui.tabs(ui.PROFILE, "profile")
ui.draw(ui.tag("p", "До окончания сеанса ", ui.session_clock(), cls="p-clock"))
ui.draw(
    ui.facts(
        [
            ("Регистрационный номер", ui.tag("strong", profile.account_no)),
            ("Тип", profile.kind.label),
            *profile.rows,
            ("Зарегистрирован", ui.moment(profile.registered_at)),
        ]
    )
)
ui.say("Если данные изменились, напишите нам через «Обращение»: мы учтём это в ваших заявках.", muted=True)
