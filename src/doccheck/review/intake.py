"""A report becomes an item of the queue; a later run of the same note and code becomes its next revision.

Putting the same report in twice changes nothing. A revision keeps every decision whose point rests on the same
evidence, and opens the item again only when something is left to decide.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from doccheck.errors import QueueError
from doccheck.review import clock, money
from doccheck.review.carry import carry_over
from doccheck.review.points import doubt, points_of, top_rule
from doccheck.review.tables import item, note, payload, point, slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from doccheck.assessment import Report
    from doccheck.review.money import PaymentLimit
    from doccheck.review.points import Point
    from doccheck.review.store import Store
    from doccheck.review.vault import NoteKey

__all__ = ["Enqueued", "Origin", "enqueue", "enqueue_report"]

_NAMELESS = frozenset({"", "-", "note", "<stdin>"})
_VOLATILE = frozenset({"request_id", "usage"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from and how the site sorts it.

    Args:
        source: What names this note in every run (an absolute path, a document number); ``None`` when only its
            text does. It is stored as a keyed hash.
        label: A name to show people; stored encrypted.
        specialty: Specialty for assignment.
        payer: Payer for assignment.
        due: Due date in milliseconds, ``None`` for the policy's.
    """

    source: str | None = None
    label: str | None = None
    specialty: str | None = None
    payer: str | None = None
    due: int | None = None


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


def enqueue_report(report: Report, *, source: str | None = None, store: Store | None = None) -> Enqueued:
    """Put a report of :func:`doccheck.check` into the queue.

    Args:
        report: The report.
        source: What names this note in every run, usually its absolute path; ``None`` when only its text does.
        store: An open queue, ``None`` to open the default one.

    Raises:
        QueueError: The extra ``queue`` is not installed, or the queue cannot be used.
    """
    from doccheck.report.json import as_data  # noqa: PLC0415 - lists and tests of the queue need no report code

    data = as_data(report)
    origin = Origin(source=source, label=report.note.id)
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
    arrival = _arrival(store, report, text, origin or Origin(), limit)
    with store.write() as connection:
        known = connection.execute(select(item).where(item.c.lineage == arrival.lineage).with_for_update()).first()
        if known is not None and known.content == arrival.content:
            return Enqueued(known.id, known.state, "unchanged")
        if known is None:
            return _first(store, connection, arrival, actor)
        return _again(store, connection, arrival, known, actor)


@dataclass(frozen=True, slots=True)
class _Arrival:
    report: Mapping[str, Any]
    text: str
    origin: Origin
    lineage: str
    content: str
    points: tuple[Point, ...]
    values: dict[str, Any]


def _arrival(store: Store, report: Mapping[str, Any], text: str, origin: Origin, limit: PaymentLimit) -> _Arrival:
    _refuse_foreign(report, text)
    vault = store.vault
    source = origin.source or report["note"]["id"]
    named = origin.source is not None or source not in _NAMELESS
    lineage = vault.mac("lineage", source if named else report["note"]["sha256"], report["code"])
    settled = {**report, "extraction": {k: v for k, v in report["extraction"].items() if k not in _VOLATILE}}
    content = vault.mac("content", json.dumps(settled, sort_keys=True))
    points = points_of(report, vault)
    unsure = doubt(report, points)
    cents = money.cents_at_risk(report, limit)
    extraction = report["extraction"]
    label = origin.label or report["note"]["id"]
    values = {
        "content": content,
        "label_mac": vault.mac("label", label),
        "code": report["code"],
        "drug": _drug(report)[:120],
        "date_of_service": report["date_of_service"],
        "authority": report["authority"],
        "verdict": report["verdict"],
        "reader": f"{extraction['extractor']}{'/' + extraction['model'] if extraction['model'] else ''}"[:120],
        "prompt": extraction["prompt"],
        "outcome_of_reading": extraction["outcome"],
        "rule_set": vault.mac("rules", report["doccheck_version"], json.dumps(report["reference"], sort_keys=True))[
            :16
        ],
        "top_rule": top_rule(points)[:60],
        "points": len(points),
        "doubt": unsure,
        "cents": cents or 0,
        "priced": cents is not None,
        "rank": money.rank(cents, unsure),
    }
    return _Arrival(report, text, origin, lineage, content, points, values)


def _refuse_foreign(report: Mapping[str, Any], text: str) -> None:
    if report.get("schema_version") != "1":
        msg = "the queue takes reports of schema version 1; this one has another"
        raise QueueError(msg)
    places = [
        place
        for part in ("requirements", "findings", "administrations")
        for row in report[part]
        for place in row["evidence"]
    ]
    if report["note"]["chars"] != len(text) or any(text[p["start"] : p["end"]] != p["quote"] for p in places):
        msg = "the report is not about this text: its quotes do not stand where it says; check the note again"
        raise QueueError(msg)


