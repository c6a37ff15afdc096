"""Which of CMS's files a text is, told from its content; and which edition, told from its preamble or its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from doccheck.errors import ReferenceDataError
from doccheck.reference.official.files import first_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.reference.official.files import OfficialFile

__all__ = ["Edition", "find_edition", "parse_edition", "recognise"]

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES, start=1)}
_MONTH = "|".join(f"{name}[a-z]{{0,6}}" for name in _MONTHS)
_QUARTERLY = {"containers", "limits", "mue", "status"}


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of one table: its name, and the days it speaks for (``ends`` is ``None`` until the next one)."""

    name: str
    begins: date
    ends: date | None


def recognise(file: OfficialFile) -> str | None:
    """Table that ``file`` fills: hcpcs, hcpcs-csv, containers, limits, mue, status, single-dose; else ``None``."""
    for line in file.text[:20_000].splitlines()[:40]:
        if re.match(r"^.{5}\d{5}[3478]", line) and len(line) > 290:  # noqa: PLR2004 - a fixed-width record
            return "hcpcs"
    for names in first_rows(file):
        table = next((table for table, fits in _HEADERS.items() if names and fits(names)), None)
        if table is not None:
            return table
    return None


# Table → whether a row, folded and without spaces, is the header of its csv.
_HEADERS: dict[str, Callable[[list[str]], bool]] = {
    "containers": lambda names: "billunits" in names,
    "limits": lambda names: "paymentlimit" in names and "hcpcscode" in names,
    "mue": lambda names: (
        any("mue" in name for name in names) and any("mai" in name or "adjudication" in name for name in names)
    ),
    "hcpcs-csv": lambda names: names[:2] == ["code", "long"],
    "status": lambda names: names[0] in {"code", "hcpcscode"} and "si" in names,
    "single-dose": lambda names: [name for name in names if name] == ["hcpcs"],
}


def find_edition(table: str, file: OfficialFile, given: str | None = None) -> Edition:
    """Edition of ``file``: the one given, else its preamble's effective date, else its name.

    Raises:
        ReferenceDataError: None of them tells.
    """
    if given is not None:
        return parse_edition(table, given)
    effective = re.search(rf"(?i)effective\s+({_MONTH})\s+\d+,\s+(20\d\d)", file.text[:4000])
    if effective:
        return _of_month(table, int(effective[2]), _MONTHS[effective[1][:3].lower()])
    name = file.name.casefold()
    day = re.search(r"(20\d\d)-(\d\d)-(\d\d)", name)
    if day and table == "single-dose":
        return parse_edition(table, day[0])
    quarter = re.search(r"(20\d\d)[-_ ]?q([1-4])", name)
    if quarter:
        return _of_month(table, int(quarter[1]), 3 * int(quarter[2]) - 2)
    month = re.search(rf"(20\d\d)[-_ ]?({_MONTH})(?![a-z])", name) or re.search(rf"()({_MONTH})[-_ ]?(20\d\d)", name)
    if month:
        year = month[1] or month[3]
        return _of_month(table, int(year), _MONTHS[month[2][:3]])
    starts = re.search(r"eff[-_ ](\d\d)-\d\d-(20\d\d)", name)
    if starts:
        return _of_month(table, int(starts[2]), int(starts[1]))
    msg = f"{file.name}: neither its text nor its name tells the edition; give it with --edition, such as 2026-Q1"
    raise ReferenceDataError(msg)


def parse_edition(table: str, name: str) -> Edition:
    """Read the name of an edition: ``2026-01`` (HCPCS), ``2026-Q1`` (quarterly tables) or a day (single-dose list).

    Raises:
        ReferenceDataError: Not such a name.
    """
    quarter = re.fullmatch(r"(20\d\d)-[Qq]([1-4])", name)
    if quarter:
        return _of_month(table, int(quarter[1]), 3 * int(quarter[2]) - 2)
    month = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", name)
    if month:
        return _of_month(table, int(month[1]), int(month[2]))
    try:
        begins = date.fromisoformat(name)
    except ValueError as error:
        msg = f"{name!r} names no edition; write 2026-Q1, 2026-01 or 2026-01-31"
        raise ReferenceDataError(msg) from error
    return Edition(name, begins, None) if table == "single-dose" else _of_month(table, begins.year, begins.month)


def _of_month(table: str, year: int, month: int) -> Edition:
    if table not in _QUARTERLY:
        return Edition(f"{year}-{month:02}", date(year, month, 1), None)
    first = 3 * ((month - 1) // 3) + 1
    begins = date(year, first, 1)
    after = date(year + (first == 10), (first + 2) % 12 + 1, 1)  # noqa: PLR2004 - October opens the last quarter
    return Edition(f"{year}-Q{(first + 2) // 3}", begins, after - timedelta(days=1))
