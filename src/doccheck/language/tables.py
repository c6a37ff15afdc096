"""Tables of a note: rows laid out with bars or with wide gaps, under a line of headings."""

from __future__ import annotations

import re

from doccheck.note import Span

__all__ = ["cells_below"]

_FEWEST_CELLS = 3
_MOST_ROWS = 60
_BARS = re.compile(r"[^|]*[^|\s][^|]*")
_GAPS = re.compile(r"\S+(?: \S+)*")
_RULE = frozenset("|-:=+ ")
_DIGIT = re.compile(r"\d")


def cells_below(text: str, *columns: str) -> list[Span]:
    """Return the filled cells below every heading that begins with one of ``columns`` (folded), top to bottom.

    A line of headings has three cells or more and no digits; its rows go on to a blank line and have as many cells.
    """
    folded = text.casefold()
    if not any(column in folded for column in columns):
        return []
    lines = []
    at = 0
    for line in text.splitlines(keepends=True):
        lines.append((at, line.rstrip("\r\n\f")))
        at += len(line)
    found: list[Span] = []
    for index, (_start, line) in enumerate(lines):
        if not any(column in line.casefold() for column in columns) or _DIGIT.search(line):
            continue
        names = [line[left:right].casefold().strip(" *#:") for left, right in _split(line)]
        place = next((at for at, name in enumerate(names) if name.startswith(columns)), None)
        if place is not None and len(names) >= _FEWEST_CELLS:
            found += _column(lines[index + 1 : index + 1 + _MOST_ROWS], place, len(names))
    return found


def _column(rows: list[tuple[int, str]], place: int, width: int) -> list[Span]:
    """Return the cells at ``place`` of the rows that have ``width`` cells, up to a blank line."""
    found = []
    for start, row in rows:
        if not row.strip():
            break
        cells = _split(row)
        if set(row) <= _RULE or len(cells) != width:
            continue
        left, right = cells[place]
        found.append(Span(start + left, start + right))
    return found


def _split(line: str) -> list[tuple[int, int]]:
    cells = []
    for match in (_BARS if "|" in line else _GAPS).finditer(line):
        words = match[0]
        left = match.start() + len(words) - len(words.lstrip())
        cells.append((left, left + len(words.strip())))
    return cells
