"""The items and decisions that leave, as plain records: what every format is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from doccheck.review.clock import iso
from doccheck.review.decisions import points_in
from doccheck.review.filters import conditions
from doccheck.review.points import rows_of
from doccheck.review.show import comment_of
from doccheck.review.tables import decision, event, item, note, payload, slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from doccheck.review.filters import Filter
    from doccheck.review.points import Point
    from doccheck.review.store import Store
    from doccheck.review.vault import NoteKey

__all__ = ["Decision", "Event", "Record", "Review", "Words", "records_of"]

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Words:
    """A place in the note, in code points; ``quote`` is ``None`` unless words may leave."""

    start: int
    end: int
    quote: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in force; ``comment`` is ``""`` unless words may leave."""

    id: int
    point: str
    reviewer: str
    action: str
    value: str | None
    reason: str | None
    comment: str
    at: str
    slot: int


@dataclass(frozen=True, slots=True)
class Review:
    """One review an item needs: its number, kind, state, reviewer, lease end and result."""

    number: int
    kind: str
    state: str
    reviewer: str | None
    until: str | None
    result: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the audit trail about the item."""

    seq: int
    at: str
    actor: str
    action: str


@dataclass(frozen=True, slots=True)
class Record:
    """One item that leaves.

    Args:
        row: The item's columns.
        note_mac: Keyed hash of the note, the same for the same text; not guessable without the store's key.
        chars: Length of the note in code points.
        label: Name of the note, ``None`` unless words may leave.
        text: The note, ``None`` unless words may leave.
        report: The report, ``None`` unless words may leave.
        points: What there was to decide.
        messages: Point key → the check's sentence or the requirement's label; no words of the note.
        words: Point key → the places that are its evidence.
        decisions: Decisions in force on the newest run.
        reviews: The reviews of the newest run.
        events: The item's audit trail.
    """

    row: Row[Any]
    note_mac: str
    chars: int
    label: str | None
    text: str | None
    report: dict[str, Any] | None
    points: tuple[Point, ...]
    messages: dict[str, str]
    words: dict[str, tuple[Words, ...]]
    decisions: tuple[Decision, ...]
    reviews: tuple[Review, ...]
    events: tuple[Event, ...]


def records_of(store: Store, connection: Connection, wanted: Filter, *, include_phi: bool) -> Iterator[Record]:
    """Yield the filtered items by number, a few hundred at a time."""
    after = 0
    where = conditions(store, wanted)
    while True:
        rows = connection.execute(
            select(item, note.c.key_wrapped, note.c.text_cipher, note.c.sha_mac, note.c.chars, payload.c.report_cipher)
            .join(note, note.c.id == item.c.note_id)
            .outerjoin(payload, (payload.c.item_id == item.c.id) & (payload.c.revision == item.c.revision))
            .where(item.c.id > after, *where)
            .order_by(item.c.id)
            .limit(_CHUNK)
        ).all()
        for row in rows:
            yield _record(store, connection, row, include_phi=include_phi)
        if len(rows) < _CHUNK:
            return
        after = rows[-1].id


def _record(store: Store, connection: Connection, row: Row[Any], *, include_phi: bool) -> Record:
    key = None if row.key_wrapped is None else store.vault.note_key(bytes(row.key_wrapped))
    points = points_in(connection, row.id, row.revision)
    report = None
    if key is not None and row.report_cipher is not None:
        report = key.open_data(bytes(row.report_cipher), f"report/{row.revision}")
    shown = key if include_phi else None
    messages, words = _evidence(report, points, include_phi=include_phi)
    return Record(
        row=row,
        note_mac=row.sha_mac,
        chars=row.chars,
        label=None if shown is None or row.label_cipher is None else shown.open(bytes(row.label_cipher), "label"),
        text=None if shown is None or row.text_cipher is None else shown.open(bytes(row.text_cipher), "text"),
        report=report if include_phi else None,
        points=points,
        messages=messages,
        words=words,
        decisions=_decisions(store, connection, row, shown),
        reviews=_reviews(connection, row),
        events=_events(connection, row.id),
    )


def _evidence(
    report: dict[str, Any] | None, points: tuple[Point, ...], *, include_phi: bool
) -> tuple[dict[str, str], dict[str, tuple[Words, ...]]]:
    if report is None:
        return {}, {}
    rows = [row for _, row in rows_of(report)]
    messages: dict[str, str] = {}
    words: dict[str, tuple[Words, ...]] = {}
    for point in points:
        row = rows[point.place]
        messages[point.key] = row["message"] if point.kind == "finding" else row["label"]
        words[point.key] = tuple(
            Words(place["start"], place["end"], place["quote"] if include_phi else None) for place in row["evidence"]
        )
    return messages, words


def _decisions(store: Store, connection: Connection, row: Row[Any], key: NoteKey | None) -> tuple[Decision, ...]:
    rows = connection.execute(
        select(decision, note.c.key_wrapped, slot.c.number)
        .join(note, note.c.id == decision.c.note_id)
        .join(slot, slot.c.id == decision.c.slot_id)
        .where(decision.c.item_id == row.id, decision.c.revision == row.revision, decision.c.active)
        .order_by(decision.c.id)
    ).all()
    return tuple(
        Decision(
            r.id,
            r.point_key,
            r.reviewer,
            r.action,
            r.value,
            r.reason,
            "" if key is None else comment_of(store, r),
            iso(r.at) or "",
            r.number,
        )
        for r in rows
    )


def _reviews(connection: Connection, row: Row[Any]) -> tuple[Review, ...]:
    rows = connection.execute(
        select(slot)
        .where(slot.c.item_id == row.id, slot.c.revision == row.revision, slot.c.state != "void")
        .order_by(slot.c.number)
    )
    return tuple(Review(r.number, r.kind, r.state, r.reviewer, iso(r.lease_until), r.result) for r in rows)


def _events(connection: Connection, number: int) -> tuple[Event, ...]:
    columns = (event.c.seq, event.c.at, event.c.actor, event.c.action)
    rows = connection.execute(select(*columns).where(event.c.item_id == number).order_by(event.c.seq))
    return tuple(Event(seq, iso(at) or "", actor, action) for seq, at, actor, action in rows)
