"""Sections in the many ways clinics write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.note import Note
from doccheck.sections import SectionKind, find_sections, kind_of, section_at


def kind_at(text: str, words: str) -> SectionKind:
    note = Note(text)
    return section_at(find_sections(note), text.index(words)).kind


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Note\n\nPlan\nIce the knee.\n", "Ice", "plan"),
        ("Note\n\nPLAN: Ice the knee.\n", "Ice", "plan"),
        ("Note\n\n## Plan\nIce the knee.\n", "Ice", "plan"),
        ("Note\n\n**Plan:** Ice the knee.\n", "Ice", "plan"),
        ("Note\n\n**Plan**\n- Ice the knee.\n", "Ice", "plan"),
        ("Note\n\n=== PLAN ===\nIce the knee.\n", "Ice", "plan"),
        ("Note\n\nP: Ice the knee.\n   Rest.\n", "Rest", "plan"),
        ("Note\n\nPlan      Ice the knee.\n", "Ice", "plan"),
        ("Note\r\n\r\nPlan:\r\nIce the knee.\r\n", "Ice", "plan"),
        ("\ufeffPlan:\nIce the knee.\n", "Ice", "plan"),
        ("Note\fPlan:\nIce the knee.\n", "Ice", "plan"),
        ("Note\n\nDx: gout\n", "gout", "diagnosis"),
        ("Note\n\nA/P:\ngout\n", "gout", "assessment"),
        ("Meds: none. Allergies: sulfa.\n", "sulfa", "allergies"),
        ("Wt: 80 kg     Allergies: sulfa\n", "sulfa", "allergies"),
        ("Family hx: mother with gout\n", "mother", "family_history"),
        ("PMH: gout\n", "gout", "past_history"),
        ("Note\n\nMEDICATION ADMINISTERED TODAY\nKenalog\n", "Kenalog", "administration"),
        ("> **Previous visit (copied):**\n> Kenalog 40 mg\n", "Kenalog", "previous_visit"),
        ("Note\n\nOTHER PATIENT:\nKenalog 40 mg\n", "Kenalog", "other_patient"),
        ("Note\n\nCONSENT AND TEACHING\nsigned\n", "signed", "consent"),
        ("Addendum (phone): doing well\n", "doing well", "addendum"),
        ("PLAN: rest.\nElectronically signed by Ada Lind, MD\n", "Ada", "signature"),
    ],
)
def test_a_heading_or_label_says_what_follows_is_about(text: str, words: str, kind: str) -> None:
    assert kind_at(text, words) == kind


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Note\n\nAllergies: sulfa\nKenalog 40 mg given\n", "Kenalog", "allergies"),
        ("Note\n\nOrder: Kenalog 40 mg\nKenalog 40 mg given\n", "Kenalog 40 mg given", "orders"),
        ("ORDER: Kenalog 40 mg\nKenalog 40 mg given\n", "Kenalog 40 mg given", "orders"),
        ("MOVEMENT DISORDERS CLINIC\nBotox 60 units\n", "Botox", "orders"),
        ("BLUE RIDGE FAMILY MEDICINE\nKenalog 40 mg\n", "Kenalog", "family_history"),
        ("INFUSION ORDER FORM\nKenalog 40 mg given\n", "Kenalog", "orders"),
        ("> **Last visit:** Kenalog\n\nToday gold\n", "Today", "previous_visit"),
        ("Order: ***\nKenalog 40 mg given\n", "Kenalog", "orders"),
    ],
)
def test_a_heading_or_label_reaches_no_further_than_it_speaks(text: str, words: str, kind: str) -> None:
    assert kind_at(text, words) != kind


def test_a_wrapped_label_line_goes_on() -> None:
    first = "Why       Natalizumab because of breakthrough disease with two relapses"
    text = f"{first}\n          on glatiramer\nDx        MS\n"
    assert kind_at(text, "on glatiramer") == "necessity"


@given(st.text(alphabet="ab:.#*>-=| \n\r\fPlanDxORDERS12", min_size=1, max_size=200))
def test_sections_tile_the_note(text: str) -> None:
    if not text.strip(" \t\r\n\f\v\ufeff"):
        return
    sections = find_sections(Note(text))
    assert sections[0].start == 0
    assert sections[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(sections))
    assert all(one.start <= one.body_start <= one.end for one in sections)


def test_an_unknown_title_has_no_kind() -> None:
    assert kind_of("Weather") is None
