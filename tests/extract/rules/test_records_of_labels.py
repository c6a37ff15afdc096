"""Records kept line by line: route and site beside a dose, and the calculation in front of it."""

from __future__ import annotations

import pytest

from doccheck.case.administrations import read_administrations
from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.facts import Extraction, Outcome
from doccheck.ground.facts import ground
from doccheck.note import Note
from doccheck.reference.lookup import Reference

REFERENCE = Reference.load()


def given(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    note = Note(text)
    found = ground(note, Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE)))
    return [
        (str(one.dose), one.route, one.site, one.laterality)
        for one in read_administrations(note, found, REFERENCE, None).given
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ADMINISTRATION\nMedication given: anakinra 100 mg\nSite: left thigh\nRoute: subcutaneous\n",
        "ADMINISTRATION\nSite: left thigh\nRoute: subcutaneous\nMedication given: anakinra 100 mg\n",
        "## Injection\n- **Given:** anakinra 100 mg\n- Lot: A1\n- **Route:** subcutaneous\n- **Site:** left thigh\n",
        "Given         anakinra 100 mg\nTime          10:05\nRoute         SC\nSite          left thigh\n",
        "NURSE VISIT\nDIAGNOSIS: GOUT\nMEDICATION: anakinra 100 mg was given at 10:20\nROUTE: SC\nSITE: LEFT THIGH\n",
        "Given today: anakinra 100 mg at 10:05\nLot A1, exp 05/2027\nRoute / site: subcutaneous, left thigh\n",
        "INJECTION NOTE\nDRUG: anakinra 100 mg given\nROUTE: SUBCUTANEOUS\nINJECTION SITE: LEFT THIGH\n",
        (
            "INJECTION\nAnakinra 100 mg was injected by the nurse.\nSupply: one 100 mg syringe of anakinra\n"
            "Lot: A1\nNeedle: 27 g\nSite of injection: left thigh\nRoute of administration: subcutaneous\n"
        ),
    ],
)
def test_route_and_site_on_lines_of_their_own_are_those_of_the_dose_beside_them(text: str) -> None:
    assert given(text) == [("100 mg", "subcutaneous", "thigh", "left")]


def test_each_dose_has_the_site_of_its_own_lines() -> None:
    text = (
        "INJECTIONS\nDrug given: Kenalog 40 mg\nSite: right knee\nLot: A1\nDrug given: Kenalog 20 mg\nSite: left foot\n"
    )
    assert [(dose, site, side) for dose, _, site, side in given(text)] == [
        ("40 mg", "knee", "right"),
        ("20 mg", "foot", "left"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "INJECTION\nKenalog 40 mg was injected.\n\nPLAN\nSite: left knee next time\n",
        "INJECTION\nKenalog 40 mg was injected.\nLast visit:\nSite: left knee\n",
        "INJECTION\nKenalog 40 mg was injected.\nDepo-Medrol 80 mg was injected.\nNext site: left knee\n",
        "INJECTION\nKenalog 40 mg was injected.\nEXAM\nSite: left knee tender\n",
        "INJECTION\nKenalog 40 mg was injected.\nSite rotation: left knee\nSite: ***\n",
    ],
)
def test_a_site_of_another_time_or_another_part_of_the_note_is_not_the_doses(text: str) -> None:
    assert next((dose, site) for dose, _, site, _ in given(text)) == ("40 mg", None)


@pytest.mark.parametrize(
    "calculation",
    [
        "Actemra (tocilizumab). Dose 8 mg/kg x 70 kg = 560 mg.",
        "Dose 8 mg/kg x 70 kg = 560 mg tocilizumab",
        "Tocilizumab 8 mg/kg × 70 kg = 560 mg",
        "Tocilizumab: 70 kg * 8 mg/kg = 560 mg",
        "08:40 tocilizumab 8 mg/kg x 70 kg = 560 mg, verified with pharmacy",
        "Tocilizumab dose: 8 mg/kg (70 kg) = 560 mg",
    ],
)
@pytest.mark.parametrize(
    "dose",
    ["09:10 tocilizumab 560 mg IV started, left forearm", "560 mg of tocilizumab given IV, left forearm"],
)
def test_a_calculation_beside_the_dose_is_no_second_dose(calculation: str, dose: str) -> None:
    text = f"MEDICATION ADMINISTRATION\n{calculation}\n{dose}\n"
    assert [(dose, route) for dose, route, _, _ in given(text)] == [("560 mg", "intravenous")]


