"""What a person has typed and not yet sent: kept on the server, encrypted, so that nothing typed is ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from doccheck.errors import QueueAccessError
from doccheck.review.show import note_key
from doccheck.review.tables import draft, item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from doccheck.review.store import Store

__all__ = ["keep_draft", "read_draft"]

_MOST = 20_000


def keep_draft(store: Store, number: int, reviewer: str, fields: Mapping[str, str]) -> None:
    """Keep what ``reviewer`` typed on an item in place of what was kept before; nothing typed keeps nothing.

    Raises:
        QueueAccessError: There is no such item, or its note was purged.
    """
    body = {name[:160]: value[:_MOST] for name, value in fields.items() if value}
    with store.read() as connection:
        if not body and not read_draft(store, connection, number, reviewer):
            return
    with store.write() as connection:
        row = connection.execute(select(item.c.note_id).where(item.c.id == number)).first()
        key = None if row is None else note_key(store, connection, row.note_id)
        if row is None or key is None:
            msg = f"item {number}: there is no such item, or its note was purged"
            raise QueueAccessError(msg)
        connection.execute(delete(draft).where(draft.c.item_id == number, draft.c.reviewer == reviewer))
        if body:
            connection.execute(
                insert(draft).values(
                    item_id=number,
                    reviewer=reviewer,
                    note_id=row.note_id,
                    body_cipher=key.seal_data(body, "draft"),
                    at=store.clock(),
                )
            )


def read_draft(store: Store, connection: Connection, number: int, reviewer: str) -> dict[str, str]:
    """Return what ``reviewer`` typed on an item and has not sent."""
    row = connection.execute(select(draft).where(draft.c.item_id == number, draft.c.reviewer == reviewer)).first()
    key = None if row is None else note_key(store, connection, row.note_id)
    if row is None or key is None:
        return {}
    body: dict[str, str] = key.open_data(bytes(row.body_cipher), "draft")
    return body
