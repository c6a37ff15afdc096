"""Everything about one item, for the person who looks at it: note, report, decisions, trail, and what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from doccheck.errors import QueueAccessError
from doccheck.review.carry import Change, changes
from doccheck.review.decisions import points_in
from doccheck.review.leases import Lease, lease_of
from doccheck.review.points import Decided, Point, verdict_after
from doccheck.review.tables import decision, event, item, note, payload, slot

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from doccheck.review.store import Store
    from doccheck.review.vault import NoteKey

__all__ = ["Made", "Place", "Trail", "View", "comment_of", "note_key", "open_item", "trail"]

_BLIND = frozenset({"open", "second"})


@dataclass(frozen=True, slots=True)
class Made:
    """One decision, with its comment in the clear."""

    id: int
    point: str
    reviewer: str
    action: str
    value: str | None
    reason: str | None
    comment: str
    at: int
    active: bool
    carried: bool
    revision: int
    slot: int


@dataclass(frozen=True, slots=True)
class Place:
    """One review the item needs, and who has it."""

    id: int
    number: int
    kind: str
    state: str
    reviewer: str | None
    until: int | None
    result: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Trail:
    """One event of the audit trail."""

    seq: int
    at: int
    actor: str
    action: str
    item: int | None
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """One item as one person may see it.

    Args:
        row: The item.
        label: Name of the note, ``""`` once purged.
        text: The note, ``None`` once purged.
        report: The newest report, ``None`` once purged.
        points: What there is to decide.
        places: The reviews it needs.
        made: Decisions this person may see, oldest first.
        mine: Decisions in force of this person's own review (or the unfinished one they took over).
        lease: This person's live claim, if any.
        follows: The verdict that follows from ``mine``.
        changes: How the points differ from the run before.
        blind: Whether other people's decisions are hidden.
    """

    row: Row[Any]
    label: str
    text: str | None
    report: dict[str, Any] | None
    points: tuple[Point, ...]
    places: tuple[Place, ...]
    made: tuple[Made, ...]
    mine: dict[str, Made]
    lease: Lease | None
    follows: str
    changes: tuple[Change, ...]
    blind: bool


def open_item(store: Store, connection: Connection, number: int, viewer: str, *, sees_all: bool = False) -> View:
    """Gather an item for ``viewer``.

    Args:
        store: The open queue.
        connection: A connection that reads.
        number: Item number.
        viewer: Account name.
        sees_all: Whether other people's decisions are shown while a blind review is under way (auditors only).

    Raises:
        QueueAccessError: There is no such item.
    """
    row = connection.execute(select(item).where(item.c.id == number)).first()
    if row is None:
        msg = f"item {number}: there is no such item"
        raise QueueAccessError(msg)
    key = note_key(store, connection, row.note_id)
    places = _places(connection, row)
    lease = lease_of(connection, number, viewer, store.clock())
    own = (
        lease.slot
        if lease
        else next((p.id for p in reversed(places) if p.reviewer == viewer and p.state == "done"), None)
    )
    blind = not sees_all and row.state in _BLIND
    everything = _decisions(store, connection, number)
    made = tuple(
        one
        for one in everything
        if not blind or one.reviewer == viewer or one.slot == own or one.revision < row.revision
    )
    mine = {one.point: one for one in everything if one.active and one.slot == own}
    points = points_in(connection, number, row.revision)
    decided = {name: Decided(one.action, one.value) for name, one in mine.items()}
    return View(
        row=row,
        label="" if key is None or row.label_cipher is None else key.open(bytes(row.label_cipher), "label"),
        text=_text(connection, row.note_id, key),
        report=None if key is None else _report(connection, row, key),
        points=points,
        places=places,
        made=made,
        mine=mine,
        lease=lease,
        follows=verdict_after(row.verdict, points, decided),
        changes=changes(connection, number, row.revision),
        blind=blind,
    )


def note_key(store: Store, connection: Connection, note_id: int) -> NoteKey | None:
    """Return the data key of a note, ``None`` once it was shredded."""
    wrapped = connection.execute(select(note.c.key_wrapped).where(note.c.id == note_id)).scalar()
    return None if wrapped is None else store.vault.note_key(bytes(wrapped))


def trail(
    connection: Connection, number: int | None = None, *, before: int | None = None, size: int = 100
) -> tuple[Trail, ...]:
    """Return events, newest first, of one item or of all."""
    query = select(event).order_by(event.c.seq.desc()).limit(size)
    if number is not None:
        query = query.where(event.c.item_id == number)
    if before is not None:
        query = query.where(event.c.seq < before)
    return tuple(
        Trail(row.seq, row.at, row.actor, row.action, row.item_id, json.loads(row.detail))
        for row in connection.execute(query)
    )


def _places(connection: Connection, row: Row[Any]) -> tuple[Place, ...]:
    rows = connection.execute(
        select(slot)
        .where(slot.c.item_id == row.id, slot.c.revision == row.revision, slot.c.state != "void")
        .order_by(slot.c.number)
    )
    return tuple(Place(p.id, p.number, p.kind, p.state, p.reviewer, p.lease_until, p.result, p.version) for p in rows)


def _decisions(store: Store, connection: Connection, number: int) -> tuple[Made, ...]:
    rows = connection.execute(
        select(decision, note.c.key_wrapped)
        .join(note, note.c.id == decision.c.note_id)
        .where(decision.c.item_id == number)
        .order_by(decision.c.id)
    ).all()
    return tuple(
        Made(
            r.id,
            r.point_key,
            r.reviewer,
            r.action,
            r.value,
            r.reason,
            comment_of(store, r),
            r.at,
            bool(r.active),
            r.carried_from is not None,
            r.revision,
            r.slot_id,
        )
        for r in rows
    )


def comment_of(store: Store, row: Row[Any]) -> str:
    """Return the comment of a decision row joined with its note's ``key_wrapped``, ``""`` when none or purged."""
    if row.comment_cipher is None or row.key_wrapped is None:
        return ""
    return store.vault.note_key(bytes(row.key_wrapped)).open(bytes(row.comment_cipher), "comment")


def _text(connection: Connection, note_id: int, key: NoteKey | None) -> str | None:
    sealed = connection.execute(select(note.c.text_cipher).where(note.c.id == note_id)).scalar()
    return None if key is None or sealed is None else key.open(bytes(sealed), "text")


def _report(connection: Connection, row: Row[Any], key: NoteKey) -> dict[str, Any] | None:
    sealed = connection.execute(
        select(payload.c.report_cipher).where(payload.c.item_id == row.id, payload.c.revision == row.revision)
    ).scalar()
    if sealed is None:
        return None
    report: dict[str, Any] = key.open_data(bytes(sealed), f"report/{row.revision}")
    return report
