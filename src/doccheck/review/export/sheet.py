"""XLSX: one sheet of decisions. Every text cell is stored as text, so that no spreadsheet runs it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from doccheck.errors import QueueError
from doccheck.review.export.formula import harmless
from doccheck.review.export.table import columns, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.review.export.records import Record

__all__ = ["render"]

_MOST_CHARACTERS = 32_767  # what a cell of Excel holds


def render(records: Iterable[Record], *, include_phi: bool) -> bytes:
    """Return the decisions as an Excel workbook.

    Raises:
        QueueError: The extra ``export`` is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an optional package
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - as above
        from openpyxl.styles import Font  # noqa: PLC0415 - as above
    except ImportError:
        msg = "XLSX needs the extra 'export': pip install 'doccheck[export]'"
        raise QueueError(msg) from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("decisions")
    sheet.freeze_panes = "B2"
    header = []
    for name in columns(include_phi=include_phi):
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    for row in rows(records, include_phi=include_phi):
        cells = []
        for value in row:
            if isinstance(value, str):
                shown = ILLEGAL_CHARACTERS_RE.sub(lambda found: f"\\x{ord(found[0]):02x}", harmless(value))
                cell = WriteOnlyCell(sheet, value=shown[:_MOST_CHARACTERS])
                cell.data_type = "s"
            else:
                cell = WriteOnlyCell(sheet, value=value)
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
