"""What goes after the notes: decided items whose time is over, and the oldest part of the audit trail.

How long each is kept is the site's choice (:mod:`doccheck.review.policy`). 45 CFR 164.316(b)(2)(i) asks for six years
of documentation; whether that covers every event of a trail is not said, so six years is the default and no limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, select

from doccheck.review import audit
from doccheck.review.clock import DAY
from doccheck.review.tables import bulk_item, decision, draft, event, item, note, payload, point, slot

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from doccheck.review.store import Store

__all__ = ["FINISHED", "Outdated", "outdated", "remove_outdated"]

FINISHED = ("done", "passed", "closed")
"""States of an item that is over."""

_YEAR = 365 * DAY + DAY // 4


@dataclass(frozen=True, slots=True)
class Outdated:
    """How many items are kept longer than they need be, and where the outdated part of the trail ends.

    Args:
        items: Ids of finished items whose notes are purged and whose decisions may go.
        events: How many events of the trail may go.
        end: The last of them, ``None`` when there is none.
    """

    items: tuple[int, ...]
    events: int
    end: audit.Anchor | None


def outdated(store: Store, connection: Connection) -> Outdated:
    """Return what the policy lets go by now."""
    end = _end_of_trail(store, connection)
    events = 0
    if end is not None:
        counted = select(func.count()).select_from(event).where(event.c.seq <= end.seq)
        events = int(connection.execute(counted).scalar_one())
    return Outdated(tuple(_items(store, connection)), events, end)


def remove_outdated(store: Store, connection: Connection, actor: str) -> Outdated:
    """Remove what :func:`outdated` finds, in the caller's transaction; the trail tells of it and stays whole.

    Args:
        store: The open queue.
        connection: A connection that is writing.
        actor: Who asks, for the audit trail.
    """
    found = outdated(store, connection)
    for start in range(0, len(found.items), 500):
        _remove_items(connection, found.items[start : start + 500])
    store.record_many(connection, actor, "purge-item", [(number, {}) for number in found.items])
    if found.end is not None:
        store.record(connection, actor, audit.PURGED, through=found.end.seq, mac=found.end.mac.hex())
        connection.execute(delete(event).where(event.c.seq <= found.end.seq))
    return found


def _items(store: Store, connection: Connection) -> list[int]:
    if not store.policy.retain_result_days:
        return []
    limit = store.clock() - store.policy.retain_result_days * DAY
    readable = exists().where(note.c.id == item.c.note_id, note.c.key_wrapped.is_not(None))
    rows = connection.execute(select(item.c.id).where(item.c.state.in_(FINISHED), item.c.closed <= limit, ~readable))
    return [number for (number,) in rows]


def _remove_items(connection: Connection, ids: tuple[int, ...]) -> None:
    of_items = select(item.c.note_id).where(item.c.id.in_(ids))
    of_runs = select(payload.c.note_id).where(payload.c.item_id.in_(ids))
    of_decisions = select(decision.c.note_id).where(decision.c.item_id.in_(ids))
    notes = {number for query in (of_items, of_runs, of_decisions) for (number,) in connection.execute(query)}
    for table in (bulk_item, draft, decision, slot, point, payload):
        connection.execute(delete(table).where(table.c.item_id.in_(ids)))
    connection.execute(delete(item).where(item.c.id.in_(ids)))
    used = (exists().where(table.c.note_id == note.c.id) for table in (item, payload, decision, draft))
    connection.execute(delete(note).where(note.c.id.in_(notes), *(~one for one in used)))


def _end_of_trail(store: Store, connection: Connection) -> audit.Anchor | None:
    """Return the last of the events that are all old enough: the trail is cut at one place, never thinned."""
    if not store.policy.retain_audit_years:
        return None
    limit = store.clock() - store.policy.retain_audit_years * _YEAR
    kept = select(event.c.seq).where(event.c.at > limit).order_by(event.c.seq).limit(1)
    first = connection.execute(kept).scalar()
    before = select(event.c.seq, event.c.mac).order_by(event.c.seq.desc()).limit(1)
    row = connection.execute(before if first is None else before.where(event.c.seq < first)).first()
    return None if row is None else audit.Anchor(row.seq, bytes(row.mac))