def test_a_calculation_is_no_dose_where_another_one_was_given() -> None:
    text = "MEDICATION ADMINISTRATION\nTocilizumab 8 mg/kg x 70 kg = 560 mg\nTocilizumab 480 mg IV given at 09:10.\n"
    assert [dose for dose, _, _, _ in given(text)] == ["480 mg"]


def test_a_bolus_worked_out_by_weight_is_a_part_of_the_total_told() -> None:
    text = (
        "DRUG: eptifibatide, 75 mg/100 mL single-dose vial.\n"
        "  10:05  bolus 180 mcg/kg = 12,600 mcg (12.6 mg) IV over 2 min, right forearm\n"
        "  10:10  infusion 2 mcg/kg/min IV\n"
        "  14:10  infusion stopped after 240 min, 33.6 mg infused\n"
        "  Total eptifibatide given 46.2 mg.\n"
    )
    assert [dose for dose, _, _, _ in given(text)] == ["12600 mcg", "33.6 mg"]


@pytest.mark.parametrize(
    "text",
    [
        "MEDICATION ADMINISTRATION\nTocilizumab 8 mg/kg x 70 kg = 560 mg IV over one hour, 09:10\n",
        "INFUSION\nTocilizumab 8 mg/kg x 70 kg = 560 mg was infused.\n",
    ],
)
def test_a_calculation_that_is_the_only_word_of_the_dose_is_the_dose(text: str) -> None:
    assert [dose for dose, _, _, _ in given(text)] == ["560 mg"]


@pytest.mark.parametrize(
    "before",
    [
        "Intravitreal injection OD\nConsent on chart. Time out: right eye confirmed.\n",
        "PROCEDURE\nTime out: right side marked.\nSterile prep.\n",
        "Procedure: Right eye prepped with povidone-iodine. ",
    ],
)
def test_the_side_that_was_prepared_is_the_side_of_the_dose(before: str) -> None:
    found = given(f"{before}Aflibercept 2 mg was injected 3.5 mm from the limbus.\n")
    assert [(dose, side) for dose, _, _, side in found] == [("2 mg", "right")]


@pytest.mark.parametrize(
    "before",
    [
        "PROCEDURE\nTime out: right side marked. Left side prepped.\n",
        "HPI: right eye blurred after the last injection.\nPROCEDURE\n",
        "Order: aflibercept injection OD\nPROCEDURE\n",
        "PROCEDURE\nPain on the right today.\n",
        "PLAN: injection of the right eye next week.\nPROCEDURE\n",
    ],
)
def test_a_side_of_something_else_is_not_the_side_of_the_dose(before: str) -> None:
    found = given(f"{before}Aflibercept 2 mg was injected 3.5 mm from the limbus.\n")
    assert [(dose, side) for dose, _, _, side in found] == [("2 mg", None)]


def test_two_records_of_labels_that_differ_in_their_side_are_two_doses() -> None:
    record = "Injection {}\nDrug: omalizumab\nDose: 150 mg\nSite: {} upper arm\nRoute: subcutaneous\n"
    text = f"INJECTION VISIT\n{record.format(1, 'left')}{record.format(2, 'right')}Total today: 300 mg.\n"
    assert [(dose, side) for dose, _, _, side in given(text)] == [("150 mg", "left"), ("150 mg", "right")]


def test_an_amount_in_front_of_a_line_is_not_of_the_name_that_ends_the_line_above() -> None:
    text = "Remicade 100 mg single-dose vials x 6 reconstituted, lot RK5520\n560 mg infused IV via left forearm.\n"
    assert [(dose, route) for dose, route, _, _ in given(text)] == [("560 mg", "intravenous")]


def test_a_drug_kept_for_an_emergency_is_not_given() -> None:
    assert given("INJECTION VISIT\nLungs clear, epinephrine auto-injector with patient\n") == []
    assert given("INFUSION\nEpinephrine and diphenhydramine at the bedside.\n") == []


@pytest.mark.parametrize(
    "complaint",
    [
        "Symptoms: swollen and tender wrists\n",
        "Left knee pain and stiffness.\n",
        "Exam of the left shoulder: no warmth.\n",
    ],
)
@pytest.mark.parametrize(
    "record",
    ["Medication: anakinra\nDose: 100 mg\nRoute: subcutaneous\nLot: A1\n", "Anakinra 100 mg SC was given.\n"],
)
def test_a_place_that_hurts_is_no_injection_site(complaint: str, record: str) -> None:
    assert [(dose, site) for dose, _, site, _ in given(f"NURSING NOTE\n{complaint}{record}")] == [("100 mg", None)]
