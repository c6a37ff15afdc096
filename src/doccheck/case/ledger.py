"""The ledger: how the documented dose becomes billing units, waste and a modifier under one definition.

Every figure comes from :mod:`doccheck.billing`; this module decides what may be computed at all. What cannot be known
stays ``not_checkable`` with its reason (design.md, "Dose → units").
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.billing.units import count_units
from doccheck.case.identity import identify, is_unclassified
from doccheck.case.records import Ledger, LedgerStatus
from doccheck.case.waste_account import WasteFacts, add_waste
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doccheck.case.administrations import Administrations
    from doccheck.case.containers import Supply
    from doccheck.case.records import Administration
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import Definition

__all__ = ["build_ledger"]


def build_ledger(
    definition: Definition,
    read: Administrations,
    supply: Supply,
    *,
    on: date | None,
    setting: str,
    reference: Reference,
    of_code: Sequence[Definition] = (),
) -> Ledger:
    """Compute the ledger of one definition.

    Args:
        definition: What one authority says the code is.
        read: What was given and what was not.
        supply: Containers and discards of the definition's drug.
        on: Date of service.
        setting: Place of service, as the command line names it.
        reference: The reference.
        of_code: Every definition of the code: a drug that one of them means is what the claim is about.
    """
    ledger = _computed(definition, read, WasteFacts(supply, on, setting, reference), of_code)
    return ledger._replace(reason=_sentence(ledger.reason), waste_reason=_sentence(ledger.waste_reason))


def _sentence(reason: str | None) -> str | None:
    """A reason as a report prints it: a whole sentence."""
    return None if reason is None else f"{reason[0].upper()}{reason[1:]}."


def _computed(
    definition: Definition, read: Administrations, facts: WasteFacts, of_code: Sequence[Definition]
) -> Ledger:
    identity = identify(definition, read.given, read.not_given, facts.reference, of_code)
    ledger = Ledger(definition, LedgerStatus.NOT_CHECKABLE, administrations=_on_day(identity.fitting, facts.on))
    if definition.authority == "cms" and facts.on is None:
        return ledger._replace(reason="no date of service is known, so the official definition in force is not known")
    if not identity.fitting:
        status = LedgerStatus.DRUG_MISMATCH if identity.mismatch else LedgerStatus.NOT_CHECKABLE
        return ledger._replace(status=status, reason=identity.reason)
    counted = _counted(ledger)
    if counted.status is not LedgerStatus.COMPUTED:
        return counted
    return add_waste(counted, facts)


def _on_day(fitting: Sequence[Administration], on: date | None) -> tuple[Administration, ...]:
    """Administrations of the date of service; all of them where none carries that date."""
    today = tuple(one for one in fitting if one.date is None or one.date == on)
    return today or tuple(fitting)


def _counted(ledger: Ledger) -> Ledger:
    """Add dose and units, or the reason why they cannot be known."""
    definition = ledger.definition
    if is_unclassified(definition):
        return _unclassified(ledger)
    if definition.billing_unit is None:
        return ledger._replace(reason=f"the definition of {definition.code} names no amount for one billing unit")
    if definition.billing_unit.dimension in ("doses", "vials"):
        return _by_dose(ledger, definition.billing_unit)
    reason = _unknown_dose(ledger.administrations, definition.billing_unit)
    if reason is not None:
        return ledger._replace(reason=reason)
    return _by_amount(ledger, definition.billing_unit)


def _unclassified(ledger: Ledger) -> Ledger:
    """Unclassified codes are billed as one unit whatever the dose (domain rule U7)."""
    doses = [one.dose for one in ledger.administrations]
    total = doses[0] if len(doses) == 1 and not ledger.administrations[0].candidates else None
    step = f"{ledger.definition.code} is unclassified: 1 unit, with drug, dose and NDC in the description"
    return ledger._replace(status=LedgerStatus.COMPUTED, dose_total=total, units=1, units_each=1, steps=(step,))


def _by_dose(ledger: Ledger, billing_unit: Quantity) -> Ledger:
    """A descriptor that counts doses: each administration is one, unless the note counts them (domain rule U3)."""
    stated = [one.dose for one in ledger.administrations]
    numbers = [
        dose.value if dose is not None and dose.dimension == billing_unit.dimension else Fraction(1) for dose in stated
    ]
    total = Quantity(sum(numbers, start=Fraction(0)), billing_unit.unit)
    count = count_units(total, billing_unit)
    given = len(ledger.administrations)
    lead = f"{given} administration{'s' if given > 1 else ''}: {total}"
    return ledger._replace(
        status=LedgerStatus.COMPUTED,
        dose_total=total,
        units=count.units,
        units_each=sum(
            count_units(Quantity(billing_unit.value * number, billing_unit.unit), billing_unit).units
            for number in numbers
        ),
        steps=(lead, count.step),
    )


def _unknown_dose(administrations: Sequence[Administration], billing_unit: Quantity) -> str | None:
    """Why the day's dose cannot be known, or ``None``."""
    for one in administrations:
        if len(one.candidates) > 1:
            return one.reason or "the note states different amounts for the same administration"
        if one.dose is None:
            return _unstated(one)
        if one.dose.value <= 0:
            return "the amount stated is zero"
        if not one.dose.comparable(billing_unit):
            return _other_kind(one.dose, billing_unit)
    return None


def _unstated(one: Administration) -> str:
    if one.per_weight is not None:
        return "only an amount per body weight or surface is stated, not the dose given"
    return one.reason or "no amount is stated"


def _other_kind(dose: Quantity, billing_unit: Quantity) -> str:
    if dose.dimension == "volume":
        return "the dose is a volume and no concentration is stated"
    return f"the dose is in {dose.unit} and one billing unit is in {billing_unit.unit}"


def _by_amount(ledger: Ledger, billing_unit: Quantity) -> Ledger:
    """Sum over the day, then round up once; each administration by itself is kept beside it (domain rule U9)."""
    doses = [one.dose for one in ledger.administrations if one.dose is not None]
    steps = [step for one in ledger.administrations for step in one.steps]
    total = doses[0]
    for dose in doses[1:]:
        total += dose
    if len(doses) > 1:
        steps.append(" + ".join(map(str, doses)) + f" = {total}")
    count = count_units(total, billing_unit)
    steps.append(count.step)
    each = sum(count_units(dose, billing_unit).units for dose in doses)
    if each != count.units:
        steps.append(f"each administration rounded by itself: {each} units")
    return ledger._replace(
        status=LedgerStatus.COMPUTED,
        dose_total=total,
        units=count.units,
        units_each=each,
        steps=tuple(dict.fromkeys(steps)),
    )
