"""Registration: what the card of an application begins with."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from core.actor import Actor, Permission
from core.errors import Invalid, NotFound
from db.models import Submission
from db.session import reading
from forms._connection import Connection, ConnectionForm
from forms._questions import check
from forms.desk.card import VoltageClass
from services import forms


def start(actor: Actor, number: str) -> dict[str, Any] | None:
    """Return the answers ``RegistrationCard`` begins with, or ``None`` if the submission is no application.

    A form sent as a scan, or one whose questions have changed since, leaves the card to be filled by hand.
    """
    actor.must(Permission.REGISTER_SUBMISSIONS)
    with reading() as session:
        sent = session.scalars(select(Submission).where(Submission.number == number)).one_or_none()
    if sent is None:
        raise NotFound(f"Отправка {number} не найдена.")
    form = forms.of_version(sent.form, sent.form_version)
    if form is None or not issubclass(form, ConnectionForm):
        return None
    try:
        return _card(check(form, sent.answers).connection())
    except Invalid:
        return {}


def _card(asked: Connection) -> dict[str, Any]:
    return {
        "object_name": asked.object_name,
        "object_address": asked.object_address,
        "cadastral_no": asked.cadastral_no,
        "power_new_kw": asked.power_new_kw,
        "power_existing_kw": asked.power_existing_kw,
        "voltage": next((level.value for level in VoltageClass if Decimal(level.value) == asked.voltage_kv), None),
        "reliability": asked.reliability_category,
        "household": asked.household,
        "special": asked.special.value,
    }
