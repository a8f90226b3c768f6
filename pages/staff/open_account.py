"""An account for an applicant who has none: the questions of the registration card, without password and consents."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import ui
from core.actor import Permission
from services import applicants

employee = ui.require(Permission.OPEN_ACCOUNTS)
kinds = {kind.value: kind for kind in applicants.CARDS}
kind = kinds.get(ui.asked("kind"), next(iter(applicants.CARDS)))
card = applicants.CARDS[kind]


def open_account(answers: Mapping[str, Any], _: str) -> applicants.Issued:
    """Open it; the password comes back once."""
    return applicants.open_new(ui.acting(), kind, answers)


ui.link("consumers", "← Потребители")
ui.title(f"Учётная запись: {kind.label.lower()}", (card.__doc__ or "").strip())
ui.say("Согласия и пароль не нужны: их заявитель даст сам при первом входе.", muted=True)
asked, _ = st.columns([3, 2])
with asked:
    form = ui.Ask(card, key=f"open-{kind.value}", start={}, act=open_account, submit="Открыть учётную запись")
    if issued := form.draw():
        ui.issue(issued)
        st.rerun()
