"""Judges of reasons: medical necessity, choice of the drug, earlier treatments, symptoms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.identity import means_drug
from doccheck.case.records import Answer, Status
from doccheck.language.drugs import find_drugs
from doccheck.language.patterns import Pattern
from doccheck.language.placeholders import find_placeholders
from doccheck.language.reasons import find_drug_rationales, find_necessities
from doccheck.language.sentences import sentence_around
from doccheck.language.symptoms import find_symptoms
from doccheck.language.therapies import find_prior_therapies, find_therapies
from doccheck.requirements.offered import missing, section_kind, weigh
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.note import Span
    from doccheck.reference.records import Requirement
    from doccheck.requirements.offered import Reading

__all__ = ["necessity", "prior_therapy", "rationale", "symptoms"]

_NEVER = ("instruction", "template", "other_person")
_REASON_MAY_BE = ("negated", "historical", "planned", "ordered")
_MOST_EVIDENCE = 3
_OTHER_DRUG = "The words give the reason for another drug."
_REASON_FOR = Pattern(
    r"\W*(?:why|(?:medical )?necessity (?:for|of)|indications? for|reasons? for|rationale for|need for|"
    r"justification for)"
    r"\s+(?:(?:use|using|starting|choosing|giving|adding|continuing|of|the)\s+){0,3}",
    re.IGNORECASE,
)
_SUBJECT = Pattern(r"\W*(?:(?:the|her|his|their|oral|iv|daily|low-dose|high-dose)\s+){0,2}", re.IGNORECASE)
_IS_USED = Pattern(
    r"\s+(?:\d[\w.,/%-]*\s+){0,4}(?:(?:daily|weekly|bid|po)\s+)?(?:is|was|are|were|has been|had been)\s+(?:also\s+)?"
    r"(?:start|chos|select|giv|need|indicat|necessary|add|us|continu|prescrib|requir|stop|held|discontinu|appropriate|"
    r"warrant)\w*",
    re.IGNORECASE,
)
_THIS_TREATMENT = Pattern(
    r"\b(?:this|today\w*|inject\w*|infus\w*|biologics?|blockade|therap\w+|treatment|so|therefore|thus|hence|needs?|"
    r"switch\w*|chang\w*|escalat\w*|step\w*)\b",
    re.IGNORECASE,
)


def necessity(case: Case, requirement: Requirement) -> Answer:
    """A reason for giving the drug; the bare assertion of necessity is none."""

    def outside(reading: Reading) -> str | None:
        kind = section_kind(case, reading.evidence.span)
        if kind in (SectionKind.INSTRUCTIONS, SectionKind.CONSENT, SectionKind.ALLERGIES, SectionKind.FAMILY_HISTORY):
            return "The words do not give a reason for the treatment."
        return _OTHER_DRUG if _about_another_drug(case, reading.evidence.span) else None

    weighed = weigh(case, {"medical_necessity"}, find_necessities, allow=_REASON_MAY_BE, whole=outside)
    proofs = weighed.with_value("reason")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    bare = weighed.with_value("bare")
    reason = "The note only asserts necessity." if bare else "The note gives no reason for this treatment."
    return missing(requirement, weighed, reason)


def _about_another_drug(case: Case, span: Span) -> bool:
    """Whether a sentence says why another drug is used: its label or subject is that drug, and it names no other."""
    around = sentence_around(case.note.text, span)
    words = case.note.text[around.start : around.end]
    named = [one for one in find_drugs(words, case.reference.drugs) if not one.ambiguous]
    if not named or any(means_drug(case.deciding.definition, one.generic, case.reference) for one in named):
        return False
    first = named[0].span
    if _REASON_FOR.fullmatch(words, 0, first.start):
        return True
    subject = _SUBJECT.fullmatch(words, 0, first.start) and _IS_USED.match(words, first.end)
    return bool(subject) and _THIS_TREATMENT.search(words, first.end) is None


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


_COURSE = frozenset({"flare", "flares", "flaring", "relapse", "relapses", "exacerbation", "exacerbations"})
_PRESENT = Pattern(r"\b(?:still|continu\w*|ongoing|current\w*|now|today|presents?|despite)\b", re.IGNORECASE)


def _of_a_treatment(case: Case, span: Span) -> bool:
    """Whether a treatment named before it in its clause is what the flare is told of ("colchicine: flares")."""
    around = sentence_around(case.note.text, span)
    before = re.split(r"[;,]", case.note.text[around.start : span.start])[-1]
    named = find_therapies(before)
    return bool(named) and _PRESENT.search(before) is None


def symptoms(case: Case, requirement: Requirement) -> Answer:
    """A symptom or finding of the condition that the patient has."""

    def present(reading: Reading) -> str | None:
        kind = section_kind(case, reading.evidence.span)
        if kind in (SectionKind.CONSENT, SectionKind.INSTRUCTIONS, SectionKind.ALLERGIES, SectionKind.PAST_HISTORY):
            return "The words do not speak of a present symptom."
        if reading.value in _COURSE and _of_a_treatment(case, reading.evidence.span):
            return "The words say what became of a treatment."
        return None

    weighed = weigh(case, {"clinical_symptoms"}, find_symptoms, allow=("historical", "ordered"), whole=present)
    proofs = tuple(reading.evidence for reading in weighed.readings)
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "No symptom or finding of the condition is recorded.")
