"""The staff app: ASGI entry when imported, site map when Streamlit runs it."""

import streamlit as st

import ui

if __name__ != "__main__":
    from web import edge

    app = st.App(__file__, on_script_error=ui.apologise, **edge.staff())
else:
    may = ui.Permission
    ui.serve_staff(
        [
            ui.Screen("pages/staff/queue.py", "Заявки", "", menu=True, needs=may.SEE_APPLICATIONS),
            # Who runs the accounts sees no applications: for them the first page is this one.
            ui.Screen("pages/staff/employees.py", "Сотрудники", "", menu=True, needs=may.MANAGE_EMPLOYEES),
            ui.Screen(
                "pages/staff/submissions.py", "Новые отправки", "submissions", menu=True, needs=may.REGISTER_SUBMISSIONS
            ),
            ui.Screen("pages/staff/appeals.py", "Обращения", "appeals", menu=True, needs=may.ANSWER_APPEALS),
            ui.Screen("pages/staff/consumers.py", "Потребители", "consumers", menu=True, needs=may.FIND_APPLICANTS),
            ui.Screen("pages/staff/reports.py", "Отчёты", "reports", menu=True, needs=may.SEE_REPORTS),
            ui.Screen(
                "pages/staff/deletions.py", "Удаление данных", "deletions", menu=True, needs=may.DECIDE_DELETIONS
            ),
            ui.Screen("pages/staff/journal.py", "Журнал", "journal", menu=True, needs=may.SEE_JOURNAL),
            ui.Screen(
                "pages/staff/security.py", "Моя учётная запись", "security", menu=True, needs=may.MANAGE_OWN_ACCOUNT
            ),
            ui.Screen("pages/staff/application.py", "Заявка", "application", needs=may.SEE_APPLICATIONS),
            ui.Screen("pages/staff/submission.py", "Отправка", "submission", needs=may.SEE_APPLICATIONS),
            ui.Screen("pages/staff/appeal.py", "Обращение", "appeal", needs=may.ANSWER_APPEALS),
            ui.Screen("pages/staff/consumer.py", "Потребитель", "consumer", needs=may.FIND_APPLICANTS),
            ui.Screen("pages/staff/open_account.py", "Учётная запись", "open-account", needs=may.OPEN_ACCOUNTS),
            ui.Screen("pages/staff/employee.py", "Сотрудник", "employee", needs=may.MANAGE_EMPLOYEES),
            ui.Screen("pages/staff/second_factor.py", "Подключите вход с кодом", "second-factor"),
            ui.Screen("pages/staff/first_password.py", "Первый вход", "first-password"),
            ui.Screen("pages/staff/forgotten.py", "Восстановление пароля", "forgotten", public=True),
            ui.Screen("pages/staff/password.py", "Новый пароль", "password", public=True),
            ui.Screen("pages/staff/confirm.py", "Подтверждение адреса", "confirm", public=True),
            ui.Screen("pages/staff/link_over.py", "Ссылка больше не действует", "link-over", public=True),
        ]
    )
