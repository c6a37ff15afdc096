"""Who works on what, until when.

A claim gives a lease and a *fence*: a number that grows with every claim of the slot. A decision names the fence it
was made under; when the lease ran out and somebody else claimed, the fence has moved and the late decision is
refused, however long its maker slept.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.exc import IntegrityError

from doccheck.errors import QueueAccessError, QueueConflictError
from doccheck.review.tables import item, slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from doccheck.review.store import Store

__all__ = [
    "STEAL_REASONS",
    "Lease",
    "claim_item",
    "claim_next",
    "heartbeat",
    "lease_of",
    "release",
    "release_expired",
    "steal",
]


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to decide on an item for a while.

    Args:
        item: Item number.
        slot: Slot number in the database.
        fence: Grows with every claim; a decision must name it.
        version: Grows with every decision made under the lease.
        until: End of the lease in milliseconds.
        kind: ``review`` or ``adjudication``.
    """

    item: int
    slot: int
    fence: int
    version: int
    until: int
    kind: str


_RETRIES = 5
STEAL_REASONS = ("absent", "urgent", "conflict-of-interest", "training")
"""Why a lead may take an item from somebody."""

_other = slot.alias("other")
_COLUMNS = (slot.c.item_id, slot.c.id, slot.c.fence, slot.c.version, slot.c.lease_until, slot.c.kind)


def release_expired(store: Store, connection: Connection) -> int:
    """Put slots whose lease ran out back in line; each is an event of the audit trail. Return how many."""
    late = select(slot.c.id).where(slot.c.state == "leased", slot.c.lease_until <= store.clock())
    rows = connection.execute(
        update(slot)
        .where(slot.c.id.in_(late.with_for_update(skip_locked=True)), slot.c.state == "leased")
        .values(state="open", reviewer=None, lease_until=None)
        .returning(slot.c.item_id, slot.c.id, slot.c.fence)
    ).all()
    if rows:
        store.record_many(
            connection, "queue", "lease-expired", [(r.item_id, {"slot": r.id, "fence": r.fence}) for r in rows]
        )
    return len(rows)


def claim_next(
    store: Store, reviewer: str, *, lead: bool = False, count: int = 1, where: Sequence[ColumnElement[bool]] = ()
) -> list[Lease]:
    """Claim the next ``count`` items in the order of work that ``reviewer`` may take.

    Own assignments come first, then what is assigned to nobody. Nobody gets an item twice in one run of the check.

    Args:
        store: The open queue.
        reviewer: Account name.
        lead: Whether adjudications may be given too.
        count: At most this many (1 for a person, 20 to 100 for a machine).
        where: Further conditions on ``item`` columns.
    """
    for _ in range(_RETRIES):
        with suppress(IntegrityError):  # the same person took another place of this item a moment ago
            return _claim_next(store, reviewer, lead=lead, count=count, where=where)
    return []


def _claim_next(
    store: Store, reviewer: str, *, lead: bool, count: int, where: Sequence[ColumnElement[bool]]
) -> list[Lease]:
    with store.write() as connection:
        release_expired(store, connection)
        now = store.clock()
        leases: list[Lease] = []
        for mine in (True, False):
            if len(leases) < count:
                wanted = _claimable(reviewer, now, lead=lead, mine=mine, where=where)
                ids = (
                    wanted.order_by(slot.c.rank, slot.c.id).limit(count - len(leases)).with_for_update(skip_locked=True)
                )
                leases += _take(connection, reviewer, now + store.policy.lease, ids.scalar_subquery(), now)
        if leases:
            details = [(lease.item, {"slot": lease.slot, "fence": lease.fence}) for lease in leases]
            store.record_many(connection, reviewer, "claim", details)
    return leases


def _claimable(reviewer: str, now: int, *, lead: bool, mine: bool, where: Sequence[ColumnElement[bool]]) -> Any:
    """Select the ids of slots that ``reviewer`` may take."""
    assigned = slot.c.assignee == reviewer if mine else slot.c.assignee.is_(None)
    took_part = exists().where(
        _other.c.item_id == slot.c.item_id, _other.c.revision == slot.c.revision, _other.c.reviewer == reviewer
    )
    query = select(slot.c.id).where(slot.c.state == "open", assigned, slot.c.ready_at <= now, ~took_part)
    if not lead:
        query = query.where(slot.c.kind == "review")
    if where:
        query = query.where(exists().where(item.c.id == slot.c.item_id, *where))
    return query


def _take(connection: Connection, reviewer: str, until: int, ids: Any, now: int) -> list[Lease]:
    taken = connection.execute(
        update(slot)
        .where(slot.c.id.in_(ids), slot.c.state == "open")
        .values(state="leased", reviewer=reviewer, lease_until=until, fence=slot.c.fence + 1, started=now)
        .returning(*_COLUMNS)
    )
    return [Lease(number, place, fence, version, end, kind) for number, place, fence, version, end, kind in taken]


