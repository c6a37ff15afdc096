from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.facts import AmountFact, Extraction, FieldFact, Outcome, Quoted, Role
from doccheck.ground.facts import ground
from doccheck.ground.fold import fold
from doccheck.ground.grounded import Match, Place
from doccheck.ground.locate import locate, occurrences
from doccheck.ground.value import value_follows
from doccheck.note import Note, Span

# An invented note that holds every trap once.
NOTE = Note(
    "VISIT 04/02/2026\r\n"
    "Order: Belimumab 480 mg IV today.\r\n"
    "Belimumab\u00a0 480\u202fmg IV given over 1 h, \u201ctolerated well\u201d \u2013 no rash.\r\n"
    "Vial A 400 mg, vial B 120 mg; discarded 40 mg.\r\n"
    "Ketorolac 15 mg IM to R deltoid. Heparin 1,005 units, saline 0.5 mL, range 25-50 mcg, half 1/2 tab, dose .5 mg\r\n"
    "Weight-based: 10 mg/kg. Solution 80 mg/mL. Toradol30 mg. Clinic run 09:30-10:45.\r\n"
    "Patient denies fever. Fever last week resolved. Cafe\u0301 visit noted; e\u0301tude done.\r\n"
)


def words(place: Place) -> str | None:
    return NOTE.text[place.span.start : place.span.end] if place.span else None


def found(quote: str, start: int | None = None) -> Place:
    return locate(NOTE, Quoted(quote, start))


@pytest.mark.parametrize(
    ("quote", "standing"),
    [
        ("Ketorolac 15 mg IM", "Ketorolac 15 mg IM"),
        ("belimumab 480 mg iv given", "Belimumab\u00a0 480\u202fmg IV given"),
        ('"tolerated well" - no rash', "\u201ctolerated well\u201d \u2013 no rash"),
        ("no rash. Vial A 400 mg", "no rash.\r\nVial A 400 mg"),
        ("Ketorolac 15mg", "Ketorolac 15 mg"),
        ("caf\u00e9 visit", "Cafe\u0301 visit"),
        ("Caf\u00e9", "Cafe\u0301"),
        ("discarded 40 mg,", "discarded 40 mg"),
        ("30 mg", "30 mg"),
        ("10 mg/kg", "10 mg/kg"),
        ("09:30", "09:30"),
    ],
)
def test_words_that_stand_in_the_note_are_found_whatever_their_blanks_case_and_marks(quote: str, standing: str) -> None:
    place = found(quote)
    assert place.grounded
    assert words(place) == standing


@pytest.mark.parametrize(
    ("quote", "instead"),
    [
        ("Ketorolac 30 mg IM", "Ketorolac 15 mg IM"),  # another number
        ("Ketorolac 15 mcg IM", "Ketorolac 15 mg IM"),  # another unit
        ("Ketoprofen 15 mg IM", "Ketorolac 15 mg IM"),  # another drug
        ("5 mg IM", "15 mg IM"),  # torn out of a longer number
        ("005 units", "1,005 units"),  # torn out behind a thousands separator
        ("5 mL", "0.5 mL"),  # torn out behind a decimal point
        ("50 mcg", "25-50 mcg"),  # half a range
        ("2 tab", "1/2 tab"),  # half a fraction
        ("belimumab 408 mg iv given", "Belimumab\u00a0 480\u202fmg IV given"),  # digits swapped
    ],
)
def test_a_quote_that_is_almost_there_is_a_near_miss_and_no_evidence(quote: str, instead: str) -> None:
    place = found(quote)
    assert place.match is Match.NEAR_MISS
    assert not place.grounded
    assert words(place) == instead


@pytest.mark.parametrize(
    "quote",
    ["Rituximab 1000 mg was infused", "rash", "no rash was seen", "oro", "deltoids", "Belimumab ... 480 mg", "   ", ""],
)
def test_words_the_note_does_not_hold_are_not_found(quote: str) -> None:
    place = found(quote)
    if quote == "rash":
        assert place.grounded
        assert place.context.negated
    else:
        assert place.match is not Match.EXACT
        assert not place.grounded


