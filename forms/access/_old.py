"""The password of today, asked before anything about the way in is changed."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import OldPassword


class Old(Form):
    """Proves that it is still the same person who sits there."""

    old_password: Annotated[OldPassword, Field(title="Пароль сейчас")]
