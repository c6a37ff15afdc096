"""What holds for every answer, whoever read the note."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from doccheck.facts import FieldFact, Outcome, Quoted
from doccheck.reference.lookup import Reference
from doccheck.requirements.registry import JUDGES

if TYPE_CHECKING:
    from collections.abc import Callable

NOTE = """Date of service: 03/09/2026
Dx: relapsing multiple sclerosis (G35.A)
Natalizumab 300 mg IV given in infusion suite 2, right hand.
Consent not obtained. Her sister consented to the same drug.
RN: Ada Lind, RN 03/09/2026
"""
CASE = {"code": "J2326", "note": NOTE}


def test_every_kind_of_evidence_of_the_reference_has_a_judge() -> None:
    kinds = {kind for one in Reference.load().fields().values() for kind in one.kinds}
    assert kinds == set(JUDGES)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.OK])
def test_a_note_that_was_not_read_is_not_checkable(
    outcome: Outcome, judged: Callable[..., Any], rules_read: Callable[..., Any]
) -> None:
    answers = judged(CASE, replace(rules_read(NOTE), outcome=outcome))
    assert {answer.status.value for answer in answers.values()} == {"not_checkable"}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("consent", "Consent not obtained"),
        ("consent", "Her sister consented to the same drug"),
        ("signature", "Ada Lind, RN 03/09/2026"),
        ("medical_necessity", "Natalizumab 300 mg IV given"),
        ("treatment_plan", "Dx: relapsing multiple sclerosis"),
        ("dose_calculation", "300 mg"),
        ("adverse_events", "right hand"),
    ],
)
def test_words_offered_for_a_field_they_do_not_prove_never_meet_it(
    field: str, words: str, judged: Callable[..., Any], rules_read: Callable[..., Any]
) -> None:
    read = rules_read(NOTE)
    answers = judged(CASE, replace(read, fields=(*read.fields, FieldFact(field, Quoted(words)))))
    assert answers[field].status.value == "missing"


def test_words_that_are_not_in_the_note_never_meet_anything(
    judged: Callable[..., Any], rules_read: Callable[..., Any]
) -> None:
    invented = (
        FieldFact("consent", Quoted("Informed consent signed today")),
        FieldFact("treatment_plan", Quoted("Next infusion in 4 weeks")),
        FieldFact("signature", Quoted("Electronically signed by Ada Lind, MD")),
    )
    answers = judged(CASE, replace(rules_read(NOTE), fields=invented))
    assert {answers[fact.field].status.value for fact in invented} == {"missing"}


def test_good_words_from_any_reader_meet_a_requirement(
    judged: Callable[..., Any], rules_read: Callable[..., Any]
) -> None:
    read = replace(rules_read(NOTE), fields=(FieldFact("diagnosis", Quoted("relapsing multiple sclerosis (G35.A)")),))
    assert judged(CASE, read)["diagnosis"].status.value == "met"


def test_waste_without_the_tie_asks_its_own_question(judged: Callable[..., Any]) -> None:
    note = (
        "Date of service: 03/09/2026\nProlastin-C 3,900 mg IV given, left forearm. Four 1,000 mg single-dose vials, "
        "100 mg wasted.\n"
    )
    answer = judged({"code": "J2252", "note": note})["wastage"]
    assert answer.status.value == "missing"
    assert answer.question != answer.requirement.question


def test_a_conditional_requirement_without_its_condition_does_not_apply(judged: Callable[..., Any]) -> None:
    answers = judged({"code": "J3250", "note": "Depo-Medrol 40 mg IM given in the left gluteal."})
    assert answers["modifier_support"].status.value == "not_applicable"
