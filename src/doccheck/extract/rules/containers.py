"""How many containers an amount is the content of, and the words for them."""

from __future__ import annotations

import re
from functools import cache

from doccheck.extract.rules.container_words import container_after, container_before
from doccheck.language.patterns import Pattern
from doccheck.note import Span

__all__ = ["container_of", "containers_counted"]

_NUMBER = r"\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both"
_HOLDER = r"(?:vials?|syringes?|ampou?les?|ampules?|amps?|bags?|pens?|kits?|bottles?|cartridges?|SDVs?|PFS|carpujects?)"


@cache
def _patterns() -> tuple[Pattern, Pattern, Pattern, Pattern]:
    flags = re.IGNORECASE
    direct = Pattern(
        rf"(?<![\d:/.,-])\b(?P<count>{_NUMBER})\s*(?:[x\u00d7]\s*|separate\s+|single[- ](?:dose|use)\s+"
        rf"|full\s+|new\s+)?$",
        flags,
    )
    through = Pattern(
        rf"(?<![\d:/.,-])\b(?P<count>{_NUMBER})\s+(?:[a-z-]+\s+){{0,3}}?{_HOLDER}\s*(?:\(|(?:of|with"
        rf"|containing|,)\s+)?(?:[a-z][\w-]*\s+){{0,3}}(?:of\s+)?\(?$",
        flags,
    )
    behind = Pattern(
        rf"[^.;\n]{{0,44}}?(?P<count>(?:\bx|\u00d7)\s?(?:{_NUMBER})\b|\b\d{{1,2}}\s?(?:x\b"
        rf"|\u00d7))(?!\s?(?:mg|mcg|ml|cc|\d))",
        flags,
    )
    holder = Pattern(rf"\b(?:(?:single|multi(?:ple)?|one)[- ]?(?:dose|use)\s+)?{_HOLDER}\b", flags)
    return direct, through, behind, holder


def containers_counted(text: str, sentence: Span, amount: Span) -> Span | None:
    """Return the words that count the containers ``amount`` is the content of ("four", "x 2"), if there are any."""
    direct, through, behind, _ = _patterns()
    lead = text[max(sentence.start, amount.start - 72) : amount.start]
    offset = amount.start - len(lead)
    for pattern in (direct, through):
        match = pattern.search(lead)
        if match is not None:
            return Span(offset + match.start("count"), offset + match.end("count"))
    match = behind.match(text, amount.end, min(sentence.end, amount.end + 60))
    if match is not None and not re.search(
        r"\d\s?(?:mg|mcg|units?)\b", text[amount.end : match.start("count")], re.IGNORECASE
    ):
        return Span(*match.span("count"))
    return None


def container_of(text: str, sentence: Span, amount: Span) -> Span | None:
    """Return the words for the container of ``amount``: beside it, else the nearest of its sentence."""
    beside = container_after(text, amount) or container_before(text, amount)
    if beside is not None:
        return beside
    found = [Span(*match.span()) for match in _patterns()[3].finditer(text, sentence.start, sentence.end)]
    return min(found, key=lambda span: min(abs(span.start - amount.end), abs(amount.start - span.end)), default=None)
