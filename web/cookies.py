"""Cookies as they are always set and taken away."""

from starlette.responses import Response

from core.cookies import browser_name, link_name, secure, session_name

__all__ = ["browser_name", "drop", "link_name", "mark_browser", "put", "secure", "session_name"]

BROWSER_SECONDS = 400 * 24 * 3600


def put(response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Set a cookie no script can read and no other site can cause to be sent."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=secure(), httponly=True, samesite="strict")


def mark_browser(response: Response, name: str, value: str) -> None:
    """Set the cookie that tells one browser from another, for as long as browsers keep one.

    A page that is opened from a letter or another site gets it too (``Lax``), or every such click would make the
    browser a stranger. It opens nothing by itself.
    """
    response.set_cookie(name, value, max_age=BROWSER_SECONDS, path="/", secure=secure(), httponly=True, samesite="lax")


def drop(response: Response, name: str) -> None:
    """Delete a cookie."""
    response.delete_cookie(name, path="/", secure=secure(), httponly=True, samesite="strict")
