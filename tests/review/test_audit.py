"""The audit trail only grows, and says where somebody touched it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, update

from doccheck.review import audit
from doccheck.review.tables import audit_head, event

if TYPE_CHECKING:
    from doccheck.review.store import Store


def _fill(store: Store, count: int = 40) -> None:
    for place in range(count):
        with store.write() as connection:
            store.record(connection, "ann", "view", place, revision=1)


def _check(store: Store) -> Any:
    anchor = audit.read_anchor(store.anchor) if store.anchor else None
    with store.read() as connection:
        return audit.verify(connection, store.vault.chain, (anchor,) if anchor else ())


def test_an_untouched_trail_holds(store: Store) -> None:
    _fill(store)
    assert _check(store) == 40


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "eve"),
        ("action", "viex"),
        ("item_id", 8),
        ("item_id", None),
        ("at", 1),
        ("detail", '{"revision":2}'),
        ("mac", bytes(32)),
    ],
)
def test_an_edit_of_any_column_shows(lite: Store, column: str, value: Any) -> None:
    _fill(lite)
    with lite.write() as connection:
        connection.execute(update(event).where(event.c.seq == 17).values(**{column: value}))
    assert _check(lite) == audit.Broken(17, "this event was changed")


def test_a_single_changed_byte_anywhere_shows(lite: Store) -> None:
    _fill(lite, 12)
    for seq in range(1, 13):
        with lite.read() as connection:
            before = connection.execute(select(event.c.detail).where(event.c.seq == seq)).scalar_one()
        with lite.write() as connection:
            connection.execute(update(event).where(event.c.seq == seq).values(detail=before.replace("1", "3")))
        assert _check(lite) == audit.Broken(seq, "this event was changed")
        with lite.write() as connection:
            connection.execute(update(event).where(event.c.seq == seq).values(detail=before))
    assert _check(lite) == 12


def test_a_deleted_event_shows(store: Store) -> None:
    _fill(store)
    with store.write() as connection:
        connection.execute(delete(event).where(event.c.seq == 17))
    assert _check(store) == audit.Broken(17, "this event was deleted")


def test_a_cut_off_end_shows(lite: Store) -> None:
    _fill(lite)
    with lite.write() as connection:
        connection.execute(delete(event).where(event.c.seq > 30))
    assert _check(lite) == audit.Broken(31, "events are missing at the end")


def test_a_cut_off_end_with_a_forged_head_shows_by_the_anchor_outside(lite: Store) -> None:
    _fill(lite)
    with lite.write() as connection:
        connection.execute(delete(event).where(event.c.seq > 30))
        mac = connection.execute(select(event.c.mac).where(event.c.seq == 30)).scalar_one()
        connection.execute(update(audit_head).values(seq=30, mac=mac))
    assert _check(lite) == audit.Broken(31, "events remembered outside the database are missing at the end")


def test_a_trail_rewritten_without_the_key_shows(lite: Store) -> None:
    _fill(lite, 5)
    with lite.write() as connection:
        connection.execute(delete(event))
        connection.execute(update(audit_head).values(seq=0, mac=bytes(32)))
        again = [audit.Event(1, "eve", "view", place, "{}") for place in range(5)]
        rows, newest = audit.chained(b"another key" * 3, audit.Anchor(0, bytes(32)), again)
        connection.execute(insert(event), rows)
        connection.execute(update(audit_head).values(seq=newest.seq, mac=newest.mac))
    assert isinstance(_check(lite), audit.Broken)


def test_an_anchor_written_down_can_be_read_back(lite: Store) -> None:
    _fill(lite, 3)
    with lite.read() as connection:
        newest = audit.head(connection)
    assert audit.parse_anchor(f"{newest.seq}:{newest.mac.hex()}") == newest
