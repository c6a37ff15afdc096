"""How a change ends: its events are chained and everything is kept, as quickly as can be.

The head of the audit trail is the one row that every change moves, so it is locked last and for the shortest time. On
PostgreSQL the events and the COMMIT leave in one go: between taking the lock and giving it back the server waits for
this program once, while it computes the chain's code (whose key the server must not know). Should this program stand
still just then, the server ends the change after a second instead of making everybody wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, literal_column, select, update

from doccheck.review.audit import Anchor, Event, chained
from doccheck.review.prepared import Prepared, together
from doccheck.review.tables import audit_head, event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, RootTransaction

__all__ = ["commit"]

_HURRY_MS = 1_000
_is_head = audit_head.c.id == literal_column("1")
_HEAD = Prepared(select(audit_head.c.seq, audit_head.c.mac).where(_is_head))
_HURRIED_HEAD = Prepared(
    select(
        audit_head.c.seq,
        audit_head.c.mac,
        literal_column(f"set_config('idle_in_transaction_session_timeout', '{_HURRY_MS}', true)"),
    )
    .where(_is_head)
    .with_for_update()
)
_MOVED = update(audit_head).where(_is_head).values(seq=bindparam("newest"), mac=bindparam("newest_mac"))
_INSERT = insert(event)
_MOVE = Prepared(_MOVED)
_ADD = Prepared(_INSERT)
_ADD_AND_MOVE = Prepared(_INSERT.add_cte(_MOVED.cte("moved")))


def commit(connection: Connection, change: RootTransaction, key: bytes, events: Sequence[Event]) -> Anchor | None:
    """End ``change`` with ``events`` in the audit trail and return the newest link, ``None`` without events."""
    if not events:
        change.commit()
        return None
    if connection.dialect.name == "sqlite":
        return _on_sqlite(connection, change, key, events)
    head = _HURRIED_HEAD.first(connection)
    rows, newest = chained(key, Anchor(head.seq, bytes(head.mac)), events)
    with together(connection):
        if len(rows) > 1:
            connection.execute(_INSERT, rows[:-1])
        _ADD_AND_MOVE.run(connection, **rows[-1], newest=newest.seq, newest_mac=newest.mac)
        change.commit()
    return newest


def _on_sqlite(connection: Connection, change: RootTransaction, key: bytes, events: Sequence[Event]) -> Anchor:
    head = _HEAD.first(connection)
    rows, newest = chained(key, Anchor(head.seq, head.mac), events)
    if len(rows) > 1:
        connection.execute(_INSERT, rows)
    else:
        _ADD.run(connection, **rows[0])
    _MOVE.run(connection, newest=newest.seq, newest_mac=newest.mac)
    change.commit()
    return newest
