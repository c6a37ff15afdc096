"""Which doses count, where a note tells of more amounts than it gives: orders, totals with shares, corrections."""

from __future__ import annotations

import pytest

from doccheck.case.administrations import Administrations, read_administrations
from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.facts import Extraction, Outcome, Role
from doccheck.ground.facts import ground
from doccheck.note import Note
from doccheck.reference.lookup import Reference

REFERENCE = Reference.load()


def read(text: str) -> Administrations:
    note = Note(text)
    extraction = Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE))
    return read_administrations(note, ground(note, extraction), REFERENCE, None)


def doses(text: str) -> list[str]:
    """Return each dose given; the readings of one that is not sure, joined by "or"."""
    return [
        str(one.dose) if one.dose is not None else " or ".join(sorted(str(reading) for reading in one.candidates))
        for one in read(text).given
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Order (Dr. Bell 15:20): Toradol 60 mg IM now.",
        "Ordered by T. Vance PA-C (signed 15:20): ketorolac 30 mg IM.",
        "V.O. Dr Bell 15:20: Rocephin 1 g IM.",
        "15:20 V.O. Dr Bell Toradol 60 mg IM",
        "Orders signed 11:05 by Dr. Vance, MD: NS 1 L; ketorolac 30 mg IV",
        "Verbal order Dr. Bell 0915 - Depo-Medrol 80 mg IM x1",
        "Order (Dr. Bell): Toradol 60 mg IM.\nNot given, patient left.",
    ],
)
def test_amounts_on_a_line_headed_by_an_order_are_ordered(text: str) -> None:
    assert doses(text) == []
    ordered = [one.reason or "" for one in read(text).not_given if one.drug != "sodium chloride"]
    assert ordered[0].startswith("ordered")


@pytest.mark.parametrize(
    "text",
    [
        "Order (Dr. Bell 15:20): Toradol 60 mg IM now. Given 15:30 L deltoid.",
        "Order (Dr. Bell 15:20): Toradol 60 mg IM now.\n15:32 Given L deltoid, RN Price",
        "Ordered Toradol 60 mg IM and given in left deltoid at 15:30.",
        "10:30 Order received from Dr. Bell: ketorolac 60 mg IM. 10:40 ketorolac 60 mg IM given R glute.",
    ],
)
def test_an_order_that_was_carried_out_counts_once(text: str) -> None:
    assert doses(text) == ["60 mg"]


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("Xolair 225 mg SC: 150 mg R upper arm, 75 mg L upper arm", "225 mg"),
        ("Xolair 375 mg SC given (150 mg R arm, 150 mg L arm, 75 mg abdomen).", "375 mg"),
        ("Total 225 mg Xolair SC given as 150 mg R arm + 75 mg L arm", "225 mg"),
        (
            "Botox 125 units given: frontalis 20 units, temporalis 40 units, occipitalis 30 units, trapezius 35 units.",
            "125 units",
        ),
    ],
)
def test_shares_that_add_up_to_the_total_in_front_are_its_parts(text: str, dose: str) -> None:
    assert doses(text) == [dose]


def test_doses_that_do_not_add_up_to_the_first_stay_doses() -> None:
    assert doses("Kenalog given: 40 mg into the right knee, 20 mg into the left wrist.") == ["40 mg", "20 mg"]


@pytest.mark.parametrize(
    "past",
    [
        "In the fall of 2024 I injected the left knee with 40 mg of Kenalog.",
        "Last winter I gave her 40 mg of Kenalog in the left knee, and it lasted until summer.",
        "He did well; this past spring I injected 40 mg of Kenalog into the left hip.",
    ],
)
def test_an_injection_of_another_season_is_past(past: str) -> None:
    assert doses(past) == []
    assert doses(f"{past} Today I injected 80 mg of Kenalog into the right shoulder.") == ["80 mg"]


@pytest.mark.parametrize(
    "text",
    [
        "PROCEDURE\nR knee, lateral approach, 22g needle.\n - Depo-Medrol 40 mg + 4 mL lidocaine 1%\nNo complication.",
        "INJECTION:\nL knee, anterolateral portal\nKenalog 40 mg, lidocaine 1% 4 mL\nBand-aid applied.",
        "Injected with the following:\n- Kenalog 40 mg\n- lidocaine 1% 4 mL\n",
        (
            "Timeout done. R glenohumeral joint, posterior approach.\n"
            " > methylprednisolone acetate 40 mg (1 mL of 40 mg/mL) + 4 mL lidocaine 1%\n"
            " > single-dose vial 1 mL, emptied, no waste\nEBL nil."
        ),
    ],
)
def test_a_steroid_is_given_where_the_anaesthetic_it_is_mixed_with_is(text: str) -> None:
    assert doses(text) == ["40 mg", "4 mL"]


@pytest.mark.parametrize(
    "text",
    [
        "Plan: Depo-Medrol 40 mg + 4 mL lidocaine 1% next visit.",
        "ASSESSMENT: OA\nOptions: Kenalog 40 mg with 2 mL lidocaine injection, or PT.",
        "Allergies: Kenalog 40 mg + 1 mL lidocaine caused rash",
        "At the last visit the knee was injected with:\n - Kenalog 40 mg\n - lidocaine 1% 3 mL",
    ],
)
def test_a_mixture_that_is_only_spoken_of_is_not_given(text: str) -> None:
    assert doses(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Waste: 10 mg discarded after 390 mg given.",
        "Waste: 10 mg discarded, 390 mg given.",
        "Wastage: 390 mg given of 400 mg, 10 mg discarded.",
    ],
)
def test_in_a_line_of_waste_only_what_was_discarded_is_waste(line: str) -> None:
    text = f"Remicade 390 mg IV given.\n{line}"
    wasted = [fact.number for fact in find_amount_facts(Note(text), REFERENCE) if fact.role is Role.WASTED]
    assert wasted == ["10"]
    assert doses(text) == ["390 mg"]


