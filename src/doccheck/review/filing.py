"""Files the parts of an arrival in their tables: the note, the run with its points, the places in line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from doccheck.review.tables import note, payload, point, slot

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from doccheck.review.arrival import Arrival
    from doccheck.review.store import Store
    from doccheck.review.vault import NoteKey

__all__ = ["add_note", "add_run", "add_slots"]


def add_note(store: Store, connection: Connection, arrival: Arrival) -> tuple[int, NoteKey]:
    """Encrypt the note under a key of its own and return its number in the database and the key."""
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


def add_run(
    store: Store, connection: Connection, arrival: Arrival, number: int, revision: int, note_id: int, key: NoteKey
) -> None:
    """Encrypt the report of one run of item ``number`` and list its points."""
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


def add_slots(
    store: Store, connection: Connection, number: int, revision: int, rank: int, assignee: str | None
) -> list[int]:
    """Put the reviews that the policy wants in line and return their numbers in the database."""
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
