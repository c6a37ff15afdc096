"""Laboratory results, genotype and weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.extract.rules.fields.finder import Offer, read_sentences
from doccheck.language.genotype import find_genotypes
from doccheck.language.labs import find_aat_levels, find_deficiency_labs
from doccheck.language.weights import find_weights
from doccheck.language.word_list import word_list
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.extract.rules.fields.finder import Page

__all__ = ["find"]

_WEIGHT = word_list("kg kgs kilo lb lbs poun wt weig bw")


def find(page: Page) -> Iterator[Offer]:
    """Offer results and weights."""
    yield from read_sentences(page, "lab_results", find_deficiency_labs)
    yield from read_sentences(page, "lab_results", find_aat_levels)
    yield from read_sentences(page, "genetic_testing", find_genotypes)
    for sentence, words, here in zip(page.sentences, page.texts, page.stems, strict=True):
        if _WEIGHT.isdisjoint(here):
            continue
        for weight in find_weights(words):
            yield Offer("weight", Span(weight.span.start + sentence.start, weight.span.end + sentence.start))
