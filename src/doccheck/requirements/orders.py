"""Judge of the order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.identity import means_drug
from doccheck.case.records import Answer, Status
from doccheck.language.drugs import find_drugs
from doccheck.language.mention import Mention
from doccheck.language.orders import find_orders
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import find_sentences, sentence_around, sentence_index
from doccheck.note import Span
from doccheck.requirements.offered import missing, section_kind, weigh
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.note import Evidence
    from doccheck.reference.records import Requirement
    from doccheck.requirements.offered import Reading

__all__ = ["order"]

_MOST_EVIDENCE = 3
_DONE = Pattern(r"\b(?:given|gave|administered|injected|infused|received|started|completed)\b", re.IGNORECASE)
_MEANS_DRUG = Pattern(
    r"\b(?:infusion|injection|drug|medication|it|series|per|treatment|augmentation|b-?12)\b", re.IGNORECASE
)
_SIGNED_ABOVE = Pattern(
    r"\W{0,4}orders?\s+(?:above\s+)?(?:electronically\s+|e-?)?(?:signed|authenticated|entered|placed)\b", re.IGNORECASE
)
_NOT_SIGNED = "The order is not signed."


def order(case: Case, requirement: Requirement) -> Answer:
    """A practitioner's order for the drug; an unsigned order is none."""
    allow = ("ordered", "planned", "historical")
    weighed = weigh(case, {"order"}, _read, allow=allow, whole=lambda reading: _fault(case, reading))
    proofs = weighed.with_value("ordered", "block")
    withdrawn = _withdrawals(case, allow) if proofs else ()
    if proofs and withdrawn:
        reason = "The order was withdrawn."
        return Answer(requirement, Status.CONFLICTING, (*proofs[:1], *withdrawn[:1]), reason=reason)
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    if not weighed.unclear and any(_unsigned_heading(case, words.span) for words, _ in weighed.refuted):
        return Answer(requirement, Status.MISSING, reason=_NOT_SIGNED, refuted=weighed.refuted)
    return missing(requirement, weighed, "No order for the drug is recorded.")


def _withdrawals(case: Case, allow: tuple[str, ...]) -> tuple[Evidence, ...]:
    """Return the words that withdraw the order; "cancelled" denies what was ordered and says just that."""
    with_denials = (*allow, "negated")
    weighed = weigh(case, {"order"}, find_orders, allow=with_denials, whole=lambda reading: _fault(case, reading))
    return weighed.with_value("withdrawn")


def _read(sentence: str) -> list[Mention]:
    """Orders by their words; any other sentence may be one by its section."""
    return [*find_orders(sentence)] or [Mention(Span(0, len(sentence)), "block")]


def _fault(case: Case, reading: Reading) -> str | None:
    """Return why a sentence is no valid order for the drug, ``None`` when it is one."""
    text = case.note.text
    around = sentence_around(text, reading.evidence.span)
    words = text[around.start : around.end]
    kind = section_kind(case, reading.evidence.span)
    if reading.value == "block" and (kind is not SectionKind.ORDERS or _DONE.search(words)):
        return "The words do not order anything."
    if kind in (SectionKind.FAMILY_HISTORY, SectionKind.PAST_HISTORY):
        return "The words speak of an earlier time."
    if reading.value == "withdrawn":
        named = find_drugs(words, case.reference.drugs)
        meant = not named or any(means_drug(case.deciding.definition, one.generic, case.reference) for one in named)
        return None if meant else "The order is for another drug."
    if reading.value == "unsigned" or _unsigned_heading(case, reading.evidence.span):
        return _NOT_SIGNED
    return _wrong_drug(case, around, words, named_before=reading.value == "ordered")


def _wrong_drug(case: Case, around: Span, words: str, *, named_before: bool) -> str | None:
    """Say so when an order is for another drug, or names none at all."""
    named = find_drugs(words, case.reference.drugs)
    if not named and named_before:
        named = find_drugs(_words_before(case.note.text, around), case.reference.drugs)
    if named:
        meant = any(means_drug(case.deciding.definition, one.generic, case.reference) for one in named)
        return None if meant else "The order is for another drug."
    return None if _MEANS_DRUG.search(words) else "The order does not name the drug."


def _words_before(text: str, around: Span) -> str:
    """Return the sentence before, where it stands in the same paragraph: an order may follow the drug it is for.

    A line that only says who signed the order ("Order signed: …") speaks of the line above it.
    """
    sentences = find_sentences(text)
    index = sentence_index(sentences, around.start) - 1
    lines = text[sentences[index].end : around.start].count("\n") if index >= 0 else 0
    if index < 0 or lines > bool(_SIGNED_ABOVE.match(text, around.start, around.end)):
        return ""
    return text[sentences[index].start : sentences[index].end]


def _unsigned_heading(case: Case, span: Span) -> bool:
    """Whether the line of an order, or the heading above it, says that it is not signed."""
    text = case.note.text
    start = max(text.rfind("\n", 0, span.start), text.rfind("\f", 0, span.start)) + 1
    end = text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    return any(one.value == "unsigned" for one in find_orders(f"order {line}"))
