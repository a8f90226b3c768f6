"""One submission: what was written beside its files, and the card with which it is registered."""

import streamlit as st

import ui
from core import clock
from core.actor import Actor, Permission
from forms.desk.card import RegistrationCard
from forms.desk.returned import Return
from services import applications, registration, submissions

employee = ui.require(
    Permission.REGISTER_SUBMISSIONS, Permission.SEE_IDENTITY, Permission.WORK_ON_APPLICATIONS
)  # what each of them may read, the service decides
number = ui.asked("no")
sheet = submissions.sheet(employee, number)
waiting = sheet.status == submissions.WAITING
clerk = employee.may(Permission.REGISTER_SUBMISSIONS)
start = registration.start(employee, number) if clerk else None


def register(actor: Actor, card: RegistrationCard) -> str:
    """Give it a register number and a card."""
    return applications.register(actor, number, card)


def send_back(actor: Actor, given: Return) -> None:
    """Return it to whoever sent it."""
    submissions.return_back(actor, number, given.reason)


card = ui.Small(RegistrationCard, key=f"register-{number}", start=start, do=register, submit="Зарегистрировать")
back = ui.Small(
    Return, key=f"return-{number}", do=send_back, submit="Вернуть заявителю",
    done=f"Отправка № {number} возвращена, заявителю сообщили причину.",
)  # fmt: skip
if card.outcome:
    ui.flash("success", f"Зарегистрирована, Рег. № **{card.outcome}**.")
    ui.go(f"application?no={card.outcome}")

late = waiting and sheet.register_by < clock.today()
ui.link("submissions", "← Новые отправки") if clerk else ui.link("", "← Заявки")
ui.title(f"Отправка № {number}: {sheet.title}")
ui.draw(
    ui.badge(sheet.status_label, {"waiting": "note", "returned": "late"}.get(sheet.status, "done")),
    ui.tag("span", f" отправлено {ui.moment(sheet.sent_at)}, зарегистрировать до {ui.day(sheet.register_by)} "),
    ui.badge("просрочено", "late") if late else "",
)
if sheet.returned_reason:
    ui.say(f"Возвращено: {sheet.returned_reason}")
if sheet.application_no:
    ui.link(f"application?no={sheet.application_no}", f"Открыть заявку {sheet.application_no}")
if sheet.appeal_no and employee.may(Permission.ANSWER_APPEALS):
    ui.link(f"appeal?no={sheet.appeal_no}", f"Открыть обращение {sheet.appeal_no}")

written, attached, work = st.columns([3, 2, 3], gap="large")
with written:
    by = [("Отправил", sheet.sent_by)] if sheet.sent_by else []
    ui.identity.masked_sheet(
        f"submission-{number}",
        employee,
        (*by, *sheet.applicant_rows),
        sheet.readable,
        ui.identity.of_submission(number),
    )
with attached:
    ui.heading("Файлы")
    ui.draw(
        ui.kept_files(
            [*sheet.files, *([("Копия отправленного, как её подписал заявитель", sheet.copy)] if sheet.copy else [])]
        )
    )
with work:
    if waiting and clerk and start is not None:
        ui.heading("Карточка регистрации")
        card.draw()
    elif waiting and clerk:
        ui.heading("Что делать")
        ui.say("Это не заявка на присоединение: номера в реестре она не получит.")
        st.button(
            "Принять в работу",
            type="primary",
            on_click=ui.act(lambda actor: submissions.accept(actor, number), done=f"Отправка № {number} принята."),
        )
    if waiting and clerk:
        with st.expander("Вернуть заявителю", key=f"return-{number}-fold"):
            back.draw()
