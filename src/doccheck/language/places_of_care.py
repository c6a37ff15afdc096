"""Find where a drug was given: a room, chair, suite, clinic or hospital."""

from __future__ import annotations

import re

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_places_of_care"]

_LABELLED = Pattern(
    r"\b(?:location(?: of (?:administration|service|care|infusion))?|place(?: of (?:service|administration))?|"
    r"site of (?:care|service)|pos|facility|where(?: given)?|administered at|infusion site of care|setting|"
    r"given at|department|dept|clinic|unit)\**\s*(?::|\t| {2,})\**\s*(?P<place>[^\n;|]{3,80})",
    re.IGNORECASE,
)
_PLACE = Pattern(
    r"\b(?:(?:in|at|to|of|our|the|this)\s+(?:\w+[\s-]+){0,4})?(?:(?:outpatient|hospital|office|clinic|neurology|"
    r"ambulatory|oncology|our|ms|gi|medical|day)[\s-]+){0,2}"
    r"(?:infusion[\s-]+(?:center|centre|suite|clinic|room|unit|bay|chair|area|pod|lab)|treatment room|"
    r"procedure room|exam(?:ination)? room|infusion chair|day hospital|ambulatory (?:infusion|care) (?:center|"
    r"unit)|home infusion)(?:[\s,#]+(?:suite|chair|room|bay|pod|no\.?|floor)?\s?#?\w{1,4}\b)?|"
    r"\b(?:suite|chair|room|bay|pod|rm|bed)\s+#?[A-Z0-9]{1,5}\b|"
    r"\b(?:given|administered|infused|performed|received|infusion)\s+(?:\w+\s+){0,4}(?:in|at)\s+(?:\w+[\s"
    r"-]+){0,4}(?:office|clinic|hospital|center|centre|suite|home|practice|facility)\b|\bin[- ](?:office|clinic)"
    r"\b|\bat (?:the )?(?:bedside|home)\b",
    re.IGNORECASE,
)
_NAMES_PLACE = Pattern(
    r"\b(?:office|clinic|hospital|center|centre|suite|home|infusion|outpatient|practice|floor|unit|room|chair|\d{2})\b",
    re.IGNORECASE,
)
_NOT_HERE = Pattern(
    r"\b(?:scheduled|next|transfer\w*|referred|will|previous\w*|last|other|outside|call|phone|moved from)\b",
    re.IGNORECASE,
)


@reader(
    "loca plac site pos faci admi sett depa dept clin unit infu trea proc exam ambu home suit chai room  "
    "bay pod rm bed offi hosp cent prac beds",
)
def find_places_of_care(text: str) -> list[Mention]:
    """Return the places of care in the sentence ``text``."""
    found = [
        Mention(Span(*match.span()), "labelled")
        for match in _LABELLED.finditer(text)
        if _PLACE.search(match["place"]) or _NAMES_PLACE.search(match["place"])
    ]
    for match in _PLACE.finditer(text):
        span = Span(*match.span())
        if any(mention.span.overlaps(span) for mention in found):
            continue
        if _NOT_HERE.search(text[max(0, span.start - 30) : span.start]):
            continue
        found.append(Mention(span, "named"))
    return found
