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
        ("DIAGNOSIS: GOUT OF THE KNEE\nKENALOG 40 MG GIVEN\n", "KENALOG", "diagnosis"),
    ],
)
def test_a_heading_or_label_reaches_no_further_than_it_speaks(text: str, words: str, kind: str) -> None:
    assert kind_at(text, words) != kind


def test_a_wrapped_label_line_goes_on() -> None:
    first = "Why       Natalizumab because of breakthrough disease with two relapses"
    text = f"{first}\n          on glatiramer\nDx        MS\n"
    assert kind_at(text, "on glatiramer") == "necessity"


@pytest.mark.parametrize(
    "text",
    [
        "- **Previous treatment:** naproxen, no relief\n- **Done today:** Kenalog 40 mg\n",
        "* **Previous treatment**: naproxen, no relief\n* **What was done**: Kenalog 40 mg\n",
        "**Last injection:** 01/02/2026, two months of relief\n**Today:** Kenalog 40 mg\n",
        "- Last dose: 01/02/2026\n- Given this visit: Kenalog 40 mg\n",
        "Last infusion: 01/02/2026, tolerated well\nProcedure: Kenalog 40 mg\n",
        "Last injection: 01/02/2026\nSite: right knee\nProcedure: Kenalog 40 mg\n",
        "Previous treatment: naproxen, no relief\nKenalog 40 mg was injected\n",
        "- **Last visit:** 01/02/2026, knee pain\n- **Injection today:** Kenalog 40 mg\n",
        "Last visit 01/02/2026: knee pain, ice\nToday: knee pain again.\nKenalog 40 mg\n",
    ],
)
def test_what_is_told_of_an_earlier_time_on_one_line_ends_at_the_next_label(text: str) -> None:
    assert kind_at(f"Note of a visit\n\nPain is back.\n{text}", "Kenalog") != "previous_visit"


@pytest.mark.parametrize(
    "text",
    [
        "Last injection: 01/02/2026\nSite: right knee\nLot: 12345\n",
        "Last injection: 01/02/2026\nKenalog 40 mg\nLot: 12345\n",
        "- **Last dose:** 01/02/2026\n- **Site:** right knee\n- **Lot:** 12345\n",
        "Previous treatment: 01/02/2026\nKenalog 40 mg, Lot: 12345\n",
        "Last visit: 01/02/2026, knee pain\nProcedure: Kenalog 40 mg. Lot: 12345\n",
        "- **Copied from last visit:** knee pain\n- **Procedure:** Kenalog 40 mg, Lot: 12345\n",
        "> **Last visit:** knee pain\n> **Procedure:** Kenalog 40 mg, Lot: 12345\n",
        "- **Last infusion:** 01/02/2026\n  - **Given:** Kenalog 40 mg, Lot: 12345\n",
    ],
)
def test_the_parts_of_an_earlier_dose_and_a_copied_visit_stay_of_that_time(text: str) -> None:
    assert kind_at(f"Note of a visit\n\nPain is back.\n{text}", "Lot") == "previous_visit"


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
