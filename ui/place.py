"""Where a form is filled in: which application it is about, and whether it can be sent at all."""

from collections.abc import Mapping
from dataclasses import replace

from core.actor import Actor
from forms._questions import questions, readable_so_far
from services import forms
from services.draft_keys import DraftKey
from services.forms import Place
from services.submissions import WAITING, Sent
from ui import session
from ui.drafts import Draft
from ui.html import draw, plain, tag
from ui.shell import go, link
from ui.widgets import day, heading, kept_files, row, say, sheet


class Begun:
    """A place as somebody has come to it: the draft, what may be chosen, and what is known without asking."""

    def __init__(self, actor: Actor, key: DraftKey) -> None:
        self.actor, self.place = actor, forms.at(actor, str(key))
        self.draft = Draft(actor, self.place.form, str(key))
        self.key = widget_key(str(replace(key, scan=False)))
        own = {entry.reg_no: f"{entry.reg_no}, {entry.object_name}" for entry in forms.fitting(actor, key.code)}
        answered = {number: f"№ {number}" for number in forms.answered_appeals(actor, key.code)}
        self.offers: Mapping[str, Mapping[str, str]] = {"application": own, "appeal": answered}
        self.unasked = frozenset(name for name, choice in self.offers.items() if key.given or not choice)

    def ready(self) -> bool:
        """Draw what the form is about; tell whether it can be filled in, having drawn otherwise why it cannot."""
        if forms.belongs(self.place.declared) and not self.place.key.application:
            _choose(self.actor, self.place)
            return False
        if self.place.key.application:
            link(f"application?no={self.place.key.application}", f"**{plain(self.place.thing)}**")
        elif self.place.thing:
            draw(tag("p", tag("strong", self.place.thing)))
        if self.place.closed:
            self._closed()
        return not self.place.closed

    def _closed(self) -> None:
        draw(tag("p", self.place.closed, cls="p-turn-box"))
        if self.draft.view.saved_at is None:
            return
        heading("Что вы успели ввести")
        sheet(readable_so_far(self.place.form, self.draft.view.answers))
        attached = self.draft.view.files
        labels = {question.name: question.label for question in questions(self.place.form)}
        draw(kept_files((labels.get(name, ""), kept) for name, entries in attached.items() for kept in entries))
        self.draft.offer_to_discard()


def arrive(sent: Sent) -> None:
    """Say that it was sent, and open the page that tells what happens next."""
    then = f"Зарегистрируем до {day(sent.register_by)}." if sent.status == WAITING else "Спасибо!"
    session.say("success", f"Отправлено, номер **{sent.number}**. {then}")
    go(sent.page)


def widget_key(key: str) -> str:
    """Return the *key* of a draft as a part of the keys of widgets, which become names of CSS classes."""
    return key.replace("~", "-").replace(".", "-")


def _choose(actor: Actor, place: Place) -> None:
    fitting = forms.fitting(actor, place.key.code)
    if not fitting:
        say(f"Сейчас у вас нет заявки, к которой подходит эта форма. Её отправляют, когда {place.declared.when}.")
        link("applications", "Мои заявки")
        return
    heading("О какой заявке речь")
    for entry in fitting:
        with row(f"about-{entry.reg_no.replace('/', '-')}"):
            target = DraftKey(place.key.code, entry.reg_no, scan=place.key.scan).target
            link(target, f"**{entry.reg_no}**, {entry.object_name}")
            say(f"{entry.object_address}. {entry.status_label}.", muted=True)
