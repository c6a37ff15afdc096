"""Decisions and events outlive the note, each as long as the site says, and the trail stays provable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, func, insert, select, update

from doccheck.review import audit, clock
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item
from doccheck.review.decisions import decide
from doccheck.review.outdated import outdated
from doccheck.review.policy import Policy
from doccheck.review.retention import Purged, purge
from doccheck.review.tables import decision, event, item, note, payload, point, slot

if TYPE_CHECKING:
    from doccheck.review.store import Store

YEAR = 366 * clock.DAY


def _with(store: Store, **changes: Any) -> Store:
    return replace(store, policy=replace(Policy(), sample=0.0, second_above_dollars=10**9, **changes))


def _finish(store: Store, number: int) -> None:
    lease = claim_item(store, number, "ann")
    decide(store, lease, "ann", Choice("note", "override", "fail", "other", "no"), version=lease.version)


def _count(store: Store, *tables: Any) -> list[int]:
    with store.read() as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def _verify(store: Store, *anchors: audit.Anchor) -> Any:
    with store.read() as connection:
        return audit.verify(connection, store.vault.chain, anchors)


def test_decisions_are_kept_unless_the_site_says_for_how_long(store: Store, invented: Any, put: Any, time: Any) -> None:
    store = _with(store)
    _finish(store, put(store, invented).number)
    time.forward(3 * YEAR)
    assert purge(store, "adm") == Purged(notes=1, reports=1)
    assert _count(store, item, decision) == [1, 1]


def test_an_item_goes_whole_when_the_time_of_its_decisions_is_over(
    store: Store, invented: Any, make: Any, put: Any, time: Any
) -> None:
    store = _with(store, retain_note_days=30, retain_result_days=400)
    _finish(store, put(store, invented).number)
    time.forward(300 * clock.DAY)
    later = put(store, make(text="Another. 300 mg over 60 minutes."), source="/b").number
    _finish(store, later)
    assert purge(store, "adm") == Purged(notes=1, reports=1)
    time.forward(101 * clock.DAY)
    assert purge(store, "adm") == Purged(notes=1, reports=1, items=1)
    assert _count(store, item, note) == [1, 1]
    with store.read() as connection:
        assert {
            number for table in (slot, point, decision) for (number,) in connection.execute(select(table.c.item_id))
        } <= {later}
    assert isinstance(_verify(store), int)


def test_no_item_goes_while_its_note_can_be_read_or_its_review_is_open(
    store: Store, invented: Any, put: Any, time: Any
) -> None:
    store = _with(store, retain_note_days=900, retain_result_days=10)
    put(store, invented)
    time.forward(20 * clock.DAY)
    assert purge(store, "adm") == Purged(0, 0)
    _finish(store, 1)
    time.forward(20 * clock.DAY)
    assert purge(store, "adm") == Purged(0, 0)
    assert _count(store, item, note, payload) == [1, 1, 1]


class TestTheTrail:
    def _old(self, store: Store, time: Any, count: int = 5) -> tuple[Store, audit.Anchor]:
        store = _with(store, retain_audit_years=6)
        self._views(store, count)
        with store.read() as connection:
            old = audit.head(connection)
        time.forward(6 * YEAR + clock.DAY)
        self._views(store, 3)
        return store, old

    def _views(self, store: Store, count: int) -> None:
        for place in range(count):
            with store.write() as connection:
                store.record(connection, "ann", "view", place)

    def test_loses_what_is_older_than_its_years_and_still_holds(self, store: Store, time: Any) -> None:
        store, old = self._old(store, time)
        with store.read() as connection:
            assert outdated(store, connection).end == old
        assert purge(store, "adm").events == 5
        with store.read() as connection:
            kept = [seq for (seq,) in connection.execute(select(event.c.seq).order_by(event.c.seq))]
        assert kept == list(range(6, 11))
        assert _verify(store) == 5

    def test_is_cut_again_years_later(self, store: Store, time: Any) -> None:
        store, _ = self._old(store, time)
        purge(store, "adm")
        time.forward(7 * YEAR)
        self._views(store, 1)
        assert purge(store, "adm").events == 5
        assert _verify(store) == 3

    def test_is_kept_whole_with_0_years(self, store: Store, time: Any) -> None:
        store, _ = self._old(store, time)
        assert purge(_with(store, retain_audit_years=0), "adm").events == 0
        assert _verify(store) == 9

    def test_shows_a_beginning_that_somebody_else_cut_off(self, store: Store, time: Any) -> None:
        store, _ = self._old(store, time)
        purge(store, "adm")
        with store.write() as connection:
            connection.execute(delete(event).where(event.c.seq == 6))
        assert _verify(store) == audit.Broken(6, "this event was deleted")

    def test_shows_a_forged_purge(self, store: Store, time: Any) -> None:
        store, _ = self._old(store, time)
        with store.write() as connection:
            mac = connection.execute(select(event.c.mac).where(event.c.seq == 4)).scalar_one()
            forged = f'{{"mac":"{bytes(mac).hex()}","through":4}}'
            connection.execute(delete(event).where(event.c.seq <= 4))
            connection.execute(
                insert(event).values(seq=9, at=1, actor="adm", action=audit.PURGED, detail=forged, mac=bytes(32))
            )
        assert _verify(store) == audit.Broken(9, "this event was changed")

    def test_shows_a_purge_whose_end_was_moved(self, store: Store, time: Any) -> None:
        store, _ = self._old(store, time)
        purge(store, "adm")
        with store.write() as connection:
            connection.execute(update(event).where(event.c.action == audit.PURGED).values(detail='{"through":"x"}'))
        assert isinstance(_verify(store), audit.Broken)

    def test_says_of_a_purged_link_that_nothing_can_be_said(self, store: Store, time: Any) -> None:
        store, old = self._old(store, time)
        purge(store, "adm")
        assert isinstance(_verify(store, old), int)
        earlier = _verify(store, audit.Anchor(2, bytes(32)))
        assert isinstance(earlier, audit.Broken)
        assert "purged" in earlier.why


@pytest.mark.parametrize("number", [None, [1]])
def test_a_purge_of_chosen_notes_removes_nothing_else(
    store: Store, invented: Any, put: Any, time: Any, number: list[int] | None
) -> None:
    store = _with(store, retain_result_days=1)
    _finish(store, put(store, invented).number)
    time.forward(7 * YEAR)
    done = purge(store, "adm", number)
    assert (done.items > 0, done.events > 0) == (number is None, number is None)
