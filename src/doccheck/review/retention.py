"""Purge and backup.

Purging deletes a note's key: its text, reports and comments are then unreadable in every copy and backup, and the
rows themselves are overwritten. The decisions, codes and the audit trail hold no words of the note and stay until
their own time is over (:mod:`doccheck.review.outdated`).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, or_, select, update

from doccheck.errors import QueueError
from doccheck.review.clock import DAY
from doccheck.review.home import sqlite_path
from doccheck.review.outdated import FINISHED, remove_outdated
from doccheck.review.tables import decision, draft, item, metadata, note, payload

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import ColumnElement, Connection

    from doccheck.review.store import Store

__all__ = ["Purged", "backup", "due_for_purge", "purge", "rotate_key"]


@dataclass(frozen=True, slots=True)
class Purged:
    """How many notes and reports a purge made unreadable, and how many items and events of the trail it removed."""

    notes: int
    reports: int
    items: int = 0
    events: int = 0


def due_for_purge(store: Store, connection: Connection, numbers: list[int] | None = None) -> list[int]:
    """Return the ids of notes that may go: those of finished items closed long enough ago, or of ``numbers``.

    A note of an older run goes with its item.
    """
    limit = store.clock() - store.policy.retain_note_days * DAY
    finished: ColumnElement[bool] = and_(item.c.state.in_(FINISHED), item.c.closed <= limit)
    chosen = finished if numbers is None else item.c.id.in_(numbers)
    newest = select(item.c.note_id).where(chosen)
    older = select(payload.c.note_id).join(item, item.c.id == payload.c.item_id).where(chosen)
    rows = connection.execute(
        select(note.c.id).where(or_(note.c.id.in_(newest), note.c.id.in_(older)), note.c.key_wrapped.is_not(None))
    )
    return [number for (number,) in rows]


def purge(store: Store, actor: str, numbers: list[int] | None = None) -> Purged:
    """Make notes unreadable for good, everywhere; by policy, remove items and events whose time is over, too.

    Args:
        store: The open queue.
        actor: Who asks, for the audit trail.
        numbers: Items whose notes go now, ``None`` for what the policy says.
    """
    with store.write() as connection:
        ids = due_for_purge(store, connection, numbers)
        reports = 0
        for start in range(0, len(ids), 500):
            reports += _shred(store, connection, ids[start : start + 500])
        details: list[tuple[int | None, dict[str, str]]] = [
            (None, {"note": mac[:32]})
            for start in range(0, len(ids), 500)
            for (mac,) in connection.execute(select(note.c.sha_mac).where(note.c.id.in_(ids[start : start + 500])))
        ]
        store.record_many(connection, actor, "purge", details)
        store.record(connection, actor, "purge-done", notes=len(ids), reports=reports)
        gone = remove_outdated(store, connection, actor) if numbers is None else None
    done = Purged(len(ids), reports, len(gone.items) if gone else 0, gone.events if gone else 0)
    if done.notes or done.items or done.events:
        _overwrite(store)
    return done


def _shred(store: Store, connection: Connection, ids: list[int]) -> int:
    connection.execute(
        update(note).where(note.c.id.in_(ids)).values(key_wrapped=None, text_cipher=None, shredded=store.clock())
    )
    connection.execute(update(decision).where(decision.c.note_id.in_(ids)).values(comment_cipher=None))
    connection.execute(delete(draft).where(draft.c.note_id.in_(ids)))
    connection.execute(update(item).where(item.c.note_id.in_(ids)).values(label_cipher=None, label_mac=None))
    return connection.execute(delete(payload).where(payload.c.note_id.in_(ids))).rowcount


def _overwrite(store: Store) -> None:
    """Leave no old page behind: empty the write-ahead log and rewrite the file (SQLite), or vacuum (PostgreSQL)."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if store.is_sqlite:
            raw = connection.connection.driver_connection
            if raw is None:
                return
            connection.rollback()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM " + ", ".join(metadata.tables))


def backup(store: Store, target: Path, actor: str) -> None:
    """Copy the SQLite database, while it is in use, to a new file that only its owner can read.

    Raises:
        QueueError: The database is PostgreSQL (use ``pg_dump``), or the file is there already or cannot be written.
    """
    path = sqlite_path(store.engine.url.render_as_string())
    if path is None:
        msg = "back up PostgreSQL with pg_dump; note texts in it stay encrypted"
        raise QueueError(msg)
    try:
        target.touch(mode=0o600, exist_ok=False)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except (OSError, sqlite3.Error) as error:
        msg = f"{target}: cannot write the backup ({type(error).__name__}); give a new file in a folder you may write"
        raise QueueError(msg) from None
    with store.write() as connection:
        store.record(connection, actor, "backup")


def rotate_key(store: Store, wrapping: bytes, actor: str) -> int:
    """Wrap every key of the store anew under ``wrapping`` and return how many note keys that were.

    No text is encrypted again: whoever has an old backup and the old key can still read that backup.
    """
    from doccheck.review.tables import meta  # noqa: PLC0415 - only a change of keys touches it
    from doccheck.review.vault import Vault  # noqa: PLC0415 - as above

    changed = Vault(wrapping, store.vault.index, store.vault.chain)
    with store.write() as connection:
        rows = connection.execute(select(note.c.id, note.c.key_wrapped).where(note.c.key_wrapped.is_not(None))).all()
        for number, wrapped in rows:
            connection.execute(
                update(note).where(note.c.id == number).values(key_wrapped=store.vault.rewrap(bytes(wrapped), wrapping))
            )
        for name, value in changed.wrapped_keys().items():
            connection.execute(update(meta).where(meta.c.key == name).values(value=value))
        store.record(connection, actor, "rotate-key", notes=len(rows))
    return len(rows)
