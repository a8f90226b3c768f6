"""Security headers on every response."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import cookies

STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # Emotion's empty <style>, whose rules come by script
    "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",  # React Aria's fixed one
)
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": f"'self' {' '.join(STYLES)}",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "frame-src": "'self'",
    "object-src": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {allowed}" for name, allowed in POLICY.items())
"""The tightest policy Streamlit's front end works under."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"
REFUSED = "Соединение не открыто. Обновите страницу."


_STARTS = {"http.response.start", "websocket.http.response.start", "websocket.accept"}


class SecurityHeaders:
    """Middleware: the headers a browser needs to defend the person; a route's own policy is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; dress the response, and the refusal of a websocket, which is a response too."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        accepted = False

        async def dressed(message: Message) -> None:
            nonlocal accepted
            if message["type"] == "websocket.close" and not accepted:
                # The server would answer for us, without our headers.
                await PlainTextResponse(REFUSED, 403)(scope, receive, dressed)
                return
            if message["type"] in _STARTS:
                message.setdefault("headers", [])
                _dress(MutableHeaders(scope=message))
                accepted = True
            await send(message)

        await self.app(scope, receive, dressed)


def always() -> dict[str, str]:
    """Return the headers of an answer that has no policy of its own."""
    told = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "X-Frame-Options": "DENY", **ALWAYS}
    return {**told, "Strict-Transport-Security": HSTS} if cookies.secure() else told


def _dress(headers: MutableHeaders) -> None:
    for name, value in always().items():
        headers.setdefault(name, value)
    for leak in ("access-control-allow-origin", "server"):
        if leak in headers:
            del headers[leak]
