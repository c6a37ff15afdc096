"""Words for a container right beside an amount: "100 mg single-dose vials", "prefilled syringe (20 mg/2 mL)"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from doccheck.language.beginnings import plain
from doccheck.language.patterns import Pattern
from doccheck.language.word_list import word_list
from doccheck.note import Span

__all__ = ["CONTAINER", "container_after", "container_before", "names_container"]

CONTAINER = (
    r"(?:(?:single|multi(?:ple)?|one|unit)[- ]?(?:dose|use|patient)?[- ]?(?:dose|use)?[- ]*+"
    r"|preservative[- ]free |pre-?filled |glass |premixed ){0,4}"
    r"(?:vials?|syringes?|ampou?les?|ampules?|amps?\b|bags?|kits?|pens?|bottles?|cartridges?"
    r"|containers?|SDV|MDV|PFS|carpujects?|tubex)\b"
)
"""Expression of a container's words."""


@cache
def _patterns() -> tuple[Pattern, Pattern]:
    """Return the words behind an amount and those in front of it."""
    flags = re.IGNORECASE
    return (
        Pattern(
            r"[-\s)]{0,3}(?:\([^)\n]{0,24}\)\s*)?(?:of (?:the )?)?(?:[a-z-]{1,24} ){0,2}?"
            rf"(?P<words>{CONTAINER})",
            flags,
        ),
        Pattern(
            rf"(?P<words>{CONTAINER})(?:\s+(?:of|x\s?\d|with|containing|labell?ed(?: as)?"
            rf"|[a-z-]+(?: [a-z-]+)?))?\s*+(?:[-(:,]\s*+)?(?:of )?$",
            flags,
        ),
    )


_BESIDE = 60
_HOLDERS = word_list("vial syringe amp bag kit pen bottle cartridge container sdv mdv pfs carpuject tubex")


def names_container(words: str) -> bool:
    """Whether letters of a container stand in ``words`` at all: mostly they do not, and it says so sooner."""
    low = plain(words)
    return any(holder in low for holder in _HOLDERS)


@lru_cache(maxsize=256)
def container_after(text: str, amount: Span) -> Span | None:
    """Return the words for a container right behind an amount ("100 mg single-dose vials"), if there are any."""
    if not names_container(text[amount.end : amount.end + _BESIDE]):
        return None
    match = _patterns()[0].match(text, amount.end, amount.end + _BESIDE)
    return Span(*match.span("words")) if match else None


@lru_cache(maxsize=256)
def container_before(text: str, amount: Span) -> Span | None:
    """Return the words for a container right before an amount ("prefilled syringe (20 mg/2 mL)"), if there are any."""
    start = max(0, amount.start - _BESIDE)
    before = text[start : amount.start]
    match = _patterns()[1].search(before) if names_container(before) else None
    return Span(start + match.start("words"), start + match.end("words")) if match else None
