"""Decisions made elsewhere come back: from our own JSON lines or CSV, or from Label Studio.

Each one must name the item and the revision it was made on. What is here already changes nothing, so that a file may
be brought in any number of times; what was made on an older run is left out and said.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from doccheck.errors import QueueAccessError, QueueConflictError, QueueError
from doccheck.review.choices import Choice, DecisionError
from doccheck.review.claims import claim_item
from doccheck.review.decisions import decide
from doccheck.review.export.formula import original
from doccheck.review.points import NOTE
from doccheck.review.show import comment_of
from doccheck.review.tables import decision, item, note, slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from doccheck.review.store import Store

__all__ = ["Incoming", "Result", "bring_in", "read_decisions"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One decision from elsewhere; ``at`` in milliseconds, ``None`` for now."""

    item: int
    revision: int
    reviewer: str
    choice: Choice
    at: int | None = None


@dataclass
class Result:
    """What became of a file's decisions; ``refused`` says why, one sentence each."""

    added: int = 0
    same: int = 0
    refused: list[str] = field(default_factory=list)


def read_decisions(data: bytes, form: str) -> list[Incoming]:
    """Read decisions from a file's bytes.

    Args:
        data: The file.
        form: ``jsonl``, ``csv`` or ``labelstudio``.

    Raises:
        QueueError: The file is not of that format.
    """
    readers = {"jsonl": _from_lines, "csv": _from_csv, "labelstudio": _from_label_studio}
    if form not in readers:
        msg = f"decisions come in as one of: {', '.join(readers)}"
        raise QueueError(msg)
    try:
        return list(readers[form](data.decode("utf-8-sig")))
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error):
        msg = f"this file does not hold decisions as {form}; export some to see the shape"
        raise QueueError(msg) from None


def bring_in(store: Store, decisions: Iterable[Incoming], actor: str) -> Result:
    """Put decisions from elsewhere into the queue, each person's in the order they were made.

    Args:
        store: The open queue.
        decisions: The decisions; the one on the note as a whole ends the review, so it is taken last.
        actor: Who brings them in, for the audit trail.
    """
    result = Result()
    ordered = sorted(decisions, key=lambda one: (one.item, one.choice.point == NOTE and one.at is None, one.at or 0))
    for one in ordered:
        known = _known(store, one)
        if known is not None and _says(store, known) == one.choice:
            result.same += 1
            continue
        try:
            _add(store, one)
            result.added += 1
        except (QueueConflictError, QueueAccessError, DecisionError) as error:
            result.refused.append(str(error))
    with store.write() as connection:
        store.record(connection, actor, "import", added=result.added, same=result.same, refused=len(result.refused))
    return result


def _known(store: Store, one: Incoming) -> Row[Any] | None:
    with store.read() as connection:
        return connection.execute(
            select(decision, note.c.key_wrapped)
            .join(note, note.c.id == decision.c.note_id)
            .where(
                decision.c.item_id == one.item,
                decision.c.revision == one.revision,
                decision.c.reviewer == one.reviewer,
                decision.c.point_key == one.choice.point,
                decision.c.active,
            )
        ).first()


def _says(store: Store, row: Row[Any]) -> Choice:
    return Choice(row.point_key, row.action, row.value, row.reason, comment_of(store, row))


def _add(store: Store, one: Incoming) -> None:
    with store.read() as connection:
        row = connection.execute(select(item.c.revision).where(item.c.id == one.item)).first()
    if row is None:
        msg = f"item {one.item}: there is no such item"
        raise QueueAccessError(msg)
    if row.revision != one.revision:
        msg = f"item {one.item}: the decision was made on run {one.revision}, the newest is {row.revision}"
        raise QueueConflictError(msg)
    lease = claim_item(store, one.item, one.reviewer, lead=True)
    decide(store, lease, one.reviewer, one.choice, version=lease.version, revision=one.revision)
    if one.at is not None:
        with store.write() as connection:
            connection.execute(
                update(decision)
                .where(decision.c.slot_id == lease.slot, decision.c.point_key == one.choice.point, decision.c.active)
                .values(at=one.at)
            )
            if one.choice.point == NOTE:
                connection.execute(update(slot).where(slot.c.id == lease.slot).values(finished=one.at))
                connection.execute(
                    update(item).where(item.c.id == one.item, item.c.closed.is_not(None)).values(closed=one.at)
                )


def _moment(text: str | None) -> int | None:
    if not text:
        return None
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def _from_lines(text: str) -> Iterable[Incoming]:
    for line in text.splitlines():
        if line.strip():
            row = json.loads(line)
            for one in row["decisions"]:
                choice = Choice(
                    one["point"], one["action"], one.get("value"), one.get("reason"), one.get("comment", "")
                )
                yield Incoming(
                    int(row["item"]), int(row["revision"]), str(one["reviewer"]), choice, _moment(one.get("at"))
                )


def _from_csv(text: str) -> Iterable[Incoming]:
    for row in csv.DictReader(io.StringIO(text, newline="")):
        cells = {name: original(value or "") for name, value in row.items()}
        if cells["action"]:
            choice = Choice(
                cells["point"],
                cells["action"],
                cells["value"] or None,
                cells["reason"] or None,
                cells.get("comment", ""),
            )
            yield Incoming(
                int(cells["item"]), int(cells["revision"]), cells["reviewer"], choice, _moment(cells.get("decided"))
            )


def _from_label_studio(text: str) -> Iterable[Incoming]:
    tasks = json.loads(text)
    if not isinstance(tasks, list):
        msg = "no array of tasks"
        raise TypeError(msg)
    for task in tasks:
        number, revision = int(task["data"]["item"]), int(task["data"]["revision"])
        for annotation in task["annotations"]:
            who = annotation["completed_by"]
            reviewer = str(who["email"] if isinstance(who, dict) else who)
            chosen: dict[str, dict[str, str]] = {}
            for part in annotation["result"]:
                if part["type"] in {"choices", "textarea"}:
                    values = part["value"].get("choices") or part["value"].get("text")
                    chosen.setdefault(str(part["id"]), {})[part["from_name"]] = str(values[0])
            for key, parts in chosen.items():
                choice = Choice(key, parts["action"], parts.get("value"), parts.get("reason"), parts.get("comment", ""))
                yield Incoming(number, revision, reviewer, choice)
