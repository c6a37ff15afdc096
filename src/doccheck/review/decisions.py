"""What a person decides: accept, override, cannot tell, escalate; per point and on the note as a whole; and undo.

A decision never overwrites another: the later one is in force. The decision on the note as a whole ends the review.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from doccheck.errors import QueueAccessError, QueueConflictError
from doccheck.review import second
from doccheck.review.choices import Choice, DecisionError, refuse_incomplete
from doccheck.review.engines import again_if_stalled
from doccheck.review.leases import lost
from doccheck.review.points import NOTE, Decided, Point, verdict_after
from doccheck.review.prepared import Prepared
from doccheck.review.tables import decision, draft, item, note, point, slot

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from doccheck.review.leases import Lease
    from doccheck.review.store import Store

__all__ = ["Outcome", "decide", "points_in", "reopen", "undo"]

_ITEM = Prepared(select(item).where(item.c.id == bindparam("item")).with_for_update())
_PLACE = Prepared(select(slot).where(slot.c.id == bindparam("place")).with_for_update())
_POINTS = Prepared(
    select(point.c.key, point.c.kind, point.c.rule, point.c.status, point.c.evidence_mac, point.c.place)
    .where(point.c.item_id == bindparam("item"), point.c.revision == bindparam("revision"))
    .order_by(point.c.place)
)
_IN_FORCE = Prepared(
    select(decision.c.point_key, decision.c.action, decision.c.value).where(
        decision.c.slot_id == bindparam("place"), decision.c.active
    )
)
_RETIRE = Prepared(
    update(decision)
    .where(decision.c.slot_id == bindparam("place"), decision.c.point_key == bindparam("key"), decision.c.active)
    .values(active=False)
)
_ADD = Prepared(
    insert(decision).values({column: bindparam(column.name) for column in decision.c if column.name != "id"})
)
_FORGET_DRAFT = Prepared(
    delete(draft).where(draft.c.item_id == bindparam("item"), draft.c.reviewer == bindparam("who"))
)
_NEXT_VERSION = Prepared(update(slot).where(slot.c.id == bindparam("place")).values(version=slot.c.version + 1))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision led to.

    Args:
        version: The slot's version after it; the next decision must name it.
        state: State of the item.
        verdict: The verdict that follows from the decisions made so far.
        finished: Whether this review of the item is over.
        before: The item as it was.
    """

    version: int
    state: str
    verdict: str
    finished: bool
    before: Row[Any] = field(repr=False, compare=False)


@again_if_stalled
def decide(
    store: Store, lease: Lease, reviewer: str, choice: Choice, *, version: int, revision: int | None = None
) -> Outcome:
    """Record ``choice`` under ``lease``.

    Args:
        store: The open queue.
        lease: The claim it is made under.
        reviewer: Account name.
        choice: What is decided.
        version: Version of the slot that the person saw.
        revision: Revision of the item that the person saw, ``None`` not to compare.

    Raises:
        DecisionError: The choice is incomplete.
        QueueAccessError: There is no such item.
        QueueConflictError: The lease is lost, or something was decided or checked anew since the person looked.
    """
    refuse_incomplete(choice)
    with store.write() as connection:
        now = store.clock()
        row = _ITEM.first(connection, item=lease.item)
        if row is None:
            msg = f"item {lease.item}: there is no such item"
            raise QueueAccessError(msg)
        place = _held(connection, lease, reviewer, now)
        seen = row.revision if revision is None else revision
        if place.version != version or not row.revision == place.revision == seen:
            msg = f"item {lease.item}: it changed since you opened it; look at both versions and decide again"
            raise QueueConflictError(msg)
        points = points_in(connection, row.id, row.revision)
        if choice.point != NOTE and choice.point not in {p.key for p in points}:
            msg = f"item {lease.item}: it has no such point in its newest run"
            raise DecisionError(msg)
        decided = {key: Decided(action, value) for key, action, value in _IN_FORCE.all(connection, place=place.id)}
        if choice.point in decided:
            _RETIRE.run(connection, place=place.id, key=choice.point)
        sealed = _sealed(store, connection, row, choice)
        _ADD.run(connection, **_values(row, place.id, lease.fence, reviewer, choice, sealed, now))
        _FORGET_DRAFT.run(connection, item=row.id, who=reviewer)
        decided[choice.point] = Decided(choice.action, choice.value if choice.action == "override" else None)
        follows = verdict_after(row.verdict, points, decided)
        finished = choice.point == NOTE
        state = row.state
        if finished:
            result = _result(choice, follows)
            state = second.finish(store, connection, row, place, reviewer, choice.action, result)
        else:
            _NEXT_VERSION.run(connection, place=place.id)
        store.record(
            connection,
            reviewer,
            "decide",
            row.id,
            point=choice.point,
            to=choice.action,
            value=choice.value,
            reason=choice.reason,
            revision=row.revision,
            slot=place.id,
            fence=lease.fence,
            rules=row.rule_set,
            reader=row.reader,
            prompt=row.prompt,
            comment=bool(choice.comment),
        )
        return Outcome(version + 1, state, follows, finished, row)


