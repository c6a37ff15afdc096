"""Counts kept right while items go on: one item's step is added to them, so that nobody counts all items for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from doccheck.review.filters import AGES, VIEWS
from doccheck.review.listing import Cell, Facets, by_worth

if TYPE_CHECKING:
    from sqlalchemy import Row

    from doccheck.review.filters import Filter

__all__ = ["stepped"]


def stepped(counts: Facets, wanted: Filter, row: Row[Any], after: str, now: int) -> Facets | None:
    """Return ``counts`` after one item went from its state to the state ``after``.

    Args:
        counts: What was counted before.
        wanted: The filter that was counted.
        row: The item as it was.
        after: Its new state.
        now: The time in milliseconds.

    Returns:
        The counts, ``None`` when only the database can tell whether the filter finds the item.
    """
    if wanted.q or wanted.snoozed:
        return None
    if row.state == after or not _finds(wanted, row, now):
        return counts
    states = dict(counts.states)
    for state, sign in ((row.state, -1), (after, 1)):
        states[state] = _changed(states.get(state, Cell(state, 0, 0)), sign, row.cents)
    shown = VIEWS.get(wanted.state, (wanted.state,))
    awake = wanted.state not in {"open", "work"} or row.ready_at <= now
    sign = awake * ((after in shown) - (row.state in shown))
    return Facets(
        {state: cell for state, cell in states.items() if cell.count},
        _changed(counts.total, sign, row.cents),
        {name: _facet(cells, getattr(row, name) or "-", sign, row.cents) for name, cells in counts.by.items()},
    )


def _finds(wanted: Filter, row: Row[Any], now: int) -> bool:
    equal = (
        (row.code, wanted.code.upper()),
        (row.verdict, wanted.verdict),
        (row.top_rule, wanted.rule),
        (row.specialty, wanted.specialty),
        (row.payer, wanted.payer),
        (row.assignee or "-", wanted.assignee),
    )
    young = bool(wanted.older) and row.created >= now - AGES[wanted.older]
    return not young and all(has == value for has, value in equal if value)


def _changed(cell: Cell, sign: int, cents: int) -> Cell:
    return replace(cell, count=cell.count + sign, cents=cell.cents + sign * cents)


def _facet(cells: tuple[Cell, ...], value: str, sign: int, cents: int) -> tuple[Cell, ...]:
    if not sign:
        return cells
    known = {cell.value: cell for cell in cells}
    known[value] = _changed(known.get(value, Cell(value, 0, 0)), sign, cents)
    return by_worth(cell for cell in known.values() if cell.count)
