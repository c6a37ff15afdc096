"""Which judge answers which kind of evidence. The map is explicit so that it can be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.requirements import (
    administered,
    claim,
    diagnosis,
    infusions,
    orders,
    places,
    reasons,
    record,
    results,
    times,
    visit,
    waste,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.case.records import Answer, Case
    from doccheck.reference.records import Requirement

__all__ = ["JUDGES"]

JUDGES: dict[str, Callable[[Case, Requirement], Answer]] = {
    "aat_lab": results.aat_lab,
    "adverse_events": visit.adverse_events,
    "calculation": visit.calculation,
    "calendar_date": times.calendar_date,
    "claim_units": claim.claim_units,
    "clock_time": times.clock_time,
    "condition": diagnosis.condition,
    "consent": record.consent,
    "deficiency_lab": results.deficiency_lab,
    "dose": administered.dose,
    "dose_milligrams": administered.dose_milligrams,
    "expiry": record.expiry,
    "genotype": results.genotype,
    "icd_code": diagnosis.icd_code,
    "infusion_times": infusions.infusion_times,
    "instructions": visit.instructions,
    "location": record.location,
    "lot": record.lot,
    "modifier_words": claim.modifier_words,
    "necessity": reasons.necessity,
    "notation": record.notation,
    "order": orders.order,
    "plan": visit.plan,
    "prior_therapy": reasons.prior_therapy,
    "progression": results.progression,
    "rationale": reasons.rationale,
    "response": results.response,
    "route": places.route,
    "signature_any": record.signature_any,
    "signature_prescriber": record.signature_prescriber,
    "site": places.site,
    "site_with_side": places.site_with_side,
    "symptoms": reasons.symptoms,
    "wastage": waste.wastage,
    "wastage_tied": waste.wastage_tied,
    "weight": visit.weight,
}
