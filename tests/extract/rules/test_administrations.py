"""Administrations read from notes by rules: labelled invented notes, and the properties of every answer."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doccheck.batch.evaluation import evaluate
from doccheck.batch.labels import read_labels
from doccheck.case.administrations import Administrations, read_administrations
from doccheck.extract.rules import extract
from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.facts import AmountFact, Extraction, Outcome, Role
from doccheck.ground.facts import ground
from doccheck.ground.grounded import Match
from doccheck.note import Note
from doccheck.reference.lookup import Reference

LABELLED = Path(__file__).parents[1] / "labelled"
REFERENCE = Reference.load()


def read(text: str) -> Administrations:
    note = Note(text)
    extraction = Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE))
    return read_administrations(note, ground(note, extraction), REFERENCE, None)


def facts(text: str, role: Role) -> list[AmountFact]:
    return [fact for fact in find_amount_facts(Note(text), REFERENCE) if fact.role is role]


def labelled(name: str) -> list[dict[str, Any]]:
    lines = (LABELLED / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", ["train.jsonl", "test.jsonl"])
def test_labelled_notes_are_read_right(name: str) -> None:
    result = evaluate(read_labels(LABELLED / name), lambda note: extract(note, REFERENCE), REFERENCE)
    whole = result.all_administrations
    assert whole.f1 is not None
    assert whole.f1 >= 0.97, [mistake for mistake in result.mistakes if mistake.kind == "administration"]
    assert result.empty_hit == 0


@pytest.mark.parametrize("one", labelled("train.jsonl") + labelled("test.jsonl"), ids=lambda one: one["id"])
def test_every_quote_stands_where_the_extractor_says(one: dict[str, Any]) -> None:
    text = one["text"]
    note = Note(text)
    found = ground(note, Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE)))
    for amount in found.amounts:
        quoted = amount.fact.quote
        assert quoted.start is not None
        assert text[quoted.start : quoted.start + len(quoted.quote)] == quoted.quote
        assert amount.place.match is Match.EXACT
        assert amount.value_follows or not amount.fact.number


def test_train_and_test_share_no_note() -> None:
    train, test = ({one["text"] for one in labelled(name)} for name in ("train.jsonl", "test.jsonl"))
    assert not train & test


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("Injected 2 mL of triamcinolone acetonide 40 mg/mL into the left knee.", "80 mg"),
        ("0.5 mL of Kenalog-40 was injected into the right wrist.", "20 mg"),
        ("Two 40 mg vials of Depo-Medrol were given IM.", "80 mg"),
        (
            "Infliximab 400 mg / 250 mL NS hung at 10:00. 100 mL of the 250 mL bag had infused when it was stopped.",
            "160 mg",
        ),
        ("Gave forty milligrams of Kenalog IM in the left deltoid.", "40 mg"),
    ],
)
def test_dose_is_worked_out_from_what_is_written(text: str, dose: str) -> None:
    (given_one,) = read(text).given
    assert str(given_one.dose) == dose


def test_arithmetic_of_a_dose_is_shown() -> None:
    (given_one,) = read("Injected 2 mL of triamcinolone acetonide 40 mg/mL into the left knee.").given
    assert given_one.steps == ("2 mL × 40 mg/mL = 80 mg",)
    assert {words.quote for words in given_one.evidence} >= {"2 mL", "40 mg/mL"}


def test_volume_of_a_local_anaesthetic_stays_a_volume() -> None:
    (given_one,) = read("The skin was infiltrated with 5 mL of 1% lidocaine.").given
    assert str(given_one.dose) == "5 mL"


def test_volume_without_a_strength_is_never_guessed() -> None:
    (given_one,) = read("1 mL of Celestone was injected into the heel.").given
    assert str(given_one.dose) == "1 mL"


def test_two_doses_for_one_clock_time_are_a_contradiction_with_both_readings() -> None:
    text = (
        "COURSE: She received ketorolac 30 mg IM at 0930.\n\nMEDICATION RECORD\n0930 ketorolac 60 mg IM R deltoid RN\n"
    )
    (given_one,) = read(text).given
    assert given_one.dose is None
    assert sorted(str(candidate) for candidate in given_one.candidates) == ["30 mg", "60 mg"]


def test_one_dose_for_both_sides_is_called_ambiguous() -> None:
    (given_one,) = read("Both knees were injected with 40 mg of Kenalog.").given
    assert given_one.laterality == "bilateral"
    assert [str(candidate) for candidate in given_one.candidates] == ["40 mg", "80 mg"]
    assert given_one.reason is not None
    assert "ambiguous" in given_one.reason


@pytest.mark.parametrize(
    "text",
    [
        "She was offered ketorolac 30 mg IM but declined.",
        "Plan: Kenalog 40 mg injection next week if no better.",
        "Ceftriaxone 1 g IM was not given; patient left.",
        "Allergies: ceftriaxone 1 g IM caused hives.",
        "Her mother was given Depo-Medrol 80 mg IM.",
        "At his last visit he received Depo-Medrol 80 mg IM.",
        "Takes enoxaparin 40 mg SC daily at home.",
        "Tylenol 650 mg PO was given.",
        "The wound was irrigated with gentamicin 80 mg in saline.",
        "Order: ceftriaxone 1 g IM once.",
        "Ketorolac *** mg IM was given in the [site].",
        "Testosterone level 310 ng/dL was received today.",
    ],
)
def test_what_was_not_injected_today_is_no_administration(text: str) -> None:
    assert read(text).given == ()


def test_what_is_ordered_planned_or_past_keeps_its_role() -> None:
    assert [fact.number for fact in facts("Order: ceftriaxone 1 g IM once.", Role.ORDERED)] == ["1"]
    assert [fact.number for fact in facts("Plan: give Kenalog 40 mg next week.", Role.PLANNED)] == ["40"]
    assert [fact.number for fact in facts("At her last visit she received Kenalog 80 mg.", Role.PREVIOUS)] == ["80"]


def test_vials_are_told_with_their_count_and_container() -> None:
    prepared = facts(
        "Remicade 350 mg IV was given. Four 100 mg single-dose vials opened, 50 mg discarded.", Role.PREPARED
    )
    assert [
        (fact.number, fact.count and fact.count.quote, fact.container and fact.container.quote) for fact in prepared
    ] == [("100", "Four", "single-dose vials")]


def test_each_size_of_vial_has_its_own_count() -> None:
    prepared = facts("Zemaira 4,500 mg IV given. Vials: four 1,000 mg + one 500 mg, all used.", Role.PREPARED)
    assert [(fact.number, fact.count and fact.count.quote) for fact in prepared] == [("1,000", "four"), ("500", "one")]


@pytest.mark.parametrize(
    "words", ["nothing discarded", "no waste", "both syringes were emptied", "the whole vial was used"]
)
def test_nothing_left_is_a_waste_fact_without_a_number(words: str) -> None:
    wasted = facts(f"Kineret 100 mg was given subcutaneously, {words}.", Role.WASTED)
    assert [fact.number for fact in wasted] == [""]


def test_amount_thrown_away_is_waste_and_no_dose() -> None:
    text = "Botox 60 units was injected into the neck. 40 units discarded."
    assert [fact.number for fact in facts(text, Role.WASTED)] == ["40"]
    assert [str(one.dose) for one in read(text).given] == ["60 units"]


def test_intention_counts_only_with_words_that_show_it_was_done() -> None:
    intended = "PLAN: We will inject the left elbow with 20 mg of Kenalog."
    assert read(intended).given == ()
    (given_one,) = read(f"{intended} She tolerated the procedure well.").given
    assert str(given_one.dose) == "20 mg"


_CLINICAL = st.sampled_from(
    [
        "Kenalog",
        "lidocaine",
        "40 mg",
        "2 mL",
        "1%",
        "was injected",
        "into the left knee",
        "given",
        "IM",
        "no",
        "last visit",
        "vial",
        "two",
        "x2",
        "each knee",
        "discarded",
        ".",
        ",",
        ";",
        "  ",
        "(",
        ")",
        "will",
        "10:30",
        "and",
        "/",
        "Order:",
        "PLAN:",
        "- ",
        "**",
        "mg/kg",
        "1:100,000",
        "with",
        "of",
        "epinephrine",
        "total",
        "ë",
        "\u200b",
        "|",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_CLINICAL, min_size=1, max_size=60))
def test_any_mixture_of_clinical_words_is_read_with_exact_quotes(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip(" \t\r\n\f\v\ufeff"):
        return
    for fact in find_amount_facts(Note(text), REFERENCE):
        for quoted in (fact.quote, fact.drug, fact.route, fact.site, fact.side, fact.count, fact.container, fact.time):
            if quoted is not None:
                assert quoted.start is not None
                assert text[quoted.start : quoted.start + len(quoted.quote)] == quoted.quote


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=string.printable + "µ½×–’", min_size=1, max_size=400))
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    if text.strip(" \t\r\n\f\v\ufeff") and not any(character in text for character in "\x00\x0e\x0f"):
        read(text)
