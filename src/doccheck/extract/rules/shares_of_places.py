"""How many places each got an amount: "20 sites x 0.5 mL", "0.5 mL at each of 20 sites", "30 injections of 1 mL"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part
from doccheck.language.multiplicity import read_multiplicity
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Linked, Statement

__all__ = ["places_counted"]

_NUMBER = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PLACES = rf"{_NUMBER}\s+(?:[a-z]+\s+){{0,2}}?(?:sites|points|locations|places|spots|injections)\b"
_BEFORE = Pattern(
    rf"\b(?P<count>{_PLACES}(?P<gap>[^.;\n\d]{{0,24}}))$"
    r"|(?<![\d.,/-])(?P<bare>(?:[3-9]|[1-5]\d)\s?[x\u00d7]\s?)$",
    re.IGNORECASE,
)
_TIMES_AT_END = Pattern(r"(?:\bx|\u00d7|@|\bof)\s*$", re.IGNORECASE)
_EACH_BEHIND = Pattern(
    r"(?:\s+\w+){0,2}?\s*(?:each\b|apiece\b|(?:per|(?:at|into?) each)\s+(?:site|point|injection|spot)\b)",
    re.IGNORECASE,
)
_BEHIND = Pattern(
    rf"[^.;\n\d]{{0,24}}?\b(?P<count>each of (?:the )?{_PLACES})"
    rf"|[^.;\n\d]{{0,24}}?\b(?P<each>(?:each|per (?:site|point|injection|spot))\W{{0,3}}(?:x\s?|\u00d7\s?|in |at "
    rf"|over |into )?{_PLACES})"
    rf"|\s*(?P<times>(?:x|\u00d7|@)\s?{_PLACES})",
    re.IGNORECASE,
)
_IN_PLACES = Pattern(
    rf"[^.;\n\d]{{0,40}}?\b(?:in|into|at|to|across|over)\s+(?:a total of\s+)?(?P<number>{_NUMBER})\s+"
    r"(?:[a-z]+\s+){0,2}?(?:sites|points|locations|places|spots|injections)\b",
    re.IGNORECASE,
)
_REACH = 48
_WHOLE_REACH = 100


def places_counted(page: Page, statement: Statement) -> tuple[Span, Span] | None:
    """Return the words that say how many places each got an amount, and the amount; ``None`` where it is a total."""
    text, sentence = page.text, statement.segment.span
    for linked in statement.parts(Part.DOSE, Part.VOLUME):
        span = linked.span
        behind = _BEHIND.match(text, span.end, min(sentence.end, span.end + 2 * _REACH))
        if behind is not None:
            return Span(*behind.span(behind.lastgroup or 0)), span
        whole = _of_the_whole(page, sentence, linked) if linked.part is Part.VOLUME else None
        if whole is not None:
            return whole, span
        start = max(sentence.start, span.start - _REACH)
        before = _BEFORE.search(text[start : span.start])
        if before is None:
            continue
        if before["bare"] is not None:
            if linked.part is Part.VOLUME:
                return Span(start + before.start("bare"), span.end), span
            continue
        each = _EACH_BEHIND.match(text, span.end, min(sentence.end, span.end + _REACH))
        if each is not None:
            return Span(start + before.start("count"), each.end()), span
        if _TIMES_AT_END.search(before["gap"]):
            return Span(start + before.start("count"), span.start), span
    return None


def _of_the_whole(page: Page, sentence: Span, linked: Linked) -> Span | None:
    """Return the words from all that was made up to the places, where it is what they got in all.

    "200 units in 20 mL. Injected 1 mL in 20 sites": 20 times 1 mL is the whole, so each site got 1 mL.
    """
    span = linked.span
    places = _IN_PLACES.match(page.text, span.end, min(sentence.end, span.end + 2 * _REACH))
    times = read_multiplicity(places["number"]) if places is not None else None
    if places is None or times is None or times.times == 1:
        return None
    product = linked.amount.reading.values[0].times(times.times)
    wholes = [
        amount.span
        for amount in page.amounts_in(Span(max(0, span.start - _WHOLE_REACH), span.start))
        if amount.reading.exact is not None and amount.reading.exact.same_as(product)
    ]
    return Span(wholes[-1].start, places.end()) if wholes else None
