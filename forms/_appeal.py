"""Forms that are considered as appeals: they get a number, a day of the answer and a thread (order 186)."""

from abc import abstractmethod
from typing import ClassVar

from forms._form import Form
from regulations.appeals import AppealKind, Topic


class AppealForm(Form):
    """A form that, once sent, becomes an appeal."""

    appeal_topic: ClassVar[Topic]
    appeal_kind: ClassVar[AppealKind]

    @abstractmethod
    def said(self) -> str:
        """Return what is said in the appeal."""
