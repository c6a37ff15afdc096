"""Entries that tell the start or the end of an infusion, or of a further part of a dose, not another dose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.claims import Claim
    from doccheck.extract.rules.page import Page

__all__ = ["is_a_rest", "is_end", "is_start"]

_END = Pattern(r"\b(?:stop(?:ped)?|end(?:ed)?|completed?|finished|done infusing|infused)\b", re.IGNORECASE)
_START = Pattern(r"\b(?:start(?:ed)?|hung|begun|began|initiated)\b", re.IGNORECASE)


def is_end(page: Page, claim: Claim) -> bool:
    """Whether a row of a record tells the end of an infusion ("1100 infliximab 400 mg IV stopped")."""
    sentence = claim.statement.segment.span
    behind = _END.search(page.text, claim.statement.end, min(sentence.end, claim.statement.end + 48))
    return behind is not None and _START.search(page.text, sentence.start, sentence.end) is None


def is_start(page: Page, claim: Claim) -> bool:
    """Whether a row of a record tells the start of an infusion."""
    sentence = claim.statement.segment.span
    return _START.search(page.text, sentence.start, sentence.end) is not None


_REST_BEFORE = Pattern(r"\b(?:second|other|remaining|remainder|rest|last|third|half|part)\b[^.;]{0,16}$", re.IGNORECASE)


def is_a_rest(page: Page, claim: Claim) -> bool:
    """Whether a claim is about a further part of a dose ("second 500 mg not given"): the part before stands."""
    start = max(claim.statement.segment.span.start, claim.statement.start - 32)
    return _REST_BEFORE.search(page.text[start : claim.statement.start]) is not None
