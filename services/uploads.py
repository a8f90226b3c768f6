"""What the upload route asks for: where a file may go, before it comes, and the taking of it."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from core.actor import Actor
from core.errors import NotFound
from core.storage import Incoming
from core.tokens import keyed
from db.models import Application
from db.session import reading
from forms._form import Form
from forms._questions import Question, questions
from forms.contact.appeal import NewAppeal
from forms.contact.reply import Reply
from forms.desk.answer import Answer
from forms.desk.document import PlacedDocument
from services import appeals, drafts, forms
from services.files import Kept


def place(actor: Actor, key: str, name: str, size: int) -> Question:
    """Return the question called *name* of the draft called *key*, if a file of *size* bytes may come there.

    Raises ``Refusal`` with the reason before a byte has been read.
    """
    found = next((asked for asked in questions(form_of(actor, key)) if asked.name == name), None)
    if found is None or found.accepts is None:
        raise NotFound("Сюда нельзя приложить файл. Обновите страницу.")
    drafts.must_have_room(actor, key, size)
    return found


def take(actor: Actor, key: str, question: Question, name: str, incoming: Incoming) -> Kept:
    """Accept a file that has come as a whole; raise ``Refusal`` with the reason if it will not do."""
    return drafts.attach(actor, key, question, name, incoming)


def owner(actor: Actor) -> str:
    """Return the mark of whose page a file was chosen on: it is not to follow the next person who logs in there."""
    return keyed(f"uploads of {actor.user_id}")[:16]


def form_of(actor: Actor, key: str) -> type[Form]:
    """Return the form the draft called *key* is of, if the actor may fill it in now; raise ``Refusal`` otherwise."""
    beginning, _, thing = key.partition(".")
    if beginning in PLACES:
        actor.must(drafts.NEEDED[beginning])
        return PLACES[beginning](actor, thing)
    place = forms.at(actor, key)
    place.must_be_open()
    return place.form


def _of_card(_: Actor, reg_no: str) -> type[Form]:
    reg_no = "/".join(reg_no.rsplit("-", 1))
    with reading() as session:
        if session.scalar(select(Application.id).where(Application.reg_no == reg_no)) is None:
            raise NotFound(f"Заявка {reg_no} не найдена.")
    return PlacedDocument


def _of_appeal(actor: Actor, number: str) -> type[Form]:
    if not number:
        return NewAppeal
    appeals.must_take_more(actor, number)
    return Reply


def _of_answer(actor: Actor, number: str) -> type[Form]:
    appeals.must_take_more(actor, number)
    return Answer


PLACES: Mapping[str, Callable[[Actor, str], type[Form]]] = {
    drafts.DOCUMENT: _of_card,
    drafts.APPEAL: _of_appeal,
    drafts.ANSWER: _of_answer,
}
"""What the key of a draft begins with → the form behind it, if there is a thing of that name to add files to."""
