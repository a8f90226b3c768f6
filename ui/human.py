"""The question that tells people from programs: drawn when it is needed, and never at first contact."""

import streamlit as st

from services import human
from ui import session
from ui.html import draw, tag

HINT = (
    "С вашего адреса к нам обращаются часто, и мы хотим убедиться, что это делает человек. "
    "Ответьте числом, цифрами или словом."
)


class Human:
    """The question beside one form; *what* is the name under which the service counts it."""

    def __init__(self, what: str) -> None:
        self.what, self.place = what, f"human:{what}"

    def draw(self) -> None:
        """Draw the question, if one must be answered."""
        if human.needed(self.what, session.visitor()):
            riddle: human.Riddle = st.session_state.setdefault(self.place, human.riddle())
            with st.container(key=f"p-human-{self.what}", gap="xsmall"):
                st.text_input(f"{riddle.text} *", key=f"human-{riddle.mark}", max_chars=40, autocomplete="off")
                draw(tag("p", HINT, cls="p-hint"))

    def proof(self) -> human.Proof | None:
        """Return what was answered; the question is used up, and the next one drawn is another."""
        riddle: human.Riddle | None = st.session_state.get(self.place)
        if riddle is None:
            return None
        answer = st.session_state.get(f"human-{riddle.mark}", "")
        if answer.strip():
            del st.session_state[self.place]
        return human.Proof(riddle.mark, answer)
