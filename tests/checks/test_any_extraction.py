"""Whatever a reader returns, judging it ends in a report whose every word stands in the note."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from doccheck.claim import ClaimLine
from doccheck.facts import AmountFact, Extraction, FieldFact, Outcome, Quoted, Role
from doccheck.note import Note
from doccheck.pipeline import Order, judge
from doccheck.reference.lookup import Reference

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

REFERENCE = Reference.load()
MARKS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "complete_notes.yaml").read_text(encoding="utf-8")
)
FIELDS = sorted(REFERENCE.fields())
UNITS = ["mg", "mcg", "g", "mL", "units", "mg/mL", "mg/15 mL", "%", "mg/kg", "mg/m2", "mL/h", "", "parsecs"]
NUMBERS = ["350", "1,000", "0.5", ".5", "1.0", "25-50", "forty", "1:1000", "0", "", "1.000", "-3", "1e9", "²", "½"]


def _quotes(text: str) -> SearchStrategy[Quoted]:
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 60))
    real = places.map(lambda pair: Quoted(text[pair[0] : pair[0] + pair[1]], pair[0]))
    return st.one_of(real, real.map(lambda one: Quoted(one.quote)), st.text(max_size=30).map(Quoted), real)


def _extractions(text: str) -> SearchStrategy[Extraction]:
    quote = _quotes(text)
    maybe = st.one_of(st.none(), quote)
    amounts = st.builds(
        AmountFact,
        role=st.sampled_from(list(Role)),
        quote=quote,
        number=st.sampled_from(NUMBERS),
        unit=st.sampled_from(UNITS),
        drug=st.one_of(maybe, st.sampled_from(["infliximab", "Depo-Medrol", "lidocaine", "IVIG"]).map(Quoted)),
        route=maybe,
        site=maybe,
        side=maybe,
        date=maybe,
        time=maybe,
        count=maybe,
        container=maybe,
        support=maybe,
        event=st.one_of(st.none(), st.integers(1, 3)),
    )
    fields = st.builds(FieldFact, field=st.sampled_from(FIELDS), quote=quote)
    return st.builds(
        Extraction,
        extractor=st.just("model"),
        outcome=st.just(Outcome.OK),
        amounts=st.lists(amounts, max_size=5).map(tuple),
        fields=st.lists(fields, max_size=6).map(tuple),
    )


@st.composite
def _readings(draw: st.DrawFn) -> tuple[Note, Extraction, dict[str, Any]]:
    mark = draw(st.sampled_from(MARKS))
    return Note(mark["note"]), draw(_extractions(mark["note"])), mark


@settings(max_examples=200, deadline=None)
@given(_readings(), st.sampled_from(["auto", "article", "cms"]), st.sampled_from([None, date(2024, 4, 1)]))
def test_any_extraction_ends_in_a_report_with_words_of_the_note_only(
    reading: tuple[Note, Extraction, dict[str, Any]], authority: str, on: date | None
) -> None:
    note, extraction, mark = reading
    claim = (ClaimLine(mark["code"], 1, ("JZ",)), ClaimLine("96413", 1))
    report = judge(note, extraction, Order(mark["code"], claim, on or mark["date"], authority), REFERENCE)
    shown = [one for answer in report.answers for one in answer.evidence]
    shown += [one for finding in report.findings for one in finding.evidence]
    shown += [one for administration in report.administrations for one in administration.evidence]
    assert all(note.text[one.start : one.end] == one.quote for one in shown)
    assert all(finding.message.endswith(".") for finding in report.findings)


@settings(max_examples=100, deadline=None)
@given(_readings())
def test_no_extraction_without_a_dose_given_passes(reading: tuple[Note, Extraction, dict[str, Any]]) -> None:
    note, extraction, mark = reading
    silent = Extraction("model", Outcome.OK, (), extraction.fields)
    claim = (ClaimLine(mark["code"], 1, ("JZ",)),)
    report = judge(note, silent, Order(mark["code"], claim, mark["date"], mark.get("authority", "cms")), REFERENCE)
    assert report.verdict != "pass"
