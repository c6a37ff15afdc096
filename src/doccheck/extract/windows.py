"""Cut a note that is too long for the model into overlapping stretches."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from doccheck.note import Note, Span
from doccheck.sections import find_sections

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["OVERLAP", "windows"]

OVERLAP = 1_200
"""Code points two neighbouring stretches share: no statement up to that length is ever cut in both."""

_LINE = re.compile(r"\n")
_WORD = re.compile(r"\s")


def windows(note: Note, fits: Callable[[str], bool], overlap: int = OVERLAP) -> tuple[Span, ...]:
    """Return stretches that cover ``note``, each of which fits; one when the whole note does.

    Stretches end before a section if they can, else at a line, else between words. Every run of at most ``overlap``
    code points lies whole in one of them.

    Args:
        note: The note.
        fits: Whether a text fits the model; true for every shorter text when true for a longer one.
        overlap: Code points shared by neighbours.

    Raises:
        ValueError: Not even twice the overlap fits.
    """
    text = note.text
    if fits(text):
        return (Span(0, len(text)),)
    sections = [section.start for section in find_sections(note)]
    lines = [line.end() for line in _LINE.finditer(text)]
    words = [word.end() for word in _WORD.finditer(text)]
    found: list[Span] = []
    start = 0
    while True:
        end = _longest(text, start, fits)
        if end >= len(text):
            found.append(Span(start, len(text)))
            return tuple(found)
        if end - start <= 2 * overlap:
            msg = "the model's context is too small for a stretch of a note"
            raise ValueError(msg)
        end = _cut(start + 2 * overlap, end, (sections, lines, words))
        found.append(Span(start, end))
        start = _begin(end - overlap, start, lines, words)


def _longest(text: str, start: int, fits: Callable[[str], bool]) -> int:
    """The largest end at which ``text[start:end]`` fits."""
    low, high = start, len(text)
    if fits(text[start:]):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if fits(text[start:middle]):
            low = middle
        else:
            high = middle
    return low


def _cut(least: int, most: int, kinds: Sequence[Sequence[int]]) -> int:
    """The last good place to end at or before ``most``, not before the middle of what is allowed."""
    middle = (least + most) // 2
    for places in kinds:
        index = bisect_right(places, most) - 1
        if index >= 0 and places[index] >= middle:
            return places[index]
    return most


def _begin(latest: int, after: int, lines: Sequence[int], words: Sequence[int]) -> int:
    """A place to begin at or before ``latest``: at a line if one is near, else between words."""
    for places, reach in ((lines, 400), (words, 80)):
        index = bisect_right(places, latest) - 1
        if index >= 0 and places[index] > after and latest - places[index] <= reach:
            return places[index]
    return max(after + 1, latest)
