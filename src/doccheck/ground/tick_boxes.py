"""Tick boxes and ``Field: No`` answers that deny the words they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["denying_answer", "denying_boxes"]

_BOX = Pattern(r"\[\s{0,20}([xX✓✔ ]?)\s{0,20}\]|\(\s{0,20}([xX✓✔ ])\s{0,20}\)|([☐☒☑✓✔])")
_OPENERS = "[(☐☒☑✓✔"
_FIELD_NO = Pattern(
    r"\s*[^\n:;.|]{0,25}[:|]\s*(?:no|none|denied|declined|not done|n)\b\s*(?:$|[\n;.,|)]| {2,})", re.IGNORECASE
)
_ANSWER_REACH = 60
_LONGEST_LINE = 400
_NO = Pattern(r"\s*no\b", re.IGNORECASE)


def denying_answer(text: str, span: Span, sentence_end: int) -> Span | None:
    """Return the ``: No`` that answers the words at ``span``, when there is one."""
    match = _FIELD_NO.match(text, span.end, min(sentence_end, span.end + _ANSWER_REACH))
    return Span(*match.span()) if match and match.end() > match.start() else None


def denying_boxes(text: str, span: Span) -> Iterator[Span]:
    """Yield an empty box in front of the words, and a ticked "No" behind them."""
    start = max(text.rfind("\n", max(0, span.start - _LONGEST_LINE), span.start) + 1, span.start - _LONGEST_LINE, 0)
    stop = text.find("\n", span.start, span.start + _LONGEST_LINE)
    end = stop if stop >= 0 else min(len(text), span.start + _LONGEST_LINE)
    line = text[start:end]
    if not any(sign in line for sign in _OPENERS):
        return
    last: tuple[Span, bool] | None = None
    for match in _BOX.finditer(text, start, end):
        mark = next(group for group in match.groups() if group is not None)
        box, ticked = Span(*match.span()), mark.strip() not in ("", "☐")
        if box.end <= span.start or box.start == span.start:
            last = (box, ticked)
        elif ticked and box.start >= span.end and _NO.match(text, box.end, box.end + 6):
            yield box
    if last is not None and not last[1]:
        yield last[0]
