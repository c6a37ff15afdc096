"""Which decisions of the run before still hold in a new run of the check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from doccheck.review.points import NOTE, Decided, verdict_after
from doccheck.review.tables import decision, note, point, slot

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from doccheck.review.arrival import Arrival
    from doccheck.review.points import Point
    from doccheck.review.store import Store
    from doccheck.review.vault import NoteKey

__all__ = ["Change", "Kept", "carry_over", "changes", "is_same_note"]

_SAME_NOTE = 0.5


@dataclass(frozen=True, slots=True)
class Kept:
    """What a new run keeps: how many decisions, and the item's state and result after them."""

    count: int
    state: str
    result: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """How one point differs between two runs: ``new``, ``gone`` or ``changed`` (from ``before`` to ``after``)."""

    key: str
    rule: str
    what: str
    before: str | None
    after: str | None


def carry_over(
    store: Store,
    connection: Connection,
    known: Row[Any],
    revision: int,
    slot_id: int,
    points: tuple[Point, ...],
    key: NoteKey,
    note_id: int,
    *,
    same_text: bool,
) -> Kept:
    """Copy the decisions that still hold into the new revision's first slot.

    They hold where key and evidence of the point are the same. When every
    point is covered and the old item was finished, the new run is finished too, with the verdict that follows.
    """
    old = _final_decisions(connection, known)
    if not old:
        return Kept(0, "open", None)
    rows = connection.execute(
        select(point.c.key, point.c.evidence_mac).where(point.c.item_id == known.id, point.c.revision == known.revision)
    )
    rests_on = {name: mac for name, mac in rows}  # noqa: C416 - a result of SQLAlchemy looks like a mapping to dict()
    holding = [p.key for p in points if p.key in old and rests_on.get(p.key) == p.evidence_mac]
    for name in holding:
        _copy(store, connection, old[name], slot_id, revision, key, note_id)
    whole = old.get(NOTE)
    if (
        known.state != "done"
        or whole is None
        or len(holding) < len(points)
        or len(points) < known.points
        or not same_text
    ):
        return Kept(len(holding), "open", None)
    _copy(store, connection, whole, slot_id, revision, key, note_id)
    now = store.clock()
    connection.execute(update(slot).where(slot.c.item_id == known.id, slot.c.revision == revision).values(state="void"))
    connection.execute(
        update(slot)
        .where(slot.c.id == slot_id)
        .values(state="done", reviewer=whole.reviewer, finished=now, result=known.result)
    )
    decided = {name: Decided(old[name].action, old[name].value) for name in holding}
    result = known.result if whole.action == "override" else verdict_after("review", points, decided)
    return Kept(len(holding) + 1, "done", result)


def changes(connection: Connection, number: int, revision: int) -> tuple[Change, ...]:
    """Return how the points of ``revision`` differ from those of the run before; empty for the first run."""
    rows = connection.execute(
        select(point)
        .where(point.c.item_id == number, point.c.revision.in_((revision - 1, revision)))
        .order_by(point.c.place)
    ).all()
    before = {row.key: row for row in rows if row.revision == revision - 1}
    after = {row.key: row for row in rows if row.revision == revision}
    if revision == 1:
        return ()
    found = [Change(key, row.rule, "gone", row.status, None) for key, row in before.items() if key not in after]
    for key, row in after.items():
        past = before.get(key)
        if past is None:
            found.append(Change(key, row.rule, "new", None, row.status))
        elif past.evidence_mac != row.evidence_mac:
            found.append(Change(key, row.rule, "changed", past.status, row.status))
    return tuple(found)


def _final_decisions(connection: Connection, known: Row[Any]) -> dict[str, Row[Any]]:
    """Return the decisions in force of the old revision: the adjudicator's, else the last finished slot's, else any."""
    rows = connection.execute(
        select(decision, slot.c.kind, slot.c.number.label("slot_number"))
        .join(slot, slot.c.id == decision.c.slot_id)
        .where(decision.c.item_id == known.id, decision.c.revision == known.revision, decision.c.active)
        .order_by(slot.c.number, decision.c.id)
    ).all()
    latest: dict[str, Row[Any]] = {}
    for row in rows:
        if row.kind == "adjudication" or row.point_key not in latest:
            latest[row.point_key] = row
    return latest


def _copy(
    store: Store, connection: Connection, old: Row[Any], slot_id: int, revision: int, key: NoteKey, note_id: int
) -> None:
    comment = None
    if old.comment_cipher is not None:
        wrapped = connection.execute(select(note.c.key_wrapped).where(note.c.id == old.note_id)).scalar_one()
        if wrapped is not None:
            words = store.vault.note_key(bytes(wrapped)).open(bytes(old.comment_cipher), "comment")
            comment = key.seal(words, "comment")
    connection.execute(
        insert(decision).values(
            item_id=old.item_id,
            revision=revision,
            slot_id=slot_id,
            point_key=old.point_key,
            reviewer=old.reviewer,
            action=old.action,
            value=old.value,
            reason=old.reason,
            comment_cipher=comment,
            note_id=note_id,
            fence=0,
            at=store.clock(),
            active=True,
            carried_from=old.id,
        )
    )


def is_same_note(store: Store, connection: Connection, before: int, arrival: Arrival) -> bool:
    """Whether an arriving text is the note ``before`` or an edit of it: at least half of that one's lines are in it."""
    row = connection.execute(
        select(note.c.sha_mac, note.c.key_wrapped, note.c.text_cipher).where(note.c.id == before)
    ).one()
    if row.sha_mac == arrival.note_mac:
        return True
    if row.key_wrapped is None:
        return False
    words = store.vault.note_key(bytes(row.key_wrapped)).open(bytes(row.text_cipher), "text")
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    known = {line.strip() for line in arrival.text.splitlines()}
    return sum(line in known for line in lines) >= _SAME_NOTE * max(1, len(lines))
