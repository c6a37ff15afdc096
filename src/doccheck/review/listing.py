"""The list: what is in the queue, in which order, how many and how dear. Never reads a report or a note's text."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import false, func, or_, select

from doccheck.errors import QueueError
from doccheck.review import clock
from doccheck.review.tables import item, note, slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row

    from doccheck.review.store import Store

__all__ = [
    "SORTED",
    "SORTS",
    "STATES",
    "VIEWS",
    "Cell",
    "Entry",
    "Facets",
    "Filter",
    "Page",
    "conditions",
    "facets",
    "page",
]

STATES = ("open", "second", "adjudication", "escalated", "done", "passed", "closed")
"""States of an item: waiting, waiting for a second review, for a lead to settle, for a lead to decide, finished,
passed by the machine, closed without a review (duplicate)."""

VIEWS = {"work": ("open", "second", "adjudication", "escalated"), "all": STATES}
"""Names for several states."""

SORTS = {"risk": "Dollars at risk × doubt", "dollars": "Dollars", "oldest": "Oldest first", "due": "Due date"}
_FACETS = ("code", "verdict", "top_rule", "assignee")
_AGES = {"day": clock.DAY, "week": 7 * clock.DAY, "month": 30 * clock.DAY}
_LATE = 2**62


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows; its query string is the state of the page.

    Args:
        state: A state, ``work`` (everything unfinished) or ``all``.
        code: HCPCS code.
        verdict: The machine's verdict.
        rule: The main reason: a rule or requirement id.
        assignee: Account name, or ``-`` for nobody.
        specialty: Specialty.
        payer: Payer.
        older: ``day``, ``week`` or ``month``: came in longer ago than this.
        q: A number, a code, a drug, a rule, or the exact name of a note.
        sort: One of :data:`SORTS`.
        snoozed: ``yes`` to show only what sleeps; else only what is awake.
        after: Where the page begins, from the page before.
    """

    state: str = "open"
    code: str = ""
    verdict: str = ""
    rule: str = ""
    assignee: str = ""
    specialty: str = ""
    payer: str = ""
    older: str = ""
    q: str = ""
    sort: str = "risk"
    snoozed: str = ""
    after: str = ""

    @classmethod
    def parse(cls, query: str | Mapping[str, str]) -> Filter:
        """Read a query string or mapping; unknown names are left out, unknown values are refused.

        Raises:
            QueueError: ``state``, ``sort`` or ``older`` has no such value.
        """
        pairs = dict(parse_qsl(query)) if isinstance(query, str) else dict(query)
        names = {part.name for part in fields(cls)}
        found = cls(**{name: value.strip()[:120] for name, value in pairs.items() if name in names})
        for name, allowed in (("state", (*STATES, *VIEWS)), ("sort", tuple(SORTS)), ("older", ("", *_AGES))):
            if getattr(found, name) not in allowed:
                msg = f"{name} must be one of: {', '.join(value for value in allowed if value)}"
                raise QueueError(msg)
        return found

    def query(self, **changes: str) -> str:
        """Return the query string of this filter with ``changes``; a change begins at the first page."""
        changed = replace(self, **{"after": "", **changes})
        pairs = [(part.name, getattr(changed, part.name)) for part in fields(self)]
        return urlencode([(name, value) for name, value in pairs if value and value != part_default(name)])


def part_default(name: str) -> str:
    """Return the default of a part of :class:`Filter`."""
    return next(str(part.default) for part in fields(Filter) if part.name == name)


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


def conditions(store: Store, wanted: Filter, *, with_state: bool = True) -> list[ColumnElement[bool]]:
    """Return the conditions on ``item`` that ``wanted`` means."""
    now = store.clock()
    found: list[ColumnElement[bool]] = []
    if with_state:
        states = VIEWS.get(wanted.state, (wanted.state,))
        found.append(item.c.state == states[0] if len(states) == 1 else item.c.state.in_(states))
    equal = {
        "code": wanted.code.upper(),
        "verdict": wanted.verdict,
        "top_rule": wanted.rule,
        "specialty": wanted.specialty,
        "payer": wanted.payer,
    }
    found += [item.c[name] == value for name, value in equal.items() if value]
    if wanted.assignee:
        found.append(item.c.assignee.is_(None) if wanted.assignee == "-" else item.c.assignee == wanted.assignee)
    if wanted.older:
        found.append(item.c.created < now - _AGES[wanted.older])
    if wanted.snoozed:
        found.append(item.c.ready_at > now)
    elif wanted.state in {"open", "work"}:
        found.append(item.c.ready_at <= now)
    if wanted.q:
        found.append(_search(store, wanted.q))
    return found


def _search(store: Store, words: str) -> ColumnElement[bool]:
    if words.lstrip("#").isdigit():
        number = int(words.lstrip("#"))
        return item.c.id == number if number < _LATE else false()
    upper = words.upper()
    begins = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return or_(
        item.c.code == upper,
        item.c.top_rule == upper,
        item.c.top_rule == words,
        item.c.drug.like(begins, escape="\\"),
        item.c.label_mac == store.vault.mac("label", words),
    )


SORTED: dict[str, tuple[ColumnElement[Any], bool]] = {
    "risk": (item.c["rank"], False),
    "dollars": (item.c.cents, True),
    "oldest": (item.c.created, False),
    "due": (func.coalesce(item.c.due, _LATE), False),
}


def page(store: Store, connection: Connection, wanted: Filter, size: int = 50) -> Page:
    """Return one page, found by where the page before ended, never by counting rows."""
    column, falling = SORTED[wanted.sort]
    query = select(item, note.c.key_wrapped, column.label("sort_key")).join(note, note.c.id == item.c.note_id)
    query = query.where(*conditions(store, wanted))
    if wanted.after:
        value, number = _cursor(wanted.after)
        if falling:
            query = query.where(column <= value, or_(column < value, item.c.id < number))
        else:
            query = query.where(column >= value, or_(column > value, item.c.id > number))
    order = (column.desc(), item.c.id.desc()) if falling else (column, item.c.id)
    rows = connection.execute(query.order_by(*order).limit(size + 1)).all()
    more = len(rows) > size
    rows = rows[:size]
    holders = _holders(store, connection, [row.id for row in rows])
    entries = tuple(Entry(row, _label(store, row), holders.get(row.id)) for row in rows)
    return Page(entries, f"{rows[-1].sort_key}.{rows[-1].id}" if more else "")


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
    cells = (Cell(value, count, cents) for value, (count, cents) in sums.items())
    return tuple(sorted(cells, key=lambda cell: (-cell.cents, -cell.count, cell.value)))
