"""Judges of the visit: reactions, instructions, plan, infusion times, weight, calculation."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from doccheck.billing.weight import Fit, fit_body_dose
from doccheck.case.records import Answer, Status
from doccheck.facts import Role
from doccheck.language.aftercare import find_instructions_given, find_plans
from doccheck.language.amounts import find_amounts
from doccheck.language.calculations import Calculation, find_calculations
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.reactions import find_reactions
from doccheck.language.weights import Weight, find_weights
from doccheck.requirements.body_doses import doses_by_weight
from doccheck.requirements.offered import missing, offered_spans, section_kind, weigh
from doccheck.requirements.subject import is_subject_drug, subject_administrations
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from fractions import Fraction

    from doccheck.case.records import Case
    from doccheck.note import Evidence
    from doccheck.quantity import Quantity
    from doccheck.reference.records import Requirement
    from doccheck.requirements.offered import Reading

__all__ = ["adverse_events", "calculation", "instructions", "plan", "weight"]

_MOST_EVIDENCE = 3
_REST = Pattern(
    r"\b(?:wast(?:e|ed|age)|discard(?:ed|s)?|unused|residual|remain(?:der|ing)|left ?over)\W{0,3}$", re.IGNORECASE
)
_NOT_THIS_TIME = frozenset(
    {
        SectionKind.ALLERGIES,
        SectionKind.PAST_HISTORY,
        SectionKind.CONSENT,
        SectionKind.FAMILY_HISTORY,
        SectionKind.INSTRUCTIONS,
    }
)
_ROUNDED = Pattern(r"\bround\w*|\bnearest (?:vial|whole)|\bvial size", re.IGNORECASE, starts="round nearest vial")


def adverse_events(case: Case, requirement: Requirement) -> Answer:
    """Reactions during or after the administration, or an explicit none."""

    def today(reading: Reading) -> str | None:
        kind = section_kind(case, reading.evidence.span)
        if kind in _NOT_THIS_TIME:
            return "The words do not speak of this administration."
        return None

    if not subject_administrations(case):
        weighed = weigh(case, {"adverse_events"}, find_reactions, allow=("negated",), whole=today)
        return missing(requirement, weighed, "The note does not say that the drug was given.")
    allow = ("negated", "ordered", "planned")  # the reader itself leaves warnings out; a plan may tell what was done
    weighed = weigh(case, {"adverse_events"}, find_reactions, allow=allow, whole=today)
    proofs = tuple(
        reading.evidence for reading in weighed.readings if reading.value != "event" or not reading.context.negated
    )
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "Neither a reaction nor its absence is recorded.")


def instructions(case: Case, requirement: Requirement) -> Answer:
    """Instructions given to the patient."""
    allow = ("planned", "negated", "ordered")
    weighed = weigh(case, {"patient_instructions"}, find_instructions_given, allow=allow)
    proofs = weighed.with_value("given")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "No instructions to the patient are recorded.")


def plan(case: Case, requirement: Requirement) -> Answer:
    """A plan for the therapy: interval, next dose or monitoring."""
    allow = ("planned", "negated", "ordered")
    weighed = weigh(case, {"treatment_plan"}, find_plans, allow=allow)
    proofs = weighed.with_value("plan")
    if proofs:
        return Answer(requirement, Status.MET, proofs[:_MOST_EVIDENCE], refuted=weighed.refuted)
    return missing(requirement, weighed, "No plan for this therapy is recorded.")


def _weights(case: Case) -> list[tuple[Weight, Evidence]]:
    found = []
    for span in offered_spans(case, "weight", "ordered", "planned"):
        for one in find_weights(case.note.text[max(0, span.start - 12) : span.end + 8]) or ():
            found.append((one, case.note.evidence(span)))
            break
    found.sort(key=lambda pair: (pair[0].quantity is None, not pair[0].labelled))
    return found


def weight(case: Case, requirement: Requirement) -> Answer:
    """The patient's weight, with unit; a dose stated per kg must follow from it."""
    weights = _weights(case)
    known = [(one, words) for one, words in weights if one.quantity is not None]
    if not known:
        if weights:
            reason = "The weight is written without a unit."
            return Answer(requirement, Status.AMBIGUOUS, (weights[0][1],), reason=reason)
        return Answer(requirement, Status.MISSING, reason="The patient's weight is not recorded.")
    evidence = tuple(dict.fromkeys(words for _, words in known))[:2]
    per = _per_kg(case)
    total = case.deciding.dose_total
    if per is None or total is None or not per.comparable(total):
        return Answer(requirement, Status.MET, evidence)
    ordered = _ordered_total(case, total)
    rounding = bool(_ROUNDED.search(case.note.text))
    contents = [one.content for one in case.containers]
    fits = []
    for one, _ in known:
        quantity = one.quantity
        if quantity is None:
            continue
        fits += [
            fit_body_dose(
                dose, per, quantity.value, body_unit=quantity.unit, vials=contents, rounding_documented=rounding
            )
            for dose in ordered
        ]
    if any(fit.fit in (Fit.WITHIN, Fit.ROUNDED_UP) for fit in fits) or not fits:
        return Answer(requirement, Status.MET, evidence)
    if any(fit.fit is Fit.POUNDS_AS_KILOGRAMS for fit in fits):
        reason = "The dose follows from the weight only if pounds are read as kilograms."
    else:
        reason = f"The dose does not follow from the weight: {fits[0].step}."
    return Answer(requirement, Status.CONFLICTING, evidence, reason=reason)


