"""A note cut into lines and pieces, so that each piece is wholly inside or outside every marked span."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from doccheck.report.visible import OBEYED, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.note import Span

__all__ = ["Piece", "cut_lines"]

_NOT_SHOWN = re.compile(f"{OBEYED.pattern}|\n")


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

    A line end (LF or CRLF) is a piece without characters. Time grows with the text and the number of spans, not with
    their product.
    """
    starting: dict[int, list[int]] = {}
    ending: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        starting.setdefault(span.start, []).append(number)
        ending.setdefault(span.end, []).append(number)
    # A character that is not simply shown gets edges of its own.
    alone = {at for found in _NOT_SHOWN.finditer(text) for at in found.span()}
    lines: list[list[Piece]] = [[]]
    covering: set[int] = set()
    for start, end in pairwise(sorted({0, len(text), *starting, *ending, *alone})):
        covering.difference_update(ending.get(start, ()))
        covering.update(starting.get(start, ()))
        stretch = text[start:end]
        line_end = stretch == "\n" or (stretch == "\r" and text[end : end + 1] == "\n")
        lines[-1].append(
            Piece(
                "" if line_end else visible(stretch),
                tuple(sorted(covering)),
                tuple(starting.get(start, ())),
                tuple(ending.get(end, ())),
                token=not line_end and OBEYED.fullmatch(stretch) is not None,
            )
        )
        if stretch == "\n":
            lines.append([])
    return lines
