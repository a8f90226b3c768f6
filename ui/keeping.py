"""Where answers and files are kept while a form is being filled in."""

from collections.abc import Mapping
from typing import Any, Protocol

from services.files import Kept
from ui.html import Html


class Holder(Protocol):
    """Where files lie while the form is being filled; they come there by the upload route."""

    @property
    def key(self) -> str:
        """The name of the draft."""

    @property
    def whose(self) -> str:
        """The mark of whoever fills the form: ``uploads.owner``."""

    def detach(self, public_id: str) -> None:
        """Take a file away."""

    def files(self) -> Mapping[str, tuple[Kept, ...]]:
        """Return the files kept so far, by question."""


class Keeper(Holder, Protocol):
    """Where answers and files are kept while the form is being filled."""

    def answers(self) -> Mapping[str, Any]:
        """Return the answers as they were last read."""

    def reread(self) -> None:
        """Read again what is kept: another device may have written meanwhile."""

    def save(self, changed: Mapping[str, Any]) -> None:
        """Keep the changed answers beside the others."""

    def foreign(self, name: str) -> bool:
        """Tell whether the answer to question *name* was last given elsewhere than on this page."""

    def others(self) -> Mapping[str, Any]:
        """Return, by question, what another tab had answered."""

    def settle(self, name: str, *, take: bool) -> None:
        """Take the other answer to question *name*, or leave what stands."""

    def mark(self, questions: Mapping[str, str], again: str) -> Html:
        """Return what the browser must know to keep what is being typed, and when it was last kept."""