def _drug(report: Mapping[str, Any]) -> str:
    by_authority = {ledger["authority"]: ledger["drug"] for ledger in report["units"]}
    return by_authority.get("article") or by_authority.get("cms") or ""


def _first(store: Store, connection: Connection, arrival: _Arrival, actor: str) -> Enqueued:
    now = store.clock()
    origin, due_days = arrival.origin, store.policy.due_days
    note_id, key = _add_note(store, connection, arrival)
    state = "passed" if arrival.report["verdict"] == "pass" else "open"
    number = connection.execute(
        insert(item)
        .values(
            **arrival.values,
            lineage=arrival.lineage,
            note_id=note_id,
            label_cipher=key.seal(origin.label or arrival.report["note"]["id"], "label"),
            revision=1,
            state=state,
            result="pass" if state == "passed" else None,
            specialty=origin.specialty,
            payer=origin.payer,
            due=origin.due if origin.due is not None or not due_days else now + due_days * clock.DAY,
            ready_at=now,
            version=1,
            created=now,
            closed=now if state == "passed" else None,
        )
        .returning(item.c.id)
    ).scalar_one()
    _add_run(store, connection, arrival, number, 1, note_id, key)
    if state == "open":
        _add_slots(store, connection, number, 1, arrival.values["rank"], None)
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


def _again(store: Store, connection: Connection, arrival: _Arrival, known: Row[Any], actor: str) -> Enqueued:
    now, revision = store.clock(), known.revision + 1
    before = connection.execute(select(note.c.sha_mac).where(note.c.id == known.note_id)).scalar_one()
    note_id, key = _add_note(store, connection, arrival)
    _add_run(store, connection, arrival, known.id, revision, note_id, key)
    connection.execute(
        update(slot)
        .where(slot.c.item_id == known.id, slot.c.state.in_(("open", "leased")))
        .values(state="void", fence=slot.c.fence + 1, lease_until=None)
    )
    label = arrival.origin.label or arrival.report["note"]["id"]
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
    same_text = before == store.vault.mac("note", arrival.report["note"]["sha256"])
    carried = 0
    if arrival.report["verdict"] == "pass":
        state, result, closed = "passed", "pass", now
    else:
        slots = _add_slots(store, connection, known.id, revision, arrival.values["rank"], known.assignee)
        kept = carry_over(
            store, connection, known, revision, slots[0], arrival.points, key, note_id, same_text=same_text
        )
        carried, state, result = kept.count, kept.state, kept.result
        closed = now if state == "done" else None
    connection.execute(
        update(item).where(item.c.id == known.id).values(state=state, result=result, closed=closed, ready_at=now)
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
        carried=carried,
        before=known.state,
    )
    return Enqueued(known.id, state, "revised", carried)


def _add_note(store: Store, connection: Connection, arrival: _Arrival) -> tuple[int, NoteKey]:
    key, wrapped = store.vault.new_note_key()
    number = connection.execute(
        insert(note)
        .values(
            sha_mac=store.vault.mac("note", arrival.report["note"]["sha256"]),
            chars=len(arrival.text),
            key_wrapped=wrapped,
            text_cipher=key.seal(arrival.text, "text"),
            created=store.clock(),
        )
        .returning(note.c.id)
    ).scalar_one()
    return number, key


def _add_run(
    store: Store, connection: Connection, arrival: _Arrival, number: int, revision: int, note_id: int, key: NoteKey
) -> None:
    sealed = key.seal_data(arrival.report, f"report/{revision}")
    connection.execute(
        insert(payload).values(
            item_id=number, revision=revision, note_id=note_id, report_cipher=sealed, created=store.clock()
        )
    )
    if arrival.points:
        connection.execute(
            insert(point),
            [
                {
                    "item_id": number,
                    "revision": revision,
                    "key": p.key,
                    "place": p.place,
                    "kind": p.kind,
                    "rule": p.rule,
                    "status": p.status,
                    "evidence_mac": p.evidence_mac,
                }
                for p in arrival.points
            ],
        )


def _add_slots(
    store: Store, connection: Connection, number: int, revision: int, rank: int, assignee: str | None
) -> list[int]:
    now = store.clock()
    return [
        connection.execute(
            insert(slot)
            .values(
                item_id=number,
                revision=revision,
                number=place,
                kind="review",
                state="open",
                assignee=assignee,
                fence=0,
                version=1,
                rank=rank,
                ready_at=now,
            )
            .returning(slot.c.id)
        ).scalar_one()
        for place in range(1, store.policy.reviewers + 1)
    ]
