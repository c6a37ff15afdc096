"""Decisions as a flat table: one row a point and decision; the shape of CSV, XLSX and Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.review.clock import iso
from doccheck.review.points import NOTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doccheck.review.export.records import Decision, Record

__all__ = ["Cell", "columns", "rows"]

Cell = str | int | None

_ALWAYS = (
    "item",
    "revision",
    "code",
    "drug",
    "authority",
    "verdict",
    "state",
    "result",
    "dollars_at_risk",
    "doubt",
    "specialty",
    "payer",
    "reader",
    "prompt",
    "rule_set",
    "note_hash",
    "created",
    "closed",
    "point",
    "kind",
    "rule",
    "status",
    "places",
    "decision",
    "review",
    "reviewer",
    "action",
    "value",
    "reason",
    "decided",
)
_WORDS = ("date_of_service", "note", "message", "quotes", "comment")


def columns(*, include_phi: bool) -> tuple[str, ...]:
    """Return the names of the columns; those with words of the note only when they may leave."""
    return _ALWAYS + (_WORDS if include_phi else ())


def rows(records: Iterable[Record], *, include_phi: bool) -> Iterator[tuple[Cell, ...]]:
    """Yield the table's rows in the order of :func:`columns`: every point of every item with each decision on it."""
    names = columns(include_phi=include_phi)
    for record in records:
        for row in _of_item(record):
            yield tuple(row[name] for name in names)


def _of_item(record: Record) -> Iterator[dict[str, Cell]]:
    decided: dict[str, list[Decision | None]] = {}
    for one in record.decisions:
        decided.setdefault(one.point, []).append(one)
    head = _head(record)
    parts = [(p.key, p.kind, p.rule, p.status) for p in record.points] + [(NOTE, NOTE, "", record.row.verdict)]
    for key, kind, rule, status in parts:
        places = record.words.get(key, ())
        about: dict[str, Cell] = {
            "point": key,
            "kind": kind,
            "rule": rule,
            "status": status,
            "places": ";".join(f"{place.start}-{place.end}" for place in places),
            "message": record.messages.get(key, ""),
            "quotes": "\n".join(place.quote or "" for place in places),
        }
        for made in decided.get(key) or [None]:
            yield {**head, **about, **_decision(made)}


def _head(record: Record) -> dict[str, Cell]:
    row = record.row
    dollars = f"{row.cents // 100}.{row.cents % 100:02d}" if row.priced else None
    return {
        "item": row.id,
        "revision": row.revision,
        "code": row.code,
        "drug": row.drug,
        "authority": row.authority,
        "verdict": row.verdict,
        "state": row.state,
        "result": row.result,
        "dollars_at_risk": dollars,
        "doubt": f"{row.doubt / 1000:.3f}",
        "specialty": row.specialty,
        "payer": row.payer,
        "reader": row.reader,
        "prompt": row.prompt,
        "rule_set": row.rule_set,
        "note_hash": record.note_mac[:32],
        "created": iso(row.created),
        "closed": iso(row.closed),
        "date_of_service": row.date_of_service,
        "note": record.label,
    }


def _decision(one: Decision | None) -> dict[str, Cell]:
    if one is None:
        return dict.fromkeys(("decision", "review", "reviewer", "action", "value", "reason", "decided", "comment"))
    return {
        "decision": one.id,
        "review": one.slot,
        "reviewer": one.reviewer,
        "action": one.action,
        "value": one.value,
        "reason": one.reason,
        "decided": one.at,
        "comment": one.comment,
    }
