"""The second pair of eyes: which items get one, when two reviews agree, and who settles it when they do not.

A second review is blind: it sees nothing of the first. Its sample is drawn by a keyed hash, so that nobody can tell
beforehand which items will be looked at twice, and everybody can tell afterwards that the draw was fair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, literal, select, update

from doccheck.errors import QueueConflictError
from doccheck.review.points import NOTE
from doccheck.review.prepared import Prepared
from doccheck.review.tables import decision, item, slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from doccheck.review.store import Store

__all__ = ["add_slots", "finish", "judgements", "pairs", "sampled", "take_back"]

_END = Prepared(
    update(slot)
    .where(slot.c.id == bindparam("place"))
    .values(
        state="done",
        reviewer=bindparam("who"),
        lease_until=None,
        finished=bindparam("now"),
        result=bindparam("said"),
        version=slot.c.version + 1,
    )
)
_MOVE_ON = Prepared(
    update(item)
    .where(item.c.id == bindparam("item"))
    .values(state=bindparam("to"), result=bindparam("said"), closed=bindparam("ended"), version=item.c.version + 1)
)
_REVIEWS = Prepared(
    select(slot.c.id, slot.c.state).where(
        slot.c.item_id == bindparam("item"),
        slot.c.revision == bindparam("revision"),
        slot.c.kind == "review",
        slot.c.state != "void",
    )
)


def sampled(store: Store, row: Row[Any]) -> bool:
    """Whether an item is drawn for a second review."""
    draw = int(store.vault.mac("sample", row.lineage, str(row.revision))[:8], 16)
    return draw < store.policy.sample * 2**32


def finish(
    store: Store, connection: Connection, row: Row[Any], place: Row[Any], reviewer: str, action: str, result: str
) -> str:
    """End one review of an item with ``result``, raise the slot's version, and return the item's new state.

    Args:
        store: The open queue.
        connection: A connection that is writing.
        row: The item.
        place: The slot that ends.
        reviewer: Who ends it.
        action: The decision on the note as a whole.
        result: pass, fail, cannot_tell or escalate.
    """
    now = store.clock()
    _END.run(connection, place=place.id, who=reviewer, now=now, said=result)
    if place.kind == "adjudication":
        state = "done" if result != "escalate" else "escalated"
    elif result == "escalate":
        state = "escalated"
    else:
        state = _after_review(store, connection, row, action)
    if state in {"escalated", "adjudication"}:
        connection.execute(
            update(slot)
            .where(slot.c.item_id == row.id, slot.c.revision == row.revision, slot.c.state == "open")
            .values(state="void")
        )
        add_slots(store, connection, [row.id], "adjudication")
    ended = state == "done"
    _MOVE_ON.run(connection, item=row.id, to=state, said=result if ended else None, ended=now if ended else None)
    return state


def _after_review(store: Store, connection: Connection, row: Row[Any], action: str) -> str:
    rows = _REVIEWS.all(connection, item=row.id, revision=row.revision)
    if any(one.state != "done" for one in rows):
        return "open"
    if len(rows) == 1:
        dear = action == "override" and row.cents >= 100 * store.policy.second_above_dollars
        if dear or sampled(store, row):
            add_slots(store, connection, [row.id], "review")
            return "second"
        return "done"
    said = [judgements(connection, one.id) for one in rows]
    first = said[0]
    agree = all(one[key] == first[key] for one in said for key in first if key in one)
    return "done" if agree else "adjudication"


def judgements(connection: Connection, slot_id: int) -> dict[str, str]:
    """Return what one review says of each point.

    Point key → ``accept``, ``cannot_tell``, ``escalate`` or the overriding value, and for the note as a whole the
    result, however it was reached. Comments and reasons make no difference.
    """
    rows = connection.execute(
        select(decision.c.point_key, decision.c.action, decision.c.value).where(
            decision.c.slot_id == slot_id, decision.c.active
        )
    )
    said = {key: value if action == "override" else action for key, action, value in rows}
    if NOTE in said:
        said[NOTE] = connection.execute(select(slot.c.result).where(slot.c.id == slot_id)).scalar_one() or said[NOTE]
    return said


def add_slots(store: Store, connection: Connection, numbers: Sequence[int], kind: str) -> None:
    """Put one more review (or an adjudication) of each of these items in line."""
    following = (
        select(func.coalesce(func.max(slot.c.number), 0) + 1)
        .where(slot.c.item_id == item.c.id, slot.c.revision == item.c.revision)
        .scalar_subquery()
    )
    fixed = {"kind": kind, "state": "open", "fence": 0, "version": 1, "ready_at": store.clock()}
    rows = select(
        item.c.id,
        item.c.revision,
        following,
        item.c["rank"],
        *(literal(value, slot.c[name].type) for name, value in fixed.items()),
    ).where(item.c.id.in_(numbers))
    connection.execute(insert(slot).from_select(["item_id", "revision", "number", "rank", *fixed], rows))


def take_back(store: Store, connection: Connection, row: Row[Any], place: Row[Any], reviewer: str) -> None:
    """Open a finished review again for the person who finished it.

    Raises:
        QueueConflictError: Somebody else has started on the item since.
    """
    later = connection.execute(
        select(slot).where(slot.c.item_id == row.id, slot.c.revision == row.revision, slot.c.number > place.number)
    ).all()
    if any(one.state in {"leased", "done"} for one in later):
        msg = f"item {row.id}: somebody went on from your decision; ask a lead to reopen it"
        raise QueueConflictError(msg)
    for one in later:
        connection.execute(update(slot).where(slot.c.id == one.id).values(state="void"))
    now = store.clock()
    connection.execute(
        update(slot)
        .where(slot.c.id == place.id)
        .values(
            state="leased",
            reviewer=reviewer,
            lease_until=now + store.policy.lease,
            fence=slot.c.fence + 1,
            finished=None,
            result=None,
        )
    )
    state = "open" if place.kind == "review" else "adjudication"
    connection.execute(
        update(item)
        .where(item.c.id == row.id)
        .values(state=state, result=None, closed=None, version=item.c.version + 1)
    )


def pairs(connection: Connection) -> list[tuple[int, str, str, str]]:
    """Return every point that two people decided without seeing each other: (item, point key, first, second)."""
    places = connection.execute(
        select(slot.c.id, slot.c.item_id, slot.c.revision)
        .where(slot.c.kind == "review", slot.c.state == "done")
        .order_by(slot.c.item_id, slot.c.revision, slot.c.number)
    ).all()
    groups: dict[tuple[int, int], list[int]] = {}
    for place in places:
        groups.setdefault((place.item_id, place.revision), []).append(place.id)
    found: list[tuple[int, str, str, str]] = []
    for (number, _), ids in groups.items():
        if len(ids) > 1:
            one, other = judgements(connection, ids[0]), judgements(connection, ids[1])
            found += [(number, key, one[key], other[key]) for key in one if key in other]
    return found
