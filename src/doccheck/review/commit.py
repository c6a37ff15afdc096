"""How a change ends: its events are chained and everything is kept, as quickly as can be.

The head of the audit trail is the one row that every change moves, so it is locked last and for the shortest time. On
PostgreSQL the newest event and the COMMIT are one message: between taking the lock and giving it back the server waits
for this program once, while it computes the chain's code (whose key the server must not know). Should this program
stand still just then, the server soon ends the change instead of making everybody wait. A pipeline would not do: the
server counts a program that stopped in the middle of one as busy, and waits for it for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, bindparam, func, insert, literal_column, select, update

from doccheck.review.audit import Anchor, Event, chained
from doccheck.review.engines import patience
from doccheck.review.prepared import Prepared, told
from doccheck.review.tables import audit_head, event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, RootTransaction

__all__ = ["commit"]

_IS_HEAD = audit_head.c.id == literal_column("1")
_HEAD = Prepared(select(audit_head.c.seq, audit_head.c.mac).where(_IS_HEAD))
_HURRIED_HEAD = Prepared(
    select(
        audit_head.c.seq,
        audit_head.c.mac,
        func.set_config(
            "idle_in_transaction_session_timeout", bindparam("patience", type_=String), literal_column("true")
        ),
    )
    .where(_IS_HEAD)
    .with_for_update()
)
_MOVE = Prepared(update(audit_head).where(_IS_HEAD).values(seq=bindparam("newest"), mac=bindparam("newest_mac")))
_ADD = Prepared(insert(event))
_COLUMNS = "seq, at, actor, action, item_id, detail, mac"
_ADD_MANY = (
    f"INSERT INTO event ({_COLUMNS}) SELECT * FROM unnest("  # noqa: S608 - names of columns
    "%(seq)s::bigint[], %(at)s::bigint[], %(actor)s::text[], %(action)s::text[], %(item_id)s::bigint[],"
    " %(detail)s::text[], %(mac)s::bytea[])"
)
_ADD_AND_COMMIT = (
    "WITH moved AS (UPDATE audit_head SET seq = %(seq)s, mac = %(mac)s WHERE id = 1)"  # noqa: S608 - as above
    f" INSERT INTO event ({_COLUMNS})"
    " VALUES (%(seq)s, %(at)s, %(actor)s, %(action)s, %(item_id)s, %(detail)s, %(mac)s); COMMIT"
)


def commit(connection: Connection, change: RootTransaction, key: bytes, events: Sequence[Event]) -> Anchor | None:
    """End ``change`` with ``events`` in the audit trail and return the newest link, ``None`` without events."""
    newest = None
    if events and connection.dialect.name == "sqlite":
        newest = _add_on_sqlite(connection, key, events)
    elif events:
        newest = _commit_on_postgresql(connection, key, events)
    change.commit()
    return newest


def _add_on_sqlite(connection: Connection, key: bytes, events: Sequence[Event]) -> Anchor:
    head = _HEAD.first(connection)
    rows, newest = chained(key, Anchor(head.seq, head.mac), events)
    if len(rows) > 1:
        connection.execute(insert(event), rows)
    else:
        _ADD.run(connection, **rows[0])
    _MOVE.run(connection, newest=newest.seq, newest_mac=newest.mac)
    return newest


def _commit_on_postgresql(connection: Connection, key: bytes, events: Sequence[Event]) -> Anchor:
    from psycopg import ClientCursor  # noqa: PLC0415 - there is a connection of it

    head = _HURRIED_HEAD.first(connection, patience=str(patience.get()))
    rows, newest = chained(key, Anchor(head.seq, bytes(head.mac)), events)
    raw: Any = connection.connection.driver_connection
    try:
        if len(rows) > 1:
            raw.execute(_ADD_MANY, {name: [row[name] for row in rows[:-1]] for name in rows[0]})
        ClientCursor(raw).execute(_ADD_AND_COMMIT, rows[-1])
    except connection.dialect.loaded_dbapi.Error as error:
        raise told(connection, error) from None
    return newest
