"""The application: pages and interface behind the guard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from doccheck.errors import QueueAccessError, QueueConflictError, QueueError
from doccheck.review.drafts import keep_draft
from doccheck.review.web import interface
from doccheck.review.web.access import ForbiddenError, SignInError
from doccheck.review.web.counts import Counts, warm
from doccheck.review.web.guard import Guard
from doccheck.review.web.pages import entry, item, leading, worklist
from doccheck.review.web.render import page
from doccheck.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.review.store import Store

__all__ = ["create_app"]

_ITEM_PARTS = 3  # items / number / what
_LOCAL = ("127.0.0.1", "localhost", "::1")


def create_app(store: Store, *, hosts: Iterable[str] = (), secure: bool = False, counting: bool = False) -> Guard:
    """Return the ASGI application for an open queue.

    Args:
        store: The open queue.
        hosts: Host names browsers use besides those of this machine.
        secure: Whether they reach it by TLS; cookies are then sent by TLS only.
        counting: Whether to count what the first pages show before somebody asks.
    """
    app = FastAPI(
        title="doccheck review queue",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        description="List, claim, decide and export what a check could not decide.",
        # Spans and logs of requests would carry what notes hold to wherever the environment says.
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    app.state.store = store
    app.state.secure = secure
    app.state.counted = Counts()
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    for router in (worklist.router, item.router, leading.router, entry.router):
        app.include_router(router, include_in_schema=False)
    app.include_router(interface.router)
    app.get("/healthz", include_in_schema=False)(_healthy)
    for kind, handler in (
        (SignInError, _sign_in),
        (ForbiddenError, _forbidden),
        (QueueConflictError, _conflict),
        (QueueAccessError, _missing),
        (QueueError, _refused),
        (HTTPException, _plain),
        (RequestValidationError, _invalid),
    ):
        app.add_exception_handler(kind, handler)
    if counting:
        warm(app)
    return Guard(app, [*_LOCAL, *hosts], secure=secure)


def _healthy() -> Response:
    return Response("ok", media_type="text/plain")


def _is_interface(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _answer(request: Request, status: int, sentence: str) -> Response:
    sentence = sentence[:1].upper() + sentence[1:] + ("" if sentence.endswith(".") else ".")
    if _is_interface(request):
        return JSONResponse({"detail": sentence}, status)
    return page(request, "message.html", None, status=status, title="Queue", sentence=sentence)


def _sign_in(request: Request, error: Exception) -> Response:
    if _is_interface(request):
        return JSONResponse({"detail": "Give a bearer token, or sign in."}, 401, {"WWW-Authenticate": "Bearer"})
    kept = _keep_late(request, error) if isinstance(error, SignInError) else False
    target = request.url.path if request.method == "GET" else _page_of(request.url.path)
    to = f"/login?next={target}{'&kept=1' if kept else ''}"
    if request.url.path.endswith(("/draft", "/heartbeat")):
        return Response(status_code=401)
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": to})
    return RedirectResponse(to, 303)


def _page_of(path: str) -> str:
    parts = path.strip("/").split("/")
    return f"/items/{parts[1]}" if len(parts) > 1 and parts[0] == "items" and parts[1].isdigit() else "/"


def _keep_late(request: Request, error: SignInError) -> bool:
    """Keep what was typed in a page whose session ran out meanwhile; its form still carries the session's token."""
    parts = request.url.path.strip("/").split("/")
    typed = item.typed_in(error.form)
    if (
        error.late is None
        or not error.late.account.decides
        or len(parts) != _ITEM_PARTS
        or parts[0] != "items"
        or not parts[1].isdigit()
    ):
        return False
    try:
        keep_draft(request.app.state.store, int(parts[1]), error.late.account.name, typed)
    except QueueError:
        return False
    return True


def _forbidden(request: Request, _: Exception) -> Response:
    return _answer(request, 403, "You may not do this, or the page was opened under another sign-in; load it again")


def _conflict(request: Request, error: Exception) -> Response:
    return _answer(request, 409, str(error))


def _missing(request: Request, error: Exception) -> Response:
    return _answer(request, 404, str(error))


def _refused(request: Request, error: Exception) -> Response:
    return _answer(request, 422, str(error))


def _invalid(request: Request, error: Exception) -> Response:
    if _is_interface(request) and isinstance(error, RequestValidationError):
        # Where and what kind, never the value that was sent: it may be words of a note.
        faults = [{"at": [str(part) for part in one["loc"]], "fault": one["type"]} for one in error.errors()]
        return JSONResponse({"detail": "The request is not of this shape.", "faults": faults}, 422)
    return _answer(request, 404, "There is no such page")


def _plain(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _answer(
        request,
        status,
        {404: "There is no such page", 405: "This page does not take that"}.get(status, "That did not work"),
    )
