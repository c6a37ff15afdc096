"""Which editions of each table there are, from what they were compiled, and which one speaks for a day."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from doccheck.errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["COLUMNS", "EditionRecord", "edition_for", "read_editions"]

COLUMNS = ("table", "edition", "begins", "ends", "source", "file", "sha256", "rows")


class EditionRecord(NamedTuple):
    """One compiled edition.

    Args:
        table: hcpcs, modifiers, containers, brands, limits, mue, status or single-dose.
        edition: Its name, which is the file's stem.
        begins: First day it speaks for.
        ends: Last day, ``None`` while no later edition is known.
        source: Id of ``sources.yaml``.
        file: Name of the official file.
        sha256: Of the official file.
        rows: Rows of the table.
        path: The table.
    """

    table: str
    edition: str
    begins: date
    ends: date | None
    source: str
    file: str
    sha256: str
    rows: int
    path: Path


def read_editions(folder: Path) -> list[EditionRecord]:
    """Editions recorded in ``folder/editions.csv``; none when the file does not exist.

    Raises:
        ReferenceDataError: Malformed, an edition twice, or dates that do not rise.
    """
    path = folder / "editions.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        msg = "editions.csv: the file cannot be read as UTF-8 text"
        raise ReferenceDataError(msg) from error
    rows = list(csv.reader(text.splitlines()))
    if not rows or tuple(rows[0]) != COLUMNS:
        msg = f"editions.csv line 1: the columns must be {','.join(COLUMNS)}"
        raise ReferenceDataError(msg)
    found: list[EditionRecord] = []
    for number, row in enumerate(rows[1:], start=2):
        record = _record(row, number, folder)
        if any((other.table, other.edition) == (record.table, record.edition) for other in found):
            msg = f"editions.csv line {number}: {record.table} {record.edition} stands twice"
            raise ReferenceDataError(msg)
        found.append(record)
    return found


def _record(row: list[str], number: int, folder: Path) -> EditionRecord:
    try:
        table, edition, begins, ends, source, file, sha256, count = row
        record = EditionRecord(
            table,
            edition,
            date.fromisoformat(begins),
            date.fromisoformat(ends) if ends else None,
            source,
            file,
            sha256,
            int(count),
            folder / table / f"{edition}.csv",
        )
    except ValueError as error:
        msg = f"editions.csv line {number}: a row is {','.join(COLUMNS)}"
        raise ReferenceDataError(msg) from error
    if record.ends is not None and record.ends < record.begins:
        msg = f"editions.csv line {number}: {table} {edition} ends before it begins"
        raise ReferenceDataError(msg)
    return record


def edition_for(editions: Iterable[EditionRecord], on: date | None) -> EditionRecord | None:
    """The newest edition that had begun on ``on``, else the oldest; the newest when no day is given."""
    rising = sorted(editions, key=lambda record: record.begins)
    if not rising:
        return None
    if on is None:
        return rising[-1]
    begun = [record for record in rising if record.begins <= on]
    return begun[-1] if begun else rising[0]