def test_a_naked_decimal_is_never_read_without_its_point() -> None:
    assert occurrences("dose .5 mg", "5 mg") == ()
    assert occurrences("dose .5 mg", ".5 mg") == (Span(5, 10),)


def test_the_hint_of_the_extractor_wins_where_the_words_really_stand() -> None:
    second = NOTE.text.index("480\u202fmg")
    place = found("480\u202fmg", second)
    assert place.match is Match.EXACT
    assert place.spans == (Span(second, second + 6),)


@pytest.mark.parametrize("wrong", [-5, 0, 3, 10_000])
def test_a_wrong_hint_is_only_a_hint(wrong: int) -> None:
    place = found("Ketorolac 15 mg", wrong)
    assert words(place) == "Ketorolac 15 mg"


def test_a_hint_into_the_middle_of_a_number_is_refused() -> None:
    inside = NOTE.text.index("15 mg") + 1
    assert not found("5 mg", inside).grounded


def test_every_occurrence_is_kept() -> None:
    assert len(found("480 mg").spans) == 2


def test_words_both_denied_and_affirmed_are_ambiguous() -> None:
    note = Note("Denies rash.\nExam: rash on both arms.\n")
    place = locate(note, Quoted("rash"))
    assert place.ambiguous
    assert len(place.spans) == 2


def test_a_neighbour_decides_between_denied_and_affirmed() -> None:
    note = Note("Denies rash.\nExam: rash on both arms.\n")
    place = locate(note, Quoted("rash"), near=Span(note.text.index("both"), note.text.index("both") + 4))
    assert place.span is not None
    assert place.span.start == note.text.index("rash on")
    assert not place.ambiguous


def amount(quote: str, number: str, unit: str, role: Role = Role.GIVEN, **parts: Any) -> AmountFact:
    return AmountFact(role, Quoted(quote), number, unit, **parts)


def test_an_amount_stands_where_the_words_that_belong_to_it_stand() -> None:
    note = Note("Ketorolac 30 mg IM given to R deltoid.\nLidocaine 30 mg given to L thigh.\n")
    fact = amount("30 mg", "30", "mg", drug=Quoted("Lidocaine"), site=Quoted("L thigh"))
    (entry,) = ground(note, Extraction("model", Outcome.OK, (fact,))).amounts
    assert entry.place.span is not None
    assert entry.place.span.start == note.text.rindex("30 mg")
    assert not entry.place.ambiguous
    assert entry.value_follows


def test_the_role_decides_between_an_order_and_its_record() -> None:
    note = Note("Order: belimumab 480 mg IV.\nBelimumab 480 mg IV was given over 1 h.\n")
    for role, line in ((Role.ORDERED, 0), (Role.GIVEN, 1)):
        fact = amount("480 mg", "480", "mg", role, drug=Quoted("belimumab"))
        (entry,) = ground(note, Extraction("model", Outcome.OK, (fact,))).amounts
        assert entry.place.span is not None
        assert note.text.count("\n", 0, entry.place.span.start) == line


def test_an_amount_is_not_looked_for_in_a_concentration() -> None:
    note = Note("Gave cyanocobalamin 1,000 mcg (1 mL of 1,000 mcg/mL vial) IM, right deltoid.\n")
    fact = amount("1,000 mcg", "1,000", "mcg", container=Quoted("vial"), site=Quoted("right deltoid"))
    (entry,) = ground(note, Extraction("model", Outcome.OK, (fact,))).amounts
    assert entry.place.span is not None
    assert entry.place.span.start == note.text.index("1,000 mcg")
    assert entry.value_follows


def test_no_fact_is_dropped_and_their_order_stays() -> None:
    facts = Extraction(
        "model",
        Outcome.OK,
        (amount("999 mg", "999", "mg"), amount("15 mg", "15", "mg")),
        (FieldFact("diagnosis", Quoted("gout")), FieldFact("route", Quoted("IM"))),
    )
    grounded = ground(NOTE, facts)
    assert [entry.fact for entry in grounded.amounts] == list(facts.amounts)
    assert [entry.fact for entry in grounded.fields] == list(facts.fields)
    assert [entry.place.grounded for entry in grounded.fields] == [False, True]


