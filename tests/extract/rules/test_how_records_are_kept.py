"""Doses as nurses' records, clinic lines and short dictations tell them, and what in them is none."""

from __future__ import annotations

import pytest

from doccheck.case.administrations import read_administrations
from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.facts import Extraction, Outcome
from doccheck.ground.facts import ground
from doccheck.note import Note
from doccheck.reference.lookup import Reference

REFERENCE = Reference.load()


def given(text: str) -> list[str]:
    """Return "drug dose" of each administration; "drug" alone where no dose is told."""
    note = Note(text)
    extraction = Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE))
    found = read_administrations(note, ground(note, extraction), REFERENCE, None).given
    return [f"{one.drug} {one.dose}" if one.dose is not None else one.drug for one in found]


def test_a_clock_time_under_given_makes_a_row_of_a_record_a_dose() -> None:
    text = (
        "| Drug | Dose | Route | Frequency | Given | RN | Note |\n|---|---|---|---|---|---|---|\n"
        "| cefazolin | 2 g | IV | q8h | 0605 | TB | |\n| cefazolin | 2 g | IV | q8h | 1410 | TB | |\n"
        "| famotidine | 20 mg | IV | bid | 0900 | -- | held, NPO |\n| ketorolac | 15 mg | IV | q6h prn | | | |\n"
        "| lisinopril | 10 mg | PO | daily | 0910 | TB | |\n"
    )
    assert given(text) == ["cefazolin 2 g", "cefazolin 2 g"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (("RIGHT HIP: Injected Depo-Medrol 40 mg with 4 mL lidocaine 1%.\n"
         "LEFT HIP: Injected Depo-Medrol 40 mg with 4 mL lidocaine 1%."),
         ["methylprednisolone acetate 40 mg", "lidocaine 4 mL"] * 2),
        (("### Procedures\n1. **Right trochanteric bursa injection**\n- Medication: Kenalog 40 mg/mL, 1 mL\n"
         "- Anesthetic: lidocaine 1% without epinephrine, 3 mL"),
         ["triamcinolone acetonide 40 mg", "lidocaine 3 mL"]),
        ("Invega Sustenna 117 mg given IM R deltoid, 1 inch 23g.", ["paliperidone palmitate 117 mg"]),
        ("Lucentis 0.5 mg/0.05 mL injected 4 mm post to limbus, IT quadrant, 30g.", ["ranibizumab 0.5 mg"]),
        ("IVIG 30 g IV infused over 4 h.", ["immune globulin 30 g"]),
        ("Botox 200 units in 20 cc NS; injected 20 sites x 1 cc in the detrusor.", ["onabotulinumtoxina 200 units"]),
        (("Ceftriaxone 50 mg/kg ordered = 600 mg. Given IM divided: 300 mg R thigh + 300 mg L thigh, recon w/ 1% "
         "lidocaine."), ["ceftriaxone 600 mg"]),
        ("Premed: Solu-Medrol 100 mg IV @ 0830, Benadryl 50 mg IV @ 0835, APAP 1 g po",
         ["methylprednisolone sodium succinate 100 mg", "diphenhydramine 50 mg"]),
        ("vedolizumab 300 mg/250 mL NS start 0905 @ 500 mL/hr. End 0935.", ["vedolizumab 300 mg"]),
        ("Soliris 900 mg started 0910; at 0925 (half infused, 450 mg) hives, infusion stopped, 450 mg wasted.",
         ["eculizumab 450 mg"]),
        ("5-FU 2400 mg/m2 = 4,300 mg via CADD pump over 46 h connected at 1442; to return Fri for disconnect",
         ["fluorouracil 4300 mg"]),
    ],
)  # fmt: skip
def test_records_in_many_forms(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Repeat ketorolac 15 mg IVP 1830.", ["ketorolac 15 mg"]),
        ("Morphine 4 mg IV given 1745. Repeat morphine 4 mg given 1830.", ["morphine 4 mg", "morphine 4 mg"]),
        ("Versed 2 mg IV was given. An additional 2 mg was given for a total of 4 mg.", ["midazolam 2 mg"] * 2),
        ("INFeD test dose 25 mg IV given 0905, no reaction; remaining 975 mg in 250 mL NS infused 1010-1410.",
         ["iron dextran 25 mg", "iron dextran 975 mg"]),
        ("Paclitaxel 150 mg in 250 mL NS IV started 10:00. Infusion stopped with 50 mL infused. Not restarted.",
         ["paclitaxel 30 mg"]),
        (("Agreed to Rocephin 1 g IM but asked to stop after the first injection of 500 mg in R glute; second 500 mg "
         "not given."), ["ceftriaxone 500 mg"]),
        ("Addendum: I incorrectly charted 30 mg; patient received Kenalog 40 mg IM.",
         ["triamcinolone acetonide 40 mg"]),
        ("MAR\n0900 infliximab 400 mg IV started\n1100 infliximab 400 mg IV stopped", ["infliximab 400 mg"]),
    ],
)  # fmt: skip
def test_further_doses_parts_and_ends_of_a_dose(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Flu shot today, left deltoid.", ["influenza vaccine"]),
        ("Seasonal flu shot today.", ["influenza vaccine"]),
        ("Flu shot today? Declined.", []),
        ("Flu shot recommended today.", []),
        ("Due for flu shot today.", []),
        ("ILK 10 mg/mL, 0.3 mL injected into scalp patches today.", ["triamcinolone acetonide 3 mg"]),
        ("People of that ilk were given a leaflet.", []),
        ("IVIG ran at 100 mL/h for 2 h. Tolerated well.", ["immune globulin"]),
        ("Amiodarone drip at 1 mg/min for 6 hours was started in the unit.", ["amiodarone"]),
        ("Oral contrast: 900 mL dilute Gastrografin was given.", []),
        ("In ED 2/28 given Decadron 10 mg IM, discharged with a Medrol pak.", []),
        ("PROCEDURE: 1% lidocaine was injected into the anterior chamber, 250 microliters.", ["lidocaine 0.25 mL"]),
    ],
)  # fmt: skip
def test_vaccines_short_names_rates_and_what_is_swallowed(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Xolair: 300 mg SQ (2 x 150mg) R and L arms.", ["omalizumab 300 mg"]),
        ("Solu-Medrol 1 g IV daily x3: day 2 given today.", ["methylprednisolone sodium succinate 1 g"]),
        ("Terbutaline 0.25 mg SC x2 20 min apart.", ["terbutaline 0.25 mg", "terbutaline 0.25 mg"]),
        ("Rituxan 375 mg/m2 = 712 mg, rounded to 700 mg, IV given.", ["rituximab 700 mg"]),
        ("Bicillin L-A 2.4 mu IM, split 1.2 each gluteus.", ["penicillin g benzathine 2400000 units"]),
    ],
)  # fmt: skip
def test_words_that_count_other_things_do_not_multiply_a_dose(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Rocephin 500mg IM R deltoid (lido 1% 0.9cc as diluent).", ["ceftriaxone 500 mg"]),
        ("Patient received Zyloxar 30 mg IM in the left glute.", ["zyloxar 30 mg"]),
        ("Given Fosnetupil 20 mg IV and Zofran.", ["fosnetupil 20 mg", "ondansetron"]),
        ("Prevnar 20 0.5 mL IM L deltoid. Flu HD 0.7mL IM R deltoid.", ["pneumococcal vaccine 0.5 mL",
         "influenza vaccine 0.7 mL"]),
        ("Quix 1.5 g IV and Zosyn 4.5 g IV given.", ["piperacillin and tazobactam 4.5 g"]),
        ("Toradol: Given 30 mg IM L deltoid.", ["ketorolac 30 mg"]),
        ("Nurse Price 30 mg IM Toradol given", ["ketorolac 30 mg"]),
    ],
)  # fmt: skip
def test_an_amount_of_an_unknown_drug_is_not_given_to_the_one_beside(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("She gets B12 1000 mcg IM monthly. Given today L deltoid.", ["cyanocobalamin 1000 mcg"]),
        ("B12 1000 mcg IM monthly x 3 ordered. First dose given today.", ["cyanocobalamin 1000 mcg"]),
        ("She gets B12 1000 mcg IM monthly. Last dose given 3/1.", []),
        ("Lovenox 40 mg SC daily. Instructions given today.", []),
        ("Keytruda 200mg IV q3wk C5 given over 30 min.", ["pembrolizumab 200 mg"]),
        ("Botox 155 units per PREEMPT. 45 units wasted of 200 unit vial.", ["onabotulinumtoxina 155 units"]),
        ("Botox 100 units discussed. Not given. 100 units wasted.", []),
        ("Narcan 0.4 mg IV given by EMS, repeated 0.4 mg IV on arrival here.", ["naloxone 0.4 mg"]),
        ("Adenosine 6 mg IV push, no response, 12 mg IV push with conversion.", ["adenosine 6 mg", "adenosine 12 mg"]),
        ("Hep B 0.5 mL IM and erythromycin ointment OU given.", ["hepatitis b vaccine 0.5 mL"]),
        ("Propofol gtt started at 20 mcg/kg/min.", ["propofol"]),
    ],
)  # fmt: skip
def test_courses_cycles_and_what_is_told_a_sentence_later(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Pitocin 20 units in 1 L LR at 125 mL/h after delivery.", ["oxytocin 20 units"]),
        ("Tysabri 300mg/15mL in 100mL NS over 1h, no waste.", ["natalizumab 300 mg"]),
        ("Tysabri 300mg/15mL in 100mL NS over 1h every 4 weeks.", []),
        ("iron sucrose 300 mg in 250 ml ns iv over 90 min, started 0910, stopped 1040", ["iron sucrose 300 mg"]),
        ("VIS given for MMR and varicella; mom declined both.", []),
        ("OD: after proparacaine and 5% betadine, 0.05 mL (1.25 mg) bevacizumab injected 4 mm from limbus.",
         ["bevacizumab 1.25 mg"]),
        ("Injected R GT bursa: 80mg DM, 5cc 1% lido", ["lidocaine 5 mL"]),
        ("Skin wheals with lidocaine 1% 0.5 mL each site.", ["lidocaine 0.5 mL"]),
    ],
)  # fmt: skip
def test_bags_rates_leaflets_and_abbreviations_nobody_knows(text: str, events: list[str]) -> None:
    assert given(text) == events
