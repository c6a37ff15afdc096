from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doccheck.extract.merge import anchored, merged
from doccheck.extract.windows import windows
from doccheck.facts import AmountFact, FieldFact, Quoted, Role
from doccheck.note import Note, Span

# Statements an ideal reader understands: (words, amount, unit, drug). The pieces between them say nothing.
STATEMENTS = [
    ("Belimumab 480 mg IV was given.", "480", "mg", "Belimumab"),
    ("Ketorolac 15 mg IM was given.", "15", "mg", "Ketorolac"),
    ("Vitamin B12 1,000 mcg SC was given.", "1,000", "mcg", "Vitamin B12"),
    ("Depo-Medrol 40 mg went into the knee.", "40", "mg", "Depo-Medrol"),
]
FILLER = [
    "Vitals stable. ",
    "Seen and examined.\n",
    "PLAN:\n",
    "ASSESSMENT\n",
    "Blood pressure 120/80; pulse 70.\n",
    "\n\n",
]
OVERLAP = 60

NOTES = st.lists(
    st.one_of(st.sampled_from(FILLER), st.sampled_from([words + "\n" for words, *_ in STATEMENTS])),
    min_size=1,
    max_size=60,
).map("".join)


def read(text: str) -> tuple[tuple[AmountFact, ...], tuple[FieldFact, ...]]:
    """An ideal reader: every statement that stands whole in the text, once a place, with its event."""
    amounts: list[AmountFact] = []
    fields: list[FieldFact] = []
    for words, number, unit, drug in STATEMENTS:
        at = text.find(words)
        while at >= 0:
            quote = f"{drug} {number} {unit}"
            amounts.append(
                AmountFact(Role.GIVEN, Quoted(quote, at), number, unit, drug=Quoted(drug, at), event=len(amounts))
            )
            fields.append(FieldFact("dose", Quoted(words, at)))
            at = text.find(words, at + 1)
    return tuple(amounts), tuple(fields)


def read_cut(note: Note, room: int) -> tuple[tuple[AmountFact, ...], tuple[FieldFact, ...]]:
    cut = windows(note, lambda text: len(text) <= room, OVERLAP)
    return merged(anchored(note, span, *read(note.text[span.start : span.end])) for span in cut)


def without_events(read_facts: tuple[tuple[AmountFact, ...], tuple[FieldFact, ...]]) -> object:
    amounts, fields = read_facts
    return [(fact.role, fact.quote, fact.number, fact.unit, fact.drug) for fact in amounts], fields


@settings(max_examples=60, deadline=None)
@given(NOTES, st.integers(2 * OVERLAP + 1, 600), st.integers(2 * OVERLAP + 1, 600))
def test_the_same_facts_come_out_whichever_way_a_note_is_cut(text: str, one: int, other: int) -> None:
    if not text.strip():
        return
    note = Note(text)
    whole = merged([anchored(note, Span(0, len(text)), *read(text))])
    assert without_events(read_cut(note, one)) == without_events(read_cut(note, other)) == without_events(whole)


@settings(max_examples=60, deadline=None)
@given(NOTES, st.integers(2 * OVERLAP + 1, 600))
def test_every_run_as_long_as_the_overlap_lies_whole_in_a_stretch_that_fits(text: str, room: int) -> None:
    if not text.strip():
        return
    cut = windows(Note(text), lambda stretch: len(stretch) <= room, OVERLAP)
    assert cut[0].start == 0
    assert cut[-1].end == len(text)
    assert all(span.end - span.start <= room for span in cut)
    for start in range(max(1, len(text) - OVERLAP + 1)):
        run = Span(start, min(len(text), start + OVERLAP))
        assert any(span.covers(run) for span in cut)


def test_a_note_that_fits_is_not_cut() -> None:
    note = Note("short")
    assert windows(note, lambda _: True) == (Span(0, 5),)


def test_a_context_too_small_for_any_statement_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        windows(Note("word " * 100), lambda text: len(text) <= 100, OVERLAP)


def test_stretches_end_before_a_section_where_they_can() -> None:
    text = "HISTORY:\n" + "Seen today.\n" * 30 + "ASSESSMENT:\n" + "Stable.\n" * 60
    cut = windows(Note(text), lambda stretch: len(stretch) <= 450, OVERLAP)
    assert text[cut[0].end :].startswith("ASSESSMENT")


def test_one_administration_read_in_two_stretches_stays_one() -> None:
    note = Note("Belimumab 480 mg IV was given. " * 2 + "20 mg discarded.")
    second = note.text.index("Belimumab", 5)
    waste = note.text.index("20 mg")
    given_fact = AmountFact(Role.GIVEN, Quoted("480 mg", second + 10), "480", "mg", event=1)
    seen_first = AmountFact(
        Role.GIVEN, Quoted("480 mg", second + 10), "480", "mg", drug=Quoted("Belimumab", second), event=7
    )
    wasted = AmountFact(Role.WASTED, Quoted("20 mg", waste), "20", "mg", event=1)
    amounts, _ = merged([((seen_first,), ()), ((given_fact, wasted), ())])
    assert [(fact.role, fact.event) for fact in amounts] == [(Role.GIVEN, 1), (Role.WASTED, 1)]
    assert amounts[0].drug == Quoted("Belimumab", second)
