"""Medically Unlikely Edits: domain rules M1, M4, M5."""

from __future__ import annotations

from datetime import date

import pytest

from doccheck.billing.limits import BilledLine, compare_with_limit, covers
from doccheck.reference.records import UnitLimit


def limit(indicator: int, units: int = 16) -> UnitLimit:
    return UnitLimit("J3301", units, indicator, "practitioner", "2026-Q2", date(2026, 4, 1), date(2026, 6, 30))


def test_a_line_edit_looks_at_each_line() -> None:
    lines = [BilledLine(10), BilledLine(10)]
    assert not compare_with_limit(lines, limit(1)).exceeded
    assert compare_with_limit([BilledLine(17)], limit(1)).exceeded


@pytest.mark.parametrize("indicator", [2, 3])
def test_a_day_edit_sums_all_lines(indicator: int) -> None:
    result = compare_with_limit([BilledLine(10), BilledLine(7)], limit(indicator))
    assert result.exceeded
    assert result.billed == 17
    assert result.absolute is (indicator == 2)


def test_exactly_the_limit_is_allowed() -> None:
    assert not compare_with_limit([BilledLine(16)], limit(2)).exceeded


def test_discarded_units_are_counted_apart() -> None:
    result = compare_with_limit([BilledLine(12), BilledLine(6, discarded=True)], limit(3))
    assert (result.exceeded, result.exceeded_with_discarded) == (False, True)
    assert (result.billed, result.billed_with_discarded) == (12, 18)
    exact = compare_with_limit([BilledLine(12), BilledLine(4, discarded=True)], limit(3))
    assert (exact.exceeded, exact.exceeded_with_discarded) == (False, False)


def test_no_line_exceeds_nothing() -> None:
    result = compare_with_limit([], limit(1))
    assert (result.exceeded, result.billed, result.billed_with_discarded) == (False, 0, 0)
    assert compare_with_limit([BilledLine(3, discarded=True)], limit(1)).billed == 0


@pytest.mark.parametrize(
    ("on", "answers"),
    [(date(2026, 3, 31), False), (date(2026, 4, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_an_edit_answers_for_its_quarter_only(on: date, answers: bool) -> None:  # noqa: FBT001 - a table
    assert covers(limit(2), on) is answers
