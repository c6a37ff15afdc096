"""Official files as text: zip members, cp1252 or UTF-8, and errors that name the file and the line."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doccheck.errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["CsvRow", "OfficialFile", "csv_rows", "first_rows", "open_official", "refuse"]

_LARGEST = 64 * 1024 * 1024  # bytes of one text after unpacking; CMS's largest is below 6 MB


@dataclass(frozen=True, slots=True)
class OfficialFile:
    """One text that CMS published.

    Args:
        name: Name of the file, for messages; inside a zip ``archive/member``.
        text: Its text.
        sha256: Of the file as downloaded (the archive, when it came in one).
    """

    name: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row of a csv file and the line it starts on."""

    line: int
    values: dict[str, str]


def refuse(name: str, line: int, reason: str) -> ReferenceDataError:
    """Build the error for a malformed row: which file, which line, what is wrong."""
    return ReferenceDataError(f"{name} line {line}: {reason}; nothing was imported")


def open_official(path: Path) -> list[OfficialFile]:
    """Read ``path``; of a zip archive, every text and csv member.

    Raises:
        ReferenceDataError: Unreadable, a broken archive, or larger than any file CMS publishes.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path.name}: the file cannot be read"
        raise ReferenceDataError(msg) from error
    digest = hashlib.sha256(data).hexdigest()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [OfficialFile(path.name, _decode(data, path.name), digest)]
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if not member.filename.lower().endswith((".txt", ".csv")):
                    continue
                if member.file_size > _LARGEST:
                    msg = f"{path.name}/{member.filename}: larger than any file CMS publishes"
                    raise ReferenceDataError(msg)
                name = f"{path.name}/{member.filename}"
                found.append(OfficialFile(name, _decode(archive.read(member), name), digest))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        msg = f"{path.name}: the archive is broken or locked"
        raise ReferenceDataError(msg) from error
    return found


def _decode(data: bytes, name: str) -> str:
    if len(data) > _LARGEST:
        msg = f"{name}: larger than any file CMS publishes"
        raise ReferenceDataError(msg)
    if b"\0" in data[:4096]:
        return ""  # no text (xlsx inside an archive, a PDF): nothing will recognise it
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def first_rows(file: OfficialFile) -> list[list[str]]:
    """The first rows of ``file`` as csv, folded: a header must stand there. CMS breaks lines inside header names."""
    reader = csv.reader(io.StringIO(file.text[:20_000], newline=""))
    try:
        return [[_fold(value) for value in row] for _, row in zip(range(60), reader, strict=False)]
    except csv.Error:
        return []


def csv_rows(file: OfficialFile, first_column: str, needs: tuple[str, ...] = ()) -> Iterator[CsvRow]:
    """Rows below the header: the first line whose first value is ``first_column``; what stands above is a preamble.

    Empty columns at the right end are dropped. Rows keep the line they start on.

    Raises:
        ReferenceDataError: No header, a column of ``needs`` is not in it, or a row with more values than the header.
    """
    reader = csv.reader(io.StringIO(file.text, newline=""))
    header: list[str] | None = None
    start = 1
    for values in _checked(reader, file.name):
        line, start = start, reader.line_num + 1
        row = list(values)
        while row and not row[-1].strip():
            row.pop()
        if header is None:
            if row and _fold(row[0]) == _fold(first_column):
                header = [" ".join(value.split()) for value in row]
                lacking = next((name for name in needs if name not in header), None)
                if lacking is not None or len(set(header)) != len(header):
                    raise refuse(file.name, line, f"no column {lacking!r}" if lacking else "a column stands twice")
            continue
        if not row:
            continue
        if len(row) > len(header):
            raise refuse(file.name, line, f"{len(row)} values under {len(header)} columns")
        row += [""] * (len(header) - len(row))
        yield CsvRow(line, {name: value.strip() for name, value in zip(header, row, strict=True)})
    if header is None:
        msg = f"{file.name}: no header that starts with {first_column!r}"
        raise ReferenceDataError(msg)


def _checked(reader: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    line = 0
    try:
        for row in reader:
            line = getattr(reader, "line_num", line)
            yield row
    except csv.Error as error:
        raise refuse(name, line + 1, "not readable as csv") from error


def _fold(text: str) -> str:
    return "".join(text.casefold().split())
