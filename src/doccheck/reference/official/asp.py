"""The quarterly ASP files: which packages belong to a code (NDC-HCPCS crosswalk), and what a billing unit is paid."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from doccheck.reference.official.files import csv_rows, first_rows, refuse

if TYPE_CHECKING:
    from doccheck.reference.official.files import CsvRow, OfficialFile

__all__ = ["CONTAINER_COLUMNS", "LIMIT_COLUMNS", "compile_containers", "compile_limits"]

CONTAINER_COLUMNS = ("code", "ndc", "brand", "package_size", "package_quantity", "billing_units")
LIMIT_COLUMNS = ("code", "dosage", "payment_limit")
_CODE = re.compile(r"[A-Z]\d{4}")
_NDC = re.compile(r"\d{5}-\d{4}-\d{2}|\d{12}")  # a hyaluronan is a device and may carry a 12-digit product code
_CROSSWALK = ("Drug Name", "PKG SIZE", "PKG QTY", "BILLUNITS")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def _number(row: CsvRow, column: str, file: OfficialFile) -> str:
    text = row.values[column].replace(",", "")
    if not _NUMBER.fullmatch(text):
        raise refuse(file.name, row.line, f"{column} is no number")
    return format(Decimal(text).normalize(), "f")


def _code(row: CsvRow, column: str, file: OfficialFile) -> str | None:
    """The HCPCS code, ``None`` for a CPT code, which is not ours to keep."""
    code = row.values[column]
    if re.fullmatch(r"\d{4}[0-9A-Z]", code):
        return None
    if not _CODE.fullmatch(code):
        raise refuse(file.name, row.line, "a code has a letter and four digits")
    return code


def compile_containers(file: OfficialFile) -> list[list[str]]:
    """Packages by code: eleven-digit NDC, name as sold, package size, containers in it, billing units of one container.

    Raises:
        ReferenceDataError: A malformed row.
    """
    rows = set()
    for row in csv_rows(file, _code_column(file), _CROSSWALK):
        code = _code(row, next(iter(row.values)), file)
        if code is None:
            continue
        value = row.values
        ndc = value.get("NDC2") or value.get("NDC", "")
        if not _NDC.fullmatch(ndc):
            raise refuse(file.name, row.line, "an NDC has the shape 00000-0000-00")
        sizes = [_number(row, name, file) for name in ("PKG SIZE", "PKG QTY", "BILLUNITS")]
        if Decimal(sizes[2]) <= 0:
            raise refuse(file.name, row.line, "BILLUNITS must be above 0")
        rows.add((code, ndc, " ".join(value["Drug Name"].split()), *sizes))
    return [list(row) for row in sorted(rows)]


def compile_limits(file: OfficialFile) -> list[list[str]]:
    """Dosage of a billing unit as CMS writes it, and the payment limit, by code. "N/A" is kept as empty.

    Raises:
        ReferenceDataError: A malformed row, or a code twice.
    """
    rows: dict[str, list[str]] = {}
    for row in csv_rows(file, "HCPCS Code", ("HCPCS Code", "HCPCS Code Dosage", "Payment Limit")):
        code = _code(row, "HCPCS Code", file)
        if code is None:
            continue
        limit = row.values["Payment Limit"].replace(",", "").lstrip("$")
        try:
            shown = "" if limit.upper() in {"N/A", ""} else str(Decimal(limit))
        except InvalidOperation as error:
            raise refuse(file.name, row.line, "Payment Limit is no number") from error
        dosage = " ".join(row.values["HCPCS Code Dosage"].split())
        if code in rows and rows[code] != [code, dosage, shown]:
            raise refuse(file.name, row.line, f"{code} stands twice")
        rows[code] = [code, dosage, shown]
    return [row for _, row in sorted(rows.items())]


def _code_column(file: OfficialFile) -> str:
    """Name of the code column, which carries the year (``_2026_CODE``)."""
    for names in first_rows(file):
        if "billunits" in names:
            return next((name for name in names if name.endswith("_code") or name == "hcpcscode"), names[0])
    raise refuse(file.name, 1, "no header with BILLUNITS")
