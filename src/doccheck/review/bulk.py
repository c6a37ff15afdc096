"""One action on everything a filter finds: assign, snooze, close as duplicate, reopen; each can be undone.

Nothing here decides a finding: what the machine could not decide, a person decides one by one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, or_, select, update

from doccheck.errors import QueueAccessError, QueueError
from doccheck.review.accounts import find_account
from doccheck.review.filters import conditions
from doccheck.review.second import add_slots
from doccheck.review.tables import bulk, bulk_item, item, slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row

    from doccheck.review.filters import Filter
    from doccheck.review.store import Store

__all__ = ["ACTIONS", "Done", "Preview", "preview", "run", "undo"]

ACTIONS = {
    "assign": "Assign to",
    "snooze": "Snooze until",
    "due": "Set the due date",
    "close": "Close as duplicates",
    "reopen": "Reopen",
}
_UNFINISHED = ("open", "second", "adjudication", "escalated")
_FINISHED = ("done", "closed", "passed")
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What an action would touch: items, their dollars in cents, and how many of the filter it leaves alone."""

    count: int
    cents: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Done:
    """A bulk action that ran: its number, for undo, and how many items it changed."""

    number: int
    count: int


def preview(store: Store, wanted: Filter, action: str) -> Preview:
    """Return what ``action`` would touch."""
    with store.read() as connection:
        every = select(func.count(), func.coalesce(func.sum(item.c.cents), 0)).where(*conditions(store, wanted))
        total, _ = connection.execute(every).one()
        count, cents = connection.execute(every.where(*_touched(store, action))).one()
    return Preview(int(count), int(cents), int(total) - int(count))


def run(
    store: Store, wanted: Filter, action: str, value: str | int | None, actor: str, *, expected: int | None = None
) -> Done:
    """Do ``action`` to every item the filter finds.

    Args:
        store: The open queue.
        wanted: Which items.
        action: One of :data:`ACTIONS`.
        value: Account name for ``assign`` (``None`` for nobody), milliseconds for ``snooze`` and ``due``.
        actor: Who asks.
        expected: The count of the preview; when the filter finds another count by now, nothing is done.

    Raises:
        QueueError: The action or its value is none, or the count is another by now.
    """
    if action not in ACTIONS:
        msg = f"a bulk action is one of: {', '.join(ACTIONS)}"
        raise QueueError(msg)
    with store.write() as connection:
        if action == "assign" and value is not None:
            chosen = find_account(connection, str(value))
            if chosen is None or chosen.disabled or not chosen.decides:
                msg = f"there is no account {value!r} that works items"
                raise QueueError(msg)
        rows = connection.execute(
            select(item).where(*conditions(store, wanted), *_touched(store, action)).order_by(item.c.id)
        ).all()
        if expected is not None and len(rows) != expected:
            msg = f"the filter finds {len(rows)} items by now, not {expected}; look again before you go on"
            raise QueueError(msg)
        number = connection.execute(
            insert(bulk).values(actor=actor, action=action, at=store.clock()).returning(bulk.c.id)
        ).scalar_one()
        for start in range(0, len(rows), _CHUNK):
            _apply(store, connection, rows[start : start + _CHUNK], action, value, number, actor)
        return Done(number, len(rows))


def undo(store: Store, number: int, actor: str) -> int:
    """Bring every item of a bulk action back to what it was, unless somebody changed it since. Return how many.

    Raises:
        QueueAccessError: There is no such action, or it was undone already.
    """
    with store.write() as connection:
        row = connection.execute(select(bulk).where(bulk.c.id == number)).first()
        if row is None or row.undone is not None:
            msg = f"bulk action {number}: there is nothing to undo"
            raise QueueAccessError(msg)
        rows = connection.execute(
            select(bulk_item, item.c.version.label("now"))
            .join(item, item.c.id == bulk_item.c.item_id)
            .where(bulk_item.c.bulk_id == number)
        ).all()
        same = [one for one in rows if one.now == one.version]
        for before, alike in groupby(sorted(same, key=_was), key=_was):
            ids = [one.item_id for one in alike]
            for start in range(0, len(ids), _CHUNK):
                _restore(store, connection, json.loads(before), ids[start : start + _CHUNK])
        connection.execute(update(bulk).where(bulk.c.id == number).values(undone=store.clock()))
        store.record_many(connection, actor, "bulk-undo", [(one.item_id, {"bulk": number}) for one in same])
        return len(same)


def _touched(store: Store, action: str) -> list[ColumnElement[bool]]:
    """Return which items an action may touch at all."""
    if action == "reopen":
        return [item.c.state.in_(_FINISHED)]
    if action == "close":
        limit = 100 * store.policy.bulk_limit_dollars
        return [item.c.state == "open", or_(item.c.points == 0, item.c.cents <= limit)]
    return [item.c.state.in_(_UNFINISHED)]


def _apply(
    store: Store,
    connection: Connection,
    rows: Sequence[Row[Any]],
    action: str,
    value: str | int | None,
    number: int,
    actor: str,
) -> None:
    ids = [row.id for row in rows]
    now = store.clock()
    connection.execute(
        insert(bulk_item),
        [
            {"bulk_id": number, "item_id": row.id, "version": row.version + 1, "before": json.dumps(_before(row))}
            for row in rows
        ],
    )
    values: dict[str, Any] = {"version": item.c.version + 1}
    if action == "assign":
        values["assignee"] = value
        connection.execute(update(slot).where(slot.c.item_id.in_(ids), slot.c.state == "open").values(assignee=value))
    elif action == "snooze":
        values["ready_at"] = value
        connection.execute(update(slot).where(slot.c.item_id.in_(ids), slot.c.state == "open").values(ready_at=value))
    elif action == "due":
        values["due"] = value
    elif action == "close":
        values |= {"state": "closed", "closed": now, "result": "duplicate"}
        connection.execute(
            update(slot)
            .where(slot.c.item_id.in_(ids), slot.c.state.in_(("open", "leased")))
            .values(state="void", fence=slot.c.fence + 1, lease_until=None)
        )
    else:
        values |= {"state": "open", "closed": None, "result": None}
        add_slots(store, connection, ids, "review")
    connection.execute(update(item).where(item.c.id.in_(ids)).values(**values))
    store.record_many(connection, actor, f"bulk-{action}", [(row, {"bulk": number, "to": value}) for row in ids])


def _before(row: Row[Any]) -> dict[str, Any]:
    names = ("assignee", "ready_at", "due", "state", "closed", "result")
    return {name: getattr(row, name) for name in names}


def _was(row: Row[Any]) -> str:
    return str(row.before)


def _restore(store: Store, connection: Connection, before: dict[str, Any], ids: list[int]) -> None:
    """Bring items that were all the same before back to that."""
    connection.execute(update(item).where(item.c.id.in_(ids)).values(**before, version=item.c.version + 1))
    revision = select(item.c.revision).where(item.c.id == slot.c.item_id).scalar_subquery()
    newest = and_(slot.c.item_id.in_(ids), slot.c.revision == revision)
    waiting = and_(newest, slot.c.state.in_(("open", "leased")))
    if before["state"] in _FINISHED:
        connection.execute(update(slot).where(waiting).values(state="void", fence=slot.c.fence + 1))
        return
    having = {number for (number,) in connection.execute(select(slot.c.item_id).where(waiting))}
    kind = "review" if before["state"] in {"open", "second"} else "adjudication"
    add_slots(store, connection, [number for number in ids if number not in having], kind)
    connection.execute(
        update(slot)
        .where(newest, slot.c.state == "open")
        .values(assignee=before["assignee"], ready_at=before["ready_at"])
    )