def test_an_amount_in_many_sites_is_their_total() -> None:
    assert doses("Botox 155 units IM in 31 sites, frontalis, temporalis, occipitalis bilateral.") == ["155 units"]
    assert doses("Injected Botox 5 units in each of 31 sites, total 155 units.") == ["155 units"]


@pytest.mark.parametrize(
    "text",
    [
        "Dexamethasone 10 mg IM given in the left deltoid; per MAR 8 mg.",
        "Dexamethasone 10 mg IM was given. Per MAR 8 mg given.",
        "Dexamethasone 10 mg IM given 14:05 (MAR: 8 mg).",
        "MD: Dexamethasone 10 mg IM given at 10:15.\nRN: Dexamethasone 8 mg IM given at 10:15.",
        "PHYSICIAN:\nI gave dexamethasone 10 mg IM today.\nMAR:\nDexamethasone 8 mg IM given 10:15 RN",
        "Injected 10 mg dexamethasone into the knee. The nurse recorded 8 mg dexamethasone for the same injection.",
    ],
)
def test_two_accounts_of_one_dose_are_never_added_up(text: str) -> None:
    assert doses(text) == ["10 mg or 8 mg"]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Zofran 4 mg IV at 10:00 given and per MAR 8 mg IV at 14:00.", ["4 mg", "8 mg"]),
        ("10:15 Kenalog 40 mg R knee given. 10:15 Kenalog 20 mg L wrist given.", ["40 mg", "20 mg"]),
        (
            (
                "PROCEDURE NOTE\nThe right knee was injected with 40 mg Kenalog.\n\n"
                "NURSING\nKenalog 20 mg right shoulder given."
            ),
            ["40 mg", "20 mg"],
        ),
    ],
)
def test_doses_of_other_times_and_places_stay_apart(text: str, given: list[str]) -> None:
    assert doses(text) == given


@pytest.mark.parametrize(
    "text",
    [
        "Toradol incorrectly charted as 30 mg; patient received 40 mg IM.",
        "Addendum: dose of Kenalog was charted as 30 mg in error; 40 mg IM was given.",
        "Kenalog 30 mg IM given R glute.\nAddendum: Kenalog incorrectly charted as 30 mg; patient received 40 mg IM.",
        (
            "MAR\n10:10 Kenalog 30 mg IM R glute RN\n"
            "LATE ENTRY: Dose was incorrectly documented as 30 mg. Patient actually received Kenalog 40 mg IM."
        ),
    ],
)
def test_a_dose_charted_in_error_is_replaced_by_the_one_received(text: str) -> None:
    assert doses(text) == ["40 mg"]


@pytest.mark.parametrize(
    "text",
    ["Privigen was hung at 09:00. Gave 30 g IV over 3 h.", "Patient tolerated Gammagard. Gave 30 g IV."],
)
def test_grams_given_one_sentence_after_the_name_are_a_dose_and_no_needle(text: str) -> None:
    assert doses(text) == ["30 g"]


@pytest.mark.parametrize(
    "vials", ["Opened 5 vials, total 4,500 mg.", "Vials: 4 x 1,000 mg + 1 x 500 mg (total 4,500 mg)."]
)
def test_what_opened_vials_hold_together_is_no_dose(vials: str) -> None:
    assert doses(f"Zemaira 4,320 mg IV given. {vials}") == ["4320 mg"]


@pytest.mark.parametrize(
    "text",
    [
        "Both knees were injected with Kenalog 40 mg each.",
        "Injected right and left knees with 1 mL Kenalog-40, 40 mg each.",
        "Kenalog 40 mg each into both knees was injected.",
    ],
)
def test_each_at_the_end_gives_the_dose_to_both_sides(text: str) -> None:
    assert [(str(one.dose), one.laterality) for one in read(text).given] == [("40 mg", "right"), ("40 mg", "left")]


def test_where_a_reaction_showed_itself_is_no_site() -> None:
    text = "Remicade 400 mg in 250 mL IV started; stopped after 100 mL infused because of itching of both arms."
    assert [(str(one.dose), one.site) for one in read(text).given] == [("160 mg", None)]


def test_an_infusion_that_was_stopped_counts_as_far_as_it_went() -> None:
    started = "Remicade 400 mg in 250 mL NS IV started at 10:00."
    assert doses(f"{started} Infusion stopped after 100 mL for hives.") == ["160 mg"]
    assert doses(f"{started} Stopped after 100 mL for hives, resumed at 10:40 and given in full.") == ["400 mg"]


@pytest.mark.parametrize(
    "text",
    [
        "Kenalog 40 mg injected into R knee and 40 mg into L knee.",
        "Kenalog 40 mg injected R knee, 40 mg L knee, both intra-articular.",
        "Eylea 2 mg OD, 2 mg OS injected intravitreally.",
    ],
)
def test_the_same_dose_told_for_the_other_side_in_letters_is_a_second_one(text: str) -> None:
    assert len(doses(text)) == 2
    assert {one.laterality for one in read(text).given} == {"left", "right"}


def test_a_dose_told_without_a_time_and_with_one_is_one_dose() -> None:
    assert doses("Given in clinic: Solu-Medrol 125 mg IV push\n14:09 Solu-Medrol 125 mg IV push, R hand.") == ["125 mg"]
