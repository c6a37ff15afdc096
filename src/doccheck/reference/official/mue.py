"""Medically Unlikely Edits: the most units of a code, by place of service and quarter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.reference.official.files import csv_rows, first_rows, refuse

if TYPE_CHECKING:
    from doccheck.reference.official.files import CsvRow, OfficialFile

__all__ = ["COLUMNS", "compile_unit_limits"]

COLUMNS = ("code", "setting", "units", "indicator")
_CODE = re.compile(r"[A-Z]\d{4}|\d{4}[0-9A-Z]")
_PRACTITIONER, _OUTPATIENT = "practitioner", "outpatient-hospital"


def compile_unit_limits(file: OfficialFile) -> list[list[str]]:
    """Unit limits of the J and Q codes in the file, which may hold one place of service or both.

    Raises:
        ReferenceDataError: A malformed row.
    """
    rows = []
    for row in csv_rows(file, _first_column(file)):
        code = next(iter(row.values.values()))
        if not _CODE.fullmatch(code):
            raise refuse(file.name, row.line, "a code has five characters")
        found = _settings(row)
        if not found:
            raise refuse(file.name, row.line, "no MUE value")
        for setting, units, indicator in found:
            if not units and not indicator:
                continue
            digit = indicator[:1]
            if not units.isdigit() or digit not in set("123"):
                raise refuse(file.name, row.line, "an MUE is a whole number with an adjudication indicator 1, 2 or 3")
            if code[0] in "JQ":
                rows.append([code, setting, units, digit])
    return sorted(rows)


def _first_column(file: OfficialFile) -> str:
    for names in first_rows(file):
        if any("mue" in name for name in names) and re.fullmatch(r"(?:hcpcs/?(?:cpt)?)?code", names[0]):
            return names[0]
    raise refuse(file.name, 1, "no header with MUE values")


def _settings(row: CsvRow) -> list[tuple[str, str, str]]:
    value = {name.casefold(): text for name, text in row.values.items()}
    if "prac_mue" in value:
        return [
            (_PRACTITIONER, value["prac_mue"], value["prac_mai"]),
            (_OUTPATIENT, value["oph_mue"], value["oph_mai"]),
        ]
    if "mue" in value:
        return [(_PRACTITIONER, value["mue"], value["mai"])]
    indicator = value.get("mue adjudication indicator", "")
    for name, text in value.items():
        if "practitioner" in name:
            return [(_PRACTITIONER, text, indicator)]
        if "outpatient" in name:
            return [(_OUTPATIENT, text, indicator)]
    return []
