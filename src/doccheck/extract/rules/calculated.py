"""Doses that a sentence only works out from the body ("8 mg/kg x 70 kg = 560 mg"): what is due, not what went in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.layout import starts_with_time
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.claims import Claim
    from doccheck.extract.rules.page import Page

__all__ = ["is_calculation"]

_EQUALS = Pattern(r"=|\u2192|->|\b(?:equals|comes to|works out to)\b", re.IGNORECASE)
_BEGUN = Pattern(r"\b(?:started|initiated|begun|completed)\b", re.IGNORECASE)


def is_calculation(page: Page, claim: Claim) -> bool:
    """Whether the sentence of ``claim`` works a dose out by weight or surface and has no word of giving it."""
    sentence = claim.statement.segment.span
    by_body = [one.span for one in page.amounts_in(sentence) if one.reading.kind in ("per_kg", "per_m2")]
    if not by_body or not _EQUALS.search(page.text, by_body[0].end, sentence.end):
        return False
    here = page.passage(sentence)
    if here.has(cue("done")) or here.has(_BEGUN):
        return False
    # A row with its time, and the route behind the result, tells of a step ("13:10 bolus 25 mcg/kg = 2 mg IV").
    behind = Span(by_body[0].end, sentence.end)
    return not (starts_with_time(page.text, sentence) and page.routes_in(behind))
