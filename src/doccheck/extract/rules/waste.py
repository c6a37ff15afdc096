"""Words that say nothing was thrown away, or that something was, without an amount of it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.language.passages import Passage

__all__ = ["find_waste_words", "is_given_behind", "is_wasted"]


@cache
def _pattern() -> Pattern:
    lost = r"(?:waste[d]?|wastage|discard(?:ed|s)?|left[\s-]?over|remain(?:s|ed|ing)?|unused|residual)"
    holder = r"(?:vials?|syringes?|ampoules?|ampules?|bags?|pens?|containers?|contents?|of it|drug|dose)"
    return Pattern(
        rf"\b(?:no|nothing|none|zero|nil)\b(?:\s+(?:drug|medication|product|of it|amount|was|were|is"
        rf"|had to be|to|left|the|any)){{0,4}}\s+{lost}\b(?!\s+to)"
        rf"|\b{lost}\s*+(?:(?:amount|volume|drug)\s*+)?(?:(?:[:=-]|was|is|were)\s*+)?(?:none|nil|zero|nothing|no\b)"
        rf"|\bnot\s+{lost}\b"
        rf"|\b(?:(?:both|all|each|the|entire|whole|full)\s++)?(?:\w++\s++)?(?:{holder}\s*+)?(?:(?:was|were|is"
        rf"|are)\s*+)?(?:completely |fully |entirely )?empt(?:ied|y)(?:\s+completely)?\b"
        rf"|\b(?:entire|whole|full|complete"
        rf"|all(?: of)?(?: the)?)\s+(?:contents?\s+of\s+(?:the\s+)?(?:\w+[\s-]){{0,2}})?{holder}"
        r"\b(?:\s*+(?:(?:was|were|is)\s*+)?(?:used|given|infused|injected|administered)\b)?"
        rf"|\b(?:all|fully|completely|entirely)\s+(?:was\s+|were\s+|drawn up and\s+)?(?:used|given"
        rf"|infused|injected|administered)\b|\bused\s+(?:completely|entirely|in full|up)\b"
        rf"|\bnothing\s+left(?:\s+over)?\b|\b(?:remainder|remaining (?:drug|contents?|medication)|rest"
        rf"|leftover|unused (?:drug|portion|medication))\s+(?:\w+\s+){{0,3}}?(?:discarded|wasted"
        rf"|destroyed)\b",
        re.IGNORECASE,
    )


# One of these letters stands in whatever the expression above finds; a sentence without them is not read with it.
_TELLING = Pattern(
    r"wast|discard|left[\s-]?over|nothing\s+left|remain|unused|residual|empt|entire|whole|full|complet|all\b|used"
    r"|destroyed",
    re.IGNORECASE,
)


def find_waste_words(passage: Passage) -> Iterator[Span]:
    """Yield where ``passage`` says that nothing is left, or that an unstated rest was discarded."""
    if not passage.has(_TELLING):
        return
    for match in _pattern().finditer(passage.text, passage.start, passage.end):
        if match.group().strip():
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield Span(start, match.end())


_WASTE_BEFORE = Pattern(
    r"(?:wast(?:e|ed|age|ing)|discard(?:ed|ing|s)?|left ?over|remain(?:ing|der)|unused"
    r"|residual)(?:\W+(?:\w+\W+){0,4}?)$",
    re.IGNORECASE,
)


_WASTE_AFTER = Pattern(
    r"[-\s)]{0,3}(?P<aside>\([^)\n]{0,24}\)\s*)?(?:of (?:\w+ ){1,3}|in (?:\w+ ){1,3})?(?:(?:was|were"
    r"|of|drug|remaining|left|is|are|being|to be|then|beyond the|\w+) ){0,6}?"
    r"(?:wast(?:e|ed|age)\b|discard(?:ed|s)?\b|left ?over|unused|thrown away|destroyed|remain(?:ing|ed)?\b"
    r"|returned\b(?! (?:home|for|in|to (?:clinic|work|her|his|the (?:office|clinic)))))",
    re.IGNORECASE,
)


_GIVEN_BETWEEN = Pattern(r"\b(?:given|administered|injected|infused|used|received|dose)\b", re.IGNORECASE)


_WENT_IN = Pattern(
    r"(?!.{0,60}\b(?:discard|wast))[^.;]{0,60}\b(?:infused|given|administered|injected)\b", re.IGNORECASE
)


_GIVEN_BEHIND = Pattern(
    r"\s*(?:\([^()\n]{0,24}\)\s*)?(?:(?:was|were|is|had been|IV|IM|SC|SQ|dose)\s+){0,2}"
    r"(?:given|administered|infused|injected|received|delivered|used)\b",
    re.IGNORECASE,
)


def is_given_behind(after: str) -> bool:
    """Whether the words right behind an amount say that it was given ("3,900 mg given")."""
    return _GIVEN_BEHIND.match(after) is not None


def is_wasted(before: str, after: str) -> bool:
    """Whether an amount is what was thrown away; "300 mg given, 100 mg wasted" has one of each."""
    if is_given_behind(after):
        return False
    tail = _WASTE_BEFORE.search(before)
    if tail and re.match(r"remain|residual|rest", tail.group(), re.IGNORECASE) and _WENT_IN.match(after):
        return False
    if (
        tail
        and not re.search(r"[;.]|\d\s*(?:mg|mcg|g|ml|cc|units?)\b", tail.group(), re.IGNORECASE)
        and not _GIVEN_BETWEEN.search(tail.group())
    ):
        return not re.search(r"\b(?:no|not|nothing|none)\b[^.;]{0,20}$", before[: tail.start()], re.IGNORECASE)
    head = _WASTE_AFTER.match(after)
    if head is None:
        return False
    words = head.group().replace(head["aside"] or "", "")
    return not re.search(
        r"[;.,]|\b(?:given|administered|injected|infused|used|received|and|no|not)\b|\d", words, re.IGNORECASE
    )
