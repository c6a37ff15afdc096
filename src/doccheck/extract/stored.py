"""Keep what an extractor read, so that today's checks can decide about it again without asking a model.

A stored extraction is one JSON file with the note in it: it is as sensitive as the note and is written with
permissions for its owner only.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doccheck.claim import ClaimLine
from doccheck.errors import ClaimError, NoteError
from doccheck.facts import AmountFact, Disagreement, Extraction, FieldFact, Outcome, Quoted, Role, Usage
from doccheck.files import write_private
from doccheck.note import Note, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORMAT", "StoredOrder", "load", "save"]

FORMAT = "doccheck-extraction/1"
"""Name and version of the file's shape."""

_QUOTED = tuple(entry.name for entry in fields(AmountFact) if "Quoted" in str(entry.type))


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """What the note was checked for when it was read; the values are those of the command line.

    Args:
        code: HCPCS code.
        claim: Claim lines, ``None`` when no claim was given.
        date: Date of service when the caller gave one.
        authority: auto, article or cms.
        setting: Where the drug was given.
    """

    code: str
    claim: tuple[ClaimLine, ...] | None
    date: date | None
    authority: str
    setting: str


def save(path: str | Path, note: Note, extraction: Extraction, order: StoredOrder | None = None) -> None:
    """Write ``note`` and what was read in it to ``path``, whole or not at all, readable by its owner only.

    Args:
        path: The file; an existing one is replaced.
        note: The note.
        extraction: What was read in it.
        order: What it was checked for, so that it can be checked for the same again.

    Raises:
        NoteError: The file cannot be written.
    """
    record = {
        "format": FORMAT,
        "note": {
            "id": note.id,
            "sha256": note.sha256,
            "encoding": note.encoding,
            "parts": [[title, span.start, span.end] for title, span in note.parts],
            "text": note.text,
        },
        "extraction": asdict(extraction),
        "order": asdict(order) if order is not None else None,
    }
    data = json.dumps(record, ensure_ascii=True, indent=1, default=_day).encode("ascii") + b"\n"
    try:
        write_private(path, data)
    except OSError as error:
        msg = f"{path}: cannot write the extraction ({error.strerror or 'output error'}); check the path"
        raise NoteError(msg) from None


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError


def load(path: str | Path) -> tuple[Note, Extraction, StoredOrder | None]:
    """Return the note, the extraction and the order stored at ``path``.

    Raises:
        NoteError: The file cannot be read, is no stored extraction, or its note was changed.
    """
    try:
        record = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a stored extraction"
        msg = f"{path}: cannot read the extraction ({reason}); give a file written by --save-extraction"
        raise NoteError(msg) from None
    try:
        if record["format"] != FORMAT:
            msg = f"{path}: this version of doccheck reads {FORMAT} only; read the note again"
            raise NoteError(msg)
        kept = record["note"]
        parts = tuple((title, Span(start, end)) for title, start, end in kept["parts"])
        note = Note(kept["text"], kept["id"], kept["encoding"], parts)
        extraction = _extraction(record["extraction"])
        order = _order(record["order"])
    except (KeyError, TypeError, ValueError, AttributeError, ClaimError):
        msg = f"{path}: the stored extraction is damaged; read the note again"
        raise NoteError(msg) from None
    if note.sha256 != kept["sha256"]:
        msg = f"{path}: the stored note is not the one that was read; read the note again"
        raise NoteError(msg)
    return note, extraction, order


def _order(data: Mapping[str, Any] | None) -> StoredOrder | None:
    if data is None:
        return None
    claim = None
    if data["claim"] is not None:
        lines = ({**line, "modifiers": tuple(line["modifiers"]), "date": _date(line["date"])} for line in data["claim"])
        claim = tuple(ClaimLine(**line) for line in lines)
    return StoredOrder(data["code"], claim, _date(data["date"]), data["authority"], data["setting"])


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _extraction(data: Mapping[str, Any]) -> Extraction:
    values = dict(data)
    values["outcome"] = Outcome(values["outcome"])
    values["fallback"] = Outcome(values["fallback"]) if values["fallback"] else None
    values["usage"] = Usage(**values["usage"]) if values["usage"] else None
    values["amounts"] = tuple(_amount(row) for row in values["amounts"])
    values["fields"] = tuple(FieldFact(row["field"], Quoted(**row["quote"])) for row in values["fields"])
    values["disagreements"] = tuple(
        Disagreement(row["kind"], row["name"], _quoted(row["model"]), _quoted(row["rules"]))
        for row in values["disagreements"]
    )
    return Extraction(**values)


def _amount(row: Mapping[str, Any]) -> AmountFact:
    values: dict[str, Any] = {name: _quoted(value) if name in _QUOTED else value for name, value in row.items()}
    values["role"] = Role(values["role"])
    return AmountFact(**values)


def _quoted(data: Mapping[str, Any] | None) -> Quoted | None:
    return Quoted(**data) if data else None
