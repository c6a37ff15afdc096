"""Counts beside the list that are carried along with each decision are those that counting anew would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from doccheck.review import clock
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item
from doccheck.review.decisions import Outcome, decide
from doccheck.review.filters import Filter
from doccheck.review.listing import Facets, facets
from doccheck.review.policy import Policy
from doccheck.review.tally import stepped
from doccheck.review.web.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.review.store import Store

FILTERS = [
    Filter(),
    Filter(state="all"),
    Filter(state="work"),
    Filter(state="done"),
    Filter(state="second", code="J2326"),
    Filter(code="j2326"),
    Filter(code="J9999"),
    Filter(verdict="review"),
    Filter(rule="DC503"),
    Filter(assignee="-"),
    Filter(specialty="neurology"),
    Filter(state="all", payer="Acme"),
    Filter(older="week"),
    Filter(state="all", older="day"),
]


def _count(store: Store, wanted: Filter) -> Facets:
    with store.read() as connection:
        return facets(store, connection, wanted)


def _fill(store: Store, make: Any, put: Any, time: Any) -> list[int]:
    numbers = []
    for place in range(6):
        one = make(code=("J2326", "J3301")[place % 2], verdict=("fail", "review")[place % 3 == 0])
        more = {"specialty": "neurology"} if place < 4 else {"payer": "Acme"}
        numbers.append(put(store, one, source=f"/notes/{place}", **more).number)
        time.forward(3 * clock.DAY)
    return numbers


def _finish(store: Store, number: int, action: str = "override") -> Outcome:
    lease = claim_item(store, number, "ann", lead=True)
    choice = Choice("note", action, *(("pass", "policy") if action == "override" else ()))
    return decide(store, lease, "ann", choice, version=lease.version)


@pytest.mark.parametrize("sample", [0.0, 1.0])
def test_counts_carried_along_are_those_counted_anew(
    store: Store, make: Callable[..., Any], put: Any, time: Any, sample: float
) -> None:
    object.__setattr__(store, "policy", Policy(sample=sample))
    numbers = _fill(store, make, put, time)
    kept: dict[Filter, Facets | None] = {wanted: _count(store, wanted) for wanted in FILTERS}
    for place, number in enumerate(numbers):
        outcome = _finish(store, number, ("override", "escalate", "cannot_tell")[place % 3])
        for wanted, counts in kept.items():
            assert counts is not None
            kept[wanted] = stepped(counts, wanted, outcome.before, outcome.state, store.clock())
            assert kept[wanted] == _count(store, wanted), wanted


def test_what_only_the_database_can_tell_is_counted_anew(lite: Store, make: Any, put: Any, time: Any) -> None:
    outcome = _finish(lite, _fill(lite, make, put, time)[0])
    for wanted in (Filter(q="natalizumab"), Filter(snoozed="yes")):
        assert stepped(_count(lite, wanted), wanted, outcome.before, outcome.state, lite.clock()) is None


def test_a_decision_on_a_point_leaves_the_counts_as_they_are(lite: Store, make: Any, put: Any, time: Any) -> None:
    number = _fill(lite, make, put, time)[0]
    counts = Counts()
    before = counts.facets.of("", lambda: _count(lite, Filter()))
    lease = claim_item(lite, number, "ann")
    with lite.read() as connection:
        from doccheck.review.decisions import points_in  # noqa: PLC0415 - after the extra is known to be there

        key = points_in(connection, number, 1)[0].key
    counts.decided(lite, decide(lite, lease, "ann", Choice(key, "accept"), version=lease.version))
    assert counts.facets.of("", _never) is before


def test_after_a_decision_the_list_is_not_counted_anew_and_yet_right(
    lite: Store, make: Any, put: Any, time: Any
) -> None:
    numbers = _fill(lite, make, put, time)
    counts = Counts()
    counts.facets.of("", lambda: _count(lite, Filter()))
    counts.facets.of(Filter(q="natalizumab").query(), lambda: _count(lite, Filter(q="natalizumab")))
    counts.decided(lite, _finish(lite, numbers[0]))
    assert counts.facets.of("", _never) == _count(lite, Filter())
    again = counts.facets.of(Filter(q="natalizumab").query(), lambda: _count(lite, Filter(q="natalizumab")))
    assert again.total.count == 5


def _never() -> Facets:
    pytest.fail("counted anew")
