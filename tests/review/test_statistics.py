"""The dashboard's figures are those of a queue whose story is known, and those of plain SQL over its tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from doccheck.review import clock
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item, claim_next
from doccheck.review.decisions import decide
from doccheck.review.show import open_item
from doccheck.review.statistics import Figures, OpenCell, RuleRate, Throughput, figures

if TYPE_CHECKING:
    from doccheck.review.store import Store

DOLLARS = 7_200
"""What one invented item is worth: 300 units at 24 dollars."""


@pytest.fixture
def told(store: Store, make: Any, put: Any, time: Any) -> Store:
    """Five items over ten days: one left alone, one claimed and lost, two reviewed, one that came in today."""
    notes = [make(text=f"Note {place}. Tysabri 300 mg IV over 60 minutes, given.\n") for place in range(5)]
    for place in range(3):
        put(store, notes[place], source=f"/{place}")
    time.forward(9 * clock.DAY)
    put(store, notes[3], source="/3", due=time() + clock.DAY)
    _review(store, 1, time, 60 * clock.SECOND, {"DC503": "override", "DC501": "accept"})
    _review(store, 2, time, 31 * clock.SECOND, {"DC503": "override", "DC501": "override"})
    claim_item(store, 3, "cal")
    time.forward(2 * clock.DAY)
    assert claim_next(store, "dee")  # puts the lost claim back in line first
    put(store, notes[4], source="/4")
    return store


def _review(store: Store, number: int, time: Any, spent: int, actions: dict[str, str]) -> None:
    lease = claim_item(store, number, "ann")
    time.forward(spent)
    with store.read() as connection:
        points = open_item(store, connection, number, "ann").points
    for point in points:
        action = actions.get(point.rule, "accept")
        choice = Choice(point.key, action, *(("no_fault", "policy") if action == "override" else ()))
        lease = replace(lease, version=decide(store, lease, "ann", choice, version=lease.version).version)
    decide(store, lease, "ann", Choice("note", "accept"), version=lease.version)


def _figures(store: Store) -> Figures:
    with store.read() as connection:
        return figures(store, connection)


def _one(store: Store, sql: str) -> Any:
    with store.read() as connection:
        return connection.exec_driver_sql(sql).scalar_one()


def test_what_is_open_stands_by_age_and_reason_with_its_dollars(told: Store) -> None:
    found = _figures(told)
    assert (found.open_count, found.open_cents) == (3, 3 * DOLLARS * 100)
    assert set(found.open) == {
        OpenCell("8–30 days", "DC503", 1, DOLLARS * 100),
        OpenCell("1–7 days", "DC503", 1, DOLLARS * 100),
        OpenCell("under a day", "DC503", 1, DOLLARS * 100),
    }
    assert found.open_count == _one(told, "SELECT count(*) FROM item WHERE state <> 'done'")
    assert found.open_cents == _one(told, "SELECT sum(cents) FROM item WHERE state <> 'done'")


def test_what_is_late_is_what_has_passed_its_due_date(told: Store) -> None:
    assert _figures(told).overdue == _one(told, f"SELECT count(*) FROM item WHERE due < {told.clock()}") == 1  # noqa: S608


def test_each_day_tells_what_came_and_what_was_finished(told: Store) -> None:
    days = {day.days_ago: day for day in _figures(told).days}
    assert (days[11], days[2], days[0]) == (Throughput(11, 3, 0), Throughput(2, 1, 2), Throughput(0, 1, 0))
    assert sum(day.came for day in days.values()) == _one(told, "SELECT count(*) FROM item")
    assert sum(day.finished for day in days.values()) == _one(told, "SELECT count(*) FROM slot WHERE state = 'done'")


def test_the_middle_of_two_reviews_lies_between_them(told: Store) -> None:
    assert _figures(told).median_seconds == (60 + 31) // 2


def test_a_rule_is_overruled_as_often_as_people_overruled_it(told: Store) -> None:
    found = _figures(told)
    rates = {one.rule: one for one in found.rules}
    assert (rates["DC503"], rates["DC501"]) == (RuleRate("DC503", 2, 2), RuleRate("DC501", 2, 1))
    assert rates["DC501"].rate == Fraction(1, 2)
    (reader,) = found.readers
    assert reader.decided == _one(told, "SELECT count(*) FROM decision WHERE point_key <> 'note'")
    assert reader.overridden == _one(told, "SELECT count(*) FROM decision WHERE action = 'override'") == 3


def test_a_lost_claim_is_counted(told: Store) -> None:
    assert _figures(told).expired_leases == 1
