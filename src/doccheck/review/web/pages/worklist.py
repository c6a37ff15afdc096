"""The list of items: filters in the address, counts and dollars beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import delete, insert, select
from starlette.responses import Response  # noqa: TC002 - FastAPI reads it at run time

from doccheck.errors import QueueError
from doccheck.review.claims import claim_next
from doccheck.review.filters import SORTS, STATES, Filter
from doccheck.review.listing import page
from doccheck.review.tables import saved_filter
from doccheck.review.web import render
from doccheck.review.web.access import AnyPost, AnyView, DecidePost, Form, store_of
from doccheck.review.web.counts import counted

__all__ = ["router"]

router = APIRouter()
_SIZE = 50
_FACET_NAMES = {"top_rule": "Reason", "code": "Code", "verdict": "Verdict", "assignee": "Assigned to"}
_FACET_FIELDS = {"top_rule": "rule", "code": "code", "verdict": "verdict", "assignee": "assignee"}
_SHOWN = 12


@router.get("/")
def worklist(request: Request, signed: AnyView) -> Response:
    """Show one page of the list."""
    store = store_of(request)
    try:
        wanted, fault = Filter.parse(dict(request.query_params)), ""
    except QueueError as error:
        wanted, fault = Filter(), str(error)
    with store.read() as connection:
        try:
            found = page(store, connection, wanted, _SIZE)
        except QueueError as error:
            wanted, fault = Filter(), str(error)
            found = page(store, connection, wanted, _SIZE)
        saved = connection.execute(
            select(saved_filter.c.name, saved_filter.c.query)
            .where(saved_filter.c.account == signed.account.name)
            .order_by(saved_filter.c.name)
        ).all()
    counts = counted(request.app, wanted)
    return render.page(
        request,
        "list.html",
        signed,
        title="Queue",
        wanted=wanted,
        found=found,
        counts=counts,
        states=STATES,
        sorts=SORTS,
        facet_names=_FACET_NAMES,
        facet_fields=_FACET_FIELDS,
        shown=_SHOWN,
        saved=saved,
        fault=fault,
        status=400 if fault else 200,
    )


@router.post("/next")
def next_item(request: Request, signed: DecidePost) -> Response:
    """Claim the next item in the order of work and go there."""
    leases = claim_next(store_of(request), signed.account.name, lead=signed.account.leads)
    return render.go(request, f"/items/{leases[0].item}" if leases else "/?done=1")


@router.post("/filters")
def save_filter(request: Request, form: Form, signed: AnyPost) -> Response:
    """Keep a filter under a name, or forget one."""
    store, name = store_of(request), form.get("name", "").strip()[:60]
    wanted = Filter.parse(form.get("query", "")[:2000])
    mine = (saved_filter.c.account == signed.account.name, saved_filter.c.name == name)
    with store.write() as connection:
        connection.execute(delete(saved_filter).where(*mine))
        if name and form.get("do") != "forget":
            connection.execute(
                insert(saved_filter).values(account=signed.account.name, name=name, query=wanted.query()[:400])
            )
    return render.go(request, f"/?{wanted.query()}")
