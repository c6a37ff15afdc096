"""Find the patient's weight."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from doccheck.language.patterns import Pattern
from doccheck.note import Span
from doccheck.quantity import Quantity

__all__ = ["Weight", "find_weights"]

_NUMBER = r"(?P<n>\d{1,3}(?:[.,]\d{1,2})?)"
_UNIT = r"(?P<u>kg|kgs|kilograms?|kilos?|lbs?\.?|pounds?|#)(?![A-Za-z/])"
_LABELLED = Pattern(
    r"\b(?:wt|weigh(?:t|s|ed|ing)?|body weight|bw|actual weight|dosing weight)\b\.?"
    r"(?:\s*\(?\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\)?|[^\d\n]{0,30}?)?[\s:=|*(]*" + _NUMBER + r"\s*-?" + _UNIT,
    re.IGNORECASE,
)
_BARE = Pattern(
    r"(?<![\d./,])" + _NUMBER + r"\s*-?" + r"(?P<u>kg|kgs|kilograms?|lbs?|pounds?)(?![A-Za-z/])", re.IGNORECASE
)
_UNITLESS = Pattern(
    r"\b(?:wt|weight)\b\.?[\s:=]*" + _NUMBER + r"(?!\s*(?:kg|lb|pound|kilo|#|%|\d|[./-]\d))", re.IGNORECASE
)
_CHANGE = Pattern(
    r"(?:\b(?:up|down|gain(?:ed)?|lost|loss of|lose|per|by|over|under|lift\w*|more than|\d\s*x|change of|minus|"
    r"plus)|[/+×x])\s*$",
    re.IGNORECASE,
)
_CHANGE_AFTER = Pattern(
    r"\s*(?:weight )?(?:loss|gain|lost|gained|heavier|lighter|limit|dumb|weights?\b)", re.IGNORECASE
)


class Weight(NamedTuple):
    """A weight; ``quantity`` is ``None`` when no unit is stated."""

    span: Span
    quantity: Quantity | None
    labelled: bool = True


def find_weights(text: str) -> list[Weight]:
    """Return the weights of ``text``; a change of weight and a dose per kg are none."""
    folded = text.casefold()
    if not any(hint in folded for hint in ("kg", "kilo", "lb", "pound", "wt", "weigh", "#")):
        return []
    found: list[Weight] = []
    for pattern, labelled in ((_LABELLED, True), (_BARE, False)):
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(weight.span.overlaps(span) for weight in found):
                continue
            before = text[max(0, match.start("n") - 14) : match.start("n")]
            if _CHANGE.search(before) or _CHANGE_AFTER.match(text, match.end()):
                continue
            unit = "lb" if match["u"][0] in "lLpP#" else "kg"
            value = Fraction(match["n"].replace(",", "."))
            found.append(Weight(span, Quantity(value, unit), labelled))
    if not found:
        found = [Weight(Span(*match.span()), None) for match in _UNITLESS.finditer(text)]
    return found
