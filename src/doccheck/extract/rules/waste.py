"""Words that say nothing was thrown away, or that something was, without an amount of it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_waste_words"]


@cache
def _pattern() -> Pattern:
    lost = r"(?:waste[d]?|wastage|discard(?:ed|s)?|left[\s-]?over|remain(?:s|ed|ing)?|unused|residual)"
    holder = r"(?:vials?|syringes?|ampoules?|ampules?|bags?|pens?|containers?|contents?|of it|drug|dose)"
    return Pattern(
        rf"\b(?:no|nothing|none|zero|nil)\b(?:\s+(?:drug|medication|product|of it|amount|was|were|is"
        rf"|had to be|to|left|the|any)){{0,4}}\s+{lost}\b(?!\s+to)"
        rf"|\b{lost}\s*(?:amount|volume|drug)?\s*(?:[:=-]|was|is|were)?\s*(?:none|nil|zero|nothing|no\b)"
        rf"|\bnot\s+{lost}\b"
        rf"|\b(?:both|all|each|the|entire|whole|full)?\s*(?:\w+\s+)?{holder}?\s*(?:was|were|is"
        rf"|are)?\s*(?:completely |fully |entirely )?empt(?:ied|y)(?:\s+completely)?\b"
        rf"|\b(?:entire|whole|full|complete"
        rf"|all(?: of)?(?: the)?)\s+(?:contents?\s+of\s+(?:the\s+)?(?:\w+[\s-]){{0,2}})?{holder}"
        r"\s*(?:was|were|is)?\s*(?:used|given|infused|injected|administered)?\b"
        rf"|\b(?:all|fully|completely|entirely)\s+(?:was\s+|were\s+|drawn up and\s+)?(?:used|given"
        rf"|infused|injected|administered)\b|\bused\s+(?:completely|entirely|in full|up)\b"
        rf"|\bnothing\s+left(?:\s+over)?\b|\b(?:remainder|remaining (?:drug|contents?|medication)|rest"
        rf"|leftover|unused (?:drug|portion|medication))\s+(?:\w+\s+){{0,3}}?(?:discarded|wasted"
        rf"|destroyed)\b",
        re.IGNORECASE,
    )


def find_waste_words(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where ``text[start:end]`` says that nothing is left, or that an unstated rest was discarded."""
    for match in _pattern().finditer(text, start, end):
        if match.group().strip():
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield Span(start, match.end())
