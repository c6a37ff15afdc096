"""The shapes of the HTTP interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from doccheck.review.clock import iso
from doccheck.review.listing import line

if TYPE_CHECKING:
    from sqlalchemy import Row

    from doccheck.review.listing import Entry
    from doccheck.review.show import View

__all__ = [
    "ClaimOut",
    "DecisionIn",
    "DecisionOut",
    "Fault",
    "HeldIn",
    "ItemOut",
    "LeaseOut",
    "LineOut",
    "ListOut",
    "MadeOut",
    "PointOut",
    "UndoOut",
    "UntilOut",
    "WantedIn",
    "item_out",
    "line_out",
]

_Whole = Annotated[int, Field(ge=0, le=2**62)]
_Small = Annotated[int, Field(ge=0, le=2**31 - 1)]
# A NUL is no text that PostgreSQL can hold.
_Short = Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Fault(BaseModel):
    """What went wrong, in one sentence that never repeats what was sent."""

    detail: str
    faults: list[dict[str, Any]] | None = None


class WantedIn(_In):
    """How many items to claim."""

    count: Annotated[int, Field(ge=1, le=100)] = 1


class HeldIn(_In):
    """The claim that the caller holds."""

    slot: _Whole
    fence: _Small


class DecisionIn(HeldIn):
    """A decision; ``version`` and ``revision`` are what the caller saw."""

    version: _Small
    revision: _Small | None = None
    point: _Short = "note"
    action: Literal["accept", "override", "cannot_tell", "escalate"]
    value: _Short | None = None
    reason: _Short | None = None
    comment: Annotated[str, Field(max_length=4_000)] = ""


class DecisionOut(BaseModel):
    """What a decision led to."""

    version: int
    state: str
    verdict: str
    finished: bool


class LeaseOut(BaseModel):
    """A claim."""

    item: int
    slot: int
    fence: int
    version: int
    until: str
    kind: str


class ClaimOut(BaseModel):
    """Claims; empty when there is nothing left for the caller."""

    leases: list[LeaseOut]


class UntilOut(BaseModel):
    """The new end of a claim."""

    until: str


class UndoOut(BaseModel):
    """The point whose decision was taken back."""

    point: str


class LineOut(BaseModel):
    """One line of the list."""

    item: int
    revision: int
    state: str
    result: str | None
    code: str
    drug: str
    verdict: str
    reason: str
    points: int
    cents: int | None
    doubt: float
    specialty: str | None
    payer: str | None
    assignee: str | None
    holder: str | None
    due: str | None
    created: str | None
    closed: str | None


class ListOut(BaseModel):
    """One page of the list; ``after`` begins the next."""

    items: list[LineOut]
    after: str | None
    total: int
    cents: int


class PointOut(BaseModel):
    """One thing to decide."""

    key: str
    kind: str
    rule: str
    status: str


class MadeOut(BaseModel):
    """One decision."""

    point: str
    reviewer: str
    action: str
    value: str | None
    reason: str | None
    comment: str | None
    at: str | None
    active: bool
    revision: int


class ItemOut(LineOut):
    """One item; ``text``, ``report``, ``note`` and comments only where asked for and not purged."""

    follows: str
    list_of_points: list[PointOut]
    decisions: list[MadeOut]
    lease: LeaseOut | None
    note: str | None = None
    text: str | None = None
    report: dict[str, Any] | None = None


def line_out(entry: Entry) -> LineOut:
    """Return one line of the list."""
    return LineOut(**_line(entry.row), holder=entry.holder)


def _line(row: Row[Any]) -> dict[str, Any]:
    return {**line(row), "cents": row.cents if row.priced else None}


def item_out(view: View, *, include_phi: bool) -> ItemOut:
    """Return one item."""
    lease = view.lease
    holder = next((place.reviewer for place in view.places if place.state == "leased"), None)
    return ItemOut(
        **_line(view.row),
        holder=holder,
        follows=view.follows,
        list_of_points=[PointOut(key=p.key, kind=p.kind, rule=p.rule, status=p.status) for p in view.points],
        decisions=[
            MadeOut(
                point=one.point,
                reviewer=one.reviewer,
                action=one.action,
                value=one.value,
                reason=one.reason,
                comment=one.comment if include_phi else None,
                at=iso(one.at),
                active=one.active,
                revision=one.revision,
            )
            for one in view.made
        ],
        lease=None
        if lease is None
        else LeaseOut(
            item=lease.item,
            slot=lease.slot,
            fence=lease.fence,
            version=lease.version,
            until=iso(lease.until) or "",
            kind=lease.kind,
        ),
        note=view.label if include_phi else None,
        text=_clean(view.text) if include_phi else None,
        report=view.report if include_phi else None,
    )


def _clean(text: str | None) -> str | None:
    """Return ``text`` without unpaired surrogates, which JSON in UTF-8 cannot carry."""
    return None if text is None else text.encode("utf-8", "replace").decode()
