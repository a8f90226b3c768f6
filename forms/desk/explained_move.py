"""Перевод, причину которого заявителю объясняют обязательно."""

from typing import Annotated

from pydantic import Field

from forms._kinds import LongText
from forms.desk.move import Move


class ExplainedMove(Move):
    """Заявитель увидит причину в карточке и получит её в письме."""

    comment: Annotated[LongText, Field(title="Причина для заявителя")]