def _per_kg(case: Case) -> Quantity | None:
    """The amount for one kg of the deciding drug, as stated for today; ``None`` when several differ."""
    values = [
        mention.reading.values[0]
        for mention in doses_by_weight(case)
        if mention.reading.kind == "per_kg" and len(mention.reading.values) == 1
    ]
    return values[0] if values and all(value.same_as(values[0]) for value in values) else None


def _ordered_total(case: Case, total: Quantity) -> list[Quantity]:
    """Doses to compare: what was given, and what was ordered where the infusion was cut short."""
    doses = [total]
    for amount in case.facts.amounts:
        if amount.fact.role is not Role.ORDERED or not is_subject_drug(case, amount) or not amount.place.grounded:
            continue
        for mention in find_amounts(f"{amount.fact.number} {amount.fact.unit}"):
            if mention.reading.kind == "amount" and len(mention.reading.values) == 1:
                value = mention.reading.values[0]
                if value.comparable(total) and value.to(total.unit).value > total.value:
                    doses.append(value)
    return doses


def calculation(case: Case, requirement: Requirement) -> Answer:
    """A calculation that ties billing units to the amount given and any waste; worked out again."""
    billing_unit = case.deciding.definition.billing_unit

    def read(text: str) -> list[Mention]:
        return [
            Mention(one.span, {True: "right", False: "wrong", None: "unknown"}[_holds(one, billing_unit)])
            for one in find_calculations(text)
            if one.about_units and not _defines_unit(one) and not _of_the_rest(text, one)
        ]

    weighed = weigh(case, {"dose_calculation"}, read, allow=("planned", "ordered"))
    wrong = weighed.with_value("wrong")
    if wrong:
        return Answer(
            requirement, Status.CONFLICTING, wrong[:_MOST_EVIDENCE], reason="The written calculation is wrong."
        )
    right = [reading for reading in weighed.readings if reading.value == "right"]
    if right:
        units = case.deciding.units
        stated = {unit for reading in right for unit in _stated_units(reading.evidence.quote)}
        if units is not None and stated and units not in stated:
            reason = f"The written calculation ends in other units than the dose makes ({units})."
            return Answer(requirement, Status.CONFLICTING, (right[0].evidence,), reason=reason)
        return Answer(requirement, Status.MET, tuple(reading.evidence for reading in right)[:_MOST_EVIDENCE])
    if weighed.with_value("unknown"):
        reason = "The written calculation cannot be worked out again."
        return Answer(requirement, Status.NOT_CHECKABLE, weighed.with_value("unknown")[:1], reason=reason)
    return missing(requirement, weighed, "No calculation ties the billing units to the dose.")


def _defines_unit(one: Calculation) -> bool:
    """Whether a calculation only says what a unit is: ``1 mg = 1 unit``."""
    return len(one.operands) == 1 and one.result is not None and 1 in (one.result.value, one.operands[0].value)


def _of_the_rest(text: str, one: Calculation) -> bool:
    """Whether a calculation only counts what was discarded: ``wasted 40 mg = 40 units``."""
    return len(one.operands) == 1 and _REST.search(text, max(0, one.span.start - 24), one.span.start) is not None


def _holds(one: Calculation, billing_unit: Quantity | None) -> bool | None:
    """Whether a calculation is right; "300 mg = 30 units" can only be judged by the billing unit."""
    if one.holds is not None or one.result is None or len(one.operands) != 1 or one.result.unit != "units":
        return one.holds
    amount = one.operands[0]
    if billing_unit is None or not amount.comparable(billing_unit):
        return None
    return ceil(amount / billing_unit) == one.result.value


def _stated_units(quote: str) -> list[Fraction]:
    return [
        one.result.value
        for one in find_calculations(quote)
        if one.about_units and one.result is not None and one.result.unit == "units"
    ]
