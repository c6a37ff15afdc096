"""The list: what is in the queue, in which order, how many and how dear. Never reads a report or a note's text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from doccheck.errors import QueueError
from doccheck.review.clock import iso
from doccheck.review.filters import SORTED, VIEWS, conditions
from doccheck.review.tables import item, note, slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from doccheck.review.filters import Filter
    from doccheck.review.store import Store

__all__ = ["Cell", "Entry", "Facets", "Page", "by_worth", "facets", "line", "page"]

_FACETS = ("code", "verdict", "top_rule", "assignee")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    row: Row[Any]
    label: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and where the next begins (``""`` on the last)."""

    entries: tuple[Entry, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How many items have one value of a facet, and what they are worth together, in cents."""

    value: str
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts and sums of the filtered items: by state over all items, and by each facet."""

    states: dict[str, Cell]
    total: Cell
    by: dict[str, tuple[Cell, ...]]


def line(row: Row[Any]) -> dict[str, Any]:
    """Return what the list tells of an item, as data; money and words of a person are for the caller to add."""
    return {
        "item": row.id,
        "revision": row.revision,
        "state": row.state,
        "result": row.result,
        "code": row.code,
        "drug": row.drug,
        "verdict": row.verdict,
        "reason": row.top_rule,
        "points": row.points,
        "doubt": row.doubt / 1000,
        "specialty": row.specialty,
        "payer": row.payer,
        "assignee": row.assignee,
        "due": iso(row.due),
        "created": iso(row.created),
        "closed": iso(row.closed),
    }


def page(store: Store, connection: Connection, wanted: Filter, size: int = 50) -> Page:
    """Return one page, found by where the page before ended, never by counting rows."""
    column, falling = SORTED[wanted.sort]
    found: list[tuple[int, int]] = []
    # One look into the index for each state, then the pages are merged: no state is ever sorted as a whole.
    for state in VIEWS.get(wanted.state, (wanted.state,)):
        query = select(column, item.c.id).where(item.c.state == state, *conditions(store, wanted, with_state=False))
        order = (column.desc(), item.c.id.desc()) if falling else (column, item.c.id)
        rows = connection.execute(_after(query, wanted.after, column, falling=falling).order_by(*order).limit(size + 1))
        found += [(value, number) for value, number in rows]
    found.sort(reverse=falling)
    chosen = found[:size]
    whole = select(item, note.c.key_wrapped).join(note, note.c.id == item.c.note_id)
    by_number = {
        row.id: row for row in connection.execute(whole.where(item.c.id.in_([number for _, number in chosen])))
    }
    holders = _holders(store, connection, list(by_number))
    entries = tuple(
        Entry(by_number[number], _label(store, by_number[number]), holders.get(number)) for _, number in chosen
    )
    return Page(entries, "{}.{}".format(*chosen[-1]) if len(found) > size else "")


def _after(query: Select[Any], after: str, column: ColumnElement[Any], *, falling: bool) -> Select[Any]:
    if not after:
        return query
    value, number = _cursor(after)
    if falling:
        return query.where(column <= value, or_(column < value, item.c.id < number))
    return query.where(column >= value, or_(column > value, item.c.id > number))


def _cursor(after: str) -> tuple[int, int]:
    value, _, number = after.partition(".")
    try:
        return int(value), int(number)
    except ValueError:
        msg = "after: this is not where a page ended"
        raise QueueError(msg) from None


def _label(store: Store, row: Row[Any]) -> str:
    if row.key_wrapped is None or row.label_cipher is None:
        return ""
    return store.vault.note_key(bytes(row.key_wrapped)).open(bytes(row.label_cipher), "label")


def _holders(store: Store, connection: Connection, numbers: list[int]) -> dict[int, str]:
    rows = connection.execute(
        select(slot.c.item_id, slot.c.reviewer).where(
            slot.c.item_id.in_(numbers), slot.c.state == "leased", slot.c.lease_until > store.clock()
        )
    )
    return {number: reviewer for number, reviewer in rows if reviewer is not None}


def facets(store: Store, connection: Connection, wanted: Filter) -> Facets:
    """Count the filtered items and sum their dollars, by every facet in one reading of the table."""
    columns = [item.c[name] for name in _FACETS]
    counted = (func.count().label("count"), func.sum(item.c.cents).label("cents"))
    rows = connection.execute(select(*columns, *counted).where(*conditions(store, wanted)).group_by(*columns)).all()
    states = connection.execute(
        select(item.c.state, *counted)
        .where(*conditions(store, replace(wanted, state="all"), with_state=False))
        .group_by(item.c.state)
    ).all()
    by = {name: _cells((getattr(row, name) or "-", row.count_, row.cents) for row in _named(rows)) for name in _FACETS}
    cells = {row[0]: Cell(row[0], int(row[1]), int(row[2] or 0)) for row in states}
    return Facets(cells, Cell("", sum(int(row[-2]) for row in rows), sum(int(row[-1] or 0) for row in rows)), by)


@dataclass(frozen=True, slots=True)
class _Group:
    code: str
    verdict: str
    top_rule: str
    assignee: str | None
    count_: int
    cents: int


def _named(rows: Iterable[Sequence[Any]]) -> list[_Group]:
    return [_Group(row[0], row[1], row[2], row[3], int(row[4]), int(row[5] or 0)) for row in rows]


def _cells(rows: Iterable[tuple[str, int, int]]) -> tuple[Cell, ...]:
    sums: dict[str, tuple[int, int]] = {}
    for value, count, cents in rows:
        before = sums.get(value, (0, 0))
        sums[value] = (before[0] + count, before[1] + cents)
    return by_worth(Cell(value, count, cents) for value, (count, cents) in sums.items())


def by_worth(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return the cells of a facet in the order of a page: dearest first."""
    return tuple(sorted(cells, key=lambda cell: (-cell.cents, -cell.count, cell.value)))
