"""Run all finders over a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.extract.rules.fields import diagnosis, reasoning, record, results, visit
from doccheck.extract.rules.fields.finder import Page, offer
from doccheck.language.reading import stems
from doccheck.language.sentences import find_sentences
from doccheck.sections import find_sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.extract.rules.fields.finder import Offer
    from doccheck.facts import FieldFact
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference

__all__ = ["find_fields"]

_FAMILIES = (diagnosis, reasoning, results, visit, record)


def find_fields(note: Note, reference: Reference) -> list[FieldFact]:
    """Return the words of ``note`` that may prove a documentation field, in the order of the note.

    Args:
        note: The note.
        reference: The reference; its drug names tell treatments from other words.
    """
    sentences = find_sentences(note.text)
    texts = tuple(note.text[span.start : span.end] for span in sentences)
    page = Page(note, sentences, find_sections(note), reference, texts, tuple(stems(words) for words in texts))
    offers: Iterable[Offer] = (one for family in _FAMILIES for one in family.find(page))
    unique = dict.fromkeys(sorted(offers, key=lambda one: (one.span, one.field)))
    return [offer(note, one) for one in unique]
