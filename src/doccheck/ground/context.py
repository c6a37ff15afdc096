"""Read what the words around a place say about it.

Every quote an extractor offers is read the same way, whoever offers it: is it denied, past, planned, only ordered,
about somebody else, an unfilled template, or part of text that addresses a machine? Cues of the sentence
(:mod:`doccheck.ground.cue_reach`), the section, dates before the visit and tick boxes say so, each in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from doccheck.ground.cue_reach import SentenceCues, read_cues
from doccheck.ground.dated import earlier_dates
from doccheck.ground.tick_boxes import denying_answer, denying_boxes
from doccheck.language.instructions import find_instructions
from doccheck.language.placeholders import find_placeholders
from doccheck.language.referrals import find_referrals
from doccheck.language.sentences import find_sentences, sentence_index
from doccheck.note import Note, Span
from doccheck.sections import Section, SectionKind, find_sections, section_at

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Context", "read_context"]

_SECTION_SAYS: dict[SectionKind, str] = {
    SectionKind.PREVIOUS_VISIT: "historical",
    SectionKind.PAST_HISTORY: "historical",
    SectionKind.ALLERGIES: "historical",
    SectionKind.FAMILY_HISTORY: "other_person",
    SectionKind.OTHER_PATIENT: "other_person",
    SectionKind.PLAN: "planned",
    SectionKind.INSTRUCTIONS: "planned",
    SectionKind.ORDERS: "ordered",
    SectionKind.MEDICATIONS: "ordered",
}
_VALUE_GAP = 3


class Context(NamedTuple):
    """What the words around a place say about it. Several may hold at once.

    Args:
        negated: Denied (``no``, ``denies``, ``not given``; also cut off just in front of the quote).
        historical: Before this encounter (last visit, history of, dated earlier, copied forward).
        planned: Intended, recommended, conditional or still to come.
        ordered: Ordered or prescribed, not (yet) done.
        other_person: About a relative or another patient.
        template: An unfilled placeholder (``***``, ``[dose]``, ``N/A``).
        instruction: Inside words that address a reader or a machine rather than record care.
        cues: Places of the words that say so.
    """

    negated: bool = False
    historical: bool = False
    planned: bool = False
    ordered: bool = False
    other_person: bool = False
    template: bool = False
    instruction: bool = False
    cues: tuple[Span, ...] = ()

    @property
    def proves_today(self) -> bool:
        """Whether nothing here speaks against it having been done in this encounter."""
        return self.tells_of_today and not self.ordered

    @property
    def tells_of_today(self) -> bool:
        """Whether it tells of this encounter and this patient, what was only ordered included."""
        return not (
            self.negated or self.historical or self.planned or self.other_person or self.template or self.instruction
        )


@dataclass(slots=True)
class _Page:
    """What is known of one note before any place is asked for; cues and contexts met so far are kept."""

    note: Note
    sentences: tuple[Span, ...]
    sections: tuple[Section, ...]
    instructions: tuple[Span, ...]
    placeholders: tuple[Span, ...]
    cues: dict[int, SentenceCues] = field(default_factory=dict)
    contexts: dict[Span, Context] = field(default_factory=dict)


@lru_cache(maxsize=4)
def _page(note: Note) -> _Page:
    text = note.text
    gaps = tuple(sorted((*find_placeholders(text), *find_referrals(text))))
    return _Page(note, find_sentences(text), find_sections(note), find_instructions(text), gaps)


def read_context(note: Note, span: Span) -> Context:
    """Return what the surroundings of ``span`` in ``note`` say about it.

    A cue inside ``span`` counts only where it stands at its very beginning or end: ``"not given"`` as the last words
    of a quote denies it, ``"no relief"`` in its middle is part of what it says.
    """
    page = _page(note)
    known = page.contexts.get(span)
    if known is None:
        known = page.contexts[span] = _read(page, span)
    return known


def _read(page: _Page, span: Span) -> Context:
    flags: dict[str, bool] = {}
    places: set[Span] = set()
    for flag, place in _flags(page, span):
        flags[flag] = True
        places.add(place)
    return Context(**flags, cues=tuple(sorted(places)))


def _flags(page: _Page, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield every flag raised at ``span`` with the place that raises it."""
    text = page.note.text
    index = sentence_index(page.sentences, span.start)
    done = False
    if index >= 0:
        sentence = page.sentences[index]
        cues = page.cues.get(index)
        if cues is None:
            cues = page.cues[index] = read_cues(text, sentence)
        done = cues.says_done(span)
        yield from cues.flags(span, done=done)
        answer = denying_answer(text, span, sentence.end)
        if answer is not None:
            yield "negated", answer
        for place in earlier_dates(page.note, sentence, span):
            yield "historical", place
    section = section_at(page.sections, span.start)
    flag = _SECTION_SAYS.get(section.kind)
    if flag is not None and not (done and flag in ("planned", "ordered")):
        yield flag, Span(section.start, max(section.start, min(section.body_start, section.end)))
    for box in denying_boxes(text, span):
        yield "negated", box
    yield from _of_passages(page, span)


def _of_passages(page: _Page, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the flags of text that no sentence marks: words to a machine, an unfilled place."""
    for passage in page.instructions:
        if passage.overlaps(span):
            yield "instruction", passage
    gap = _unfilled(page, span)
    if gap is not None:
        yield "template", gap


def _unfilled(page: _Page, span: Span) -> Span | None:
    """Return the unfilled place that ``span`` holds, or that stands where its value should."""
    for gap in page.placeholders:
        if gap.start >= span.end + _VALUE_GAP:
            return None
        if gap.overlaps(span):
            return gap
        if span.end <= gap.start and not page.note.text[span.end : gap.start].strip(" :#\t*|"):
            return gap
    return None
