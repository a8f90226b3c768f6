"""The consumer portal: ASGI entry when imported, site map when Streamlit runs it."""

import streamlit as st

import ui

if __name__ != "__main__":
    from web import edge

    app = st.App(__file__, on_script_error=ui.apologise, **edge.public())
else:
    ui.serve_public(
        [
            ui.Screen("pages/public/home.py", "Главная", "", menu=True, about="ваши заявки, черновики и все формы"),
            ui.Screen(
                "pages/public/applications.py", "Заявки", "applications", menu=True,
                about="заявки, принятые к рассмотрению, их ход и документы",
            ),
            ui.Screen(
                "pages/public/notifications.py", "Уведомления", "notifications", menu=True,
                about="история сообщений о заявках",
            ),
            ui.Screen(
                "pages/public/profile.py", "Профиль", "profile", menu=True,
                about="ваши данные и регистрационный номер",
            ),
            ui.Screen(
                "pages/public/appeals.py", "Обращение", "appeals", menu=True,
                about="задать вопрос, отправить файлы, прочитать ответы",
            ),
            ui.Screen(
                "pages/public/security.py", "Вход и безопасность", "security", under="profile",
                about="время сеанса, пароль, почта, вход с кодом",
            ),
            ui.Screen(
                "pages/public/consents.py", "Согласия", "consents", under="profile",
                about="на что вы согласились и что можно отозвать",
            ),
            ui.Screen(
                "pages/public/history.py", "История", "history", under="profile",
                about="отправленные документы, входы и другие события",
            ),
            ui.Screen(
                "pages/public/people.py", "Сотрудники", "people", several=True, under="profile",
                about="кто работает в кабинете организации",
            ),
            ui.Screen("pages/public/application.py", "Заявка", "application", under="applications"),
            ui.Screen("pages/public/sent.py", "Отправка", "sent", under="applications"),
            ui.Screen("pages/public/fill.py", "Заполнить", "fill", under=""),
            ui.Screen("pages/public/send.py", "Отправить", "send", under=""),
            ui.Screen("pages/public/appeal.py", "Переписка", "appeal", under="appeals"),
            ui.Screen(
                "pages/public/register.py", "Регистрация", "register", public=True, under="",
                about="открыть личный кабинет",
            ),
            ui.Screen(
                "pages/public/forgotten.py", "Восстановление пароля", "forgotten", public=True, under="",
                about="новый пароль по ссылке из письма",
            ),
            ui.Screen("pages/public/help.py", "Помощь", "help", public=True),
            ui.Screen("pages/public/password.py", "Новый пароль", "password", public=True),
            ui.Screen("pages/public/confirm.py", "Подтверждение адреса", "confirm", public=True),
            ui.Screen("pages/public/link_over.py", "Ссылка больше не действует", "link-over", public=True),
            ui.Screen("pages/public/first_password.py", "Первый вход", "first-password"),
        ]
    )  # fmt: skip
