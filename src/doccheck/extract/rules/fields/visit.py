"""What happened at the visit: date, time, place, reactions, consent, infusion times, calculation, waste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.extract.rules.fields.finder import Offer, read_sentences
from doccheck.ground.visit import dates_of, visit_day
from doccheck.language.anatomy import find_routes, find_sites
from doccheck.language.calculations import find_calculations
from doccheck.language.consent import find_consents
from doccheck.language.dates import find_times
from doccheck.language.infusion_times import find_durations, find_runs
from doccheck.language.injected_places import find_injected_places
from doccheck.language.patterns import Pattern
from doccheck.language.places_of_care import find_places_of_care
from doccheck.language.reactions import find_reactions
from doccheck.language.word_list import word_list
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.extract.rules.fields.finder import Page

__all__ = ["find"]

_GIVEN = word_list("give gave admi inje infu rece got im iv sq subq sc subc intr i time orde rx inst infi")
_ENTRY_TIME = Pattern(r"\W*(?:\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\W+)?\d{1,2}:?\d{2}\b")
# A time range needs one of these signs or words between its ends or beside them.
_RUN = word_list(
    "- – — → > to unti till thro star bega begu begi hung spik init comm on infu up time stop end ende comp fini "
    "done off disc d over down conc time dura leng"
)
_WASTE = word_list("wast disc unus left rema dest disp empt enti whol all comp resi jw used full")


def find(page: Page) -> Iterator[Offer]:
    """Offer what was recorded of the visit itself."""
    yield from read_sentences(page, "adverse_events", find_reactions)
    yield from read_sentences(page, "consent", find_consents)
    yield from read_sentences(page, "administration_location", find_places_of_care)
    today = visit_day(page.note)
    for mention in dates_of(page.note.text):
        if mention.date is not None and mention.date == today:
            yield Offer("administration_date", mention.span)
    for sentence, words, here in zip(page.sentences, page.texts, page.stems, strict=True):
        if not _GIVEN.isdisjoint(here) or _ENTRY_TIME.match(words):
            for field, mentions in (
                ("administration_time", find_times(words)),
                ("route", find_routes(words)),
                ("route", find_injected_places(words)),
                ("injection_site", find_sites(words)),
            ):
                for found in mentions:
                    yield Offer(field, _at(sentence, found.span))
        if "#" in here and ("=" in here or "→" in here or "unit" in here):
            for calculation in find_calculations(words):
                yield Offer("dose_calculation", _at(sentence, calculation.span))
        if not _WASTE.isdisjoint(here):
            yield Offer("wastage", sentence)
    yield from _runs(page)


def _at(sentence: Span, span: Span) -> Span:
    return Span(sentence.start + span.start, sentence.start + span.end)


def _runs(page: Page) -> Iterator[Offer]:
    """Start and stop may stand in one sentence, or each in a line of its own."""
    for sentence, words, here in zip(page.sentences, page.texts, page.stems, strict=True):
        if "#" in here and not _RUN.isdisjoint(here):
            for run in find_runs(words):
                yield Offer("infusion_times", _at(sentence, run.span))
            if find_durations(words):
                yield Offer("infusion_times", sentence)
