"""Новый сотрудник."""

from typing import Annotated

from pydantic import Field

from core.actor import Role
from core.labelled import Labelled
from forms._form import Form
from forms._kinds import Email, Line, OneOf


class RoleChoice(Labelled):
    """Every role of the staff app."""

    vars().update({role.name: (role.value, role.label) for role in Role})


class NewEmployee(Form):
    """Сотрудник получит письмо со ссылкой и сам задаст пароль. Чужих паролей не знает никто."""

    title = "Новый сотрудник"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    name: Annotated[Line, Field(title="Фамилия, имя, отчество", min_length=5)]
    email: Annotated[Email, Field(title="Рабочая электронная почта", description="По ней сотрудник будет входить.")]
    role: Annotated[RoleChoice, OneOf, Field(title="Роль")]
