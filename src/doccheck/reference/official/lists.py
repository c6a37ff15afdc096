"""Two small official lists: OPPS status indicators (Addendum B) and the single-dose container codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.reference.official.files import csv_rows, refuse

if TYPE_CHECKING:
    from doccheck.reference.official.files import OfficialFile

__all__ = ["SINGLE_DOSE_COLUMNS", "STATUS_COLUMNS", "compile_single_dose", "compile_status"]

STATUS_COLUMNS = ("code", "indicator")
SINGLE_DOSE_COLUMNS = ("code",)
_CODE = re.compile(r"[A-Z]\d{4}|\d{4}[0-9A-Z]")


def compile_status(file: OfficialFile) -> list[list[str]]:
    """OPPS status indicator by J or Q code.

    Raises:
        ReferenceDataError: A malformed row.
    """
    rows = []
    first = "code" if file.text.lower().startswith("code") else "HCPCS Code"
    for row in csv_rows(file, first):
        code = row.values[first]
        indicator = row.values.get("si") or row.values.get("SI") or ""
        if not _CODE.fullmatch(code) or not re.fullmatch(r"[A-Z]\d?", indicator):
            raise refuse(file.name, row.line, "a row needs a code and a status indicator")
        if code[0] in "JQ":
            rows.append([code, indicator])
    return sorted(rows)


def compile_single_dose(file: OfficialFile) -> list[list[str]]:
    """Codes on CMS's list of drugs in single-dose containers. A code that is absent is unknown, not multi-dose.

    Raises:
        ReferenceDataError: A malformed row.
    """
    rows = set()
    for row in csv_rows(file, "hcpcs"):
        code = row.values["hcpcs"]
        if not _CODE.fullmatch(code):
            raise refuse(file.name, row.line, "a code has five characters")
        rows.add(code)
    return [[code] for code in sorted(rows)]
