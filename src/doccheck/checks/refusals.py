"""Sentences that say of a drug that it was held, refused or not given at this visit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.ground.context import read_context
from doccheck.language.dates import find_dates
from doccheck.language.drugs import find_drugs
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import find_sentences, sentence_index
from doccheck.language.takebacks import find_takebacks
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["find_refusals"]


# The verb has to be the drug's own, so only a few words may stand between.
_REFUSED = Pattern(
    r"\b(?:was|were|is|has been|had been)\s+(?:(?:again|then|therefore|also|today)\s+)?"
    r"(?:not\s+(?:yet\s+)?(?:given|administered|injected|infused|received|started|done|performed)"
    r"|held\b(?!\s+(?:in place|upright|for \d+ (?:seconds|minutes)))|withheld"
    r"|deferred|omitted|cancell?ed|refused|declined|postponed)"
    r"|\b(?:declined|refused)\s+(?:it\b|the\s+(?:drug|dose|injection|infusion|medication|shot|treatment))"
    r"|[:\-–—|]\s*(?:HELD|REFUSED|NOT GIVEN|OMITTED)\b",
    re.IGNORECASE,
    starts="was were is has had declined refused : - – — |",
)


def find_refusals(case: Case) -> list[Span]:
    """Return the sentences in which the deciding drug is held, refused or not given at this visit.

    A sentence about another day or another person, about several drugs, or inside a quoted earlier note says nothing of
    today.
    """
    text = case.note.text
    found = _taken_back(case)
    if _REFUSED.search(text) is None:
        return found
    for sentence in find_sentences(text):
        words = text[sentence.start : sentence.end]
        match = _REFUSED.search(words)
        if match is None or not _names_only(case, words[: match.start()]):
            continue
        if any(one.date is not None and one.date != case.service.date for one in find_dates(words)):
            continue
        context = read_context(case.note, Span(sentence.start + match.start(), sentence.start + match.end()))
        if not (context.historical or context.planned or context.other_person or context.template):
            found.append(sentence)
    return found


_ADDED = Pattern(r"\W{0,6}(?:late entry|addend\w+|amend\w+|correction)[^:\n]{0,40}:", re.IGNORECASE)
_GENERIC = Pattern(
    r"\b(?:drug|dose|medication|injection|infusion|shot|treatment|procedure|syringe|contents|bag|above|it|this|that)\b",
    re.IGNORECASE,
)


def _taken_back(case: Case) -> list[Span]:
    """Return the sentences that take back the record, or the giving of the deciding drug, at this visit."""
    text = case.note.text
    sentences = find_sentences(text)
    found = []
    for span, whole in find_takebacks(text):
        sentence = sentences[max(0, sentence_index(sentences, span.end - 1))]
        words = text[sentence.start : sentence.end]
        added = _ADDED.match(words)
        told = words[added.end() :] if added else words
        if any(one.date is not None and one.date != case.service.date for one in find_dates(told)):
            continue
        context = read_context(case.note, span)
        if context.historical or context.other_person or context.instruction:
            continue
        if whole or _is_of_drug(case, words):
            found.append(sentence)
    return list(dict.fromkeys(found))


def _is_of_drug(case: Case, words: str) -> bool:
    """Whether a sentence speaks of the deciding drug alone, or of a dose without naming any drug."""
    mentions = find_drugs(words, case.reference.drugs)
    if not mentions:
        return _GENERIC.search(words) is not None
    drug = case.deciding.definition.drug
    return all(case.reference.drugs.same(one.generic, drug) for one in mentions)


def _names_only(case: Case, words: str) -> bool:
    """Whether the last drug named in ``words`` is the deciding one, and its verb can still be meant."""
    mentions = find_drugs(words, case.reference.drugs)
    if not mentions:
        return False
    last = mentions[-1]
    between = words[last.span.end :]
    same: bool = case.reference.drugs.same(last.generic, case.deciding.definition.drug)
    return same and not re.search(r"[;.]\s|\bwhich\b|\bwho\b", between)
