"""The HCPCS Level II file: fixed width as CMS publishes it, or a csv made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from doccheck.reference.code_table import COLUMNS, NO_DRUG
from doccheck.reference.descriptor import read_descriptor
from doccheck.reference.drug_names import SUFFIX, curated
from doccheck.reference.official.files import csv_rows, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.reference.descriptor import Descriptor
    from doccheck.reference.official.files import OfficialFile

__all__ = [
    "COLUMNS",
    "MODIFIER_COLUMNS",
    "HcpcsEntry",
    "compile_codes",
    "compile_modifiers",
    "read_csv",
    "read_fixed_width",
]

MODIFIER_COLUMNS = ("modifier", "added", "ended")
_CODE = re.compile(r"[A-Z]\d{4}|\d{4}[A-Z0-9]")
_RECORD = re.compile(r".{5}[0-9]{5}[3478]")
_WIDTH = 320
# Q codes that bill something else than a drug: services, supplies, devices, casts, skin substitutes, hospice places.
_NO_DRUG = tuple(
    (first, last)
    for first, last in (
        ("Q0035", "Q0115"), ("Q0477", "Q0514"), ("Q0516", "Q0521"), ("Q1004", "Q1005"), ("Q2052", "Q2052"),
        ("Q3001", "Q3025"), ("Q3031", "Q4051"), ("Q4100", "Q4433"), ("Q5001", "Q5010"), ("Q9001", "Q9004"),
        ("Q9987", "Q9988"), ("Q9994", "Q9994"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HcpcsEntry:
    """One code or modifier of the official file."""

    code: str
    text: str
    added: date
    ended: date | None
    line: int


def read_fixed_width(file: OfficialFile) -> tuple[list[HcpcsEntry], list[HcpcsEntry]]:
    """Read the fixed-width file: codes, then modifiers.

    Layout (1-based, from CMS's record layout): code 1-5, sequence 6-10, record id 11 (3 and 7 open an entry, 4 and 8
    continue it), long description 12-91, add date 269-276, termination 285-292, which is the last usable day. The
    action-effective date between them is no start date.

    Raises:
        ReferenceDataError: A row that does not have this shape.
    """
    codes: list[HcpcsEntry] = []
    modifiers: list[HcpcsEntry] = []
    for number, ended_line in enumerate(file.text.split("\n"), start=1):
        line = ended_line.rstrip("\r")
        if not line.strip():
            continue
        if line[_WIDTH:].strip() or not _RECORD.match(line):
            raise refuse(file.name, number, "not a 320-character HCPCS record")
        kind, target = line[10], codes if line[10] in "34" else modifiers
        key = line[:5].strip()
        if kind in "48":
            if not target or target[-1].code != key:
                raise refuse(file.name, number, f"continues {key or 'nothing'}, which does not stand above it")
            last = target[-1]
            text = f"{last.text} {line[11:91].strip()}"
            target[-1] = HcpcsEntry(last.code, text, last.added, last.ended, last.line)
            continue
        if kind == "3" and not _CODE.fullmatch(key):
            raise refuse(file.name, number, "a code has a letter and four digits")
        added, ended = (_day(line[at : at + 8], file.name, number) for at in (268, 284))
        target.append(_entry(key, line[11:91].strip(), added, ended, file.name, number))
    return codes, modifiers


def read_csv(file: OfficialFile) -> list[HcpcsEntry]:
    """Read a csv with the columns code, long, add_date and term_date.

    Raises:
        ReferenceDataError: A malformed row.
    """
    entries = []
    for row in csv_rows(file, "code", ("code", "long", "add_date", "term_date")):
        value = row.values
        if not _CODE.fullmatch(value["code"]):
            raise refuse(file.name, row.line, "a code has a letter and four digits")
        added, ended = (_day(value[name], file.name, row.line) for name in ("add_date", "term_date"))
        entries.append(_entry(value["code"], value["long"], added, ended, file.name, row.line))
    return entries


def _entry(code: str, text: str, added: date | None, ended: date | None, name: str, line: int) -> HcpcsEntry:
    if added is None:
        raise refuse(name, line, f"{code} has no date added")
    if ended is not None and ended < added:
        raise refuse(name, line, f"{code} ends before it begins")
    if not text:
        raise refuse(name, line, f"{code} has no description")
    return HcpcsEntry(code, text, added, ended, line)


def _day(text: str, name: str, line: int) -> date | None:
    text = text.strip()
    if not text:
        return None
    compact = re.fullmatch(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})", text)
    try:
        return date(*(int(part) for part in compact.groups())) if compact else date.fromisoformat(text)
    except ValueError as error:
        raise refuse(name, line, f"{text!r} is no date") from error


def is_drug_code(code: str) -> bool:
    """Whether a J or Q code bills a drug."""
    return code[0] == "J" or not any(first <= code <= last for first, last in _NO_DRUG)


def compile_codes(entries: Iterable[HcpcsEntry], file: OfficialFile) -> list[list[str]]:
    """Facts of the J and Q codes, sorted by code.

    Raises:
        ReferenceDataError: A code stands twice.
    """
    chosen: dict[str, tuple[HcpcsEntry, Descriptor]] = {}
    for entry in entries:
        if entry.code[0] not in "JQ":
            continue
        if entry.code in chosen:
            raise refuse(file.name, entry.line, f"{entry.code} stands twice")
        chosen[entry.code] = (entry, read_descriptor(entry.text))
    names = _final_names({code: descriptor for code, (_, descriptor) in chosen.items() if is_drug_code(code)})
    return [_row(entry, descriptor, names.get(code)) for code, (entry, descriptor) in sorted(chosen.items())]


def _final_names(descriptors: dict[str, Descriptor]) -> dict[str, str]:
    """Drop FDA's four-letter suffix where it parts nothing: the only product of its name needs no suffix in a note."""
    sisters: dict[str, set[str]] = {}
    for descriptor in descriptors.values():
        sisters.setdefault(SUFFIX.sub("", descriptor.drug), set()).add(descriptor.drug)
    names = {}
    for code, descriptor in descriptors.items():
        base = SUFFIX.sub("", descriptor.drug)
        alone = len(sisters[base]) == 1 and descriptor.drug not in curated()
        names[code] = base if alone else descriptor.drug
    return names


def _row(entry: HcpcsEntry, descriptor: Descriptor, drug: str | None) -> list[str]:
    dates = [entry.added.isoformat(), entry.ended.isoformat() if entry.ended else ""]
    if drug is None:
        return [entry.code, "", "", "", "", NO_DRUG, "", "", "", "", *dates]
    unit = descriptor.billing_unit
    return [
        entry.code,
        drug,
        descriptor.second_drug or "",
        str(unit).split(" ", 1)[0] if unit else "",
        unit.unit if unit else "",
        descriptor.wording,
        "|".join(str(part) for part in descriptor.parts),
        "|".join(descriptor.routes),
        "|".join(descriptor.excludes),
        "|".join(descriptor.products),
        *dates,
    ]


def compile_modifiers(entries: Iterable[HcpcsEntry], file: OfficialFile) -> list[list[str]]:
    """Modifiers with their dates, sorted.

    Raises:
        ReferenceDataError: A modifier stands twice.
    """
    rows: dict[str, list[str]] = {}
    for entry in entries:
        if entry.code in rows:
            raise refuse(file.name, entry.line, f"modifier {entry.code} stands twice")
        rows[entry.code] = [entry.code, entry.added.isoformat(), entry.ended.isoformat() if entry.ended else ""]
    return [row for _, row in sorted(rows.items())]
