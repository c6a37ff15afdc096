"""What every request must pass and every answer carries, whatever the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CONTENT_POLICY", "Guard"]

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LARGEST_BODY = 4_000_000


class Guard:
    """ASGI middleware: a known host, no request from a foreign page, no body too large, strict headers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], *, secure: bool) -> None:
        """Wrap ``app``.

        Args:
            app: The application.
            hosts: Host names that may be asked for (a page of another name that resolves here is an attack).
            secure: Whether browsers reach this by TLS.
        """
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 400, 403 or 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        answer = _with_headers(scope, send, secure=self._secure)
        if refused is not None:
            await refused(scope, receive, answer)
            return
        await self._app(scope, _limited(receive), answer)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name_of(host) not in self._hosts:
            return PlainTextResponse("This host name is not served here.", 400)
        if scope["method"] in _SAFE:
            return None
        if int(headers.get("content-length") or 0) > _LARGEST_BODY:
            return PlainTextResponse("The request is too large.", 413)
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if origin == "null":  # what our own pages send, because they give no referrer
            foreign = site != "same-origin"
        else:
            foreign = site not in {None, "same-origin", "none"} or (
                origin is not None and urlsplit(origin).netloc != host
            )
        return PlainTextResponse("This request comes from another page.", 403) if foreign else None


def _name_of(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0].lstrip("[").lower()
    return host.partition(":")[0].lower()


def _limited(receive: Receive) -> Receive:
    """Cut off a body that says nothing of its length and never ends."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > _LARGEST_BODY:
            return {"type": "http.disconnect"}
        return message

    return limited


def _with_headers(scope: Scope, send: Send, *, secure: bool) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if secure:
                headers["Strict-Transport-Security"] = "max-age=31536000"
            static = scope["path"].startswith("/static/")
            headers["Cache-Control"] = "public, max-age=86400" if static else "no-store"
        await send(message)

    return answer
