"""Whose account of a dose it is, and what an account takes back: "per MAR 8 mg", "incorrectly charted as 30 mg"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.note import Span

__all__ = ["is_another_account", "is_charted_wrong"]

_SOURCE = (
    r"(?:MAR|eMAR|(?:nurs\w+|RN|procedure|operative|op|physician|provider|anesthesia|infusion)(?:'s)?"
    r" (?:notes?|records?|documentation|entry|chart(?:ing)?|report|log|MAR)|medication (?:administration )?record"
    r"|flow ?sheet|pyxis|dispensing (?:log|record))"
)
_SAYING = (
    r"(?:says|shows?|reads?|lists?|states?|records?|documents?|indicates?|reflects?|recorded|documented|charted"
    r"|entered|wrote|noted|reports?|reported|has)"
)
_ACCOUNT = Pattern(
    rf"\b(?:(?:as )?per|according to|by|on|in|from)\s+(?:the\s+|her\s+|his\s+)?{_SOURCE}\b[^.;\n]{{0,16}}$"
    rf"|\b{_SOURCE}\s*+(?:{_SAYING}(?:\s+(?:that|as))?\s*+)?(?:[:=,-]\s*+)?(?:\w+\s+){{0,2}}$"
    rf"|\b(?:nurse|RN|LPN|physician|provider|doctor|surgeon|MD|DO)(?:\s+\w+)?\s+{_SAYING}\s+(?:\w+\s+){{0,3}}$",
    re.IGNORECASE,
)
_WRONG = r"(?:incorrect(?:ly)?|erroneous(?:ly)?|mistaken(?:ly)?|wrong(?:ly)?|inadvertent(?:ly)?)"
_CHARTED = r"(?:chart|document|record|enter|not|list|stat|report|writ|typ|log)\w*+"
_WRITING = Pattern(rf"\b{_CHARTED}", re.IGNORECASE)
_WRONG_BEFORE = Pattern(
    rf"\b(?:{_WRONG}\s+(?:was\s+|been\s+)?(?:\w+\s+)?{_CHARTED}"
    rf"|{_CHARTED}\s+(?:\w+\s+)?(?:{_WRONG}|in error|by mistake))"
    r"\s*+(?::\s*+)?(?:as\s+|that\s+|to be\s+)?(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_CHARTED_BEFORE = Pattern(rf"\b{_CHARTED},?\s+(?:as\s+|that\s+|to be\s+)?(?:\w+\s+){{0,2}}$", re.IGNORECASE)
_WRONG_AFTER = Pattern(
    rf"[^.;\n]{{0,30}}?\b(?:in error|by mistake|erroneously|incorrectly|mistakenly"
    rf"|(?:was|is) (?:\w+ ){{0,2}}{_WRONG})\b",
    re.IGNORECASE,
)
_REACH = 64


def is_another_account(page: Page, statement: Statement) -> bool:
    """Whether the words in front of the amount name another record that states it ("per MAR 8 mg")."""
    before, _ = _beside(page, statement)
    return before is not None and _ACCOUNT.search(before) is not None


def is_charted_wrong(page: Page, statement: Statement) -> bool:
    """Whether the words beside the amount say that it was written down in error ("incorrectly charted as 30 mg")."""
    if not page.passage(statement.segment.span).may_hold(_WRITING):
        return False
    before, after = _beside(page, statement)
    if before is None:
        return False
    return _WRONG_BEFORE.search(before) is not None or (
        _CHARTED_BEFORE.search(before) is not None and _WRONG_AFTER.match(after) is not None
    )


def _beside(page: Page, statement: Statement) -> tuple[str | None, str]:
    """Return the words in front of the statement's first dose and behind it, up to the amounts beside."""
    doses = statement.parts(Part.DOSE, Part.VOLUME, Part.ORDERED)
    if not doses:
        return None, ""
    sentence, place = statement.segment.span, doses[0].span
    start = max(
        [sentence.start, place.start - _REACH, *(span.end for span in _others(page, sentence, place, behind=False))]
    )
    end = min([sentence.end, place.end + _REACH, *(span.start for span in _others(page, sentence, place, behind=True))])
    return page.text[start : place.start], page.text[place.end : end]


def _others(page: Page, sentence: Span, place: Span, *, behind: bool) -> list[Span]:
    return [
        amount.span
        for amount in page.amounts_in(sentence)
        if (amount.span.start >= place.end if behind else amount.span.end <= place.start)
    ]
