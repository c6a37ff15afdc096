"""Signing in and out, and a person's own settings."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import update
from starlette.responses import RedirectResponse, Response

from doccheck.errors import QueueAccessError
from doccheck.review.accounts import sign_in
from doccheck.review.tables import account
from doccheck.review.web import signing
from doccheck.review.web.access import AnyPost, AnyView, Form, store_of
from doccheck.review.web.render import go, page

__all__ = ["router"]

router = APIRouter()
_THEMES = {"auto": "As the system", "light": "Light", "dark": "Dark"}


def _own_page(target: str) -> str:
    """Return ``target`` when it is one of our pages, else the list: a link must not lead elsewhere."""
    good = target.startswith("/") and not target.startswith(("//", "/\\")) and "\\" not in target and "\n" not in target
    return target if good and not target.startswith("/login") else "/"


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """Show the form."""
    return page(
        request,
        "login.html",
        title="Sign in",
        next=_own_page(next),
        name="",
        fault="",
        kept=bool(request.query_params.get("kept")),
    )


@router.post("/login")
def login(request: Request, form: Form) -> Response:
    """Check name and password and begin a session."""
    store = store_of(request)
    name, target = form.get("name", "").strip().lower()[:60], _own_page(form.get("next", "/"))
    try:
        who = sign_in(store, name, form.get("password", "")[:1000])
    except QueueAccessError as error:
        sentence = str(error)
        return page(
            request,
            "login.html",
            status=401,
            title="Sign in",
            next=target,
            name=name,
            kept=False,
            fault=sentence[0].upper() + sentence[1:] + ".",
        )
    value = signing.begin(store, who.name, request.cookies.get(signing.COOKIE))
    answer = RedirectResponse(target, 303)
    answer.set_cookie(
        signing.COOKIE, value, httponly=True, samesite="strict", secure=request.app.state.secure, path="/"
    )
    return answer


@router.post("/logout")
def logout(request: Request, signed: AnyPost) -> Response:
    """End the session."""
    signing.end(store_of(request), signed)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(signing.COOKIE, path="/")
    return answer


@router.get("/settings")
def settings_page(request: Request, signed: AnyView) -> Response:
    """Show a person's own settings."""
    return page(request, "settings.html", signed, title="Settings", themes=_THEMES)


@router.post("/settings")
def change_settings(request: Request, form: Form, signed: AnyPost) -> Response:
    """Keep whether single keys act, and light or dark."""
    store = store_of(request)
    theme = form.get("theme", "auto")
    with store.write() as connection:
        connection.execute(
            update(account)
            .where(account.c.name == signed.account.name)
            .values(keys_on=form.get("keys") == "on", theme=theme if theme in _THEMES else "auto")
        )
    return go(request, "/settings")


@router.get("/help")
def help_page(request: Request, signed: AnyView) -> Response:
    """Show the keys and what each decision means."""
    return page(request, "help.html", signed, title="Help")
