"""Import official files: compile everything first, then write; a file that is refused leaves nothing behind."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from doccheck.errors import ReferenceDataError
from doccheck.reference import code_table
from doccheck.reference.editions import COLUMNS as EDITION_COLUMNS
from doccheck.reference.editions import EditionRecord, read_editions
from doccheck.reference.official import asp, brands, hcpcs, lists, mue
from doccheck.reference.official.files import open_official
from doccheck.reference.official.recognise import find_edition, recognise
from doccheck.reference.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from doccheck.reference.official.files import OfficialFile
    from doccheck.reference.official.recognise import Edition

__all__ = ["Imported", "import_files"]

_SOURCES = {
    "hcpcs": "cms-hcpcs",
    "modifiers": "cms-hcpcs",
    "containers": "cms-asp-crosswalk",
    "brands": "cms-asp-crosswalk",
    "limits": "cms-asp-limits",
    "mue": "cms-mue",
    "status": "cms-opps-addendum-b",
    "single-dose": "cms-single-dose",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """One compiled table, ready to be written."""

    table: str
    edition: Edition
    columns: tuple[str, ...]
    rows: list[list[str]]
    file: str
    sha256: str


def import_files(paths: Sequence[Path], target: Path, *, known: Path, edition: str | None = None) -> list[Imported]:
    """Compile ``paths`` and write the tables to ``target``.

    Args:
        paths: Files as CMS publishes them (text, csv, zip).
        target: Folder of the reference to write to; it is made when missing.
        known: Folder of the packaged reference: it tells the drugs of codes when no HCPCS file is among ``paths``.
        edition: Edition to record where files do not tell theirs.

    Raises:
        ReferenceDataError: A file is not recognised or a row is malformed; nothing has been written then.
    """
    compiled = _joined(table for path in paths for table in _compile_path(path, edition))
    compiled += _brands(compiled, [target, known])
    _write(compiled, target)
    return compiled


def _joined(compiled: Iterable[Imported]) -> list[Imported]:
    """Join what several files say of one edition: CMS splits crosswalks by program and unit limits by place.

    Raises:
        ReferenceDataError: Two files say different things of one code.
    """
    found: dict[tuple[str, str], Imported] = {}
    for table in compiled:
        key = (table.table, table.edition.name)
        first = found.get(key)
        if first is None:
            found[key] = table
            continue
        rows = sorted({tuple(row) for row in (*first.rows, *table.rows)})
        width = _KEY_COLUMNS.get(table.table, 1)
        keys = [row[:width] for row in rows]
        twice = next((one for one, other in pairwise(keys) if one == other), None)
        if twice is not None:
            msg = f"{first.file} and {table.file} differ on {' '.join(twice)}; nothing was imported"
            raise ReferenceDataError(msg)
        names = f"{first.file} + {table.file}"
        sums = f"{first.sha256}+{table.sha256}"
        found[key] = Imported(table.table, table.edition, table.columns, [list(row) for row in rows], names, sums)
    return list(found.values())


# How many columns tell a row from the others, where it is not the code alone.
_KEY_COLUMNS = {"containers": 6, "mue": 2}


def _compile_path(path: Path, edition: str | None) -> list[Imported]:
    found: list[Imported] = []
    for file in open_official(path):
        table = recognise(file)
        if table is not None:
            found += _compile(table, file, edition)
    if not found:
        msg = (
            f"{path.name}: no official file that doccheck knows (HCPCS, ASP crosswalk or limits, MUE, OPPS Addendum B)"
        )
        raise ReferenceDataError(msg)
    return found


def _compile(table: str, file: OfficialFile, given: str | None) -> list[Imported]:
    name = "hcpcs" if table == "hcpcs-csv" else table
    when = find_edition(name, file, given)
    if table == "hcpcs":
        codes, modifiers = hcpcs.read_fixed_width(file)
        return [
            Imported("hcpcs", when, code_table.COLUMNS, hcpcs.compile_codes(codes, file), file.name, file.sha256),
            Imported(
                "modifiers",
                when,
                hcpcs.MODIFIER_COLUMNS,
                hcpcs.compile_modifiers(modifiers, file),
                file.name,
                file.sha256,
            ),
        ]
    columns, rows = _COMPILERS[table](file)
    if not rows:
        msg = f"{file.name}: no row of it concerns a drug code"
        raise ReferenceDataError(msg)
    return [Imported(name, when, columns, rows, file.name, file.sha256)]


def _hcpcs_csv(file: OfficialFile) -> tuple[tuple[str, ...], list[list[str]]]:
    return code_table.COLUMNS, hcpcs.compile_codes(hcpcs.read_csv(file), file)


_COMPILERS: dict[str, Callable[[OfficialFile], tuple[tuple[str, ...], list[list[str]]]]] = {
    "hcpcs-csv": _hcpcs_csv,
    "containers": lambda file: (asp.CONTAINER_COLUMNS, asp.compile_containers(file)),
    "limits": lambda file: (asp.LIMIT_COLUMNS, asp.compile_limits(file)),
    "mue": lambda file: (mue.COLUMNS, mue.compile_unit_limits(file)),
    "status": lambda file: (lists.STATUS_COLUMNS, lists.compile_status(file)),
    "single-dose": lambda file: (lists.SINGLE_DOSE_COLUMNS, lists.compile_single_dose(file)),
}


def _brands(compiled: Iterable[Imported], folders: list[Path]) -> list[Imported]:
    """Brand names of every crosswalk just compiled."""
    made = []
    for table in compiled:
        if table.table != "containers":
            continue
        codes = next((other.rows for other in compiled if other.table == "hcpcs"), None) or _newest_codes(folders)
        rows = brands.compile_brands(table.rows, codes)
        made.append(Imported("brands", table.edition, brands.COLUMNS, rows, table.file, table.sha256))
    return made


def _newest_codes(folders: list[Path]) -> list[list[str]]:
    records = [record for folder in folders for record in read_editions(folder) if record.table == "hcpcs"]
    if not records:
        msg = "import an HCPCS file first: brand names need the drugs of the codes"
        raise ReferenceDataError(msg)
    newest = max(records, key=lambda record: record.begins)
    return Table(newest.path, code_table.COLUMNS).raw_rows()


def _write(compiled: list[Imported], target: Path) -> None:
    """Write all tables under temporary names, move them into place, and record them last."""
    records = {(record.table, record.edition): record for record in read_editions(target)}
    merged = [_merge_settings(table, records) for table in compiled]
    moves: list[tuple[Path, Path]] = []
    try:
        for table in merged:
            path = target / table.table / f"{table.edition.name}.csv"
            moves.append((_temporary(path, [table.columns, *table.rows]), path))
            records[table.table, table.edition.name] = EditionRecord(
                table.table, table.edition.name, table.edition.begins, table.edition.ends, _SOURCES[table.table],
                table.file, table.sha256, len(table.rows), path,
            )  # fmt: skip
        listing = target / "editions.csv"
        lines = [EDITION_COLUMNS, *(_edition_row(record) for _, record in sorted(records.items()))]
        moves.append((_temporary(listing, lines), listing))
    except OSError as error:
        for temporary, _ in moves:
            temporary.unlink(missing_ok=True)
        msg = f"{target}: the folder cannot be written"
        raise ReferenceDataError(msg) from error
    for temporary, path in moves:
        temporary.replace(path)


def _merge_settings(table: Imported, records: dict[tuple[str, str], EditionRecord]) -> Imported:
    """Keep the other place of service of the same quarter: CMS publishes unit limits in one file a place."""
    old = records.get(("mue", table.edition.name)) if table.table == "mue" else None
    if old is None:
        return table
    new_settings = {row[1] for row in table.rows}
    kept = [row for row in Table(old.path, mue.COLUMNS).raw_rows() if row[1] not in new_settings]
    return Imported(table.table, table.edition, table.columns, sorted(table.rows + kept), table.file, table.sha256)


def _edition_row(record: EditionRecord) -> tuple[str, ...]:
    ends = record.ends.isoformat() if record.ends else ""
    begins = record.begins.isoformat()
    return (record.table, record.edition, begins, ends, record.source, record.file, record.sha256, str(record.rows))


def _temporary(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(buffer.getvalue())
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o644)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
