"""Другая роль сотрудника."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import OneOf
from forms.desk.employee import RoleChoice


class NewRole(Form):
    """Права меняются сразу, в открытых вкладках тоже."""

    title = "Смена роли"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    role: Annotated[RoleChoice, OneOf, Field(title="Роль")]