@pytest.mark.parametrize(
    ("quote", "number", "unit"),
    [
        ("300 mg", "300", "mg"),
        ("300mg", "300", "mg"),
        ("1,000 mcg", "1,000", "mcg"),
        ("1,000 mcg", "1000", "mcg"),
        ("forty milligrams", "forty", "mg"),
        ("0.5%", "0.5", "%"),
        ("2.5 %", "2.5", "%"),
        ("40 mg / mL", "40", "mg/mL"),
        ("10 mg per kg", "10", "mg/kg"),
        ("25-50 mg", "25-50", "mg"),
        ("40 and 60 mg", "40", "mg"),
        ("Dose (mg): 300", "300", "mg"),
        ("10,000 units", "10,000", "units"),
        ("2 million units", "2", "million units"),
        ("300 i.u.", "300", "IU"),
        ("500 \u00b5g", "500", "\u03bcg"),
        ("300 mg/15 mL single-dose vial", "300", "mg/15 mL"),
        ("300 mg per 15 mL vial", "300", "mg/15 mL"),
        ("no waste", "", ""),
    ],
)
def test_a_value_follows_from_a_quote_that_holds_its_number_and_its_unit(quote: str, number: str, unit: str) -> None:
    assert value_follows(quote, amount(quote, number, unit), Span(0, len(quote)))


@pytest.mark.parametrize(
    ("quote", "number", "unit"),
    [
        ("300 mg", "400", "mg"),
        ("300 mg", "300", "mcg"),
        ("300 mg", "30", "mg"),
        ("0.5 mg", "5", "mg"),
        ("1,500 mg", "500", "mg"),
        ("5 mg in 2 mL", "2", "mg"),
        ("5 mg in 2 mL", "5", "mL"),
        ("80 mg/mL", "80", "mg"),
        ("25-50 mg", "50", "mg"),
        ("fifteen mg", "fifty", "mg"),
        ("given today", "300", "mg"),
    ],
)
def test_a_value_does_not_follow_from_other_numbers_or_units(quote: str, number: str, unit: str) -> None:
    assert not value_follows(quote, amount(quote, number, unit), Span(0, len(quote)))


@pytest.mark.parametrize("rest", ["/kg", " / kg", "/mL", " per kg", "/m2", "/hr"])
def test_a_unit_that_goes_on_behind_the_quote_is_another_kind_of_amount(rest: str) -> None:
    text = f"gave 20 mg{rest} today"
    start = text.index("20")
    assert not value_follows(text, amount("20 mg", "20", "mg"), Span(start, start + 5))


@pytest.mark.parametrize("rest", ["/15 mL vial", " per knee", " IM", ".", "/dose", ""])
def test_what_only_follows_the_unit_changes_nothing(rest: str) -> None:
    text = f"gave 20 mg{rest}"
    start = text.index("20")
    assert value_follows(text, amount("20 mg", "20", "mg"), Span(start, start + 5))


TEXTS = st.text(
    alphabet=st.sampled_from('ab1 2.,\u00a0\r\n\t-\u2013\u201c"e\u0301\u00e9\u0130mgM%\U0001f489\u00df'),
    min_size=1,
    max_size=60,
)


@given(TEXTS)
def test_every_place_found_folds_to_what_was_looked_for(text: str) -> None:
    for size in (1, 3, 7):
        for start in range(0, len(text), 3):
            quote = text[start : start + size]
            for span in occurrences(text, quote):
                assert 0 <= span.start < span.end <= len(text)
                plain = fold(text[span.start : span.end])
                assert plain in fold(quote) or plain.strip() in fold(quote.strip(" \t\r\n\f\v\u00a0\"'\u201c.,;:"))


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from(["mg", "mcg", "mL", "units"]))
def test_no_amount_is_found_inside_another_number(written: int, asked: int, unit: str) -> None:
    text = f"Gave {written} {unit} today"
    assert bool(occurrences(text, f"{asked} {unit}")) == (written == asked)
