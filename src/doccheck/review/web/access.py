"""Who may do what: the dependencies that every route names, so that no route is open by accident."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - FastAPI reads it at run time
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from doccheck.review.accounts import Account  # noqa: TC001 - FastAPI reads it at run time
from doccheck.review.web import signing
from doccheck.review.web.signing import Signed

if TYPE_CHECKING:
    from doccheck.review.store import Store

__all__ = [
    "CAN",
    "AdminPost",
    "AdminView",
    "AnyPost",
    "AnyView",
    "DecidePost",
    "ForbiddenError",
    "Form",
    "LeadPost",
    "LeadView",
    "ReadAllView",
    "SignInError",
    "posted",
    "store_of",
]

CAN: dict[str, Callable[[Account], bool]] = {
    "any": lambda _: True,
    "decide": lambda who: who.decides,
    "lead": lambda who: who.leads,
    "read_all": lambda who: who.reads_all,
    "admin": lambda who: who.role == "admin",
}
"""What may be asked of an account, and the test for it."""


class SignInError(Exception):
    """Nobody is signed in; ``late`` is the session when it is known but no longer good."""

    def __init__(self, late: Signed | None = None) -> None:
        """Remember the session that ran out."""
        super().__init__("sign in")
        self.late = late
        self.form: dict[str, str] = {}


class ForbiddenError(Exception):
    """The account may not do this, or the form is not from one of its pages."""


def store_of(request: Request) -> Store:
    """Return the open queue of the application."""
    store: Store = request.app.state.store
    return store


async def posted(request: Request) -> dict[str, str]:
    """Return the fields of a form; of fields of one name the last wins; files are left out."""
    async with request.form(max_fields=2_000, max_part_size=200_000) as form:
        return {name: value for name, value in form.multi_items() if isinstance(value, str)}


Form = Annotated[dict[str, str], Depends(posted)]


def _signed(request: Request) -> Signed:
    store = store_of(request)
    with store.read() as connection:
        signed = signing.find(store, connection, request.cookies.get(signing.COOKIE))
    if signed is None or not signed.live:
        raise SignInError(signed)
    signing.touch(store, signed)
    return signed


def _viewer(may: str) -> Callable[[Request], Signed]:
    def viewer(request: Request) -> Signed:
        signed = _signed(request)
        if not CAN[may](signed.account):
            raise ForbiddenError
        return signed

    return viewer


def _poster(may: str) -> Callable[[Request, dict[str, str]], Signed]:
    def poster(request: Request, form: Form) -> Signed:
        try:
            signed = _signed(request)
        except SignInError as error:
            if error.late is not None and signing.right_token(error.late, form.get("csrf")):
                error.form = form  # typed in a page whose session ran out: it must not be lost
            else:
                error.late = None
            raise
        given = form.get("csrf") or request.headers.get("x-csrf-token")
        if not CAN[may](signed.account) or not signing.right_token(signed, given):
            raise ForbiddenError
        return signed

    return poster


AnyView = Annotated[Signed, Depends(_viewer("any"))]
ReadAllView = Annotated[Signed, Depends(_viewer("read_all"))]
LeadView = Annotated[Signed, Depends(_viewer("lead"))]
AdminView = Annotated[Signed, Depends(_viewer("admin"))]
AnyPost = Annotated[Signed, Depends(_poster("any"))]
DecidePost = Annotated[Signed, Depends(_poster("decide"))]
LeadPost = Annotated[Signed, Depends(_poster("lead"))]
AdminPost = Annotated[Signed, Depends(_poster("admin"))]
