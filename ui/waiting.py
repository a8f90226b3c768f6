"""What was half typed when the time was up: put by for the same person in the same tab, and for nobody else."""

from typing import Any

import streamlit as st

NAME = "portal_kept"
_OF_FORMS = (":answers", ":before", ":unsaved", ":send", ":chosen")
"""What a form keeps of itself between two runs, by the end of its name; widgets are filled from it anew."""
SECRET = ":secret"  # noqa: S105 - the end of a name
"""Where a form names its questions whose answers are never put by."""


def put_by(user_id: int) -> None:
    """Put the answers of this tab's forms by for the person; passwords are not kept."""
    found: dict[str, Any] = {}
    for name in map(str, st.session_state):
        if name.endswith(_OF_FORMS):
            value = st.session_state[name]
            secret = st.session_state.get(f"{name.rpartition(':')[0]}{SECRET}", ())
            found[name] = _without(value, secret) if isinstance(value, dict) else value
    if found:
        st.session_state[NAME] = (user_id, found)


def give_back(user_id: int) -> None:
    """Give back what was put by for this person; what was somebody else's is thrown away."""
    owner, found = st.session_state.pop(NAME, (0, {}))
    if owner == user_id:
        for name, value in found.items():
            st.session_state.setdefault(name, value)


def throw_away() -> None:
    """Forget what was put by."""
    st.session_state.pop(NAME, None)


def _without(answers: dict[str, Any], secret: tuple[str, ...]) -> dict[str, Any]:
    return {name: answer for name, answer in answers.items() if name not in secret}
