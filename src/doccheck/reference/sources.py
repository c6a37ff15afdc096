"""Sources: every id that a requirement, a table or a finding cites, with where it can be read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.errors import ReferenceDataError
from doccheck.reference.records import Source
from doccheck.reference.strict_yaml import check_keys, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["GRADES", "read_sources", "source_ids"]

GRADES = frozenset({"A", "B", "C", "U", "article", "own"})


_ID = re.compile(r"(?m)^([a-z0-9][a-z0-9-]*):")


@cache
def source_ids(folder: Path) -> frozenset[str]:
    """Ids of ``sources.yaml``, found without parsing it: a look-up only asks whether an id exists.

    Raises:
        ReferenceDataError: The file is missing or not UTF-8.
    """
    try:
        text = (folder / "sources.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = "sources.yaml: the file cannot be read as UTF-8 text"
        raise ReferenceDataError(msg) from error
    return frozenset(_ID.findall(text))


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
