"""Words on containers and on what was left in them."""

from __future__ import annotations

import re
from functools import cache

from doccheck.language.patterns import Pattern
from doccheck.note import Span

__all__ = [
    "container_kind",
    "find_container_kinds",
    "says_emptied",
    "says_no_waste",
    "says_nothing_wasted",
    "says_overfill",
]


@cache
def _kinds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words for multi-dose and for single-dose containers. Compiled once, when first needed."""
    multi = r"\bmulti(?:ple)?[\s-]*(?:dose|use|patient|inject\w*)\b|\bMDV\b"
    single = (
        r"\bsingle[\s-]*(?:dose|use|patient)\b|\bSDV\b|\bone[\s-]*time[\s-]*use\b|\bpre-?\s?filled\b|\bPFS\b"
        r"|\bamp(?:ou?les?|ules?)\b|\bpre-?mix(?:ed)?\b|\bcarpujects?\b|\bunit[\s-]dose\b"
    )
    return re.compile(multi, re.IGNORECASE), re.compile(single, re.IGNORECASE)


_BARE = ("syringe", "amp", "pen")
_ZERO_BEHIND = Pattern(
    r"(?:\s++(?:amount|drug|dose|units?|today|volume))?\s*+(?:[:=|\u2013\u2014-]\s*+)?"
    r"(?:none|nil|zero|no\b|n/?a\b|[0\u00f8](?![.,]?\d))"
)
"""Behind a folded word for what is left over: there was nothing."""


@cache
def _leftover() -> tuple[re.Pattern[str], ...]:
    """For folded words: a word for what is left over; "none" in front of it; nothing left at all."""
    leftover = (
        r"\b(?:wast(?:e|ed|age|ing)|discard(?:ed|s|ing)?|left[\s-]?over|remain(?:s|ed|ing|der)?|unused|residual"
        r"|thrown\s+(?:out|away)|disposed)\b"
    )
    none_before = (
        r"\b(?:no|nothing|none|zero|nil|without|didn't|did\s+not|not\s+any)\b[^.;\n]{0,40}$|\bnot\s+$"
        r"|(?<![\d.,])0(?:\.0+)?\s*(?:mg|mcg|g|ml|units?|u|cc)\b[^.;\n]{0,24}$"
    )
    nothing = (
        r"\b(?:nothing|none|zero)\s+(?:(?:was|is|were)\s+)?(?:left|remain\w*|over)\b|\bno\s+(?:\w+\s+){0,2}left\b"
        r"|\bno\s+(?:excess|surplus|residue)\b"
    )
    return tuple(re.compile(source) for source in (leftover, none_before, nothing))


@cache
def _emptied() -> re.Pattern[str]:
    """For folded words: a container emptied, or all of it used."""
    thing = (
        r"(?:vials?|syringes?|ampoules?|ampules?|amps?|bags?|containers?|pens?|contents?|dose|amount|drug|volume|kit)"
    )
    done = r"(?:used|given|infused|injected|administered|drawn(?:\s+up)?|instilled|delivered|emptied)"
    sources = (
        r"\bemptied\b|\bempty\b|\bto\s+the\s+last\s+drop\b|\ball\s+in\b(?!\s+(?:all|the|one|a)\b)",
        rf"\ball\s+of\s+(?:it|them|(?:the|each|both|this)\s+{thing})\b",
        r"\b(?:used|gave|given|injected|infused)\s+(?:it\s+|them\s+)?all\b",
        rf"\b(?:fully|completely|entirely)\s+{done}|\b{done}\s+(?:completely|entirely|fully|in\s+full|up)\b",
        rf"\b(?:all|both|everything)\b[^.;\n]{{0,30}}?\b{done}",
        rf"\b(?:entire|whole|full|complete)\s+(?:contents?\s+of\s+(?:the\s+)?)?(?:[\w.,-]+\s+){{0,3}}?{thing}",
        rf"\b{thing}\s+(?:was\s+|were\s+)?{done}\s+(?:completely|entirely|fully|in\s+full|up)\b",
    )
    return re.compile("|".join(sources))


@cache
def _not_done() -> re.Pattern[str]:
    return re.compile(r"(?:\bnot|n't)\s+(?:\w+\s+){0,3}?(?:used|given|empt\w*|infused|injected|administered|drawn)\b")


@cache
def _overfill() -> re.Pattern[str]:
    return re.compile(
        r"\bover-?\s?fill(?:ed|s)?\b"
        r"|\b(?:beyond|above|exceed\w*|in\s+excess\s+of|more\s+than|over)\s+(?:the\s+)?(?:vial\s+|stated\s+)?label(?:l?ed)?\b",
    )


def container_kind(words: str) -> str | None:
    """Return ``single-dose`` or ``multi-dose`` as the words say, ``None`` when they do not say.

    A syringe, an ampoule and a premixed bag are single-dose by nature.

    Args:
        words: Words on one container, as an extractor gives them; a bare "syringe" is the container there.
    """
    multi, single = _kinds()
    if multi.search(words):
        return "multi-dose"
    return "single-dose" if single.search(words) or _is_bare(words) else None


def _is_bare(words: str) -> bool:
    return any(word.startswith(_BARE) for word in re.split(r"[^a-z]+", words.casefold()) if word)


def find_container_kinds(text: str) -> list[tuple[Span, str]]:
    """Find words in running text that say what kind a container is; a bare "syringe" says nothing there."""
    multi, single = _kinds()
    found = [(Span(*match.span()), "multi-dose") for match in multi.finditer(text)]
    found += [(Span(*match.span()), "single-dose") for match in single.finditer(text)]
    return sorted(found)


def says_no_waste(words: str) -> bool:
    """Whether the words say outright that nothing was discarded or left over."""
    folded = words.casefold()
    leftover, none_before, nothing = _leftover()
    for match in leftover.finditer(folded):
        if none_before.search(folded, max(0, match.start() - 60), match.start()) or _ZERO_BEHIND.match(
            folded, match.end()
        ):
            return True
    return nothing.search(folded) is not None


def says_emptied(words: str) -> bool:
    """Whether the words say that a container was emptied or used as a whole."""
    folded = words.casefold()
    return _emptied().search(folded) is not None and _not_done().search(folded) is None


def says_nothing_wasted(words: str) -> bool:
    """Whether the words say that nothing was discarded, or that the container was emptied."""
    return says_no_waste(words) or says_emptied(words)


def says_overfill(words: str) -> bool:
    """Whether the words speak of content beyond the label, which is never waste (domain rule J13)."""
    return _overfill().search(words.casefold()) is not None
