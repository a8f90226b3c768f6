"""Уведомление о перераспределении максимальной мощности (ПП 861, раздел IV)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from forms._form import Form, Mistake, Mode, Need, rule
from forms._kinds import Address, InnOfCompany, Line, LongLine, PersonName, Phone, Power, Section, shown_decimal
from regulations.applicants import ApplicantType


class Redistribution(Form):
    """Если владелец присоединённого объекта отдаёт часть своей мощности другому. Бланк подписывают обе стороны."""

    title = "Уведомление о перераспределении мощности"
    source = "ПП РФ 27.12.2004 № 861, п. 34–36"
    valid_from = date(2026, 1, 1)
    need = Need.CONNECT
    words = "передать мощность соседу киловатт"
    for_applicants = frozenset({ApplicantType.COMPANY, ApplicantType.ENTREPRENEUR})
    modes = frozenset({Mode.DOWNLOAD, Mode.SEND})
    notes = (
        "Приложите соглашение сторон о перераспределении мощности и документы о присоединении отдающей стороны.",
        "Отдающая сторона подписывает уведомление вместе с получающей.",
    )

    giver: Annotated[LongLine, Section("Кто отдаёт мощность"), Field(title="Наименование или имя", min_length=2)]
    giver_inn: Annotated[InnOfCompany, Field(title="ИНН организации")] = ""
    giver_address: Annotated[Address, Field(title="Адрес объекта")]
    giver_papers: Annotated[LongLine, Field(title="Документы о присоединении: название, номер и дата", min_length=3)]
    giver_kw: Annotated[Power, Field(title="Максимальная мощность сейчас", gt=0)]

    receiver: Annotated[LongLine, Section("Кто получает мощность"), Field(title="Наименование или имя", min_length=2)]
    receiver_inn: Annotated[InnOfCompany, Field(title="ИНН организации")] = ""
    receiver_address: Annotated[Address, Field(title="Адрес объекта")]

    given_kw: Annotated[Power, Section("Перераспределение"), Field(title="Сколько передаётся", gt=0)]
    agreement: Annotated[Line, Field(title="Соглашение сторон: номер и дата", min_length=2)]
    contact_name: Annotated[PersonName, Field(title="Контактное лицо")]
    phone: Annotated[Phone, Field(title="Телефон для связи")]

    sample: ClassVar = {
        "giver": "ООО «Ёлка»",
        "giver_papers": "Акт об осуществлении присоединения № 12 от 03.06.2015",
        "giver_kw": "150",
        "receiver": "ООО «Пекарня»",
        "given_kw": "40",
        "agreement": "№ 1 от 15.01.2026",
    }
    mistakes = (Mistake("given_kw", "больше, чем", {"given_kw": "200"}),)

    @rule("given_kw")
    def _no_more_than_there_is(self) -> str:
        if self.given_kw > self.giver_kw:
            return f"Передать больше, чем есть, нельзя: сейчас у отдающей стороны {shown_decimal(self.giver_kw)} кВт."
        return ""
