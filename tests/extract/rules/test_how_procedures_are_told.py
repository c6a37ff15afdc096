"""Doses as procedure notes, emergency courses and imaging reports tell them, and what in them is none."""

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


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Lidocaine 1% without epinephrine and 3 mL of 0.5% bupivacaine without epinephrine were injected.",
         ["lidocaine", "bupivacaine 3 mL"]),
        ("PROCEDURE: After aspiration with no blood return, 0.5 mL of 1% lidocaine was injected at the joint line.",
         ["lidocaine 0.5 mL"]),
        ("PROCEDURE: No further oozing was seen and 8 mg of Decadron was given by anesthesia.", ["dexamethasone 8 mg"]),
        ("PROCEDURE: The prior incision was infiltrated with 6 mL of 0.25% Marcaine.", ["bupivacaine 6 mL"]),
        ("PROCEDURE: The skin of the planned incision was injected with 6 mL of 1% lidocaine.", ["lidocaine 6 mL"]),
        ("PROCEDURE: Next, a total of 4 mL of 1% lidocaine was used to infiltrate the toe.", ["lidocaine 4 mL"]),
        ("PROCEDURE: In the preoperative holding area he was given Ancef 2 g IV.", ["cefazolin 2 g"]),
        ("PROCEDURE: Using 1% lidocaine, I infiltrated the skin of the groin.", ["lidocaine"]),
        ("PROCEDURE: 0.5% Marcaine was instilled below the skin and she had a nerve block placed by anesthesia.",
         ["bupivacaine"]),
        ("TECHNIQUE: MRI of the knee performed without and with 14 mL of IV gadolinium (Magnevist).",
         ["gadopentetate 14 mL"]),
    ],
)  # fmt: skip
def test_words_that_deny_or_date_something_else_do_not_undo_a_dose(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    "text",
    [
        "PROCEDURE: The patient was given no lidocaine and 4 mg of Zofran was held.",
        "PLAN: Next, a total of 40 mg of Kenalog will be injected.",
        "The planned dose of Kenalog 40 mg was not injected.",
        "FLUIDS RECEIVED: 700 mL.",
        "He remains on 2 L nasal cannula.",
    ],
)
def test_words_that_deny_or_plan_the_dose_itself_still_do(text: str) -> None:
    assert given(text) == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("PROCEDURE: After this she had 2 more mg of morphine given through the IV.", ["morphine 2 mg"]),
        (("PROCEDURE: The septum was injected with 3 mL of 1% lidocaine. Then 20 additional mL of 1% lidocaine was "
         "injected into the nose."), ["lidocaine 3 mL", "lidocaine 20 mL"]),
        ("Morphine 4 mg IV given at 1000. Given 2 more mg at 1030.", ["morphine 4 mg", "morphine 2 mg"]),
        ("PROCEDURE: Of note, he did receive an additional 3000 units of heparin.", ["heparin 3000 units"]),
        ("ANESTHESIA: Demerol 50 mg with Versed 3 mg as well as topical cocaine.",
         ["meperidine 50 mg", "midazolam 3 mg"]),
        ("Versed, a total of 5 mg, was given IV.", ["midazolam 5 mg"]),
    ],
)  # fmt: skip
def test_further_amounts_are_read_with_the_words_between_number_and_unit(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (("PROCEDURE: The ankle block was given using 10 cc of 4.5 cc of 1% lidocaine, 4.5 cc of 0.5% Marcaine and "
         "1 cc of Kenalog."), ["lidocaine 4.5 mL", "bupivacaine 4.5 mL", "triamcinolone acetonide 1 mL"]),
        (("PROCEDURE: 2 cc of solution (solution consisting of 9 cc of 0.5% Marcaine with 1 cc of Kenalog) was "
         "injected into the joint."), ["bupivacaine 9 mL", "triamcinolone acetonide 1 mL"]),
        ("PROCEDURE: 10 cc of Marcaine 0.25% was injected in aliquots of 2 cc.", ["bupivacaine 10 mL"]),
        (("PROCEDURE: Lactated ringers with 1 cc of epinephrine to 1000 cc of lactated ringers was infused. "
         "200 cc was infiltrated on each side."), ["epinephrine 1 mL"]),
    ],
)  # fmt: skip
def test_the_volume_of_a_mixture_is_no_dose_of_its_parts(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("ANESTHESIA: 20 mL of 0.25% Marcaine given.\nFLUIDS RECEIVED: 100 mL.", ["bupivacaine 20 mL"]),
        ("Ancef 1 g IV was given.\nCONTRAST ADMINISTERED: 200 mL.",
         ["cefazolin 1 g", "low osmolar contrast material 200 mL"]),
    ],
)  # fmt: skip
def test_a_label_that_names_something_else_keeps_its_amount(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("ED COURSE: The patient was given normal saline 2 liters over 1 hour.", ["sodium chloride 2 L"]),
        ("Gave 1 L NS bolus and Zofran 4 mg IV.", ["sodium chloride 1 L", "ondansetron 4 mg"]),
        ("Patient was given 2 L of normal saline wide open as well as Compazine 5 mg IV x2 doses.",
         ["sodium chloride 2 L", "prochlorperazine 5 mg", "prochlorperazine 5 mg"]),
        ("Sodium bicarbonate 50 mEq IV given during the code.", ["sodium bicarbonate 50 mEq"]),
        ("Vancomycin 1 g in 1 L NS infused over 2 h.", ["vancomycin 1 g"]),
        ("Ocrevus 300 mg IV in 250 mL NS 0900-1130 L forearm.", ["ocrelizumab 300 mg"]),
        ("Anesthetized with lidocaine 1% 9 mL buffered with 1 mL of 8.4% sodium bicarbonate.", ["lidocaine 9 mL"]),
        ("I started him on a dopamine drip at 10 mcg.", ["dopamine"]),
    ],
)  # fmt: skip
def test_fluids_count_where_they_are_the_treatment(text: str, events: list[str]) -> None:
    assert given(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (("PROCEDURE: A paracervical block was done using 20 mL of 1% lidocaine. The lidocaine was injected into the "
         "cervix."), ["lidocaine 20 mL"]),
        (("PROCEDURE: Intercostal block was done with Marcaine infiltrated at five levels, 30 mL of Marcaine was used "
         "all together."), ["bupivacaine 30 mL"]),
    ],
)  # fmt: skip
def test_a_drug_spoken_of_again_without_an_amount_is_no_second_dose(text: str, events: list[str]) -> None:
    assert given(text) == events


