"""Words on containers and on what was left in them."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["container_kind", "says_nothing_wasted", "says_overfill"]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compiled once, when first needed: multi-dose, single-dose, nothing wasted, overfill."""
    leftover = (
        r"(?:wast(?:e|ed|age|ing)|discard(?:ed|s|ing)?|left[\s-]?over|leftover|remain(?:s|ed|ing|der)?|unused|residual)"
    )
    container = (
        r"(?:vials?|syringes?|ampoules?|ampules?|amps?|bags?|containers?|pens?|contents?|dose|amount|drug|volume)"
    )
    emptied = (
        rf"emptied|empty|fully\s+(?:used|injected|infused|given|administered)|used\s+(?:completely|entirely|in\s+full|up)"
        rf"|(?:all|entire|whole|full|complete)\s+(?:of\s+)?(?:the\s+|its\s+)?(?:\w+\s+){{0,2}}?{container}?\s*(?:\w+\s+){{0,2}}?"
        rf"(?:was\s+|were\s+)?(?:used|given|infused|injected|administered|drawn)"
        rf"|(?:entire|whole|full)\s+(?:contents?\s+of\s+(?:the\s+)?)?{container}"
    )
    none = (
        rf"\b(?:no|nothing|none|zero|nil|without)\b[^.;\n]{{0,40}}?\b{leftover}\b|\b{leftover}\b\s*(?:\w+\s+){{0,2}}?[:=\-]?\s*"
        rf"(?:none|nil|zero|no\b|n/?a\b|0(?![.,]?\d))|\bnot\s+{leftover}|\b(?:{emptied})\b"
    )
    sources = (
        r"\bmulti(?:ple)?[\s-]*(?:dose|use|patient)\b|\bMDV\b",
        r"\bsingle[\s-]*(?:dose|use|patient)\b|\bSDV\b|\bone[\s-]*(?:time)?[\s-]*use\b|\bpre-?\s?filled\b|\bsyringes?\b"
        r"|\bamp(?:ou?les?|ules?|s)?\b|\bpre-?mix(?:ed)?\b|\bcarpujects?\b|\bunit[\s-]dose\b|\bsingle[\s-]*patient\b",
        none,
        r"\bover-?\s?fill(?:ed|s)?\b|\b(?:beyond|above|exceeding|in\s+excess\s+of|more\s+than)\s+(?:the\s+)?label(?:l?ed)?\b",
    )
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def container_kind(words: str) -> str | None:
    """Return ``single-dose`` or ``multi-dose`` as the words say, ``None`` when they do not say.

    A syringe, an ampoule and a premixed bag are single-dose by nature.
    """
    multi, single, *_ = _patterns()
    if multi.search(words):
        return "multi-dose"
    return "single-dose" if single.search(words) else None


def says_nothing_wasted(words: str) -> bool:
    """Whether the words say that nothing was discarded, or that the container was emptied."""
    return _patterns()[2].search(words) is not None


def says_overfill(words: str) -> bool:
    """Whether the words speak of content beyond the label, which is never waste (domain rule J13)."""
    return _patterns()[3].search(words) is not None
