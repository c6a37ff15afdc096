"""What the finders share: the page they read and the offers they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from doccheck.facts import FieldFact, Quoted
from doccheck.note import Note, Span
from doccheck.sections import Section, section_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doccheck.language.reading import Reader
    from doccheck.reference.lookup import Reference

__all__ = ["Offer", "Page", "offer", "read_sentences"]

_MAX_QUOTE = 400


class Offer(NamedTuple):
    """A field and the place of the words offered for it."""

    field: str
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """A note cut up once for all finders."""

    note: Note
    sentences: tuple[Span, ...]
    sections: tuple[Section, ...]
    reference: Reference
    texts: tuple[str, ...] = ()
    stems: tuple[frozenset[str], ...] = ()
    _holding: dict[str, list[int]] = field(default_factory=dict, repr=False)

    def words(self, span: Span) -> str:
        """Return the text at ``span``."""
        return self.note.text[span.start : span.end]

    def sentences_with(self, groups: tuple[frozenset[str], ...]) -> Iterable[int]:
        """Return the numbers of the sentences that hold a stem of the first of ``groups``, in order."""
        if not groups:
            return range(len(self.sentences))
        if not self._holding:
            for index, here in enumerate(self.stems):
                for stem in here:
                    self._holding.setdefault(stem, []).append(index)
        holding = self._holding
        return sorted({index for stem in groups[0] if stem in holding for index in holding[stem]})

    def section(self, offset: int) -> Section:
        """Return the section that holds ``offset``."""
        return section_at(self.sections, offset)


def _whole_words(text: str, span: Span) -> tuple[int, int]:
    """Grow a place to whole words and numbers: a torn one never grounds."""
    start, end = span.start, span.end
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def offer(note: Note, found: Offer) -> FieldFact:
    """Turn an offer into a fact; a very long quote keeps its beginning."""
    start, end = _whole_words(note.text, found.span)
    if end > start + _MAX_QUOTE:  # cut between words, so that the quote still stands in the note as a whole
        gap = max(note.text.rfind(sign, start + 1, start + _MAX_QUOTE) for sign in " \n\t")
        end = gap if gap > start else start + _MAX_QUOTE
    words = note.text[start:end].rstrip()
    return FieldFact(found.field, Quoted(words, start))


def read_sentences(page: Page, field: str, read: Reader) -> Iterator[Offer]:
    """Offer for ``field`` what ``read`` finds in each sentence."""
    for index in page.sentences_with(read.groups):
        sentence, words = page.sentences[index], page.texts[index]
        if read.may_find(page.stems[index]):
            for mention in read.remembered(words):
                span = mention.span
                yield Offer(field, Span(sentence.start + span.start, sentence.start + span.end))
