"""How a person gets an item to work on: the next in line, or one by its number.

The statements are built once and hold only parameters, since claiming is what a busy queue does most.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Integer, and_, bindparam, exists, func, literal_column, or_, select, update
from sqlalchemy.exc import IntegrityError

from doccheck.errors import QueueAccessError, QueueConflictError
from doccheck.review.engines import again_if_stalled
from doccheck.review.leases import COLUMNS, IS_OPEN, Lease, lease_of, release_expired
from doccheck.review.prepared import Prepared
from doccheck.review.tables import item, slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Update

    from doccheck.review.store import Store

__all__ = ["claim_item", "claim_next"]

_RETRIES = 5
_other = slot.alias("other")
_ONE, _NONE = literal_column("1", Integer), literal_column("0", Integer)
# Hidden in a query of its own, the time makes no difference to PostgreSQL's plan, which it then makes only once.
_NOW = select(bindparam("now", type_=BigInteger)).scalar_subquery()
# OFFSET 0 keeps PostgreSQL from making one join of it, which reads and sorts the whole queue to find its first place.
_TOOK_PART = (
    select(_other.c.id)
    .where(
        _other.c.item_id == slot.c.item_id, _other.c.revision == slot.c.revision, _other.c.reviewer == bindparam("who")
    )
    .offset(_NONE)
    .exists()
)


@again_if_stalled
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
        now = store.clock()
        if store.swept.due(now):
            release_expired(store, connection)
        given = {"who": reviewer, "now": now, "until": now + store.policy.lease}
        if count == 1 and not where:
            leases = [Lease(*row) for row in _take_first(lead=lead).all(connection, **given)]
        else:
            leases = _claim_several(connection, given, lead=lead, count=count, where=where)
        if leases:
            details = [(one.item, {"slot": one.slot, "fence": one.fence}) for one in leases]
            store.record_many(connection, reviewer, "claim", details)
    return leases


def _claim_several(
    connection: Connection, given: dict[str, Any], *, lead: bool, count: int, where: Sequence[ColumnElement[bool]]
) -> list[Lease]:
    leases: list[Lease] = []
    for mine in (True, False):
        chosen = _claimable(lead=lead, mine=mine).limit(count - len(leases))
        if where:
            chosen = chosen.where(exists().where(item.c.id == slot.c.item_id, *where))
        ids = connection.execute(chosen, given).scalars().all()
        if ids:
            leases += [Lease(*row) for row in connection.execute(_TAKE_MANY, {**given, "ids": ids})]
        if len(leases) >= count:
            break
    return leases


@cache
def _claimable(*, lead: bool, mine: bool) -> Select[Any]:
    """Select the ids of slots that a person may take, in the order of work."""
    assigned = slot.c.assignee == bindparam("who") if mine else slot.c.assignee.is_(None)
    query = select(slot.c.id).where(IS_OPEN, assigned, slot.c.ready_at <= _NOW, ~_TOOK_PART)
    if not lead:
        query = query.where(slot.c.kind == "review")
    # The assignee is the same in all of them; PostgreSQL reads ix_slot_open in its order only when it is named here.
    return query.order_by(slot.c.assignee, slot.c["rank"], slot.c.id).with_for_update(skip_locked=True)


def _take(chosen: ColumnElement[bool]) -> Update:
    return (
        update(slot)
        .where(chosen, IS_OPEN)
        .values(
            state="leased",
            reviewer=bindparam("who"),
            lease_until=bindparam("until"),
            fence=slot.c.fence + 1,
            started=bindparam("now"),
        )
    )


@cache
def _take_first(*, lead: bool) -> Prepared:
    # One statement: what is chosen is taken, whoever else asks at the same time.
    own, free = (_claimable(lead=lead, mine=mine).limit(_ONE).scalar_subquery() for mine in (True, False))
    return Prepared(_take(slot.c.id == func.coalesce(own, free)).returning(*COLUMNS))


_TAKE_MANY = _take(slot.c.id.in_(bindparam("ids", expanding=True))).returning(*COLUMNS)


@again_if_stalled
def claim_item(store: Store, number: int, reviewer: str, *, lead: bool = False) -> Lease:
    """Claim one item, or return the lease ``reviewer`` holds on it already.

    Raises:
        QueueConflictError: Somebody else holds it, or it is assigned to somebody else.
        QueueAccessError: There is nothing on it that this person may review.
    """
    try:
        with store.write() as connection:
            release_expired(store, connection)
            now = store.clock()
            held = lease_of(connection, number, reviewer, now)
            if held is not None:
                return held
            row = _take_item(lead=lead).first(
                connection, who=reviewer, now=now, until=now + store.policy.lease, item=number
            )
            if row is None:
                raise _why_not(connection, number, reviewer)
            lease = Lease(*row)
            store.record(connection, reviewer, "claim", number, slot=lease.slot, fence=lease.fence)
            return lease
    except IntegrityError:
        msg = f"item {number}: you have reviewed this item already"
        raise QueueAccessError(msg) from None


@cache
def _take_item(*, lead: bool) -> Prepared:
    wanted = select(slot.c.id).where(slot.c.item_id == bindparam("item"), IS_OPEN, ~_TOOK_PART)
    if not lead:
        assigned = or_(slot.c.assignee.is_(None), slot.c.assignee == bindparam("who"))
        wanted = wanted.where(assigned, slot.c.kind == "review")
    first = wanted.order_by(slot.c.number).limit(_ONE).with_for_update(skip_locked=True).scalar_subquery()
    return Prepared(_take(slot.c.id == first).returning(*COLUMNS))


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
