"""Labelled notes, for scoring an extractor: one JSON object a line (``docs/labels.md`` says what each key means)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doccheck.claim import ClaimLine
from doccheck.errors import DoccheckError, SettingError
from doccheck.facts import Role
from doccheck.note import Note
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LabelledCase", "LabelledDose", "LabelledFact", "Labels", "read_labels"]

_DOSE = re.compile(r"\s*+([\d,]*\.\d+|[\d,]*\d)\s++(\S(?:.*\S)?)\s*+")


@dataclass(frozen=True, slots=True)
class LabelledDose:
    """A drug given in the labelled encounter.

    Args:
        drug: Its name.
        doses: Right answers for the amount, ``None`` among them when no amount is stated.
        group: What it is scored under: ``billed`` or ``other``.
        optional: Counts neither way.
    """

    drug: str
    doses: tuple[str | None, ...]
    group: str
    optional: bool


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """An amount of a drug and the part it plays."""

    role: Role
    number: str
    unit: str


@dataclass(frozen=True, slots=True)
class LabelledCase:
    """A code to check the note for, and the verdicts that are right."""

    code: str
    claim: tuple[ClaimLine, ...] | None
    date: date | None
    authority: str
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """One labelled note; what is ``None`` is not labelled and not scored."""

    id: str
    note: Note
    administrations: tuple[LabelledDose, ...] | None
    facts: tuple[LabelledFact, ...] | None
    fields: dict[str, tuple[str, ...]] | None
    cases: tuple[LabelledCase, ...]


def read_labels(path: str | Path) -> tuple[Labels, ...]:
    """Read a file of labelled notes.

    Args:
        path: JSON lines; ``note`` paths in it are relative to it.

    Raises:
        SettingError: The file or a line of it cannot be used; the message names the line, never its words.
    """
    place = Path(path)
    try:
        lines = place.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        msg = f"{path}: cannot read the labels; give a file of JSON lines in UTF-8"
        raise SettingError(msg) from None
    labels = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            labels.append(_read_line(line, place, number))
    if not labels:
        msg = f"{path}: no labelled note in it; give one JSON object a line"
        raise SettingError(msg)
    return tuple(labels)


def _read_line(line: str, place: Path, number: int) -> Labels:
    where = f"{place}, line {number}"
    try:
        data = json.loads(line)
        return _labels(data, place, number)
    except DoccheckError as error:
        msg = f"{where}: {error}"
        raise SettingError(msg) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        msg = f"{where}: this is no labelled note; docs/labels.md shows the shape"
        raise SettingError(msg) from None


def _labels(data: dict[str, Any], place: Path, number: int) -> Labels:
    name = str(data.get("id") or data.get("note") or f"line {number}")
    note = Note(data["text"], name) if "text" in data else Note.from_path(place.parent / data["note"])
    given = data.get("administrations")
    facts = data.get("facts")
    fields = data.get("fields")
    return Labels(
        id=name,
        note=note,
        administrations=tuple(_dose(one) for one in given) if given is not None else None,
        facts=tuple(LabelledFact(Role(one["role"]), str(one["number"]), str(one["unit"])) for one in facts)
        if facts is not None
        else None,
        fields={key: _quotes(value) for key, value in fields.items()} if fields is not None else None,
        cases=tuple(_case(one) for one in data.get("cases", ())),
    )


def _quotes(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(one) for one in _iterable(value))


def _iterable(value: object) -> Iterable[object]:
    if not isinstance(value, list):
        msg = "a field is labelled with a quote, a list of quotes, or null"
        raise SettingError(msg)
    return value


def _dose(data: dict[str, Any]) -> LabelledDose:
    also = [None if one is None else _checked(one) for one in data.get("also", ())]
    first = None if data["dose"] is None else _checked(data["dose"])
    billed = bool(data.get("billed", True))
    return LabelledDose(
        str(data["drug"]), (first, *also), "billed" if billed else "other", optional=bool(data.get("optional", False))
    )


def _checked(text: str) -> str:
    """Return a dose if it is one number, one space and a unit.

    Raises:
        SettingError: It is not.
    """
    match = _DOSE.fullmatch(text)
    if match is None:
        msg = 'a dose is one number, one space and a unit, such as "40 mg"'
        raise SettingError(msg)
    if "/" not in match.group(2):
        Quantity.of(match.group(1).replace(",", ""), match.group(2))
    return text


def _case(data: dict[str, Any]) -> LabelledCase:
    claim = data.get("claim")
    verdict = data["verdict"]
    return LabelledCase(
        code=str(data["code"]).upper(),
        claim=tuple(_line(one) for one in claim) if claim is not None else None,
        date=date.fromisoformat(data["date"]) if data.get("date") else None,
        authority=str(data.get("authority", "auto")),
        verdicts=(verdict,) if isinstance(verdict, str) else tuple(verdict),
    )


def _line(data: dict[str, Any]) -> ClaimLine:
    return ClaimLine(str(data["code"]), data.get("units"), tuple(data.get("modifiers", ())))
