"""Routes that follow from the place a needle was put into: ``injected into the right knee`` is intra-articular."""

from __future__ import annotations

import re
from functools import cache

from doccheck.language.mention import Mention
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_injected_places"]

_JOINT = (
    r"(?:knee|shoulder|hip|elbow|wrist|ankle|thumb|finger|toe|glenohumeral|acromioclavicular|ac|sacroiliac|si|"
    r"facet|mtp|mcp|pip|dip|cmc|"
    r"subtalar|tibiotalar|radiocarpal|temporomandibular|tmj|patellofemoral|sternoclavicular)"
)
_SPACE = (
    r"(?:joint(?:\s+space)?|bursa|subacromial(?:\s+(?:space|bursa))?|tendon sheath|sheath|carpal tunnel|"
    r"trigger point|muscle belly|lesion|keloid|"
    r"plantar fascia|epicondyle|vitreous(?:\s+cavity)?|epidural space|fascia|soft tissues?)"
)


@cache
def _pattern() -> re.Pattern[str]:
    side = r"(?:(?:left|right|l|r|lt|rt|both|bilateral|affected)\s+)?"
    words = r"(?:[a-z-]+\s+){0,2}?"
    place = rf"{words}(?:{_JOINT}s?(?:\s+joints?)?|{_SPACE})\b"
    return re.compile(
        rf"\b(?:inject(?:ed|ion|ions|ing)?|instilled|infiltrated|placed|deposited|delivered|administered|given|"
        rf"introduced)\b[^.;\n]{{0,60}}?\b(?:into|in|to|at|of|around|within)\s+(?:the\s+|her\s+|his\s+|each\s"
        rf"+)?{side}{place}|"
        rf"\b(?:the\s+)?{side}{words}(?:{_JOINT}s?(?:\s+joints?)?|{_SPACE})\s+(?:was\s+|were\s+)?(?:then\s+|also\s+|"
        rf"similarly\s+)?(?:injected|infiltrated)|"
        rf"\b{side}(?:{_JOINT}|{_SPACE})(?:\s+joint)?\s+injections?\b",
        re.IGNORECASE,
    )


@reader("inje inst infi plac depo deli admi give intr ")
def find_injected_places(text: str) -> list[Mention]:
    """Return the statements of ``text`` that something was put into a joint, bursa, sheath or tissue."""
    folded = text.casefold()
    if "inject" not in folded and "infiltrat" not in folded and " into " not in folded and "instill" not in folded:
        return []
    return [Mention(Span(*match.span()), "place") for match in _pattern().finditer(text)]
