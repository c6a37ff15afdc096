"""Doses that a note states per kg or per m² of the deciding drug."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.identity import means_drug
from doccheck.language.amounts import find_amounts
from doccheck.language.drugs import find_drugs
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around
from doccheck.note import Span
from doccheck.requirements.offered import context_at, section_kind
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.language.amounts import AmountMention

__all__ = ["doses_by_weight"]

_PER_BODY = Pattern(r"(?:/|\bper\b)\s*(?:kg|kilo\w*|m2|m²|m\^2|square met)", re.IGNORECASE, starts="/ per")


def doses_by_weight(case: Case) -> list[AmountMention]:
    """Return the amounts per kg or m² in the note's own words, of the deciding drug or of none by name.

    They are read from the text and not from an extractor's facts: they never prove a requirement, they only make
    one apply and let a dose be worked out again.
    """
    text = case.note.text
    found: dict[int, AmountMention] = {}
    for match in _PER_BODY.finditer(text):
        span = Span(*match.span())
        context = context_at(case, span)
        if context.historical or context.other_person or context.negated or context.instruction or context.template:
            continue
        if section_kind(case, span) in (SectionKind.PREVIOUS_VISIT, SectionKind.INSTRUCTIONS, SectionKind.CONSENT):
            continue
        around = sentence_around(text, span)
        words = text[around.start : around.end]
        named = find_drugs(text[around.start : span.end], case.reference.drugs) or find_drugs(
            words, case.reference.drugs
        )
        if named and not means_drug(case.deciding.definition, named[-1].generic, case.reference):
            continue
        for mention in find_amounts(words):
            at = around.start + mention.span.start
            if mention.reading.kind in ("per_kg", "per_m2") and at <= span.start < around.start + mention.span.end:
                found[at] = mention
    return list(found.values())
