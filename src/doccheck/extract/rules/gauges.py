"""Whether "22g" is the gauge of a needle or a cannula, not a mass of twenty-two grams."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.quantity import Quantity

__all__ = ["is_gauge"]

_GAUGES = range(14, 35)
_VEIN_BEFORE = Pattern(r"\b(?:hand|wrist|forearm|FA|AC|antecub\w*|arm|PIV|vein|thumb|fossa)\W{0,4}$", re.IGNORECASE)
_NEEDLE_AFTER = Pattern(r"\s*(?:needle|angio\w*|catheter|PIV|huber|x\s|spinal|butterfly)", re.IGNORECASE)
_GIVING_BEFORE = Pattern(
    r"\b(?:gave|given|infused?|received|administered|dose(?: of)?|total(?: of)?)\s*+(?::\s*+)?(?:an? |the )?$",
    re.IGNORECASE,
)
_CANNULA_AFTER = Pattern(
    r"\s*(?:needle|angio\w*|catheter|PIV|huber|x\s|spinal|butterfly"
    r"|IV (?:in|to|placed|started|site|line|catheter|access|(?-i:[LR]\b)|left|right))",
    re.IGNORECASE,
)
_LENGTH_BEFORE = Pattern(
    r"(?:\d\s?(?:-?in(?:ch(?:es)?)?\b|\"|mm\b|cm\b)|\b(?:w/|with a|using a|via))\W{0,3}$", re.IGNORECASE
)
_DOSE_BEFORE = Pattern(r"\d\s?(?:mg|mcg|units?|u|ml|cc)\b", re.IGNORECASE)
_GLOBULIN_BEFORE = Pattern(r"\b(?:IVIG|SCIG|globulin)\W{0,3}$", re.IGNORECASE)
"""The one drug dosed in tens of grams."""
_ENDS = Pattern(r"\s*(?:[.,;)\n]|$)")


def is_gauge(value: Quantity, before: str, after: str) -> bool:
    """Whether an amount in grams is a gauge: beside a vein, a needle or its length, or a lone end behind a dose."""
    if value.unit != "g" or value.value not in _GAUGES:
        return False
    if _GIVING_BEFORE.search(before) and not _CANNULA_AFTER.match(after):
        return False
    if _GLOBULIN_BEFORE.search(before):
        return False
    if _VEIN_BEFORE.search(before) or _NEEDLE_AFTER.match(after) or _CANNULA_AFTER.match(after):
        return True
    if _LENGTH_BEFORE.search(before):
        return True
    ends = before.rstrip().endswith(",") and _ENDS.match(after) is not None
    return ends and _DOSE_BEFORE.search(before) is not None
