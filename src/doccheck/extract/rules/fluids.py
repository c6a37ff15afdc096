"""Where saline, bicarbonate and the like are the treatment, not what other drugs come in or a line is flushed with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.note import Span
    from doccheck.quantity import Quantity

__all__ = ["is_as_diluent", "is_fluid", "is_given_itself"]

_FLUID = (
    r"(?:NS\b|NSS\b|(?:normal |half[- ]normal )?saline|sodium chloride|D5\w{0,8}|dextrose|LR\b|lactated|ringer"
    r"|plasma-?lyte|IVF\b)"
)
_FLUID_AFTER = Pattern(rf"\s(?:IV\s)?(?:bolus\s)?(?:of\s)?(?:IV\s)?(?:warm(?:ed)?\s)?{_FLUID}", re.IGNORECASE)
_FLUID_BEFORE = Pattern(rf"{_FLUID}[\w' %.]{{0,12}}?\s(?:IV\s)?(?:bolus\s)?(?:of\s|x\s?)?$", re.IGNORECASE)
_MOST_LITRES = 10


def is_fluid(value: Quantity, before: str, after: str) -> bool:
    """Whether litres are of a fluid named beside them, not of oxygen or of what was drained; "1130 L" is a side."""
    if value.value > _MOST_LITRES:
        return False
    return _FLUID_AFTER.match(after) is not None or _FLUID_BEFORE.search(before) is not None


_BOLUS_BEFORE = Pattern(
    r"(?P<in>\b(?:in|into|with|to|per)\s+(?:an? )?)?"
    r"(?:\b(?:\d[\d.,]{0,9}|an?|one|two|three)\s?-?(?:L|liters?|litres?)\s(?:of\s)?"
    r"(?:bolus\s)?(?:of\s)?(?:IV\s)?|\bbolus(?:es)?\s(?:of\s)?(?:\d[\d.,]{0,9}\s?(?:ml|cc|L|liters?)\s)?(?:of\s)?)$",
    re.IGNORECASE,
)
_BOLUS_BEHIND = Pattern(
    r"\s(?:IV\s)?(?:bolus\b|(?:bolus\s)?(?:of\s|x\s?)?\d[\d.,]*\s?(?:L\b|liters?|litres?|(?:ml|cc)\s(?:IV\s|fluid\s)?bolus))",
    re.IGNORECASE,
)
_BUFFER = "sodium bicarbonate"
_EQUIVALENTS = Pattern(r"\bm[Ee]q\b|\bamps?\b|\bampules?\b")


def is_given_itself(text: str, span: Span, generic: str) -> bool:
    """Whether what other drugs come in is the treatment here: a bolus or litres of a fluid, bicarbonate in mEq."""
    if generic == _BUFFER:
        return _EQUIVALENTS.search(text, max(0, span.start - 24), span.end + 24) is not None
    before = _BOLUS_BEFORE.search(text[max(0, span.start - 48) : span.start])
    if before is not None:
        return before["in"] is None
    return _BOLUS_BEHIND.match(text, span.end) is not None


_AS_DILUENT = Pattern(
    r"\b(?:reconstituted|recon(?:'?d)?|diluted|dissolved|made up)\s+(?:with|w/|in|using)\s*(?:[\d.]+\s?(?:ml"
    r"|cc)\s+(?:of\s+)?)?(?:[\d.]+\s?%\s*)?$",
    re.IGNORECASE,
)


_AS_DILUENT_BEHIND = Pattern(
    r"[\s,\d.%]{0,12}(?:ml|cc)?\s(?:used )?(?:as (?:a |the )?diluent|(?:for|to) reconstitut\w+|to dilute)\b",
    re.IGNORECASE,
)


def is_as_diluent(text: str, span: Span) -> bool:
    """Whether the words around a name say that another drug was dissolved in it."""
    before = text[max(0, span.start - 40) : span.start]
    return _AS_DILUENT.search(before) is not None or _AS_DILUENT_BEHIND.match(text, span.end) is not None
