"""Judges of reasons: medical necessity, choice of the drug, earlier treatments, symptoms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.language.patterns import Pattern
from doccheck.language.placeholders import find_placeholders
from doccheck.language.reasons import find_drug_rationales, find_necessities
from doccheck.language.sentences import sentence_around
from doccheck.language.symptoms import find_symptoms
from doccheck.language.therapies import find_prior_therapies
from doccheck.requirements.offered import missing, section_kind, weigh
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.reference.records import Requirement
    from doccheck.requirements.offered import Reading

__all__ = ["necessity", "prior_therapy", "rationale", "symptoms"]

_NEVER = ("instruction", "template", "other_person")
_REASON_MAY_BE = ("negated", "historical", "planned", "ordered")
_MOST_EVIDENCE = 3


def necessity(case: Case, requirement: Requirement) -> Answer:
    """A reason for giving the drug; the bare assertion of necessity is none."""

    def outside(reading: Reading) -> str | None:
        kind = section_kind(case, reading.evidence.span)
        if kind in (SectionKind.INSTRUCTIONS, SectionKind.CONSENT, SectionKind.ALLERGIES, SectionKind.FAMILY_HISTORY):
            return "The words do not give a reason for the treatment."
        return None

    weighed = weigh(case, {"medical_necessity"}, find_necessities, allow=_REASON_MAY_BE, whole=outside)
    proofs = weighed.with_value("reason")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    bare = weighed.with_value("bare")
    reason = "The note only asserts necessity." if bare else "The note gives no reason for this treatment."
    return missing(requirement, weighed, reason)


def rationale(case: Case, requirement: Requirement) -> Answer:
    """Why the injectable corticosteroid was chosen."""
    fields = {"drug_rationale", "medical_necessity"}
    weighed = weigh(case, fields, find_drug_rationales, allow=_REASON_MAY_BE)
    proofs = weighed.with_value("reason")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "The note does not say why this drug was chosen.")


def prior_therapy(case: Case, requirement: Requirement) -> Answer:
    """A named earlier treatment, with its outcome where the field asks for one, or an explicit none."""
    given = [piece.span for one in case.administrations for piece in one.evidence[:1]]

    def tried(reading: Reading) -> str | None:
        if reading.value == "tried" and (reading.context.negated or reading.context.ordered):
            return "The words deny it." if reading.context.negated else "The words speak of what was ordered."
        kind = section_kind(case, reading.evidence.span)
        if kind in (SectionKind.MEDICATIONS, SectionKind.INSTRUCTIONS, SectionKind.ALLERGIES, SectionKind.CONSENT):
            return "The words do not speak of an earlier treatment."
        around = sentence_around(case.note.text, reading.evidence.span)
        if not reading.context.historical and any(piece.overlaps(around) for piece in given):
            return "The words speak of the treatment given at this visit."
        return None

    allow = ("negated", "historical", "ordered")
    weighed = weigh(case, {"prior_therapies"}, find_prior_therapies, allow=allow, copied=True, whole=tried)
    enough = ("outcome", "none") if "outcome" in requirement.detail.casefold() else ("outcome", "none", "tried")
    if _left_unfilled(case):
        enough = ("outcome", "none")  # what the author left open is not filled by a treatment named in passing
    proofs = weighed.with_value(*enough)
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    if weighed.with_value("tried"):
        return missing(requirement, weighed, "An earlier treatment is named, but not what became of it.")
    return missing(requirement, weighed, "No earlier treatment is named.")


_THERAPY_LABEL = Pattern(
    r"\b(?:past|prior|previous|tried|treatments?|conservative|therap(?:y|ies)|tx)\b[^:\n]{0,30}:[^\n]{0,20}$",
    re.IGNORECASE,
)


def _left_unfilled(case: Case) -> bool:
    """Whether the note has a label for earlier treatments with an unfilled place behind it."""
    text = case.note.text
    return any(_THERAPY_LABEL.search(text, max(0, gap.start - 80), gap.start) for gap in find_placeholders(text))


def symptoms(case: Case, requirement: Requirement) -> Answer:
    """A symptom or finding of the condition that the patient has."""

    def present(reading: Reading) -> str | None:
        kind = section_kind(case, reading.evidence.span)
        if kind in (SectionKind.CONSENT, SectionKind.INSTRUCTIONS, SectionKind.ALLERGIES, SectionKind.PAST_HISTORY):
            return "The words do not speak of a present symptom."
        return None

    weighed = weigh(case, {"clinical_symptoms"}, find_symptoms, allow=("historical", "ordered"), whole=present)
    proofs = tuple(reading.evidence for reading in weighed.readings)
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "No symptom or finding of the condition is recorded.")
