"""Keep what an extractor read, so that today's checks can decide about it again without asking a model.

A stored extraction is one JSON file with the note in it: it is as sensitive as the note and is written with
permissions for its owner only.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doccheck.errors import NoteError
from doccheck.facts import AmountFact, Disagreement, Extraction, FieldFact, Outcome, Quoted, Role, Usage
from doccheck.note import Note, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORMAT", "load", "save"]

FORMAT = "doccheck-extraction/1"
"""Name and version of the file's shape."""

_QUOTED = tuple(entry.name for entry in fields(AmountFact) if "Quoted" in str(entry.type))


def save(path: str | Path, note: Note, extraction: Extraction) -> None:
    """Write ``note`` and what was read in it to ``path``, whole or not at all, readable by its owner only.

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
    }
    target = Path(path)
    data = json.dumps(record, ensure_ascii=True, indent=1).encode("ascii") + b"\n"
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        msg = f"{target}: cannot write the extraction ({error.strerror or 'output error'}); check the path"
        raise NoteError(msg) from None


def load(path: str | Path) -> tuple[Note, Extraction]:
    """Return the note and the extraction stored at ``path``.

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
    except (KeyError, TypeError, ValueError, AttributeError):
        msg = f"{path}: the stored extraction is damaged; read the note again"
        raise NoteError(msg) from None
    if note.sha256 != kept["sha256"]:
        msg = f"{path}: the stored note is not the one that was read; read the note again"
        raise NoteError(msg)
    return note, extraction


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
