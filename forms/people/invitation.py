"""Приглашение сотрудника организации в личный кабинет."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import Email, PersonName


class Invitation(Form):
    """Мы отправим письмо со ссылкой: сотрудник сам задаст себе пароль. Свой пароль никому не сообщайте."""

    title = "Приглашение сотрудника"
    source = "ПП 861, п. 8(3); закон 152-ФЗ, ст. 9"

    name: Annotated[PersonName, Field(title="Фамилия, имя, отчество")]
    email: Annotated[
        Email, Field(title="Электронная почта сотрудника", description="По ней он будет входить в кабинет.")
    ]
