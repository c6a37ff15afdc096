"""The item page put together: the note with its marks, the cards, the form, the trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doccheck.review.choices import ACTIONS, REASONS, values_for
from doccheck.review.drafts import read_draft
from doccheck.review.filters import Filter
from doccheck.review.leases import STEAL_REASONS
from doccheck.review.neighbours import neighbours
from doccheck.review.points import NOTE
from doccheck.review.show import Made, View, open_item, trail
from doccheck.review.web import render
from doccheck.review.web.access import store_of
from doccheck.review.web.marks import sheet_of

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.responses import Response

    from doccheck.review.show import Place
    from doccheck.review.web.signing import Signed

__all__ = ["Conflict", "show"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands in the way of a decision: the reason, what is on the server now, what the person sent."""

    why: str
    there: tuple[Made, ...]
    sent: tuple[tuple[str, str], ...]


def show(
    request: Request,
    signed: Signed,
    number: int,
    *,
    status: int = 200,
    fault: str = "",
    fault_at: str = "",
    conflict: Conflict | None = None,
    unmasked: bool = False,
) -> Response:
    """Return the page of an item; that somebody looked is an event of the audit trail.

    Raises:
        QueueAccessError: There is no such item.
    """
    store, who = store_of(request), signed.account
    wanted = _list_of(request)
    with store.read() as connection:
        view = open_item(store, connection, number, who.name, sees_all=who.role == "auditor")
        typed = read_draft(store, connection, number, who.name) if who.decides else {}
        events = trail(connection, number) if who.reads_all and not view.blind else ()
        before, after = neighbours(store, connection, wanted, number)
    masked = not who.decides and not unmasked
    with store.write() as connection:
        store.record(
            connection, who.name, "unmask" if unmasked else "view", number, revision=view.row.revision, masked=masked
        )
    place = _open_place(view, who.name, leads=who.leads)
    return render.page(
        request,
        "item.html",
        signed,
        status=status,
        title=f"Item {number}",
        view=view,
        row=view.row,
        sheet=sheet_of(view, masked=masked),
        masked=masked,
        typed=typed,
        events=events,
        before=before,
        after=after,
        wanted=wanted,
        list_query=wanted.query(),
        fault=fault,
        fault_at=fault_at,
        conflict=conflict,
        place=place,
        can_decide=who.decides and place is not None and view.report is not None,
        holder=_holder(view, who.name),
        others=_others(view, place),
        actions=ACTIONS,
        reasons=REASONS,
        values_for=values_for,
        note_key=NOTE,
        steal_reasons=STEAL_REASONS,
        closed=view.row.state in {"done", "passed", "closed"},
    )


def _list_of(request: Request) -> Filter:
    """Return the list the person came from (``?in=``), the open items otherwise."""
    from doccheck.errors import QueueError  # noqa: PLC0415 - one name

    try:
        return Filter.parse(request.query_params.get("in", ""))
    except QueueError:
        return Filter()


def _open_place(view: View, name: str, *, leads: bool) -> Place | None:
    """Return the review this person has, or could take now."""
    if view.lease is not None:
        return next((place for place in view.places if place.id == view.lease.slot), None)
    if any(place.reviewer == name and place.state == "done" for place in view.places):
        return None
    free = [place for place in view.places if place.state == "open" and (leads or place.kind == "review")]
    if not leads and view.row.assignee not in {None, name}:
        return None
    return free[0] if free else None


def _holder(view: View, name: str) -> Place | None:
    return next((place for place in view.places if place.state == "leased" and place.reviewer != name), None)


def _others(view: View, place: Place | None) -> dict[str, list[Made]]:
    """Return what other reviews of this run say, by point, where it may be seen."""
    mine: Any = place.id if place is not None else None
    found: dict[str, list[Made]] = {}
    for one in view.made:
        if one.active and one.revision == view.row.revision and one.slot != mine:
            found.setdefault(one.point, []).append(one)
    return found
