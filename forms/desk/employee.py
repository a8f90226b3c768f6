"""Новый сотрудник."""

from typing import Annotated

from pydantic import Field

from core import passwords
from core.actor import Role
from core.labelled import Labelled
from forms._form import Form
from forms._kinds import Email, Line, NewPassword, OneOf


class RoleChoice(Labelled):
    """Every role of the staff app."""

    vars().update({role.name: (role.value, role.label) for role in Role})


class NewEmployee(Form):
    """Передайте сотруднику адрес и пароль лично."""

    title = "Новый сотрудник"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    name: Annotated[Line, Field(title="Фамилия, имя, отчество", min_length=5)]
    email: Annotated[Email, Field(title="Рабочая электронная почта", description="По ней сотрудник будет входить.")]
    role: Annotated[RoleChoice, OneOf, Field(title="Роль")]
    password: Annotated[
        NewPassword,
        Field(
            title="Пароль",
            description=f"Не короче {passwords.MIN_LENGTH} знаков, лучше всего фраза из нескольких слов.",
        ),
    ]
