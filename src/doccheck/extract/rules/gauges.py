"""Gauges of needles written like grams: "22g" in a forearm, "1 inch 23g", "2 mg into the eye, 30g"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.spoken import Drug
    from doccheck.language.amounts import AmountMention

__all__ = ["is_gauge_beside", "is_needle", "may_be_gauge"]

_GAUGES = range(14, 35)
_GIVING_BEFORE = Pattern(
    r"\b(?:gave|given|infused?|received|administered|dose(?: of)?|total(?: of)?)\s*+(?::\s*+)?(?:an? |the )?$",
    re.IGNORECASE,
)
_NEEDLE_BEFORE = Pattern(
    r"(?:\b(?:hand|wrist|forearm|FA|AC|antecub\w*|arm|PIV|vein|thumb|fossa|needle|gauge|cannula|catheter|butterfly)\W{0,4}"
    r"|\d[-\s]?(?:in(?:ch(?:es)?)?\b\.?|[\"\u201d])\s*+(?:,\s*+)?)$",
    re.IGNORECASE,
)
_NEEDLE_AFTER = Pattern(
    r"\s*+(?:needle|angio\w*|catheter|cannula|PIV|huber|x\s|spinal|butterfly|(?:was )?used\b"
    r"|IV\s+(?:in|to|placed|started|site|line|access|catheter)\b"
    r"|(?:,\s*+)?\d[\d./]{0,5}[-\s]*(?:in(?:ch)?\b|[\"\u201d]))",
    re.IGNORECASE,
)
_WITH_BEFORE = Pattern(r"(?:\b(?:with|using|via|through|thru|w)|w/)\s*(?:an?\s+)?$", re.IGNORECASE)
_ENDS = Pattern(r"\s*(?:$|[.,;)\n])")
_IN_GRAMS = Pattern(
    r"globulin|albumin|mannitol|dextrose|glucose|arginine|acetylcysteine|methotrexate|ifosfamide|magnesium"
    r"|aminocaproic|thiosulfate|amino acid|lipid|emulsion"
)
"""Drugs of which one dose can be 14 to 34 g."""
_IN_A_LIMB = Pattern(r"\s*IV\s+(?:[LR]|left|right)\b", re.IGNORECASE)
_NAMED_JUST_BEFORE = Pattern(
    r"[\s:,(-]*(?:(?:[\d.]+\s?%|dose|total|injection|infusion|IV|of|was|=)[\s:,)-]*){0,3}", re.IGNORECASE
)
_OF = Pattern(r"\s*(?:of\s+)?(?:the\s+|IV\s+)?", re.IGNORECASE)


def may_be_gauge(amount: AmountMention) -> bool:
    """Whether the amount is a number of grams that needles have as a gauge."""
    values = amount.reading.values
    return len(values) == 1 and values[0].unit == "g" and values[0].value in _GAUGES


def is_needle(before: str, after: str) -> bool:
    """Whether the words beside "22g" make it the gauge of a needle or a cannula and no mass."""
    behind = _NEEDLE_AFTER.match(after) is not None
    if _GIVING_BEFORE.search(before) and not behind:
        return False
    if behind or _NEEDLE_BEFORE.search(before) is not None:
        return True
    return _WITH_BEFORE.search(before) is not None and _ENDS.match(after) is not None


def is_gauge_beside(text: str, amount: AmountMention, drug: Drug) -> bool:
    """Whether "30g" is no dose of ``drug``: nobody gives that many grams of it, and the words do not say so.

    They do where the amount stands right beside the name ("ceftriaxone 20 g IV") or behind a verb of giving.
    """
    span = amount.span
    if not may_be_gauge(amount) or (_IN_GRAMS.search(drug.generic) and not _IN_A_LIMB.match(text, span.end)):
        return False
    if drug.end <= span.start:
        beside = _NAMED_JUST_BEFORE.fullmatch(text, drug.end, span.start)
    else:
        beside = _OF.fullmatch(text, span.end, drug.span.start) if span.end <= drug.span.start else None
    return beside is None and _GIVING_BEFORE.search(text[max(0, span.start - 24) : span.start]) is None