def test_a_sedative_listed_among_medications_is_given_where_the_procedure_is_told_to_be_its_time() -> None:
    text = (
        "MEDICATIONS: Fentanyl 200 mcg, Phenergan 25 mg intravenously given throughout the procedure.\nPROCEDURE: EGD."
    )
    assert given(text) == ["fentanyl 200 mcg", "promethazine 25 mg"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("EXAM: Renal scan\nMEDICATION: Lasix 40 mg IV\nRADIOPHARMACEUTICAL: 5 mCi Tc-99m MAG3 IV",
         ["furosemide 40 mg", "technetium tc-99m mertiatide 5 mCi"]),
        ("EXAM: Chest CT\nMEDICATIONS: Lasix 40 mg IV daily at home.", []),
        ("PROCEDURE: Next 4 cc of Omnipaque dye was injected showing good spread.", ["iohexol 4 mL"]),
        ("PROCEDURE: After 2% lidocaine was instilled, the anterior urethra looked normal.", []),
        ("PROCEDURE: 0.5% Marcaine was instilled in the wound.", ["bupivacaine"]),
    ],
)  # fmt: skip
def test_reports_of_imaging_and_endoscopy(text: str, events: list[str]) -> None:
    assert given(text) == events


def test_a_dotted_line_leads_from_a_label_to_its_value() -> None:
    text = (
        "Drug .......... Prolia (denosumab)\nDose .......... 60 mg\nRoute/site .... SC L arm\n"
        "Given by ...... P. Ruiz RN  1128"
    )
    assert given(text) == ["denosumab 60 mg"]
