"""The catalogue of forms, as each applicant sees it."""

from dataclasses import dataclass

from core.actor import Actor, Permission
from core.errors import NotFound
from db.models import Consumer
from db.session import reading
from forms._catalogue import declared, known, of_version, versions
from forms._form import Form, Mode, Need
from forms._identity import identity_labels, plain_files
from regulations.applicants import ApplicantType

__all__ = [
    "applicant_type", "available", "declared", "form", "identity_labels", "known", "of_version", "plain_files",
    "versions",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A form on the main page."""

    code: str
    title: str
    summary: str
    need: Need
    modes: tuple[Mode, ...]
    """In the order of the enumeration."""


def available(actor: Actor) -> list[Offered]:
    """Return the forms for this type of applicant, grouped by need."""
    actor.must(Permission.FILE_APPLICATIONS)
    kind = applicant_type(actor)
    order = list(Need)
    offered = [
        Offered(code, form.title, (form.__doc__ or "").strip(), form.need, tuple(m for m in Mode if m in form.modes))
        for code, form in declared().items()
        if kind in form.for_applicants
    ]
    return sorted(offered, key=lambda form: (order.index(form.need), form.title))


def form(actor: Actor, code: str, mode: Mode = Mode.FILL) -> type[Form]:
    """Return the form *code* if this applicant may use it so, else raise ``NotFound``."""
    actor.must(Permission.FILE_APPLICATIONS)
    found = declared().get(code)
    if found is None or mode not in found.modes or applicant_type(actor) not in found.for_applicants:
        raise NotFound("Такой формы нет. Выберите форму на главной странице.")
    return found


def applicant_type(actor: Actor) -> ApplicantType:
    """Return what kind of applicant the actor acts for."""
    actor.must(Permission.FILE_APPLICATIONS)
    with reading() as session:
        return ApplicantType(session.get_one(Consumer, actor.consumer_id).kind)
