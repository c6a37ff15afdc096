"""Judges of the dose that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.requirements.subject import NOTHING_GIVEN, subject_administrations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.case.records import Administration, Case
    from doccheck.reference.records import Requirement

__all__ = ["dose", "dose_milligrams"]

_MOST_EVIDENCE = 3


def dose(case: Case, requirement: Requirement) -> Answer:
    """The amount given, with its unit."""
    given = subject_administrations(case)
    if not given:
        return Answer(requirement, Status.MISSING, reason=NOTHING_GIVEN)
    contradictory = [one for one in given if len(one.candidates) > 1]
    if contradictory:
        words = tuple(dict.fromkeys(piece for one in contradictory for piece in one.evidence))
        ambiguous = all("ambiguous" in (one.reason or "") for one in contradictory)
        status = Status.AMBIGUOUS if ambiguous else Status.CONFLICTING
        reason = contradictory[0].reason or "The note states different doses for the same administration."
        return Answer(requirement, status, words[:4], reason=reason)
    known = [one for one in given if one.dose is not None]
    if not known:
        return _no_amount(requirement, given)
    volume = [one for one in known if one.dose is not None and one.dose.dimension == "volume"]
    unit = case.deciding.definition.billing_unit
    if len(volume) == len(known) and unit is not None and unit.dimension not in ("volume", "doses"):
        reason = "The dose is stated as a volume without a concentration, so its amount is unknown."
        return Answer(requirement, Status.NOT_CHECKABLE, known[0].evidence[:1], reason=reason)
    proofs = tuple(dict.fromkeys(one.evidence[0] for one in known if one.evidence))
    return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE])


def _no_amount(requirement: Requirement, given: Sequence[Administration]) -> Answer:
    """Something was given, but how much is not known."""
    per_weight = [one for one in given if one.per_weight]
    if per_weight:
        reason = "Only a dose by weight or surface is stated, not the amount given."
        return Answer(requirement, Status.NOT_CHECKABLE, per_weight[0].evidence[:1], reason=reason)
    reason = given[0].reason or "The drug was given, but no amount with a unit is stated."
    return Answer(requirement, Status.MISSING, reason=reason)


def dose_milligrams(case: Case, requirement: Requirement) -> Answer:
    """The amount in milligrams; millilitres only with a stated concentration."""
    answer = dose(case, requirement)
    if answer.status is Status.NOT_CHECKABLE:
        return Answer(requirement, Status.MISSING, reason=answer.reason)
    if answer.status is Status.MET and not any(
        one.dose is not None and one.dose.dimension == "mass" for one in subject_administrations(case)
    ):
        return Answer(requirement, Status.MISSING, reason="The dose is not stated in milligrams.")
    return answer
