"""What the typing route asks for: answers kept while they are still being typed."""

from collections.abc import Mapping
from datetime import date

from core.actor import Actor
from core.errors import NotFound, Refusal
from forms._form import Form
from forms._kinds import LONGEST_PASTE, Widget
from forms._questions import Question, questions
from services import drafts, uploads
from services.drafts import Saved

MOST_AT_ONCE = 50
"""Answers of one request."""
TYPED = (Widget.LINE, Widget.TEXT, Widget.DATE)
"""What is typed sign by sign; whatever is chosen comes with the page."""


def keep(actor: Actor, key: str, typed: Mapping[str, str], *, tab: str, base: int) -> Saved:
    """Keep what is *typed* into the draft called *key* so far, as it stands.

    *tab* names the page it is typed on, *base* the revision of the draft that page was drawn with. Raises ``NotFound``
    for a draft or a question that is not there, ``Refusal`` with the reason.
    """
    if len(typed) > MOST_AT_ONCE:
        raise Refusal("Слишком много ответов сразу. Обновите страницу.")
    form = uploads.form_of(actor, key)
    for name, text in typed.items():
        asked = _asked(form, name)
        if asked is None or asked.kind.widget not in TYPED:
            raise NotFound("Такого вопроса в форме больше нет. Обновите страницу: введённое на ней сохранено.")
        if len(text) > LONGEST_PASTE:
            raise Refusal(f"Ответ «{asked.label}» слишком длинный. Сократите его.")
        if asked.kind.widget is Widget.DATE and not _is_day(text):
            raise Refusal(f"Ответ «{asked.label}» не похож на дату. Введите день, месяц и год.")
    return drafts.save(actor, key, typed, form=form, tab=tab, base=base)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _asked(form: type[Form], name: str) -> Question | None:
    group, *inside = name.split(".")
    found = next((asked for asked in questions(form) if asked.name == group), None)
    if not inside or found is None:
        return found
    if found.row is None or len(inside) != 2:  # noqa: PLR2004 - a row and a question of it
        return None
    return next((asked for asked in questions(found.row) if asked.name == inside[1]), None)