@again_if_stalled
def undo(store: Store, number: int, reviewer: str) -> str:
    """Take back the newest decision that ``reviewer`` made on an item, and return its point's key.

    A finished review opens again, unless somebody else has started on the item since.

    Raises:
        QueueAccessError: There is nothing to take back.
        QueueConflictError: Somebody went on from it.
    """
    with store.write() as connection:
        row = connection.execute(select(item).where(item.c.id == number).with_for_update()).first()
        last = None if row is None else _last(connection, row, reviewer)
        if row is None or last is None:
            msg = f"item {number}: there is no decision of yours to take back"
            raise QueueAccessError(msg)
        place = connection.execute(select(slot).where(slot.c.id == last.slot_id)).one()
        if last.point_key == NOTE:
            second.take_back(store, connection, row, place, reviewer)
        elif place.state != "leased" or place.reviewer != reviewer:
            msg = f"item {number}: your claim on it is over"
            raise QueueConflictError(msg)
        connection.execute(update(decision).where(decision.c.id == last.id).values(active=False))
        connection.execute(update(slot).where(slot.c.id == place.id).values(version=slot.c.version + 1))
        store.record(
            connection,
            reviewer,
            "undo",
            number,
            point=last.point_key,
            was=last.action,
            value=last.value,
            decision=last.id,
        )
        return str(last.point_key)


def reopen(store: Store, number: int, lead: str) -> None:
    """Open a finished or closed item again for a fresh review; only a lead may.

    Raises:
        QueueAccessError: The item is not finished.
    """
    with store.write() as connection:
        row = connection.execute(select(item).where(item.c.id == number).with_for_update()).first()
        if row is None or row.state not in {"done", "closed", "passed"}:
            msg = f"item {number}: it is not finished"
            raise QueueAccessError(msg)
        second.add_slots(store, connection, [row.id], "review")
        connection.execute(
            update(item)
            .where(item.c.id == number)
            .values(state="open", result=None, closed=None, version=item.c.version + 1)
        )
        store.record(connection, lead, "reopen", number, before=row.state, was=row.result)


def points_in(connection: Connection, number: int, revision: int) -> tuple[Point, ...]:
    """Return the points of one run of an item, in the report's order."""
    return tuple(Point(*row) for row in _POINTS.all(connection, item=number, revision=revision))


def _held(connection: Connection, lease: Lease, reviewer: str, now: int) -> Any:  # noqa: ANN401 - a row
    # By its number alone: given more, PostgreSQL may read all that this person ever had.
    row = _PLACE.first(connection, place=lease.slot)
    if (
        row is None
        or (row.fence, row.reviewer, row.state) != (lease.fence, reviewer, "leased")
        or row.lease_until <= now
    ):
        raise lost(lease.item)
    return row


def _sealed(store: Store, connection: Connection, row: Row[Any], choice: Choice) -> bytes | None:
    """Return the comment, encrypted."""
    if not choice.comment:
        return None
    wrapped = connection.execute(select(note.c.key_wrapped).where(note.c.id == row.note_id)).scalar_one()
    if wrapped is None:
        msg = f"item {row.id}: its note was purged; a comment can no longer be kept"
        raise DecisionError(msg)
    return store.vault.note_key(bytes(wrapped)).seal(choice.comment, "comment")


def _values(
    row: Row[Any], place: int, fence: int, reviewer: str, choice: Choice, comment: bytes | None, now: int
) -> dict[str, Any]:
    override = choice.action == "override"
    return {
        "item_id": row.id,
        "revision": row.revision,
        "slot_id": place,
        "point_key": choice.point,
        "reviewer": reviewer,
        "action": choice.action,
        "value": choice.value if override else None,
        "reason": choice.reason if override else None,
        "comment_cipher": comment,
        "note_id": row.note_id,
        "fence": fence,
        "at": now,
        "active": True,
        "carried_from": None,
    }


def _result(choice: Choice, follows: str) -> str:
    """Return the result of a finished review: pass, fail, cannot_tell or escalate."""
    if choice.action == "override":
        return choice.value or ""
    if choice.action != "accept":
        return choice.action
    if follows == "review":
        msg = "some points are undecided: decide them, or override with pass or fail and a reason"
        raise DecisionError(msg)
    return follows


def _last(connection: Connection, row: Row[Any], reviewer: str) -> Row[Any] | None:
    return connection.execute(
        select(decision)
        .where(
            decision.c.item_id == row.id,
            decision.c.revision == row.revision,
            decision.c.reviewer == reviewer,
            decision.c.active,
        )
        .order_by(decision.c.id.desc())
        .limit(1)
    ).first()
