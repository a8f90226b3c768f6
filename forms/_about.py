"""Forms that are about an application: the question which one, and the statuses in which such forms make sense.

A form whose question must be answered belongs to an application; one whose question may be left out can be about one.
"""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import OwnApplication

BEFORE_CONTRACT = frozenset(
    {
        "registered", "in_work", "missing_docs", "preparing_tu", "so_approval", "rate_setting", "offer_placed",
        "objection", "suspended",
    }
)  # fmt: skip
"""The application is considered, and nothing is concluded yet."""
TU_IN_FORCE = frozenset({"contract", "tu_notice", "remarks"})
"""The technical conditions are being fulfilled."""
UNDER_CONTRACT = TU_IN_FORCE | {"tu_done", "connecting"}
CONNECTED = frozenset({"energized", "docs_remarks", "completed"})
OPEN = BEFORE_CONTRACT | UNDER_CONTRACT | CONNECTED - {"completed"}
"""Somebody has to act yet."""
OFFERED = frozenset({"offer_placed", "objection"}) | UNDER_CONTRACT | CONNECTED
"""The company has placed documents, and the application has not ended without a connection."""
OVER = frozenset({"annulled", "withdrawn", "terminated"})
"""It ended so."""


class OfApplication(Form):
    """A form that belongs to one application."""

    application: Annotated[OwnApplication, Field(title="Заявка")]


class MaybeOfApplication(Form):
    """A form that may be about one."""

    application: Annotated[
        OwnApplication, Field(title="О какой заявке речь", description="Если заявки нет, оставьте как есть.")
    ] = ""
