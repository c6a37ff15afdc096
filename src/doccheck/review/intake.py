"""A report becomes an item of the queue; a later run of the same note and code becomes its next revision.

Putting the same report in twice changes nothing. A revision keeps every decision whose point rests on the same
evidence, and opens the item again only when something is left to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from doccheck.review import clock, money
from doccheck.review.arrival import Arrival, Origin, arrive
from doccheck.review.carry import Kept, carry_over, is_same_note
from doccheck.review.filing import add_note, add_run, add_slots
from doccheck.review.tables import item, note, slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row

    from doccheck.assessment import Report
    from doccheck.review.money import PaymentLimit
    from doccheck.review.store import Store

__all__ = ["Enqueued", "Origin", "enqueue", "enqueue_many", "enqueue_report"]


@dataclass(frozen=True, slots=True)
class Enqueued:
    """What became of a report.

    Args:
        number: Item number.
        state: State of the item (``open``, ``passed``, ``done`` …).
        status: ``new``, ``unchanged`` or ``revised``.
        carried: Decisions kept from the run before.
    """

    number: int
    state: str
    status: str
    carried: int = 0

    @property
    def sentence(self) -> str:
        """One plain sentence for a person."""
        if self.status == "unchanged":
            return f"Item {self.number} is in the queue already ({self.state}); nothing changed."
        if self.status == "revised":
            kept = f"{self.carried} decision{'' if self.carried == 1 else 's'} kept"
            return f"Item {self.number} has a new run ({self.state}, {kept})."
        if self.state == "passed":
            return f"Item {self.number} is recorded as passed; there is nothing to review."
        return f"Item {self.number} is in the review queue."


def enqueue_report(
    report: Report,
    *,
    source: str | None = None,
    store: Store | None = None,
    specialty: str | None = None,
    payer: str | None = None,
) -> Enqueued:
    """Put a report of :func:`doccheck.check` into the queue.

    Args:
        report: The report.
        source: What names this note in every run, usually its absolute path; ``None`` when only its text does.
        store: An open queue, ``None`` to open the default one.
        specialty: Specialty to sort and assign by, at most 60 characters are kept.
        payer: Payer to sort and assign by, likewise.

    Raises:
        QueueError: The extra ``queue`` is not installed, or the queue cannot be used.
    """
    from doccheck.report.json import as_data  # noqa: PLC0415 - lists and tests of the queue need no report code

    data = as_data(report)
    origin = Origin(
        source=source,
        label=report.note.id,
        specialty=specialty[:60] if specialty else None,
        payer=payer[:60] if payer else None,
    )
    if store is not None:
        return enqueue(store, data, report.note.text, origin)
    from doccheck.review.store import open_store  # noqa: PLC0415 - only here the database is opened

    opened = open_store()
    try:
        return enqueue(opened, data, report.note.text, origin)
    finally:
        opened.close()


def enqueue(
    store: Store,
    report: Mapping[str, Any],
    text: str,
    origin: Origin | None = None,
    *,
    actor: str = "check",
    limit: PaymentLimit = money.payment_limit,
) -> Enqueued:
    """Put a JSON report and its note's text into the queue.

    Args:
        store: The open queue.
        report: A report, schema version 1.
        text: The note exactly as checked.
        origin: Where it comes from.
        actor: Who put it in, for the audit trail.
        limit: Returns the payment limit of a code in dollars.

    Raises:
        QueueError: The report has another schema version or is not of this text.
    """
    return enqueue_many(store, [(report, text, origin or Origin())], actor=actor, limit=limit)[0]


def enqueue_many(
    store: Store,
    reports: Iterable[tuple[Mapping[str, Any], str, Origin]],
    *,
    actor: str = "check",
    limit: PaymentLimit = money.payment_limit,
) -> list[Enqueued]:
    """Put several reports into the queue, all or none of them; see :func:`enqueue`."""
    arrivals = [arrive(store.vault, report, text, origin, limit) for report, text, origin in reports]
    with store.write() as connection:
        return [_one(store, connection, arrival, actor) for arrival in arrivals]


def _one(store: Store, connection: Connection, arrival: Arrival, actor: str) -> Enqueued:
    if not store.is_sqlite:  # two runs at once must not make two items; SQLite has one writer anyway
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({int(arrival.lineage[:15], 16)})")
    known = connection.execute(select(item).where(item.c.lineage == arrival.lineage).order_by(item.c.id.desc())).all()
    for row in known:
        if row.content == arrival.content:
            return Enqueued(row.id, row.state, "unchanged")
    for row in known:
        # One file name may hold one person's note today and another's tomorrow: that is another item.
        if is_same_note(store, connection, row.note_id, arrival):
            return _again(store, connection, arrival, row, actor)
    return _first(store, connection, arrival, actor)


def _first(store: Store, connection: Connection, arrival: Arrival, actor: str) -> Enqueued:
    now = store.clock()
    origin, due_days = arrival.origin, store.policy.due_days
    note_id, key = add_note(store, connection, arrival)
    state = "passed" if arrival.report["verdict"] == "pass" else "open"
    number = connection.execute(
        insert(item)
        .values(
            **arrival.values,
            lineage=arrival.lineage,
            note_id=note_id,
            label_cipher=key.seal(arrival.label, "label"),
            revision=1,
            state=state,
            result="pass" if state == "passed" else None,
            specialty=origin.specialty,
            payer=origin.payer,
            due=_due(origin, due_days, now),
            ready_at=now,
            version=1,
            created=now,
            closed=now if state == "passed" else None,
        )
        .returning(item.c.id)
    ).scalar_one()
    add_run(store, connection, arrival, number, 1, note_id, key)
    if state == "open":
        add_slots(store, connection, number, 1, arrival.values["rank"], None)
    store.record(
        connection,
        actor,
        "enqueue",
        number,
        revision=1,
        verdict=arrival.report["verdict"],
        rules=arrival.values["rule_set"],
        points=len(arrival.points),
    )
    return Enqueued(number, state, "new")


def _due(origin: Origin, days: int, now: int) -> int:
    if origin.due is not None:
        return origin.due
    return now + days * clock.DAY if days else clock.NEVER


def _again(store: Store, connection: Connection, arrival: Arrival, known: Row[Any], actor: str) -> Enqueued:
    now, revision = store.clock(), known.revision + 1
    before = connection.execute(select(note.c.sha_mac).where(note.c.id == known.note_id)).scalar_one()
    note_id, key = add_note(store, connection, arrival)
    add_run(store, connection, arrival, known.id, revision, note_id, key)
    connection.execute(
        update(slot)
        .where(slot.c.item_id == known.id, slot.c.state.in_(("open", "leased")))
        .values(state="void", fence=slot.c.fence + 1, lease_until=None)
    )
    label = arrival.label
    connection.execute(
        update(item)
        .where(item.c.id == known.id)
        .values(
            **arrival.values,
            revision=revision,
            note_id=note_id,
            version=known.version + 1,
            label_cipher=key.seal(label, "label"),
        )
    )
    same_text = before == arrival.note_mac
    closed: int | None
    if arrival.report["verdict"] == "pass":
        kept, closed = Kept(0, "passed", "pass"), now
    else:
        slots = add_slots(store, connection, known.id, revision, arrival.values["rank"], known.assignee)
        kept = carry_over(
            store, connection, known, revision, slots[0], arrival.points, key, note_id, same_text=same_text
        )
        closed = now if kept.state == "done" else None
    connection.execute(
        update(item)
        .where(item.c.id == known.id)
        .values(state=kept.state, result=kept.result, closed=closed, ready_at=now)
    )
    store.record(
        connection,
        actor,
        "rerun",
        known.id,
        revision=revision,
        verdict=arrival.report["verdict"],
        rules=arrival.values["rule_set"],
        points=len(arrival.points),
        carried=kept.count,
        before=known.state,
    )
    return Enqueued(known.id, kept.state, "revised", kept.count)
