"""«Данные» of the profile: facts and where they are shown, changing them, taking them along, having them deleted."""

import streamlit as st

from core.actor import Actor, Permission
from core.errors import Conflict
from forms._form import Form
from services import accounts, deletion_requests, profile
from ui import session
from ui.html import Html, draw, joined, tag
from ui.shell import link
from ui.small import Small
from ui.sure import sure
from ui.widgets import day, facts, heading, moment, say

KEY = "profile"
NOTHING_NEW = "Вы ничего не изменили."
ONLY_OWNER = "Данные меняет владелец кабинета. Кто это, видно на странице «Сотрудники»."


def facts_or_form(actor: Actor, known: accounts.Profile) -> None:
    """Draw what is known with the way to change it, or in its place the form that changes it."""
    if not actor.may(Permission.CHANGE_PROFILE):
        say(ONLY_OWNER, muted=True)
    elif f"{KEY}:version" in st.session_state:
        _form(actor)
        return
    else:
        st.button("Изменить данные", key="p-change-profile", type="primary", on_click=_open)
    _told(known)


def _told(known: accounts.Profile) -> None:
    own = known.email not in dict(known.rows).values()
    rows: list[tuple[str, str | Html]] = [
        ("Регистрационный номер", _fact(tag("strong", known.account_no), "им можно входить вместо почты")),
        ("Тип", known.kind.label),
        *((label, _fact(value, profile.WHERE.get(label, ""))) for label, value in known.rows),
        *([("Почта для входа", _fact(known.email, "по ней вы входите, на неё приходят письма"))] if own else []),
        ("Зарегистрирован", moment(known.registered_at)),
    ]
    say("Под каждой строкой сказано, где её видно.", muted=True)
    draw(facts(rows))
    link("security", "Сменить почту или пароль")


def _form(actor: Actor) -> None:
    known = profile.editable(actor)
    heading("Изменить данные")
    if known.locked:
        say(f"Не меняется после первой отправки: {', '.join(known.locked)}.", muted=True)
        link("appeals", "Исправить через «Обращение»")
    form: Small[Form, int] = Small(
        known.form, key=KEY, do=_change, start=known.start, only=known.open, submit="Сохранить изменения"
    )
    form.draw()
    st.button("Не менять", key="p-leave-profile", on_click=form.forget)


def changes(actor: Actor) -> None:
    """Draw who changed what and when."""
    entries = profile.changes(actor)
    if not entries:
        return
    heading("История изменений")
    draw(
        tag(
            "ul",
            *(
                tag(
                    "li",
                    tag("time", f"{moment(entry.at)}, {entry.by}"),
                    tag("strong", f"{entry.label}: "),
                    tag("span", entry.was or "не указано", cls="p-was"),
                    " → ",
                    tag("span", entry.now or "не указано"),
                )
                for entry in entries
            ),
            cls="p-history",
        )
    )


def take_along() -> None:
    """Draw the way to take everything along."""
    heading("Скачать мои данные")
    say(
        "Один архив: всё, что кабинет хранит о вас, и все ваши файлы — приложенные, копии отправленного и документы "
        "от компании. Внутри могут быть копии паспорта, не скачивайте его на чужой компьютер.",
        muted=True,
    )
    draw(tag("p", tag("a", "Скачать архив", href="/my-data", cls="p-button")))


def delete(actor: Actor) -> None:
    """Draw what a deletion means, and the way to ask for it or to take the request back."""
    heading("Удалить учётную запись")
    if (waiting := deletion_requests.mine(actor)) is not None:
        draw(
            tag(
                "div",
                tag("p", tag("strong", "Вы попросили удалить учётную запись.")),
                tag("p", f"Запрос получен {moment(waiting.asked_at)}, решим до {day(waiting.due_on)} и напишем вам."),
                tag("p", "До этого кабинет работает как обычно, а запрос можно отозвать."),
                cls="p-turn-box",
            )
        )
        sure(
            "deletion-withdraw",
            "Отозвать запрос",
            deletion_requests.withdraw,
            told=["Учётная запись и данные останутся как были."],
            yes="Отозвать запрос",
            no="Оставить запрос",
            done="Запрос отозван, ничего не удалено.",
        )
        return
    plan = deletion_requests.plan(actor)
    say(
        f"Мы удалим её за {deletion_requests.WORKING_DAYS} рабочих дней после запроса. До этого можно передумать.",
        muted=True,
    )
    with st.expander("Что удалим, а что обязаны хранить", key="p-deletion-plan"):
        draw(
            tag("p", tag("strong", "Удалим:")),
            tag("ul", *(tag("li", entry) for entry in plan.goes), cls="p-plain"),
            tag("p", tag("strong", "Обязаны хранить:")),
            tag("ul", *(tag("li", what, tag("span", why, cls="p-muted p-under")) for what, why in plan.stays),
                cls="p-plain"),
        )  # fmt: skip
    sure(
        "deletion-ask",
        "Попросить удалить учётную запись",
        deletion_requests.ask,
        told=[
            "После удаления войти будет нельзя, восстановить учётную запись тоже. Новую можно зарегистрировать заново.",
            "Сначала скачайте свои данные, если они вам нужны.",
        ],
        yes="Отправить запрос",
        done="Запрос получен. Мы отправили вам письмо.",
    )


def _fact(value: str, where: str) -> Html:
    return joined(value, tag("span", f"{where[0].upper()}{where[1:]}", cls="p-where")) if where else joined(value)


def _open() -> None:
    if (known := session.current()) is not None:
        st.session_state[f"{KEY}:version"] = profile.editable(known.actor).version


def _change(actor: Actor, given: Form) -> int:
    # The version is of the moment the form was opened: whatever others changed since is told before it is passed over.
    try:
        count = profile.change(actor, given, version=st.session_state[f"{KEY}:version"])
    except Conflict:
        st.session_state[f"{KEY}:version"] = profile.editable(actor).version
        raise
    session.say("success", "Данные сохранены. Мы сообщили об этом письмом." if count else NOTHING_NEW)
    return count
