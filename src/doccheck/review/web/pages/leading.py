"""What leads and auditors use: figures, bulk actions, exports, the trail; and what admins use: accounts, purge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from sqlalchemy import select
from starlette.responses import Response

from doccheck.errors import QueueError
from doccheck.review import audit, bulk
from doccheck.review.accounts import ROLES, add_account, all_accounts, change_account
from doccheck.review.clock import of_date
from doccheck.review.decisions import reopen
from doccheck.review.export import FORMATS, export
from doccheck.review.filters import Filter
from doccheck.review.outdated import outdated
from doccheck.review.retention import due_for_purge, purge
from doccheck.review.show import trail
from doccheck.review.tables import bulk as bulk_table
from doccheck.review.web.access import AdminPost, AdminView, Form, LeadPost, LeadView, ReadAllView, store_of
from doccheck.review.web.counts import dashboard_figures
from doccheck.review.web.render import go, page

if TYPE_CHECKING:
    from doccheck.review.web.signing import Signed

__all__ = ["router"]

router = APIRouter()
_ENDINGS = {"labelstudio": "json", "fhir": "json"}


@router.get("/dashboard")
def dashboard(request: Request, signed: ReadAllView) -> Response:
    """Show the figures."""
    found = dashboard_figures(request.app)
    return page(
        request,
        "dashboard.html",
        signed,
        title="Dashboard",
        figures=found,
        most=max([1, *(max(day.came, day.finished) for day in found.days)]),
    )


@router.get("/trail")
def trail_page(request: Request, signed: ReadAllView, before: int | None = None) -> Response:
    """Show the audit trail, newest first."""
    store = store_of(request)
    with store.read() as connection:
        events = trail(connection, before=before, size=100)
        newest = audit.head(connection)
    return page(request, "trail.html", signed, title="Audit trail", events=events, newest=newest, checked="")


@router.get("/trail/verify")
def verify_page(request: Request, signed: ReadAllView) -> Response:
    """Follow the whole chain and say whether it holds."""
    store = store_of(request)
    anchor = audit.read_anchor(store.anchor) if store.anchor else None
    with store.read() as connection:
        result = audit.verify(connection, store.vault.chain, (anchor,) if anchor else ())
        events, newest = trail(connection, size=20), audit.head(connection)
    words = (
        f"The trail holds: {result:,} events."
        if isinstance(result, int)
        else f"It does not hold at event {result.seq}: {result.why}."
    )
    return page(request, "trail.html", signed, title="Audit trail", events=events, newest=newest, checked=words)


@router.get("/export")
def export_page(request: Request, signed: ReadAllView) -> Response:
    """Show the formats."""
    wanted = _filter(request)
    return page(request, "export.html", signed, title="Export", wanted=wanted, formats=FORMATS)


@router.get("/export/{form}")
def download(request: Request, form: str, signed: ReadAllView, phi: str = "") -> Response:
    """Send the filtered items in a format."""
    wanted = _filter(request, default="all")
    data = export(store_of(request), form, wanted, signed.account.name, include_phi=phi == "yes")
    name = f"doccheck-queue.{_ENDINGS.get(form, form)}"
    return Response(data, media_type=FORMATS[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/bulk")
def bulk_page(request: Request, signed: LeadView) -> Response:
    """Show what a bulk action would touch, and past ones."""
    return _bulk_page(request, signed)


@router.post("/bulk")
def run_bulk(request: Request, form: Form, signed: LeadPost) -> Response:
    """Preview (no ``expected``) or do a bulk action."""
    store, action = store_of(request), form.get("action", "")
    try:
        wanted = Filter.parse(form.get("query", "")[:2000])
        value = _bulk_value(action, form)
        if not form.get("expected", "").isdigit():
            return _bulk_page(
                request, signed, wanted=wanted, action=action, seen=bulk.preview(store, wanted, action), form=form
            )
        done = bulk.run(store, wanted, action, value, signed.account.name, expected=int(form["expected"][:9]))
    except QueueError as error:
        return _bulk_page(request, signed, status=422, fault=str(error))
    request.app.state.counted.forget()
    return _bulk_page(request, signed, done=done)


@router.post("/bulk/{number}/undo")
def undo_bulk(request: Request, number: int, signed: LeadPost) -> Response:
    """Take a bulk action back."""
    bulk.undo(store_of(request), number, signed.account.name)
    request.app.state.counted.forget()
    return go(request, "/bulk")


@router.post("/items/{number}/reopen")
def reopen_item(request: Request, number: int, signed: LeadPost) -> Response:
    """Open a finished item again."""
    reopen(store_of(request), number, signed.account.name)
    return go(request, f"/items/{number}")


@router.get("/accounts")
def accounts_page(request: Request, signed: AdminView) -> Response:
    """Show the accounts."""
    return _accounts_page(request, signed)


@router.post("/accounts")
def change_accounts(request: Request, form: Form, signed: AdminPost) -> Response:
    """Add or change an account."""
    store, name, do = store_of(request), form.get("name", "").strip().lower(), form.get("do", "")
    try:
        if do == "add":
            add_account(store, name, form.get("role", ""), form.get("password", ""), signed.account.name)
        elif do == "role":
            change_account(store, name, signed.account.name, role=form.get("role", ""))
        elif do in {"disable", "enable"}:
            change_account(store, name, signed.account.name, disabled=do == "disable")
        elif do == "password":
            change_account(store, name, signed.account.name, password=form.get("password", ""))
    except QueueError as error:
        return _accounts_page(request, signed, status=422, fault=str(error))
    return go(request, "/accounts")


@router.post("/purge")
def purge_due(request: Request, signed: AdminPost) -> Response:
    """Purge what the policy says."""
    purge(store_of(request), signed.account.name)
    return go(request, "/accounts")


def _filter(request: Request, default: str = "open") -> Filter:
    return Filter.parse({"state": default, **dict(request.query_params)})


def _bulk_value(action: str, form: dict[str, str]) -> str | int | None:
    if action not in bulk.ACTIONS:
        msg = f"a bulk action is one of: {', '.join(bulk.ACTIONS)}"
        raise QueueError(msg)
    if action == "assign":
        return form.get("assignee") or None
    if action in {"snooze", "due"}:
        try:
            return of_date(form.get("date", ""))
        except ValueError:
            msg = "give the date as YYYY-MM-DD"
            raise QueueError(msg) from None
    return None


def _bulk_page(
    request: Request,
    signed: Signed,
    *,
    status: int = 200,
    wanted: Filter | None = None,
    action: str = "assign",
    seen: bulk.Preview | None = None,
    form: dict[str, str] | None = None,
    done: bulk.Done | None = None,
    fault: str = "",
) -> Response:
    store = store_of(request)
    try:
        chosen = wanted or _filter(request)
    except QueueError as error:
        chosen, fault, status = Filter(), str(error), 422
    with store.read() as connection:
        people = [one for one in all_accounts(connection) if one.decides and not one.disabled]
        past = connection.execute(select(bulk_table).order_by(bulk_table.c.id.desc()).limit(20)).all()
    return page(
        request,
        "bulk.html",
        signed,
        status=status,
        title="Bulk",
        wanted=chosen,
        people=people,
        past=past,
        actions=bulk.ACTIONS,
        action=action,
        seen=seen,
        form=form or {},
        done=done,
        fault=fault,
        limit=store.policy.bulk_limit_dollars,
    )


def _accounts_page(request: Request, signed: Signed, *, status: int = 200, fault: str = "") -> Response:
    store = store_of(request)
    with store.read() as connection:
        people, due = all_accounts(connection), len(due_for_purge(store, connection))
        old = outdated(store, connection)
    return page(
        request,
        "accounts.html",
        signed,
        status=status,
        title="Accounts",
        people=people,
        roles=ROLES,
        due=due,
        old=old,
        fault=fault,
        policy=store.policy,
    )
