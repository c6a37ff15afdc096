"""What a list shows: the filter that stands in the address, and the conditions it means."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import false, or_

from doccheck.errors import QueueError
from doccheck.review import clock
from doccheck.review.tables import item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from doccheck.review.store import Store

__all__ = ["AGES", "SORTED", "SORTS", "STATES", "VIEWS", "Filter", "conditions"]

STATES = ("open", "second", "adjudication", "escalated", "done", "passed", "closed")
"""States of an item: waiting, waiting for a second review, for a lead to settle, for a lead to decide, finished,
passed by the machine, closed without a review (duplicate)."""

VIEWS = {"work": ("open", "second", "adjudication", "escalated"), "all": STATES}
"""Names for several states."""

SORTS = {"risk": "Dollars at risk × doubt", "dollars": "Dollars", "oldest": "Oldest first", "due": "Due date"}
AGES = {"day": clock.DAY, "week": 7 * clock.DAY, "month": 30 * clock.DAY}
"""Names for how long ago something came in, in milliseconds."""
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
        for name, allowed in (("state", (*STATES, *VIEWS)), ("sort", tuple(SORTS)), ("older", ("", *AGES))):
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


SORTED: dict[str, tuple[ColumnElement[Any], bool]] = {
    "risk": (item.c["rank"], False),
    "dollars": (item.c.cents, True),
    "oldest": (item.c.created, False),
    "due": (item.c.due, False),
}
"""Sort → the column it goes by, and whether the largest comes first. Each has an index behind ``state``."""


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
        found.append(item.c.created < now - AGES[wanted.older])
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
