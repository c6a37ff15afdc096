"""The editions of all tables, packaged and imported, and the rows of the one that speaks for a day."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from doccheck.reference import code_table, limit_table
from doccheck.reference.editions import edition_for, read_editions
from doccheck.reference.tables import Table

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from doccheck.reference.editions import EditionRecord

__all__ = ["EditionShelf"]

_COLUMNS = {
    "hcpcs": code_table.COLUMNS,
    "modifiers": ("modifier", "added", "ended"),
    "containers": limit_table.CONTAINER_COLUMNS,
    "brands": ("brand", "drug"),
    "limits": ("code", "dosage", "payment_limit"),
    "mue": limit_table.MUE_COLUMNS,
    "status": ("code", "indicator"),
    "single-dose": ("code",),
}


class EditionShelf:
    """Tables by edition; each is opened when first asked for.

    Args:
        folder: Packaged reference.
        own: Folder of the user's imports; it need not exist.
    """

    def __init__(self, folder: Path, own: Path | None = None) -> None:
        """Nothing is read yet."""
        self.folder = folder
        self.own = own
        self._tables: dict[Path, Table] = {}

    @cached_property
    def edition_records(self) -> tuple[EditionRecord, ...]:
        """Every edition there is; the user's own wins over a packaged one of the same name."""
        records = {(one.table, one.edition): one for one in read_editions(self.folder)}
        if self.own is not None:
            records |= {(one.table, one.edition): one for one in read_editions(self.own)}
        return tuple(records.values())

    def edition(self, table: str, on: date | None = None) -> EditionRecord | None:
        """The edition of ``table`` that speaks for ``on``, ``None`` when there is no such table."""
        return edition_for((one for one in self.edition_records if one.table == table), on)

    @cached_property
    def editions(self) -> dict[str, str]:
        """Newest edition of each table; of the articles and the baseline the first digits of their sha256."""
        tables = sorted({one.table for one in self.edition_records} - {"brands"})
        found = {table: record.edition for table in tables if (record := self.edition(table)) is not None}
        return found | {"articles": self._articles_edition()}

    def _articles_edition(self) -> str:
        """Requirements have no date: their bytes tell whether two reports used the same."""
        digest = sha256()
        for path in [
            self.folder / "fields.yaml",
            self.folder / "baseline.yaml",
            *sorted(self.folder.glob("codes/*.yaml")),
        ]:
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
        return digest.hexdigest()[:8]

    def table(self, record: EditionRecord) -> Table:
        """The table of an edition."""
        table = self._tables.get(record.path)
        if table is None:
            table = self._tables[record.path] = Table(record.path, _COLUMNS[record.table])
        return table

    def rows(self, table: str, code: str, on: date | None = None) -> list[dict[str, str]]:
        """Rows of ``code`` in the edition of ``table`` that speaks for ``on``."""
        record = self.edition(table, on)
        return self.table(record).rows(code) if record is not None else []
