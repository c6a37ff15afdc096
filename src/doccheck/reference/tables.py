"""Compact tables: UTF-8 csv with a header, sorted by their first column, one edition a file.

A look-up must cost less than a millisecond, so a table is read as one string and only the lines of the key asked
for are parsed; sorting makes them adjacent. Whole-table reads are there for indexes and listings.
"""

from __future__ import annotations

import csv
from functools import cached_property
from typing import TYPE_CHECKING

from doccheck.errors import ReferenceDataError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Table"]


class Table:
    """One edition of one table.

    Args:
        path: The csv file.
        columns: The header it must have.
    """

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        """Nothing is read yet."""
        self.path = path
        self.columns = columns

    @cached_property
    def _text(self) -> str:
        try:
            text = self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            msg = f"{self.path.name}: the table cannot be read as UTF-8 text"
            raise ReferenceDataError(msg) from error
        header = text.partition("\n")[0]
        if header != ",".join(self.columns):
            msg = f"{self.path.parent.name}/{self.path.name} line 1: the columns must be {','.join(self.columns)}"
            raise ReferenceDataError(msg)
        return text

    def rows(self, key: str) -> list[dict[str, str]]:
        """Rows whose first column is ``key`` (plain letters and digits), in the order of the file."""
        text, mark = self._text, f"\n{key},"
        start = text.find(mark)
        if start < 0:
            return []
        lines = []
        while text.startswith(mark, start):
            end = text.find("\n", start + 1)
            if end < 0:
                end = len(text)
            lines.append(text[start + 1 : end])
            start = end
        return [self._record(values) for values in csv.reader(lines)]

    def has(self, key: str) -> bool:
        """Whether a row starts with ``key``."""
        text = self._text
        return f"\n{key}," in text or f"\n{key}\n" in text

    def keys_with(self, second: str) -> tuple[str, ...]:
        """First columns of the rows whose second column is ``second`` (without commas or quotes), each once."""
        text, mark, found, at = self._text, f",{second},", [], 0
        while (at := text.find(mark, at)) >= 0:
            found.append(text[text.rfind("\n", 0, at) + 1 : at])
            at += len(mark)
        return tuple(dict.fromkeys(key for key in found if "," not in key))

    def all_rows(self) -> list[dict[str, str]]:
        """Every row."""
        return [self._record(values) for values in self._raw_rows]

    def raw_rows(self) -> list[list[str]]:
        """Every row as a list of values in column order: for indexes, where dictionaries cost too much."""
        return self._raw_rows

    @cached_property
    def _raw_rows(self) -> list[list[str]]:
        # No value holds a line break, and few hold a comma: splitting is five times faster than a csv reader.
        return [
            next(csv.reader([line])) if '"' in line else line.split(",") for line in self._text.split("\n")[1:] if line
        ]

    def _record(self, values: list[str]) -> dict[str, str]:
        if len(values) != len(self.columns):
            name = f"{self.path.parent.name}/{self.path.name}"
            msg = f"{name}: row {values[:1]} has {len(values)} values, not {len(self.columns)}"
            raise ReferenceDataError(msg)
        return dict(zip(self.columns, values, strict=True))
