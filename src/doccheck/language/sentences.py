"""Cut a note's text into sentences, without a model.

Clinic text is half prose, half form. A line end closes a sentence unless the next line plainly goes on with it;
a full stop closes one unless it belongs to an abbreviation, an initial or a number; a wide gap in a line and a
table bar separate the cells of a row but not the sentence (the row speaks of one thing).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern, matches_at
from doccheck.language.word_list import word_list
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_sentences", "sentence_around", "sentence_index"]

# A full stop (with what may close behind it) before white space, or a line end.
_STOP = Pattern(r"(?<![.!?])[.!?]++[\"')\]*_”’]*+(?=\s)|(?<![ \t])[ \t]*+(?:\r\n|[\n\r\f])+")
_STOP_SIGN = Pattern(r"[.!?\n\r\f]")
_ABBREVIATIONS = word_list(
    "dr mr mrs ms prof st jr sr vs no nos approx inc dept pt pts ref e.g i.e etc ca cf fig al resp dx hx tx rx wt ht "
    "temp exp mfr mfg sig q.d b.i.d t.i.d q.i.d p.o i.m i.v s.c s.q p.r.n t.o v.o bilat int ext inj max min avg lt "
    "rt sx fx hr hrs mins sec wk wks mo mos yr yrs a.m p.m mg mcg ml gm kg tel"
)
# Those that may well end a sentence: a capital behind them decides.
_ENDING = word_list("a.m p.m mg mcg ml gm kg wk wks mo mos yr yrs hr hrs min mins sec etc inc")
_WORD_BEFORE = Pattern(r"[A-Za-z][A-Za-z.]*$")
_LIST_NUMBER = Pattern(r"(?:^|[\n\r\f])[ \t>]*\d{1,2}$")
_BULLET = Pattern(r"[ \t>]*(?:[-*+•▪◦·–—|#]|\d{1,2}[.)]\s|\d{1,2}:?\d{2}\b|\[|\(?[A-Za-z][).]\s)")
_LABEL_AHEAD = Pattern(r"[ \t>]*\**[A-Za-z][A-Za-z0-9 /&.'()-]{0,40}?(?::(?!\d)|\t| {3,})")
_RULE_LINE = Pattern(r"[\s=\-_*~#.+|]*")
_WRAP_WIDTH = 55
# A line that ends so has not said what it began to say.
_HANGING = Pattern(
    r"(?:[,(/=+]|\b(?:stop|start|at|to|from|and|or|of|in|on|for|with|the|a|an|lot|exp|by|until|is|was|over|per|"
    r"than|as|that|which|into|via))$",
    re.IGNORECASE,
)
_LAST_WORD = 12
_LONGEST = 1200
_RAGGED = 12
_FEWEST_FULL_LINES = 3
_SHORTEST_WRAP = 30
_BEGINS = Pattern(
    r"[ \t]*(?:electronically|digitally|signed|e-?signed|authenticated|/s/|jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)\w*\b",
    re.IGNORECASE,
)
_TIMED = Pattern(r"[ \t|>*-]*\d{1,2}:?\d{2}\b")
_NARROWEST_PAGE = 68
_WIDEST_PAGE = 130
# A line that ends in a date, a clock time or a credential is a finished entry, whatever capital begins the next one.
_CLOSED = Pattern(
    r"(?:\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\b\d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\.?)?|\b(?:MD|DO|NP|PA|PA-C|RN|LPN|MA"
    r"|CRNA|PharmD|APRN|DNP|FNP|FNP-C))\)?\s*$"
)


def _stands_for_more(text: str, at: int) -> bool:
    """Whether the full stop at ``at`` ends an abbreviation, an initial or a list number, not a sentence."""
    before = text[max(0, at - 12) : at]
    match = _WORD_BEFORE.search(before)
    if match is None:
        return bool(_LIST_NUMBER.search(text[max(0, at - 8) : at]))
    word = match[0]
    following = text[at + 1 : at + 12].lstrip()
    if len(word) == 1:  # an initial: "J. Smith", but not the L of "micromol/L. His"
        bound = match.start() == 0 or before[match.start() - 1] in " \t\n.(,"
        return bound and word.isupper() and following[:1].isupper()
    if word.casefold() not in _ABBREVIATIONS:
        return False
    return word.casefold() not in _ENDING or not following[:1].isupper()


def _goes_on(text: str, line_start: int, end: int, following: int, width: int) -> bool:
    """Whether the line ``[line_start, end)`` is a wrapped one that goes on at ``following``."""
    if text.count("\n", end, following) > 1 or "\f" in text[end:following]:
        return False
    if _is_row(text, line_start, end) and _is_row(text, following, text.find("\n", following)):
        return False  # each row of a table speaks for itself
    if _HANGING.search(text, max(line_start, end - _LAST_WORD), end):
        return not _TIMED.match(text, line_start, end)  # "09:20 drug start" is a whole row of a record
    ends = text[end - 1 : end] in ".!?:;|" or _RULE_LINE.fullmatch(text, line_start, end)
    if ends or _BEGINS.match(text, following) or _BULLET.match(text, following) or _LABEL_AHEAD.match(text, following):
        return False
    first = text[following : following + 200].lstrip(" \t")[:1]
    room = _had_room(text, line_start, end, following)
    if not first or room or end - line_start < _SHORTEST_WRAP:
        return False
    return first.islower() or _is_full(text, line_start, end, following, width)


def _is_row(text: str, start: int, end: int) -> bool:
    return text.count("|", start, end if end >= 0 else len(text)) > 1


def _is_full(text: str, line_start: int, end: int, following: int, width: int) -> bool:
    """Whether a line ends at the margin of a wrapped page of ``width``: the next word had no room on it."""
    word = text[following : following + 30].split(maxsplit=1)[:1]
    if not _NARROWEST_PAGE <= width <= _WIDEST_PAGE or end - line_start + 1 + len(word[0] if word else "") <= width:
        return False
    if end - line_start < _WRAP_WIDTH or _CLOSED.search(text, max(line_start, end - 24), end):
        return False
    deeper = text[following : following + 1] in " \t" and text[line_start : line_start + 1] not in " \t"
    return deeper or "  " not in text[line_start:end].strip()


def _page_width(text: str) -> int:
    """Return the width of a wrapped page: that of its longest line, when more lines end near it; else 0."""
    lengths = [len(line) for line in text.splitlines()]
    width = max(lengths, default=0)
    near = sum(length >= width - _RAGGED for length in lengths)
    return width if near >= _FEWEST_FULL_LINES else 0


def _had_room(text: str, line_start: int, end: int, following: int) -> bool:
    """Whether the line could have held the next line's first word: then its writer ended it, no margin did."""
    stop = text.find("\n", following)
    line = text[following : stop if stop >= 0 else len(text)].strip()
    return len(line) >= end - line_start + 1 + len(line.split(maxsplit=1)[0]) if line else False


