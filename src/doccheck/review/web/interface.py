"""The queue over HTTP for other programs: the same rules as the pages, described by OpenAPI.

A program signs in with a bearer token (``doccheck queue user token NAME``); a page of ours may use its session.
"""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - FastAPI reads it at run time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.security import HTTPBearer
from starlette.responses import JSONResponse, Response

from doccheck.review import clock
from doccheck.review.accounts import Account
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item, claim_next
from doccheck.review.decisions import decide, undo
from doccheck.review.export import FORMATS, export
from doccheck.review.filters import Filter
from doccheck.review.leases import Lease, heartbeat, release
from doccheck.review.listing import page
from doccheck.review.show import open_item
from doccheck.review.tokens import token_account
from doccheck.review.web import signing
from doccheck.review.web.access import CAN, ForbiddenError, SignInError, store_of
from doccheck.review.web.counts import counted, dashboard_figures
from doccheck.review.web.figures_record import figures_out
from doccheck.review.web.records import (
    ClaimOut,
    DecisionIn,
    DecisionOut,
    Fault,
    HeldIn,
    ItemOut,
    LeaseOut,
    ListOut,
    UndoOut,
    UntilOut,
    WantedIn,
    item_out,
    line_out,
)

__all__ = ["router"]

_FAULTS: dict[int | str, dict[str, Any]] = {
    401: {"model": Fault, "description": "No token, or it is no longer good."},
    403: {"model": Fault, "description": "The account may not do this."},
    404: {"model": Fault, "description": "There is no such item for this account."},
    409: {"model": Fault, "description": "The lease is lost, or the item changed since it was read."},
    422: {"model": Fault, "description": "The request is incomplete or not of this shape."},
}
router = APIRouter(prefix="/api/v1", responses=_FAULTS, dependencies=[Depends(HTTPBearer(auto_error=False))])

Number = Annotated[int, Path(ge=1, le=2**62, description="Item number.")]


def _caller(may: str) -> Callable[[Request], Account]:
    def caller(request: Request) -> Account:
        store = store_of(request)
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        with store.read() as connection:
            who = token_account(store, connection, given.strip()) if scheme.lower() == "bearer" else None
            signed = None if who else signing.find(store, connection, request.cookies.get(signing.COOKIE))
        if who is None:
            if signed is None or not signed.live:
                raise SignInError
            if request.method != "GET" and not signing.right_token(signed, request.headers.get("x-csrf-token")):
                raise ForbiddenError
            who = signed.account
        if not CAN[may](who):
            raise ForbiddenError
        return who

    return caller


AnyCaller = Annotated[Account, Depends(_caller("any"))]
Decider = Annotated[Account, Depends(_caller("decide"))]
Reader = Annotated[Account, Depends(_caller("read_all"))]


@router.get("/openapi.json", include_in_schema=False)
def schema(request: Request) -> JSONResponse:
    """Return the description of this interface."""
    return JSONResponse(request.app.openapi())


@router.get("/items")
def list_items(  # noqa: PLR0913, PLR0917 - the filter's parts
    request: Request,
    who: AnyCaller,
    state: str = "open",
    code: str = "",
    verdict: str = "",
    rule: str = "",
    assignee: str = "",
    older: str = "",
    q: str = "",
    sort: str = "risk",
    after: str = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> ListOut:
    """List items, the dearest and least certain first."""
    del who
    store = store_of(request)
    wanted = Filter.parse(
        {
            "state": state,
            "code": code,
            "verdict": verdict,
            "rule": rule,
            "assignee": assignee,
            "older": older,
            "q": q,
            "sort": sort,
            "after": after,
        }
    )
    with store.read() as connection:
        found = page(store, connection, wanted, limit)
    total = counted(request.app, wanted).total
    return ListOut(
        items=[line_out(entry) for entry in found.entries],
        after=found.after or None,
        total=total.count,
        cents=total.cents,
    )


@router.get("/items/{number}")
def show_item(request: Request, number: Number, who: AnyCaller, include_phi: bool = False) -> ItemOut:  # noqa: FBT001, FBT002
    """Show an item; its text and report only when asked for. That somebody looked is an event of the audit trail."""
    store = store_of(request)
    with store.read() as connection:
        view = open_item(store, connection, number, who.name, sees_all=who.role == "auditor")
    with store.write() as connection:
        store.record(connection, who.name, "view", number, revision=view.row.revision, masked=not include_phi)
    return item_out(view, include_phi=include_phi)


@router.post("/claims")
def claim_some(request: Request, wanted: WantedIn, who: Decider) -> ClaimOut:
    """Claim the next items in the order of work."""
    leases = claim_next(store_of(request), who.name, lead=who.leads, count=wanted.count)
    return ClaimOut(leases=[_lease_out(lease) for lease in leases])


@router.post("/items/{number}/claim")
def claim_one(request: Request, number: Number, who: Decider) -> LeaseOut:
    """Claim one item."""
    return _lease_out(claim_item(store_of(request), number, who.name, lead=who.leads))


@router.post("/items/{number}/heartbeat")
def beat(request: Request, number: Number, held: HeldIn, who: Decider) -> UntilOut:
    """Prolong a claim."""
    return UntilOut(until=clock.iso(heartbeat(store_of(request), _lease(number, held), who.name)) or "")


@router.post("/items/{number}/release", status_code=204, response_class=Response)
def give_back(request: Request, number: Number, held: HeldIn, who: Decider) -> None:
    """Give an item back."""
    release(store_of(request), _lease(number, held), who.name)


@router.post("/items/{number}/decisions")
def make_decision(request: Request, number: Number, given: DecisionIn, who: Decider) -> DecisionOut:
    """Record a decision under a claim."""
    store, choice = store_of(request), Choice(given.point, given.action, given.value, given.reason, given.comment)
    outcome = decide(store, _lease(number, given), who.name, choice, version=given.version, revision=given.revision)
    request.app.state.counted.decided(store, outcome)
    return DecisionOut(version=outcome.version, state=outcome.state, verdict=outcome.verdict, finished=outcome.finished)


@router.post("/items/{number}/undo")
def take_back(request: Request, number: Number, who: Decider) -> UndoOut:
    """Take back the caller's newest decision on an item."""
    return UndoOut(point=undo(store_of(request), number, who.name))


@router.get("/stats")
def stats(request: Request, who: Reader) -> dict[str, Any]:
    """Return the figures of the dashboard."""
    del who
    return figures_out(dashboard_figures(request.app))


@router.get(
    "/export/{form}", response_class=Response, responses={200: {"content": {kind: {} for kind in FORMATS.values()}}}
)
def download(
    request: Request,
    form: Literal["csv", "xlsx", "jsonl", "parquet", "labelstudio", "fhir"],
    who: Reader,
    state: str = "all",
    code: str = "",
    include_phi: bool = False,  # noqa: FBT001, FBT002
) -> Response:
    """Return items and decisions in a format."""
    wanted = Filter.parse({"state": state, "code": code})
    data = export(store_of(request), form, wanted, who.name, include_phi=include_phi)
    return Response(data, media_type=FORMATS[form])


def _lease(number: int, held: HeldIn) -> Lease:
    return Lease(number, held.slot, held.fence, 0, 0, "review")


def _lease_out(lease: Lease) -> LeaseOut:
    return LeaseOut(
        item=lease.item,
        slot=lease.slot,
        fence=lease.fence,
        version=lease.version,
        until=clock.iso(lease.until) or "",
        kind=lease.kind,
    )
