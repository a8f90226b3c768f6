"""Questions about who applies that several applications ask, each on conditions of its own (ПП 861, п. 9 «а»)."""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import Field

from core.labelled import Labelled
from forms._kinds import (
    Address,
    Email,
    Kind,
    Line,
    LongLine,
    OneOf,
    PassportNumber,
    PassportSeries,
    PersonName,
    Phone,
    ShownIf,
    Snils,
)

Day = TypeVar("Day")
AGE_OF_PASSPORT = 14
"""In years."""


class IdentityDocument(Labelled):
    """What proves who the person is."""

    PASSPORT = "passport", "паспорт гражданина РФ"
    OTHER = "other", "иной документ"


LastName = Annotated[PersonName, Field(title="Фамилия")]
FirstName = Annotated[PersonName, Field(title="Имя")]
MiddleName = Annotated[PersonName, Field(title="Отчество (при наличии)")]
OwnSnils = Annotated[Snils, Field(title="СНИЛС")]
Identity = Annotated[IdentityDocument, OneOf, Field(title="Документ, удостоверяющий личность")]
Series = Annotated[PassportSeries, Field(title="Серия паспорта")]
Number = Annotated[PassportNumber, Field(title="Номер паспорта")]
OtherIdentity = Annotated[Line, Kind(identity=True), Field(title="Название, серия и номер документа")]
IssuedBy = Annotated[LongLine, Field(title="Кем выдан", min_length=3)]
IssuedOn = Annotated[Day, Field(title="Когда выдан")]
"""``IssuedOn[PastDate]`` where it is always asked, ``IssuedOn[MaybePastDate]`` where it may be hidden."""
BirthDate = Annotated[Day, Field(title="Дата рождения")]
BirthPlace = Annotated[LongLine, Field(title="Место рождения", min_length=2)]
ActualAddress = Annotated[Address, Field(title="Фактический адрес"), ShownIf(lives_elsewhere=True, needed=True)]
MobilePhone = Annotated[Phone, Field(title="Мобильный телефон")]
OwnEmail = Annotated[Email, Field(title="Электронная почта")]


def too_young(born: date | None, issued: date | None) -> str:
    """Return a remark if the document was issued before the age of 14, else an empty text."""
    if born is None or issued is None:
        return ""
    years = (issued - born).days / 365.25
    return "Проверьте дату рождения: документ выдан раньше 14 лет." if years < AGE_OF_PASSPORT else ""
