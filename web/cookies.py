"""Cookies as they are always set and taken away."""

from starlette.responses import Response

from core.cookies import browser_name, link_name, secure, session_name

__all__ = ["browser_name", "drop", "link_name", "put", "secure", "session_name"]


def put(response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Set a cookie no script can read and no other site can cause to be sent."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=secure(), httponly=True, samesite="strict")


def drop(response: Response, name: str) -> None:
    """Delete a cookie."""
    response.delete_cookie(name, path="/", secure=secure(), httponly=True, samesite="strict")
