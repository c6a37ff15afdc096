"""Who works on what, until when.

A claim gives a lease and a *fence*: a number that grows with every claim of the slot. A decision names the fence it
was made under; when the lease ran out and somebody else claimed, the fence has moved and the late decision is
refused, however long its maker slept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, literal_column, select, update
from sqlalchemy.exc import IntegrityError

from doccheck.errors import QueueAccessError, QueueConflictError
from doccheck.review.engines import again_if_stalled
from doccheck.review.prepared import Prepared
from doccheck.review.tables import slot

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from doccheck.review.store import Store

__all__ = [
    "COLUMNS",
    "IS_OPEN",
    "STEAL_REASONS",
    "Lease",
    "heartbeat",
    "lease_of",
    "lost",
    "release",
    "release_expired",
    "steal",
]

STEAL_REASONS = ("absent", "urgent", "conflict-of-interest", "training")
"""Why a lead may take an item from somebody."""


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


COLUMNS = (slot.c.item_id, slot.c.id, slot.c.fence, slot.c.version, slot.c.lease_until, slot.c.kind)
"""The columns of ``slot`` that make a :class:`Lease`, in its order."""

# Written into the statement, not given as a value: a database uses a partial index only where it sees the condition.
IS_OPEN = slot.c.state == literal_column("'open'")
"""That a slot waits for somebody."""
_IS_LEASED = slot.c.state == literal_column("'leased'")

_LATE = select(slot.c.id).where(_IS_LEASED, slot.c.lease_until <= bindparam("now"))
_EXPIRE = Prepared(
    update(slot)
    .where(slot.c.id.in_(_LATE.with_for_update(skip_locked=True)), _IS_LEASED)
    .values(state="open", reviewer=None, lease_until=None)
    .returning(slot.c.item_id, slot.c.id, slot.c.fence)
)
_HELD = Prepared(
    select(*COLUMNS).where(
        slot.c.item_id == bindparam("item"),
        slot.c.reviewer == bindparam("who"),
        _IS_LEASED,
        slot.c.lease_until > bindparam("now"),
    )
)


def release_expired(store: Store, connection: Connection) -> int:
    """Put slots whose lease ran out back in line; each is an event of the audit trail. Return how many."""
    rows = _EXPIRE.all(connection, now=store.clock())
    if rows:
        details = [(row.item_id, {"slot": row.id, "fence": row.fence}) for row in rows]
        store.record_many(connection, "queue", "lease-expired", details)
    return len(rows)


def lease_of(connection: Connection, number: int, reviewer: str, now: int) -> Lease | None:
    """Return the live lease that ``reviewer`` holds on an item, if any."""
    row = _HELD.first(connection, item=number, who=reviewer, now=now)
    return None if row is None else Lease(*row)


def heartbeat(store: Store, lease: Lease, reviewer: str) -> int:
    """Prolong a lease and return its new end in milliseconds.

    Raises:
        QueueConflictError: The lease ran out or was taken over.
    """
    with store.write() as connection:
        now = store.clock()
        until = now + store.policy.lease
        changed = connection.execute(update(slot).where(_holds(lease, reviewer, now)).values(lease_until=until))
        if not changed.rowcount:
            raise lost(lease.item)
        return until


@again_if_stalled
def release(store: Store, lease: Lease, reviewer: str) -> None:
    """Give an item back without a verdict on it; single decisions stay with the slot.

    Raises:
        QueueConflictError: The lease ran out or was taken over.
    """
    with store.write() as connection:
        changed = connection.execute(
            update(slot)
            .where(_holds(lease, reviewer, store.clock()))
            .values(state="open", reviewer=None, lease_until=None)
        )
        if not changed.rowcount:
            raise lost(lease.item)
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
        held = and_(slot.c.item_id == number, slot.c.state == "leased", slot.c.reviewer != lead)
        row = connection.execute(select(slot.c.id, slot.c.reviewer).where(held).with_for_update()).first()
        if row is None:
            msg = f"item {number}: nobody else is working on it"
            raise QueueAccessError(msg)
        taken = connection.execute(
            update(slot)
            .where(slot.c.id == row.id)
            .values(reviewer=lead, lease_until=now + store.policy.lease, fence=slot.c.fence + 1, started=now)
            .returning(*COLUMNS)
        ).one()
        lease = Lease(*taken)
        store.record(
            connection,
            lead,
            "steal",
            number,
            slot=lease.slot,
            fence=lease.fence,
            taken_from=row.reviewer,
            reason=reason,
        )
        return lease


def lost(number: int) -> QueueConflictError:
    """Return the error of a lease that is gone."""
    return QueueConflictError(f"item {number}: your claim on it ran out or was taken over; nothing was saved")


def _holds(lease: Lease, reviewer: str, now: int) -> ColumnElement[bool]:
    return and_(
        slot.c.id == lease.slot,
        slot.c.fence == lease.fence,
        slot.c.reviewer == reviewer,
        slot.c.state == "leased",
        slot.c.lease_until > now,
    )
