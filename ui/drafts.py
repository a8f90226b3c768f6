"""A form kept as a draft: every answer and every file is on the server as soon as it is given."""

from collections.abc import Mapping
from typing import Any

from core import clock
from core.actor import Actor
from forms._form import Form
from forms._questions import Question
from services import drafts
from services.files import Kept


class Draft:
    """The draft called *key* of whoever fills the form; a ``Keeper`` for ``Ask``."""

    def __init__(self, actor: Actor, form: type[Form], key: str) -> None:
        self.actor, self.key = actor, key
        self.view = drafts.begun(actor, form, key)

    def save(self, answers: Mapping[str, Any]) -> str:
        """Keep the answers; return the sentence that says so."""
        return f"Сохранено в {clock.local(drafts.save(self.actor, self.key, answers)):%H:%M}"

    def saved(self) -> str:
        """Return the sentence that says when the answers were last kept; empty if never."""
        return f"Сохранено в {clock.local(self.view.saved_at):%H:%M}" if self.view.saved_at else ""

    def attach(self, question: Question, name: str, content: bytes) -> None:
        """Keep a file under *question*; raise ``Refusal`` with the reason if it cannot be."""
        drafts.attach(self.actor, self.key, question, name, content)

    def detach(self, public_id: str) -> None:
        """Take a file away."""
        drafts.detach(self.actor, self.key, public_id)

    def files(self) -> Mapping[str, tuple[Kept, ...]]:
        """Return the files kept so far, by question."""
        return self.view.files
