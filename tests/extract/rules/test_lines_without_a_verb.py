"""Doses told without a verb, and doses that are named although none went in."""

from __future__ import annotations

import pytest

from doccheck.case.administrations import read_administrations
from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.facts import Extraction, Outcome
from doccheck.ground.facts import ground
from doccheck.language.dates import find_times
from doccheck.note import Note
from doccheck.reference.lookup import Reference

REFERENCE = Reference.load()


def given(text: str) -> list[tuple[str, str]]:
    note = Note(text)
    found = ground(note, Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE)))
    return [(one.drug, str(one.dose)) for one in read_administrations(note, found, REFERENCE, None).given]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Procedure\nHip injection.\n- **Medication:** betamethasone (Celestone) 12 mg\n- **Site:** left hip\n",
            [("betamethasone", "12 mg")],
        ),
        (
            "PROCEDURE: elbow injection\nMedication: [ ] Celestone 6 mg  [x] Kenalog 20 mg  [ ] Depo-Medrol 40 mg\n",
            [("triamcinolone acetonide", "20 mg")],
        ),
        (
            "PROCEDURE: ankle injection\nThe skin was cleaned.\nTriamcinolone acetonide 30 mg into the ankle.\n",
            [("triamcinolone acetonide", "30 mg")],
        ),
        (
            "Botox 100 U vial mixed w/ 2 mL saline. 85 U across 17 sites: frontalis 20, trapezius 30.\n",
            [("onabotulinumtoxina", "85 units")],
        ),
        ("Adenosine 6 mg over 2 sec followed by 20 mL flush.\n", [("adenosine", "6 mg")]),
        ("Invega Sustenna 117 mg IM (R) deltoid today per monthly schedule.\n", [("paliperidone palmitate", "117 mg")]),
        ("The Versed and fentanyl were given.\n", [("midazolam", "None"), ("fentanyl", "None")]),
        ("After Marcaine infiltration the nail was removed.\n", [("bupivacaine", "None")]),
        (
            "FAILED: ibuprofen, brace. DX: trigger thumb.\nKenalog 10 mg was injected into the left thumb.\n",
            [("triamcinolone acetonide", "10 mg")],
        ),
    ],
)
def test_a_dose_without_a_verb_is_given_where_its_line_says_so(text: str, expected: list[tuple[str, str]]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Haldol 5 mg IM drawn up, pt settled, wasted with second nurse.\n",
        "Feraheme 510 mg received to date.\n",
        "Cumulative dose: 1,020 mg of Feraheme IV.\n",
        "## Procedure\n- **Medication:** [ ] Kenalog 40 mg  [ ] Celestone 6 mg\n",
        "## Scheduled procedure\n- **Medication:** Kenalog 40 mg\n",
        "Plan: Botox in May. 155 U across 31 sites.\n",
        "Last visit: Botox. 155 U across 31 sites.\n",
        "Botox will be given in May. 155 U across 31 sites planned.\n",
        "Plan: Kenalog 40 mg into the knee next month.\n",
        "Home medications: Kenalog 40 mg into the knee every 3 months.\n",
        "Medication | Dose | Route | Given | RN\nketorolac | 15 mg | IV | -- |\nfamotidine | 20 mg | IV |  | \n",
    ],
)
def test_a_dose_that_is_only_named_is_no_event(text: str) -> None:
    assert given(text) == []


def test_a_held_row_speaks_for_itself_only() -> None:
    rows = "furosemide | 20 mg | IV | 1700 | HELD SBP 80 | AB\nlisinopril | 5 mg | PO | 0900 | 0915 | CD\n"
    text = f"Drug | Dose | Route | Sched | Given | RN\n{rows}pantoprazole | 40 mg | IV | 2100 | 2110 | AB\n"
    assert given(text) == [("pantoprazole", "40 mg")]


def test_counted_syringes_behind_a_dose_make_it_up() -> None:
    assert given("Xolair 450 mg SC given, 3 x 150 mg syringes, one each arm.\n") == [("omalizumab", "450 mg")]


def test_an_amount_behind_an_unknown_name_is_not_of_the_drug_behind_the_comma() -> None:
    assert given("Zentrovex 31 mg SC, famotidine 12 mg IV given.\n") == [("famotidine", "12 mg")]


def test_a_cold_spray_takes_no_dose() -> None:
    assert ("ethyl chloride", "20 mg") not in given("Euflexxa to both knees. 20 mg each side after ethyl chloride.\n")


@pytest.mark.parametrize("text", ["ketorolac IM 1425", "given 1425 by RN"])
def test_four_digits_behind_a_route_or_a_verb_are_a_clock_time(text: str) -> None:
    assert [one.time and one.time.isoformat("minutes") for one in find_times(text)] == ["14:25"]


@pytest.mark.parametrize("text", ["normal saline IV 1000 mL", "given 1500 mg", "IV 1200.5 units"])
def test_an_amount_behind_a_route_or_a_verb_is_no_clock_time(text: str) -> None:
    assert find_times(text) == []
