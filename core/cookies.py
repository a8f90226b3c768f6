"""Names of the cookies of both portals."""

from core.actor import Side
from core.settings import settings


def secure() -> bool:
    """Tell whether the portals are reached by https: the settings accept one scheme for both."""
    return settings().public_url.startswith("https://")


def session_name(side: Side) -> str:
    """Return the name of the cookie that holds the session's token; the two portals never share one."""
    return _prefixed(f"portal_{side}")


def browser_name(side: Side) -> str:
    """Return the name of the cookie that tells one browser from another before anybody logs in."""
    return _prefixed(f"portal_{side}_browser")


def link_name(side: Side) -> str:
    """Return the name of the cookie that holds the token of a link sent by letter, for a few minutes."""
    return _prefixed(f"portal_{side}_link")


def _prefixed(name: str) -> str:
    return f"__Host-{name}" if secure() else name
