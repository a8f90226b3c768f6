"""The consumer portal: ASGI entry when imported, site map when Streamlit runs it."""

import streamlit as st

import ui

if __name__ != "__main__":
    from web import edge

    app = st.App(__file__, on_script_error=ui.apologise, **edge.public())
else:
    ui.serve_public(
        [
            ui.Screen("pages/public/home.py", "Главная", "", menu=True),
            ui.Screen("pages/public/applications.py", "Заявки", "applications", menu=True),
            ui.Screen("pages/public/notifications.py", "Уведомления", "notifications", menu=True),
            ui.Screen("pages/public/profile.py", "Профиль", "profile", menu=True),
            ui.Screen("pages/public/appeals.py", "Обращение", "appeals", menu=True),
            ui.Screen("pages/public/security.py", "Вход и безопасность", "security"),
            ui.Screen("pages/public/consents.py", "Согласия", "consents"),
            ui.Screen("pages/public/history.py", "История", "history"),
            ui.Screen("pages/public/people.py", "Сотрудники", "people", several=True),
            ui.Screen("pages/public/application.py", "Заявка", "application"),
            ui.Screen("pages/public/sent.py", "Отправка", "sent"),
            ui.Screen("pages/public/fill.py", "Заполнить", "fill"),
            ui.Screen("pages/public/send.py", "Отправить", "send"),
            ui.Screen("pages/public/appeal.py", "Обращение", "appeal"),
            ui.Screen("pages/public/register.py", "Регистрация", "register", public=True),
            ui.Screen("pages/public/forgotten.py", "Восстановление пароля", "forgotten", public=True),
            ui.Screen("pages/public/password.py", "Новый пароль", "password", public=True),
            ui.Screen("pages/public/confirm.py", "Подтверждение адреса", "confirm", public=True),
            ui.Screen("pages/public/link_over.py", "Ссылка больше не действует", "link-over", public=True),
            ui.Screen("pages/public/first_password.py", "Первый вход", "first-password"),
        ]
    )
