"""Sources: every id that a requirement, a table or a finding cites, with where it can be read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from doccheck.errors import ReferenceDataError
from doccheck.reference.records import Source
from doccheck.reference.strict_yaml import check_keys, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["GRADES", "read_sources"]

GRADES = frozenset({"A", "B", "C", "U", "article", "own"})


@cache
def read_sources(folder: Path) -> dict[str, Source]:
    """Read ``sources.yaml``.

    Raises:
        ReferenceDataError: Malformed, or an unknown grade.
    """
    sources = {}
    for key, row in read_yaml(folder / "sources.yaml").items():
        where = f"sources.yaml {key}"
        if not isinstance(row, dict):
            msg = f"{where}: a mapping is expected"
            raise ReferenceDataError(msg)
        check_keys(row, ("title", "publisher", "where", "grade"), ("date",), where=where)
        if row["grade"] not in GRADES:
            msg = f"{where}: {row['grade']!r} is no grade"
            raise ReferenceDataError(msg)
        day = row.get("date")
        sources[key] = Source(
            key, row["title"], row["publisher"], row["where"], row["grade"], str(day) if day else None
        )
    return sources
