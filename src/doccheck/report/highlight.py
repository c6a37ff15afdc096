"""A note cut into lines and pieces, so that each piece is wholly inside or outside every marked span."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from doccheck.report.visible import OBEYED, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doccheck.note import Span

__all__ = ["Piece", "cut_lines"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line.

    Args:
        text: Its characters; for an obeyed character its visible token.
        marks: Numbers of the spans that cover it.
        begins: Numbers of the spans that start with it.
        ends: Numbers of the spans that end with it.
        token: Whether ``text`` stands for one obeyed character.
    """

    text: str
    marks: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    token: bool = False


def cut_lines(text: str, spans: Sequence[Span]) -> list[list[Piece]]:
    """Return the lines of ``text`` as pieces; the number of a span is its place in ``spans``.

    Lines end at LF or CRLF, which belong to no piece. Time grows with the text and the number of spans, not with
    their product.
    """
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    starting: dict[int, list[int]] = {}
    ending: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        starting.setdefault(span.start, []).append(number)
        ending.setdefault(span.end, []).append(number)
    lines: list[list[Piece]] = [[]]
    covering: set[int] = set()
    for start, end in pairwise(edges):
        covering.difference_update(ending.get(start, ()))
        covering.update(starting.get(start, ()))
        _append(lines, text[start:end], tuple(sorted(covering)), starting.get(start, []), ending.get(end, []))
    return lines


def _append(
    lines: list[list[Piece]], stretch: str, marks: tuple[int, ...], begins: Iterable[int], ends: Iterable[int]
) -> None:
    opened, closed = tuple(begins), tuple(ends)
    chunks = list(_chunks(stretch))
    for place, (chunk, token, new_line) in enumerate(chunks):
        if new_line:
            lines.append([])
        first, last = place == 0, place == len(chunks) - 1
        lines[-1].append(Piece(chunk, marks, opened if first else (), closed if last else (), token))


def _chunks(stretch: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield ``(text, is token, starts a new line)``."""
    for number, row in enumerate(stretch.split("\n")):
        line = row.removesuffix("\r")
        new_line = number > 0
        at = 0
        for found in OBEYED.finditer(line):
            if found.start() > at:
                yield line[at : found.start()], False, new_line
                new_line = False
            yield visible(found.group()), True, new_line
            new_line, at = False, found.end()
        if at < len(line) or new_line or not stretch:
            yield line[at:], False, new_line
