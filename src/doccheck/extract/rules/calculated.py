"""Doses that a sentence only works out from the body ("8 mg/kg x 70 kg = 560 mg"): what is due, not what went in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.language.patterns import Pattern

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
    return not (here.has(cue("done")) or here.has(_BEGUN))
