"""One item: look, claim, decide, take back; what is typed is never lost."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import select
from starlette.responses import Response

from doccheck.errors import QueueConflictError
from doccheck.review.choices import Choice, DecisionError
from doccheck.review.claims import claim_item, claim_next
from doccheck.review.decisions import decide, undo
from doccheck.review.drafts import keep_draft
from doccheck.review.leases import Lease, heartbeat, lease_of, release, steal
from doccheck.review.points import NOTE
from doccheck.review.show import open_item
from doccheck.review.tables import slot
from doccheck.review.web import render
from doccheck.review.web.access import AnyPost, AnyView, DecidePost, Form, LeadPost, store_of
from doccheck.review.web.pages.item_view import Conflict, show

__all__ = ["router", "typed_in"]

router = APIRouter()
_TYPED = ("comment:", "value:", "reason:")


def typed_in(form: dict[str, str]) -> dict[str, str]:
    """Return the fields of a form that a person typed or chose."""
    return {name: value for name, value in form.items() if name.startswith(_TYPED)}


@router.get("/items/{number}")
def item_page(request: Request, number: int, signed: AnyView) -> Response:
    """Show an item."""
    return show(request, signed, number)


@router.post("/items/{number}/unmask")
def unmask(request: Request, number: int, signed: AnyPost) -> Response:
    """Show the note to somebody who does not work items; that they asked is an event of its own."""
    return show(request, signed, number, unmasked=True)


@router.post("/items/{number}/claim")
def claim(request: Request, number: int, signed: DecidePost) -> Response:
    """Claim the item."""
    try:
        claim_item(store_of(request), number, signed.account.name, lead=signed.account.leads)
    except QueueConflictError as error:
        return show(request, signed, number, status=409, fault=_sentence(error))
    return render.go(request, _back(request, number))


@router.post("/items/{number}/heartbeat")
def beat(request: Request, number: int, signed: DecidePost) -> Response:
    """Prolong the claim while the page is open."""
    store = store_of(request)
    lease = _lease(request, number, signed.account.name)
    if lease is None:
        return Response(status_code=409)
    heartbeat(store, lease, signed.account.name)
    return Response(status_code=204)


@router.post("/items/{number}/skip")
def skip(request: Request, number: int, form: Form, signed: DecidePost) -> Response:
    """Give the item back and go on to the one after it; what was typed is kept."""
    store, name = store_of(request), signed.account.name
    keep_draft(store, number, name, typed_in(form))
    lease = _lease(request, number, name)
    if lease is not None:
        release(store, lease, name)
    after = form.get("after", "")
    return render.go(request, f"/items/{after}" if after.isdigit() else "/")


@router.post("/items/{number}/steal")
def take_over(request: Request, number: int, form: Form, signed: LeadPost) -> Response:
    """Take the item from whoever holds it."""
    steal(store_of(request), number, signed.account.name, form.get("why", ""))
    return render.go(request, _back(request, number))


@router.post("/items/{number}/draft")
def draft(request: Request, number: int, form: Form, signed: DecidePost) -> Response:
    """Keep what is typed so far."""
    keep_draft(store_of(request), number, signed.account.name, typed_in(form))
    return Response(status_code=204)


@router.post("/items/{number}/undo")
def take_back(request: Request, number: int, signed: DecidePost) -> Response:
    """Take back the newest own decision."""
    try:
        undo(store_of(request), number, signed.account.name)
    except QueueConflictError as error:
        return show(request, signed, number, status=409, fault=_sentence(error))
    return render.go(request, _back(request, number))


@router.post("/items/{number}/decide")
def make_decision(request: Request, number: int, form: Form, signed: DecidePost) -> Response:
    """Record a decision. Everything typed is kept before anything can go wrong."""
    store, name = store_of(request), signed.account.name
    action, _, key = form.get("do", "").partition("|")
    typed = typed_in(form)
    keep_draft(store, number, name, typed)
    choice = Choice(
        key or NOTE,
        action,
        form.get(f"value:{key}") or None,
        form.get(f"reason:{key}") or None,
        form.get(f"comment:{key}", ""),
    )
    try:
        lease = claim_item(store, number, name, lead=signed.account.leads)
        _same_place(lease, number, form)
        outcome = decide(store, lease, name, choice, version=_whole(form, "version"), revision=_whole(form, "revision"))
    except DecisionError as error:
        return show(request, signed, number, status=422, fault=_sentence(error), fault_at=choice.point)
    except QueueConflictError as error:
        return show(request, signed, number, status=409, conflict=_conflict(request, number, name, form, choice, error))
    keep_draft(store, number, name, {field: value for field, value in typed.items() if field.partition(":")[2] != key})
    request.app.state.counted.decided(store, outcome)
    if outcome.finished:
        leases = claim_next(store, name, lead=signed.account.leads) if form.get("then") != "list" else []
        return render.go(request, f"/items/{leases[0].item}" if leases else "/?done=1")
    if request.headers.get("hx-request"):
        return show(request, signed, number)
    return render.go(request, _back(request, number))


def _same_place(lease: Lease, number: int, form: dict[str, str]) -> None:
    if str(lease.slot) != form.get("slot"):
        msg = f"item {number}: it went on since you opened it; look at both versions and decide again"
        raise QueueConflictError(msg)


def _conflict(
    request: Request, number: int, name: str, form: dict[str, str], choice: Choice, error: QueueConflictError
) -> Conflict:
    """Gather both sides: what is decided on the server, and what was sent."""
    store = store_of(request)
    with store.read() as connection:
        view = open_item(store, connection, number, name)
        place = connection.execute(select(slot.c.kind).where(slot.c.id == _whole(form, "slot"))).first()
        every = open_item(store, connection, number, name, sees_all=True).made
    same = (
        ()
        if place is None or view.row.state == "second"
        else tuple(one for one in every if one.active and one.slot == _whole(form, "slot"))
    )
    sent = [
        (choice.point, " ".join(part for part in (choice.action, choice.value, choice.reason, choice.comment) if part))
    ]
    sent += [
        (field, value) for field, value in typed_in(form).items() if value and field.partition(":")[2] != choice.point
    ]
    return Conflict(_sentence(error), same, tuple(sent))


def _lease(request: Request, number: int, name: str) -> Lease | None:
    store = store_of(request)
    with store.read() as connection:
        return lease_of(connection, number, name, store.clock())


def _back(request: Request, number: int) -> str:
    query = request.query_params.get("in", "")
    if not query:
        return f"/items/{number}"
    from urllib.parse import urlencode  # noqa: PLC0415 - only where a list is carried along

    return f"/items/{number}?{urlencode({'in': query})}"


def _whole(form: dict[str, str], name: str) -> int:
    value = form.get(name, "")
    return int(value) if value.isdigit() and len(value) < 10 else -1  # noqa: PLR2004 - far more than any version


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + "."
