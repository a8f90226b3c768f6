"""What reports ask before they run: forms of the same machinery as all questions."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from sqlalchemy import ColumnElement, and_

from core import clock
from core.labelled import Labelled
from db.models import Application
from forms._form import Form, rule
from forms._kinds import Kind, OneOf, Section, Widget
from forms.desk.card import VoltageClass
from regulations.applicants import PowerBand
from workflows.connection import Connection


class DateBy(Labelled):
    """Which date of an application decides; the value is the name of its column."""

    REGISTERED = "registered_on", "по дате регистрации"
    RECEIVED = "received_on", "по дате поступления"
    CONTRACT = "contract_concluded_on", "по дате заключения договора"
    ENERGIZED = "energized_on", "по дате подачи напряжения"


class Band(Labelled):
    """Bands of maximum power; the register does not tell generation from load."""

    UP_TO_15 = PowerBand.UP_TO_15.value, PowerBand.UP_TO_15.label
    UP_TO_150 = PowerBand.UP_TO_150.value, PowerBand.UP_TO_150.label
    UNDER_670 = PowerBand.UNDER_670.value, PowerBand.UNDER_670.label
    FROM_670 = PowerBand.FROM_670.value, PowerBand.FROM_670.label


class StatusChoice(Labelled):
    """Every status of the connection, in the order of the road."""

    vars().update({code.upper(): (code, status.label) for code, status in Connection.statuses.items()})


_power = Application.power_total_kw
_IN_BAND = {
    Band.UP_TO_15: _power <= Decimal(15),
    Band.UP_TO_150: and_(_power > Decimal(15), _power <= Decimal(150)),
    Band.UNDER_670: and_(_power > Decimal(150), _power < Decimal(670)),
    Band.FROM_670: _power >= Decimal(670),
}


def _show_day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _first_of_january() -> date:
    return clock.today().replace(month=1, day=1)


def _last_of_december() -> date:
    return clock.today().replace(month=12, day=31)


Day = Annotated[date, Kind(Widget.DATE, _show_day)]


class Days(Form):
    """Выберите период."""

    since: Annotated[Day, Section("Период"), Field(title="С", description="Если не указать: с 1 января.")] = Field(
        default_factory=_first_of_january
    )
    until: Annotated[Day, Field(title="По", description="Включительно. Если не указать: по 31 декабря.")] = Field(
        default_factory=_last_of_december
    )

    @rule("until")
    def _in_order(self) -> str:
        return "" if self.since <= self.until else "Конец периода раньше его начала. Исправьте одну из дат."


class Period(Days):
    """Выберите период и, если нужно, отбор: без отбора войдут все заявки периода."""

    by: Annotated[DateBy, OneOf, Field(title="По какой дате отбирать")] = DateBy.REGISTERED
    status: Annotated[StatusChoice | None, OneOf, Section("Отбор"), Field(title="Статус")] = None
    band: Annotated[Band | None, OneOf, Field(title="Максимальная мощность")] = None
    voltage: Annotated[VoltageClass | None, OneOf, Field(title="Напряжение")] = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield what must hold for an application to be in the report; both ends of the period are in it."""
        yield getattr(Application, self.by.value).between(self.since, self.until)
        if self.status is not None:
            yield Application.status == self.status.value
        if self.band is not None:
            yield _IN_BAND[self.band]
        if self.voltage is not None:
            yield Application.voltage_kv == Decimal(self.voltage.value)
