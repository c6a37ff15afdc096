"""Judges of what makes the record complete: lot, expiry, signatures, order, consent, place, notation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.language.amounts import find_amounts
from doccheck.language.consent import find_consents
from doccheck.language.lots import find_expiries, find_lots
from doccheck.language.places_of_care import find_places_of_care
from doccheck.language.sentences import sentence_around
from doccheck.language.signatures import Signature, find_signatures
from doccheck.note import Span
from doccheck.requirements.offered import context_at, missing, section_kind, weigh
from doccheck.requirements.subject import subject_administrations
from doccheck.sections import SectionKind, find_sections, section_at

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.note import Evidence
    from doccheck.reference.records import Requirement

__all__ = ["consent", "expiry", "location", "lot", "notation", "signature_any", "signature_prescriber"]

_MOST_EVIDENCE = 3


def lot(case: Case, requirement: Requirement) -> Answer:
    """A lot number."""
    found = find_lots(case.note.text)
    proofs, refuted = [], []
    for offered in case.facts.fields:
        place = offered.place
        if offered.fact.field != "lot_number" or not place.grounded or place.span is None:
            continue
        evidence = case.note.evidence(place.span)
        if not any(one.span.overlaps(place.span) for one in found):
            refuted.append((evidence, "The words hold no lot number."))
            continue
        context = context_at(case, place.span)
        if context.template or context.instruction or context.other_person or context.historical or context.negated:
            refuted.append((evidence, "The words do not speak of what was given today."))
            continue
        proofs.append(evidence)
    if proofs:
        return Answer(requirement, Status.MET, tuple(dict.fromkeys(proofs))[:_MOST_EVIDENCE], refuted=tuple(refuted))
    return Answer(requirement, Status.MISSING, reason="No lot number is recorded.", refuted=tuple(refuted))


def expiry(case: Case, requirement: Requirement) -> Answer:
    """An expiry date that does not lie before the date of service."""
    found = find_expiries(case.note.text)
    valid: list[Evidence] = []
    expired: list[Evidence] = []
    on = case.service.date
    for offered in case.facts.fields:
        place = offered.place
        if offered.fact.field != "expiration_date" or not place.grounded or place.span is None:
            continue
        context = context_at(case, place.span)
        if context.template or context.instruction or context.other_person:
            continue
        if section_kind(case, place.span) is SectionKind.PREVIOUS_VISIT:
            continue
        for one in found:
            if not one.span.overlaps(place.span):
                continue
            past = on is not None and one.last_day is not None and one.last_day < on
            (expired if past else valid).append(case.note.evidence(place.span))
    if expired:
        reason = "The expiry date lies before the date of service."
        return Answer(requirement, Status.CONFLICTING, tuple(dict.fromkeys(expired)), reason=reason)
    if valid:
        return Answer(requirement, Status.MET, tuple(dict.fromkeys(valid))[:_MOST_EVIDENCE])
    return Answer(requirement, Status.MISSING, reason="No expiry date is recorded.")


def _signatures(case: Case) -> list[tuple[Signature, Evidence]]:
    """Return the signatures of the note itself that an extractor offers, not those of orders or earlier visits."""
    found = find_signatures(case.note.text)
    kept = []
    for offered in case.facts.fields:
        place = offered.place
        if offered.fact.field != "signature" or not place.grounded or place.span is None:
            continue
        for one in found:
            if not one.span.overlaps(place.span) or one.of_order:
                continue
            kind = section_kind(case, place.span)
            context = context_at(case, place.span)
            if kind is SectionKind.PREVIOUS_VISIT or context.template or _signs_part(case, place.span):
                continue
            if context.instruction or context.other_person or context.negated:
                continue
            kept.append((one, case.note.evidence(place.span)))
    return kept


def _signs_part(case: Case, span: Span) -> bool:
    """Whether a signature stands inside orders or a consent and something else follows: then it signs only those."""
    sections = find_sections(case.note)
    section = section_at(sections, span.start)
    return section.kind in (SectionKind.ORDERS, SectionKind.CONSENT) and section is not sections[-1]


def signature_prescriber(case: Case, requirement: Requirement) -> Answer:
    """The signature of an MD, DO, NP or PA with the credential; drafts, pending and scribes do not count."""
    return _signature(case, requirement, ("prescriber",))


def signature_any(case: Case, requirement: Requirement) -> Answer:
    """A signature with credentials; a nurse's entry of the administration is one."""
    return _signature(case, requirement, ("prescriber", "nurse"))


def _signature(case: Case, requirement: Requirement, credentials: tuple[str, ...]) -> Answer:
    signatures = _signatures(case)
    signed = [(one, words) for one, words in signatures if one.signed and one.credential in credentials]
    signed.sort(key=lambda pair: credentials.index(pair[0].credential))
    if signed:
        return Answer(requirement, Status.MET, tuple(dict.fromkeys(words for _, words in signed))[:2])
    refuted = tuple((words, _why_not(one)) for one, words in signatures)
    reason = refuted[0][1] if refuted else "The note is not signed."
    return Answer(requirement, Status.MISSING, reason=reason, refuted=refuted)


def _why_not(signature: Signature) -> str:
    if not signature.signed and signature.credential == "other":
        return "Only a scribe signed."
    if not signature.signed:
        return "The signature is a draft, pending, or not authenticated."
    if not signature.credential:
        return "The signature carries no credentials."
    return "The signer's credentials are not those asked for."


def consent(case: Case, requirement: Requirement) -> Answer:
    """Consent that was given."""
    weighed = weigh(case, {"consent"}, find_consents, allow=("historical",))
    proofs = weighed.with_value("given")
    if proofs and not weighed.with_value("not_given"):
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    reason = (
        "The note says that consent was not given." if weighed.with_value("not_given") else "No consent is recorded."
    )
    return missing(requirement, weighed, reason)


def location(case: Case, requirement: Requirement) -> Answer:
    """Where the drug was given."""
    weighed = weigh(case, {"administration_location"}, find_places_of_care)
    proofs = weighed.with_value("labelled") or weighed.with_value("named")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "The note does not say where the drug was given.")


def notation(case: Case, requirement: Requirement) -> Answer:
    """No error-prone notation in the doses of the drug."""
    given = subject_administrations(case)
    faults: list[Evidence] = []
    clean: list[Evidence] = []
    for one in given:
        for piece in one.evidence:
            around = sentence_around(case.note.text, piece.span)
            for amount in find_amounts(case.note.text[around.start : around.end]):
                span = Span(around.start + amount.span.start, around.start + amount.span.end)
                words = case.note.evidence(span)
                (faults if amount.reading.notations else clean).append(words)
    if faults:
        reason = "A dose is written in a notation that is easily misread."
        return Answer(requirement, Status.MISSING, reason=reason, refuted=tuple((one, reason) for one in faults[:3]))
    if clean:
        return Answer(requirement, Status.MET, tuple(dict.fromkeys(clean))[:_MOST_EVIDENCE])
    return Answer(requirement, Status.MISSING, reason="No dose is written whose notation could be looked at.")
