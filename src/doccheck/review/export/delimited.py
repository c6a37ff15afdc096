"""CSV: UTF-8, a header, CRLF, formula-safe cells."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from doccheck.review.export.formula import harmless
from doccheck.review.export.table import columns, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.review.export.records import Record

__all__ = ["render"]


def render(records: Iterable[Record], *, include_phi: bool) -> bytes:
    """Return the decisions as CSV."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns(include_phi=include_phi))
    for row in rows(records, include_phi=include_phi):
        writer.writerow(["" if cell is None else harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return stream.getvalue().encode("utf-8", "backslashreplace")
