"""Judges of results and of the course: laboratory, genotype, progression, response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.language.course import find_progressions, find_responses
from doccheck.language.genotype import find_genotypes
from doccheck.language.labs import find_aat_levels, find_deficiency_labs
from doccheck.requirements.offered import missing, section_kind, weigh
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.reference.records import Requirement
    from doccheck.requirements.offered import Weighed

__all__ = ["aat_lab", "deficiency_lab", "genotype", "progression", "response"]

_MOST_EVIDENCE = 3


def _result(requirement: Requirement, weighed: Weighed, shows: str, *, none: str, normal: str, pending: str) -> Answer:
    """Met by a result that shows the deficiency; a normal one alone contradicts it."""
    proofs = weighed.with_value(shows)
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    against = weighed.with_value("normal")
    if against:
        return Answer(requirement, Status.CONFLICTING, against[:_MOST_EVIDENCE], reason=normal, refuted=weighed.refuted)
    return missing(requirement, weighed, pending if weighed.with_value("pending") else none)


def deficiency_lab(case: Case, requirement: Requirement) -> Answer:
    """B12, methylmalonic acid or homocysteine that shows deficiency."""
    weighed = weigh(case, {"lab_results"}, find_deficiency_labs, allow=("historical", "ordered"), copied=True)
    return _result(
        requirement,
        weighed,
        "deficient",
        none="No B12, methylmalonic acid or homocysteine result is recorded.",
        normal="The result recorded is normal and shows no deficiency.",
        pending="The test is ordered or pending; no result is recorded.",
    )


def aat_lab(case: Case, requirement: Requirement) -> Answer:
    """An alpha-1 antitrypsin level."""
    weighed = weigh(case, {"lab_results"}, find_aat_levels, allow=("historical", "ordered"), copied=True)
    return _result(
        requirement,
        weighed,
        "low",
        none="No alpha-1 antitrypsin level is recorded.",
        normal="The level recorded is normal and shows no deficiency.",
        pending="The test is ordered or pending; no result is recorded.",
    )


def genotype(case: Case, requirement: Requirement) -> Answer:
    """A genotype or phenotype of the patient."""
    weighed = weigh(case, {"genetic_testing"}, find_genotypes, allow=("historical", "ordered"), copied=True)
    return _result(
        requirement,
        weighed,
        "deficient",
        none="No genotype or phenotype is recorded.",
        normal="The genotype recorded is the normal one.",
        pending="The test is ordered or pending; no result is recorded.",
    )


def progression(case: Case, requirement: Requirement) -> Answer:
    """Symptomatic progression of the lung disease."""
    fields = {"disease_progression"}
    weighed = weigh(case, fields, find_progressions, allow=("historical", "ordered", "planned"), copied=True)
    proofs = weighed.with_value("progression")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "No progression of the disease is recorded.")


def response(case: Case, requirement: Requirement) -> Answer:
    """Response to the therapy so far; a first dose says so."""
    weighed = weigh(
        case,
        {"treatment_response"},
        find_responses,
        allow=("historical", "negated", "ordered"),
        whole=lambda reading: (
            "The words are an instruction to the patient."
            if section_kind(case, reading.evidence.span) is SectionKind.INSTRUCTIONS
            else None
        ),
    )
    proofs = weighed.with_value("response")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "The response to the therapy is not recorded.")
