"""Our own faults: logged with a code, and apologised for by it."""

import functools
import logging
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from core.errors import Refusal
from core.settings import settings
from ui import session
from ui.html import plain

Callback = TypeVar("Callback", bound=Callable[..., None])
log = logging.getLogger("portal")


def apologise(error: Exception) -> bool:
    """Say on the page that it is our fault; the log tells the rest."""
    st.error(sorry(error))
    return True


def safely(callback: Callback) -> Callback:
    """Let a widget's callback fail as a page fails: a refusal is said, a fault is apologised for.

    Streamlit draws nothing after an error in a callback, and the person would be left with a frozen page.
    """

    @functools.wraps(callback)
    def guarded(*args: Any, **given: Any) -> None:
        try:
            callback(*args, **given)
        except Refusal as refusal:
            session.say("error", plain(str(refusal)))  # names of people and files are in it
        except Exception as error:  # noqa: BLE001 - whatever it was, the page must be drawn
            session.say("error", sorry(error))

    return guarded  # type: ignore[return-value] # the same arguments, by *args


def sorry(error: Exception) -> str:
    """Log *error* under a fresh code; return the sentences that tell the person."""
    code = f"{secrets.token_hex(2)}-{secrets.token_hex(1)}".upper()
    log.error("unexpected error, code %s", code, exc_info=error)
    return (
        "Что-то пошло не так, и это наша ошибка. Мы уже знаем. Сохранённое раньше не пропало, попробуйте ещё раз. "
        f"Если не поможет, позвоните {settings().hot_line} и назовите код {code}."
    )
