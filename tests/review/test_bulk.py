"""What one action does to many items, an undo takes back from each that nobody touched since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from doccheck.review import bulk, clock
from doccheck.review.accounts import add_account
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item, claim_next
from doccheck.review.decisions import decide
from doccheck.review.filters import Filter
from doccheck.review.policy import Policy
from doccheck.review.tables import event, item, slot

if TYPE_CHECKING:
    from doccheck.review.store import Store

COUNT = 7
COLUMNS = (item.c.id, item.c.state, item.c.result, item.c.assignee, item.c.ready_at, item.c.due, item.c.closed)


@pytest.fixture
def policy() -> Policy:
    """Nothing is too dear to be closed in bulk here."""
    return Policy(sample=0.0, second_above_dollars=10**9, bulk_limit_dollars=10**9)


@pytest.fixture
def many(store: Store, make: Any, put: Any) -> Store:
    add_account(store, "ann", "reviewer", "a long password", "adm")
    for place in range(COUNT):
        note = make(text=f"Note {place}. Tysabri 300 mg IV over 60 minutes.\n")
        put(store, note, source=f"/{place}")
    return store


def _state(store: Store) -> list[Any]:
    with store.read() as connection:
        return [tuple(row) for row in connection.execute(select(*COLUMNS).order_by(item.c.id))]


def _open_places(store: Store) -> dict[int, int]:
    with store.read() as connection:
        rows = connection.execute(
            select(slot.c.item_id, func.count()).where(slot.c.state == "open").group_by(slot.c.item_id)
        )
        return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("assign", "ann"),
        ("assign", None),
        ("snooze", clock.NEVER),
        ("due", 1_900_000_000_000),
        ("close", None),
    ],
)
def test_an_undo_brings_every_item_back(many: Store, action: str, value: Any) -> None:
    before = _state(many)
    done = bulk.run(many, Filter(state="work"), action, value, "lea")
    assert done.count == COUNT
    if value is not None or action == "close":
        assert all(one != other for one, other in zip(before, _state(many), strict=True))
    assert bulk.undo(many, done.number, "lea") == COUNT
    assert _state(many) == before
    assert _open_places(many) == dict.fromkeys(range(1, COUNT + 1), 1)
    assert len(claim_next(many, "ann", count=COUNT)) == COUNT


def test_items_that_were_different_become_what_each_was(many: Store) -> None:
    bulk.run(many, Filter(state="work", q="2"), "assign", "ann", "lea")
    bulk.run(many, Filter(state="work", q="3"), "close", None, "lea")
    before = _state(many)
    done = bulk.run(many, Filter(state="work"), "snooze", clock.NEVER, "lea")
    assert bulk.undo(many, done.number, "lea") == COUNT - 1
    assert _state(many) == before


def test_reopened_items_are_finished_again_after_an_undo(many: Store) -> None:
    bulk.run(many, Filter(state="work"), "close", None, "lea")
    before = _state(many)
    done = bulk.run(many, Filter(state="all"), "reopen", None, "lea")
    assert sorted(_open_places(many)) == list(range(1, COUNT + 1))
    assert bulk.undo(many, done.number, "lea") == COUNT
    assert (_state(many), _open_places(many)) == (before, {})


def test_an_item_that_somebody_worked_on_since_stays_as_it_is(many: Store) -> None:
    done = bulk.run(many, Filter(state="work"), "due", 1_900_000_000_000, "lea")
    lease = claim_item(many, 4, "ann")
    decide(many, lease, "ann", Choice("note", "override", "pass", "policy"), version=lease.version)
    bulk.undo(many, done.number, "lea")
    assert [row[1] for row in _state(many)].count("open") == COUNT - 1
    assert _state(many)[3][1] == "done"


def test_each_item_has_an_event_of_its_own(many: Store) -> None:
    done = bulk.run(many, Filter(state="work"), "close", None, "lea")
    bulk.undo(many, done.number, "lea")
    with many.read() as connection:
        rows = connection.execute(
            select(event.c.action, func.count()).where(event.c.item_id.is_not(None)).group_by(event.c.action)
        )
        counts: dict[str, int] = {row[0]: row[1] for row in rows}
    assert (counts["bulk-close"], counts["bulk-undo"]) == (COUNT, COUNT)
