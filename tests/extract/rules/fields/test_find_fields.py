"""Evidence for the documentation fields, offered offline."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from doccheck.extract.rules.fields import find_fields
from doccheck.note import Note
from doccheck.reference.lookup import Reference

RICH = """INFUSION RECORD 05/06/2026
Location: infusion suite 2, chair 4
Diagnosis: alpha-1 antitrypsin deficiency with emphysema (E88.01)
Augmentation is needed because his lung function declines despite inhalers.
Failed tiotropium and pulmonary rehab. Steroid injection chosen over oral NSAIDs because of an ulcer.
AAT level 31 mg/dL. Phenotype PiZZ. B12 142 pg/mL (low). FEV1 fell from 61% to 52% over two years, dyspnea on stairs.
Order: Prolastin-C 60 mg/kg IV weekly, Ada Lind MD. Weight 80 kg. Consent signed.
09:05 Prolastin-C 4,800 mg IV given, right forearm, started 09:05, stopped 10:00.
Lot AX7731, exp 10/2027. 200 mg discarded, 200 units JW. 4,800 mg / 1 mg per unit = 4,800 units.
No adverse reaction. Instructed to call with fever. On therapy 3 years, stable.
Plan: next infusion in one week.
Electronically signed by Ada Lind, MD 05/06/2026
"""
OFFERED = {
    "administration_date",
    "administration_location",
    "administration_time",
    "adverse_events",
    "clinical_symptoms",
    "consent",
    "diagnosis",
    "diagnosis_code",
    "disease_progression",
    "dose_calculation",
    "drug_rationale",
    "expiration_date",
    "genetic_testing",
    "infusion_times",
    "injection_site",
    "lab_results",
    "lot_number",
    "medical_necessity",
    "order",
    "patient_instructions",
    "prior_therapies",
    "route",
    "signature",
    "treatment_plan",
    "treatment_response",
    "wastage",
    "weight",
}


def test_a_rich_note_offers_evidence_for_every_field_that_words_can_prove() -> None:
    assert {fact.field for fact in find_fields(Note(RICH), Reference.load())} == OFFERED


def test_every_offer_stands_where_it_says() -> None:
    for fact in find_fields(Note(RICH), Reference.load()):
        start = fact.quote.start
        assert start is not None
        assert RICH[start : start + len(fact.quote.quote)] == fact.quote.quote


def test_the_same_note_gives_the_same_offers() -> None:
    reference = Reference.load()
    assert find_fields(Note(RICH), reference) == find_fields(Note(RICH), reference)


WORDS = [
    "Dx:",
    "RA",
    "M05.79",
    "Lot",
    "AB12",
    "exp",
    "10/2027",
    "B12",
    "low",
    "no",
    "reaction",
    "signed",
    "MD",
    "RN",
    ".",
    ";",
    "|",
    "***",
    "[lot]",
    "300",
    "mg",
    "=",
    "units",
    "start",
    "10:00",
    "consent",
    "FEV1",
    "->",
    "’",
    "İ",
    "µ",
    "\n",
    "\r\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_jumble_of_words_is_read_without_fault(words: list[str]) -> None:
    text = "x " + " ".join(words)
    for fact in find_fields(Note(text), Reference.load()):
        assert fact.quote.start is not None
        assert text[fact.quote.start :].startswith(fact.quote.quote)
