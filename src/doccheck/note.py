"""A clinical note: its text exactly as given, and places in it.

Offsets are code points into :attr:`Note.text`, which is the decoded input with nothing removed: line ends,
a byte-order mark (code point 0) and odd spaces stay. Sections are found by :mod:`doccheck.sections`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeAlias

from doccheck.errors import NoteError

__all__ = ["MAX_NOTE_BYTES", "Evidence", "Note", "NoteLike", "Span", "as_note"]

MAX_NOTE_BYTES = 1_000_000
"""Largest note read, in bytes."""

_BINARY_CONTROLS = re.compile("[\x00-\x08\x0e\x0f]")


class Span(NamedTuple):
    """A half-open range of code points ``[start, end)`` of a note's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Evidence(NamedTuple):
    """Exact words of the note and where they stand: ``text[start:end] == quote``, always."""

    quote: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place of the quote."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Note:
    """A note as given.

    Args:
        text: The decoded text, unchanged.
        id: A name for reports: a file path, or ``"note"``. Never taken from the text.
        encoding: How the bytes were decoded: ``utf-8``, ``utf-8-sig`` or ``cp1252``.
        parts: Titles and ranges when the note was given as a mapping of sections, else empty.
    """

    text: str
    id: str = "note"
    encoding: str = "utf-8"
    parts: tuple[tuple[str, Span], ...] = field(default=(), repr=False)

    def __hash__(self) -> int:
        """The text's own hash, which is worked out once."""
        return hash(self.text)

    def __post_init__(self) -> None:
        """Refuse what nobody can check.

        Raises:
            NoteError: The text is empty, too large, or holds binary data.
        """
        if not self.text.strip(" \t\r\n\f\v\ufeff"):
            msg = f"{self.id}: the note is empty; give a note with text"
            raise NoteError(msg)
        if len(self.text) > MAX_NOTE_BYTES:
            msg = f"{self.id}: the note has more than {MAX_NOTE_BYTES:,} characters; give one encounter at a time"
            raise NoteError(msg)
        if _BINARY_CONTROLS.search(self.text):
            msg = f"{self.id}: this is binary data, not a text note; save the note as plain text (UTF-8)"
            raise NoteError(msg)

    @classmethod
    def from_bytes(cls, data: bytes, id: str = "note") -> Note:  # noqa: A002 - the report's own key
        """Decode ``data`` as UTF-8, else as cp1252 (reported in ``encoding``).

        Raises:
            NoteError: The data is empty, larger than :data:`MAX_NOTE_BYTES`, or not text.
        """
        if len(data) > MAX_NOTE_BYTES:
            msg = f"{id}: the file is larger than {MAX_NOTE_BYTES:,} bytes; give one encounter at a time"
            raise NoteError(msg)
        try:
            text = data.decode("utf-8")
            encoding = "utf-8-sig" if text.startswith("\ufeff") else "utf-8"
        except UnicodeDecodeError:
            encoding = "cp1252"
            try:
                text = data.decode("cp1252")
            except UnicodeDecodeError:
                msg = f"{id}: the file is neither UTF-8 nor cp1252 text; save the note as UTF-8"
                raise NoteError(msg) from None
        return cls(text, id, encoding)

    @classmethod
    def from_path(cls, path: str | Path) -> Note:
        """Read the note in the file ``path``.

        Raises:
            NoteError: The file cannot be read, is too large, or is not text.
        """
        place = Path(path)
        try:
            with place.open("rb") as stream:
                data = stream.read(MAX_NOTE_BYTES + 1)
        except OSError as error:
            msg = f"{path}: cannot read the note ({error.strerror or 'input error'}); check the path"
            raise NoteError(msg) from None
        return cls.from_bytes(data, str(path))

    @classmethod
    def from_sections(cls, sections: Mapping[str, str], id: str = "note") -> Note:  # noqa: A002
        """Join ``{title: text}`` into one note of ``title:``, text and an empty line each; offsets are into that."""
        pieces: list[str] = []
        parts: list[tuple[str, Span]] = []
        at = 0
        for title, body in sections.items():
            head = f"{title}:\n"
            parts.append((title, Span(at, at + len(head) + len(body))))
            pieces += [head, body, "\n\n"]
            at += len(head) + len(body) + 2
        return cls("".join(pieces), id, parts=tuple(parts))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def evidence(self, span: Span) -> Evidence:
        """Return the words at ``span`` as evidence."""
        return Evidence(self.text[span.start : span.end], span.start, span.end)


NoteLike: TypeAlias = "str | Path | Note | Mapping[str, str]"
"""The text of a note, the path of its file, a note, or its sections as ``{title: text}``."""


def as_note(note: NoteLike) -> Note:
    """Return ``note`` as a :class:`Note`; a ``str`` is the text itself, never a path.

    Raises:
        NoteError: The note is empty, too large, not text, or its file cannot be read.
    """
    if isinstance(note, Note):
        return note
    if isinstance(note, str):
        return Note(note)
    if isinstance(note, Path):
        return Note.from_path(note)
    if isinstance(note, Mapping):
        return Note.from_sections(note)
    msg = "a note must be a str, a pathlib.Path, a doccheck.Note, or a mapping of section title to text"
    raise NoteError(msg)
