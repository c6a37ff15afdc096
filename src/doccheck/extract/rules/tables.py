"""Tables of a note: which column an amount stands in, for rows of bars and rows of aligned words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from doccheck.language.patterns import Pattern

__all__ = ["Columns", "find_columns"]

_CELLS = Pattern(r"\S(?:.*?\S)??(?=\s{2,}|\t|\s*$)")
_HEADING_WORDS = Pattern(
    r"\b(?:time|date|drug|medication|med|agent|product|dose|dosage|given|admin\w*|route|site|side|lot"
    r"|exp\w*|waste[d]?|discard\w*|order(?:ed)?|amount"
    r"|strength|vials?|conc\w*|rate|start|stop|end|initials?|by|rn|nurse|status|volume|vol|qty"
    r"|quantity|units?|location|remaining|comments?|infused|total|ndc)\b",
    re.IGNORECASE,
)
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of each table row begin, and what stands above them."""

    starts: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    records: tuple[bool, ...] = ()
    undone: tuple[bool, ...] = ()
    done: tuple[bool, ...] = ()

    def title_at(self, offset: int) -> str | None:
        """Return the heading of the cell that holds ``offset``; ``None`` outside tables."""
        at = bisect_right(self.starts, offset) - 1
        return (self.titles[at] or None) if at >= 0 else None

    def is_record(self, offset: int) -> bool:
        """Whether the table at ``offset`` keeps what was given: it has a column for waste, lot, site or who gave it."""
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and self.records[at]

    def is_undone(self, offset: int) -> bool:
        """Whether the row at ``offset`` leaves the column of what was given, or when, empty."""
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and self.undone[at]

    def is_done(self, offset: int) -> bool:
        """Whether the row at ``offset`` tells a clock time in its column of when it was given."""
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and self.done[at]


_CLOCK = Pattern(r"(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?\s+)?(?:[01]?\d|2[0-3]):?[0-5]\d\s?(?:am|pm|h|hrs)?\b", re.IGNORECASE)
_GIVEN_COLUMN = Pattern(r"(?:time )?(?:given|administered)(?: (?:at|time|dose))?|admin time", re.IGNORECASE)
_EMPTY = Pattern(r"[-\u2013\u2014_.\s]*")
_RECORD_WORDS = Pattern(r"wast|discard|\blot\b|\bsite\b|initial|\brn\b|nurse|given|admin|\bby\b|\bexp", re.IGNORECASE)
_ORDER_WORDS = Pattern(r"frequency|\bfreq\b|refill|\bsig\b|prescri|duration|start date|last taken", re.IGNORECASE)


def find_columns(text: str) -> Columns:
    """Return the cells of every table in ``text`` whose first line names its columns."""
    starts: list[int] = []
    titles: list[str] = []
    records: list[bool] = []
    undone: list[bool] = []
    done: list[bool] = []
    record = False
    heading: list[tuple[int, str]] = []
    bars = False
    at = 0
    for line in text.splitlines(keepends=True):
        cells = _cells(line)
        if _is_heading(line, cells):
            heading, bars = cells, "|" in line
            record = _is_record(cells)
        elif heading and len(cells) >= 2 and ("|" in line) == bars:  # noqa: PLR2004 - one cell is no row
            row = [
                _title(heading, index, start, by_index=bars or len(cells) == len(heading))
                for index, (start, _) in enumerate(cells)
            ]
            empty = any(
                bars and _GIVEN_COLUMN.fullmatch(title) is not None and _EMPTY.fullmatch(words) is not None
                for title, (_, words) in zip(row, cells, strict=True)
            )
            titles += [*row, ""]
            starts += [*(at + start for start, _ in cells), at + len(line)]
            records += [*(record for _ in cells), False]
            undone += [*(empty for _ in cells), False]
            timed = any(
                _GIVEN_COLUMN.fullmatch(title) is not None and _CLOCK.match(words) is not None
                for title, (_, words) in zip(row, cells, strict=True)
            )
            done += [*(timed for _ in cells), False]
        elif not _is_rule(line):
            heading = []
        at += len(line)
    return Columns(tuple(starts), tuple(titles), tuple(records), tuple(undone), tuple(done))


def _is_record(heading: list[tuple[int, str]]) -> bool:
    words = [words for _, words in heading]
    return any(map(_RECORD_WORDS.search, words)) and not any(map(_ORDER_WORDS.search, words))


def _cells(line: str) -> list[tuple[int, str]]:
    """Return (offset, words) of the cells of a line."""
    if line.count("|") >= 2:  # noqa: PLR2004 - a bar between two cells
        cells = []
        at = 0
        for piece in line.rstrip("\r\n").split("|"):
            cells.append((at, piece.strip()))
            at += len(piece) + 1
        return cells
    if "  " not in line and "\t" not in line:
        return []
    return [(match.start(), match.group()) for match in _CELLS.finditer(line.rstrip("\r\n"))]


@cache
def _is_heading_word(words: str) -> bool:
    return len(words) < 30 and not re.search(r"\d", words) and _HEADING_WORDS.search(words) is not None  # noqa: PLR2004


def _is_heading(line: str, cells: list[tuple[int, str]]) -> bool:
    if len(cells) < _FEWEST or any(character.isdigit() for character in line):
        return False
    return sum(_is_heading_word(words) for _, words in cells) >= _FEWEST


def _is_rule(line: str) -> bool:
    return not line.strip(" \t\r\n|-=:+_") and bool(line.strip())


def _title(heading: list[tuple[int, str]], index: int, start: int, *, by_index: bool) -> str:
    """Return the heading of a cell: by its number where the rows have as many cells, else by where it stands."""
    if by_index:
        return heading[index][1] if index < len(heading) else ""
    left = [words for offset, words in heading if offset <= start + 2]
    return left[-1] if left else heading[0][1]