def claim_item(store: Store, number: int, reviewer: str, *, lead: bool = False) -> Lease:
    """Claim one item, or return the lease ``reviewer`` holds on it already.

    Raises:
        QueueConflictError: Somebody else holds it, or it is assigned to somebody else.
        QueueAccessError: There is nothing on it that this person may review.
    """
    try:
        with store.write() as connection:
            release_expired(store, connection)
            held = lease_of(connection, number, reviewer, store.clock())
            if held is not None:
                return held
            now = store.clock()
            assigned = or_(slot.c.assignee.is_(None), slot.c.assignee == reviewer)
            wanted = select(slot.c.id).where(slot.c.item_id == number, slot.c.state == "open")
            took_part = exists().where(
                _other.c.item_id == slot.c.item_id, _other.c.revision == slot.c.revision, _other.c.reviewer == reviewer
            )
            wanted = wanted.where(~took_part, *(() if lead else (assigned, slot.c.kind == "review")))
            leases = _take(
                connection,
                reviewer,
                now + store.policy.lease,
                wanted.order_by(slot.c.number).limit(1).with_for_update(skip_locked=True).scalar_subquery(),
                now,
            )
            if not leases:
                raise _why_not(connection, number, reviewer)
            lease = leases[0]
            store.record(connection, reviewer, "claim", number, slot=lease.slot, fence=lease.fence)
            return lease
    except IntegrityError:
        msg = f"item {number}: you have reviewed this item already"
        raise QueueAccessError(msg) from None


def _why_not(connection: Connection, number: int, reviewer: str) -> QueueConflictError | QueueAccessError:
    rows = connection.execute(
        select(slot.c.state, slot.c.reviewer, slot.c.assignee)
        .join(item, and_(item.c.id == slot.c.item_id, item.c.revision == slot.c.revision))
        .where(slot.c.item_id == number)
    ).all()
    if any(row.reviewer == reviewer and row.state == "done" for row in rows):
        return QueueAccessError(f"item {number}: you have reviewed this item already")
    for row in rows:
        if row.state == "leased":
            return QueueConflictError(f"item {number}: {row.reviewer} is working on it")
        if row.state == "open" and row.assignee not in {None, reviewer}:
            return QueueConflictError(f"item {number}: it is assigned to {row.assignee}")
    return QueueAccessError(f"item {number}: there is nothing here for you to review")


def lease_of(connection: Connection, number: int, reviewer: str, now: int) -> Lease | None:
    """Return the live lease that ``reviewer`` holds on an item, if any."""
    row = connection.execute(
        select(*_COLUMNS).where(
            slot.c.item_id == number, slot.c.reviewer == reviewer, slot.c.state == "leased", slot.c.lease_until > now
        )
    ).first()
    return None if row is None else Lease(*row)


def heartbeat(store: Store, lease: Lease, reviewer: str) -> int:
    """Prolong a lease and return its new end in milliseconds.

    Raises:
        QueueConflictError: The lease ran out or was taken over.
    """
    with store.write() as connection:
        now = store.clock()
        until = now + store.policy.lease
        changed = connection.execute(
            update(slot).where(_holds(lease.slot, lease.fence, reviewer, now)).values(lease_until=until)
        ).rowcount
        if not changed:
            raise _lost(lease.item)
        return until


def release(store: Store, lease: Lease, reviewer: str) -> None:
    """Give an item back without a verdict on it; single decisions stay with the slot.

    Raises:
        QueueConflictError: The lease ran out or was taken over.
    """
    with store.write() as connection:
        changed = connection.execute(
            update(slot)
            .where(_holds(lease.slot, lease.fence, reviewer, store.clock()))
            .values(state="open", reviewer=None, lease_until=None)
        ).rowcount
        if not changed:
            raise _lost(lease.item)
        store.record(connection, reviewer, "release", lease.item, slot=lease.slot, fence=lease.fence)


def steal(store: Store, number: int, lead: str, reason: str) -> Lease:
    """Take an item from whoever holds it; only a lead may, and must say why.

    Args:
        store: The open queue.
        number: Item number.
        lead: Account name of the lead.
        reason: One of :data:`STEAL_REASONS`; a code and not free text, because the audit trail is not encrypted.

    Raises:
        QueueAccessError: Nobody else holds the item, the lead has reviewed it, or the reason is none.
    """
    if reason not in STEAL_REASONS:
        msg = f"a reason is needed to take an item from somebody: {', '.join(STEAL_REASONS)}"
        raise QueueAccessError(msg)
    try:
        return _steal(store, number, lead, reason)
    except IntegrityError:
        msg = f"item {number}: you have reviewed this item already"
        raise QueueAccessError(msg) from None


def _steal(store: Store, number: int, lead: str, reason: str) -> Lease:
    with store.write() as connection:
        now = store.clock()
        row = connection.execute(
            select(slot.c.id, slot.c.reviewer).where(
                slot.c.item_id == number, slot.c.state == "leased", slot.c.reviewer != lead
            )
        ).first()
        if row is None:
            msg = f"item {number}: nobody else is working on it"
            raise QueueAccessError(msg)
        leases = _retake(connection, row.id, lead, now + store.policy.lease, now)
        store.record(
            connection, lead, "steal", number, slot=row.id, fence=leases.fence, taken_from=row.reviewer, reason=reason
        )
        return leases


def _retake(connection: Connection, slot_id: int, reviewer: str, until: int, now: int) -> Lease:
    row = connection.execute(
        update(slot)
        .where(slot.c.id == slot_id, slot.c.state == "leased")
        .values(reviewer=reviewer, lease_until=until, fence=slot.c.fence + 1, started=now)
        .returning(*_COLUMNS)
    ).one()
    return Lease(*row)


def _holds(slot_id: int, fence: int, reviewer: str, now: int) -> ColumnElement[bool]:
    return and_(
        slot.c.id == slot_id,
        slot.c.fence == fence,
        slot.c.reviewer == reviewer,
        slot.c.state == "leased",
        slot.c.lease_until > now,
    )


def _lost(number: int) -> QueueConflictError:
    return QueueConflictError(f"item {number}: your claim on it ran out or was taken over; nothing was saved")
