"""Weigh the words an extractor offers for a field: found, read in context, understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from doccheck.case.records import Answer, Status
from doccheck.ground.context import read_context
from doccheck.ground.grounded import Context
from doccheck.language.sentences import sentence_around
from doccheck.note import Evidence, Span
from doccheck.sections import SectionKind, find_sections, section_at

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from doccheck.case.records import Case
    from doccheck.language.mention import Mention
    from doccheck.reference.records import Requirement

__all__ = ["Reading", "Weighed", "context_at", "missing", "offered_spans", "refusal", "section_kind", "weigh"]

_REFUSALS = (
    ("instruction", "The words address a reader or a machine and record nothing."),
    ("template", "The place is an unfilled template."),
    ("other_person", "The words are about somebody else."),
    ("negated", "The words deny it."),
    ("historical", "The words speak of an earlier time."),
    ("planned", "The words speak of what is planned or possible."),
    ("ordered", "The words speak of what was ordered, not of what was done."),
)


class Reading(NamedTuple):
    """Words that count, what they say, and their place."""

    evidence: Evidence
    value: str
    context: Context


class Weighed(NamedTuple):
    """What was offered for a field: words that count, words that do not and why, and whether a place is unclear."""

    readings: tuple[Reading, ...]
    refuted: tuple[tuple[Evidence, str], ...]
    unclear: bool

    def with_value(self, *values: str) -> tuple[Evidence, ...]:
        """Return the words whose reading has one of ``values``."""
        return tuple(reading.evidence for reading in self.readings if reading.value in values)


def context_at(case: Case, span: Span) -> Context:
    """Return the context of ``span`` in the case's note."""
    return read_context(case.note, span)


def section_kind(case: Case, span: Span) -> SectionKind:
    """Return the kind of the section that holds ``span``."""
    return section_at(find_sections(case.note), span.start).kind


def refusal(context: Context, allow: Collection[str]) -> str | None:
    """Return why words in ``context`` do not count, ``None`` when they do."""
    for flag, reason in _REFUSALS:
        if flag not in allow and getattr(context, flag):
            return reason
    return None


def _merge(one: Context, other: Context) -> Context:
    """Return a context in which every flag of both holds."""
    if one == other:
        return one
    return Context(
        negated=one.negated or other.negated,
        historical=one.historical or other.historical,
        planned=one.planned or other.planned,
        ordered=one.ordered or other.ordered,
        other_person=one.other_person or other.other_person,
        template=one.template or other.template,
        instruction=one.instruction or other.instruction,
        cues=one.cues + other.cues,
    )


def weigh(
    case: Case,
    fields: Collection[str],
    read: Callable[[str], Sequence[Mention]],
    *,
    allow: Collection[str] = (),
    copied: bool = False,
    whole: Callable[[Reading], str | None] | None = None,
) -> Weighed:
    """Weigh everything offered for ``fields``.

    Args:
        case: The case.
        fields: Field names whose offers count.
        read: Reader of one sentence; an offer counts only where the reader understands words that it covers.
        allow: Context flags that do not speak against this evidence (``historical`` for an earlier treatment).
        copied: Whether words of a copied-forward visit count.
        whole: A last look at a reading: the reason why it does not count, or ``None``.
    """
    readings: list[Reading] = []
    refuted: list[tuple[Evidence, str]] = []
    unclear = False
    text = case.note.text
    for offered in case.facts.fields:
        place = offered.place
        if offered.fact.field not in fields or not place.grounded or place.span is None:
            continue
        evidence = case.note.evidence(place.span)
        around = sentence_around(text, place.span)
        mentions = [
            mention
            for mention in (one.shifted(around.start) for one in read(text[around.start : around.end]))
            if mention.span.overlaps(place.span)
        ]
        if not mentions:
            refuted.append((evidence, "The words do not say this."))
            continue
        if place.ambiguous:
            unclear = True
            continue
        for mention in mentions:
            span = Span(max(mention.span.start, place.span.start), min(mention.span.end, place.span.end))
            context = _merge(read_context(case.note, span), place.context)
            reading = Reading(evidence, mention.value, context)
            reason = refusal(context, allow)
            if reason is None and not copied and section_kind(case, span) is SectionKind.PREVIOUS_VISIT:
                reason = "The words are copied from an earlier visit."
            if reason is None and whole is not None:
                reason = whole(reading)
            if reason is None:
                readings.append(reading)
            else:
                refuted.append((evidence, reason))
    return Weighed(tuple(readings), tuple(dict.fromkeys(refuted)), unclear)


def offered_spans(case: Case, field: str, *allow: str) -> Iterator[Span]:
    """Yield the grounded places offered for ``field`` whose context allows them."""
    for offered in case.facts.fields:
        place = offered.place
        if offered.fact.field != field or not place.grounded or place.span is None:
            continue
        if refusal(context_at(case, place.span), allow) is None:
            yield place.span


def missing(requirement: Requirement, weighed: Weighed, reason: str, *, question: str | None = None) -> Answer:
    """Answer ``missing``, or ``ambiguous`` where the only words stand at several places that differ in meaning."""
    if weighed.unclear:
        text = "The words stand in the note more than once, with different meaning."
        return Answer(requirement, Status.AMBIGUOUS, reason=text, refuted=weighed.refuted, question=question)
    why = weighed.refuted[0][1] if weighed.refuted and weighed.refuted[0][1] != "The words do not say this." else reason
    return Answer(requirement, Status.MISSING, reason=why, refuted=weighed.refuted, question=question)
