"""«Подать похожую»: a new form begins with what was sent before, and never in place of what is begun already."""

from sqlalchemy import select

from core.actor import Actor, Permission
from core.errors import Conflict, NotFound
from db.models import Submission
from db.session import transaction
from forms._form import Mode
from forms._retyped import retyped
from forms._versions import asked
from services import drafts, files, forms


def possible(actor: Actor, code: str) -> bool:
    """Tell whether a form like one of *code* can be filled in by this applicant today."""
    actor.must(Permission.FILE_APPLICATIONS)
    try:
        return not forms.form(actor, code, Mode.FILL).statuses
    except NotFound:
        return False


def begin(actor: Actor, number: str, *, instead: bool = False) -> str:
    """Begin a draft with the answers of the applicant's own sending *number*; return the key of the draft.

    Files and confirmations are given anew. Raises ``Conflict`` if such a form is begun already, unless the draft is to
    be taken *instead* of that one.
    """
    actor.must(Permission.FILE_APPLICATIONS)
    with transaction() as session:
        query = select(Submission).where(Submission.number == number, Submission.consumer_id == actor.consumer_id)
        sent = session.scalars(query).one_or_none()
        if sent is None:
            raise NotFound(f"Отправка {number} не найдена.")
        form = forms.form(actor, sent.form, Mode.FILL)
        begun = drafts.kept(session, actor, sent.form)
        if begun is not None:
            if not instead:
                raise Conflict("Такая форма у вас уже начата. Продолжите её или замените ответами из отправленной.")
            attached = [entry.file_id for entry in begun.files]
            session.delete(begun)
            session.flush()  # before the same key is written anew
            files.release(session, attached)
        row = drafts.to_write(session, actor, sent.form)
        row.answers, row.form_version, row.asked = retyped(form, sent.answers), form.version(), asked(form)
        return sent.form