def _stop_starts(text: str) -> Iterator[int]:
    """Yield where a full stop stands or the blanks in front of a line end begin."""
    for sign in _STOP_SIGN.finditer(text):
        at = sign.start()
        if text[at] in "\r\n\f":
            while at and text[at - 1] in " \t":
                at -= 1
        yield at


@lru_cache(maxsize=4)
def find_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order, without the white space around them."""
    found: list[Span] = []
    start = 0
    line_start = 0
    width = _page_width(text)
    for stop in matches_at(_STOP.compiled(), text, _stop_starts(text), 0, len(text)):
        newline = text[stop.end() - 1] in "\n\r\f"
        if newline:
            goes_on = stop.start() > line_start and _goes_on(text, line_start, stop.start(), stop.end(), width)
            line_start = stop.end()
            if goes_on:
                continue
        elif text.startswith("....", stop.start()) or (
            text[stop.start()] == "." and _stands_for_more(text, stop.start())
        ):  # a dotted line leads from a label to its value
            continue
        _add(found, text, start, stop.start() if newline else stop.end())
        start = stop.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(" \t\r\n\f\v\ufeff"))
    right = len(piece.rstrip(" \t\r\n\f\v\ufeff"))
    at, stop = start + left, start + right
    while stop - at > _LONGEST:  # no sentence of care is so long; pieces keep every reader's work bounded
        gap = max(text.rfind(sign, at + 1, at + _LONGEST) for sign in " \t\n,")
        cut = gap if gap > at else at + _LONGEST
        found.append(Span(at, cut))
        at = cut
        while at < stop and text[at] in " \t\r\n\f\v":
            at += 1
    if stop > at:
        found.append(Span(at, stop))


def sentence_index(sentences: tuple[Span, ...], offset: int) -> int:
    """Return the index of the sentence that holds ``offset`` (of the one before it in a gap); -1 before the first."""
    return bisect_right(sentences, offset, key=lambda span: span.start) - 1


def sentence_around(text: str, span: Span) -> Span:
    """Return the stretch of whole sentences that covers ``span``."""
    sentences = find_sentences(text)
    first = sentence_index(sentences, span.start)
    last = sentence_index(sentences, max(span.start, span.end - 1))
    if first < 0:
        return span
    return Span(min(sentences[first].start, span.start), max(sentences[last].end, span.end))
