"""Acts behind buttons: what was pressed is done before the page is drawn, and a refusal is said, not thrown."""

from collections.abc import Callable

from core.actor import Actor
from ui import session
from ui.faults import safely


def act(do: Callable[[Actor], object], *, done: str = "") -> Callable[[], None]:
    """Return a callback that does *do* as whoever is logged in at that moment, and then says *done*."""

    @safely
    def callback() -> None:
        known = session.current()
        if known is None:
            return
        do(known.actor)
        if done:
            session.say("success", done)

    return callback
