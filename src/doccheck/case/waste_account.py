"""Waste, container and modifier of a computed ledger (domain rules J1-J13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from doccheck.billing.modifiers import Demand, DiscardRule, discard_modifier, discard_rule
from doccheck.billing.units import units_held
from doccheck.billing.vials import smallest_combination
from doccheck.billing.waste import Waste, account_for_waste
from doccheck.case.identity import codes_of_definition, single_dose_listed
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from datetime import date

    from doccheck.case.containers import Supply
    from doccheck.case.records import Ledger
    from doccheck.reference.lookup import Reference

__all__ = ["WasteFacts", "add_waste"]


class WasteFacts(NamedTuple):
    """What the account of a drug's waste rests on besides its dose."""

    supply: Supply
    on: date | None
    setting: str
    reference: Reference


def add_waste(ledger: Ledger, facts: WasteFacts) -> Ledger:
    """Add container, waste, JW units and modifier to a ledger whose units are computed."""
    container, basis = _container(ledger, facts)
    rule = discard_rule(
        facts.on, container=container, setting=facts.setting, status_indicator=_status_indicator(ledger, facts)
    )
    known = ledger._replace(
        container=container,
        container_basis=basis,
        demand=_demand(rule, basis).value,
        demand_reason=rule.reason,
    )
    if container == "multi-dose":
        return _multi_dose(known, rule)
    return _with_waste(known, facts, rule)


def _container(ledger: Ledger, facts: WasteFacts) -> tuple[str | None, str | None]:
    """Kind of container and who says so: the record, CMS's list, or the discarding of a remainder."""
    kinds = set(facts.supply.kinds) | {one.container for one in ledger.administrations if one.container is not None}
    if len(kinds) > 1:
        return None, "conflict"
    if kinds:
        return kinds.pop(), "record"
    if single_dose_listed(ledger.definition, facts.on, facts.reference):
        return "single-dose", "list"
    if any(discard.amount.value > 0 and not discard.overfill for discard in facts.supply.discards):
        return "single-dose", "discard"
    return None, None


def _status_indicator(ledger: Ledger, facts: WasteFacts) -> str | None:
    codes = codes_of_definition(ledger.definition, facts.on, facts.reference)
    found = {facts.reference.status_indicator(code, facts.on) for code in codes}
    return found.pop() if len(found) == 1 else None


def _demand(rule: DiscardRule, basis: str | None) -> Demand:
    """A remainder that was discarded suggests a single-dose container; it does not prove one."""
    return Demand.UNKNOWN if basis == "discard" and rule.jz is Demand.REQUIRED else rule.jz


def _multi_dose(ledger: Ledger, rule: DiscardRule) -> Ledger:
    """Nothing of a multi-dose container is billed as discarded (domain rule J4)."""
    assert ledger.dose_total is None or ledger.units is not None  # noqa: S101 - computed ledgers only
    return ledger._replace(jw_units=0, modifier=None, steps=(*ledger.steps, f"{rule.reason}: 0 JW units, no modifier"))


def _with_waste(ledger: Ledger, facts: WasteFacts, rule: DiscardRule) -> Ledger:
    unit, dose = ledger.definition.billing_unit, ledger.dose_total
    if unit is None or dose is None or not dose.comparable(unit):
        return _uncounted(ledger, facts, rule)
    if unit.dimension in ("doses", "vials"):
        return _whole_containers(ledger, rule)
    discarded, reason = _discarded(facts.supply, dose)
    if reason is not None:
        return _undecided(ledger, facts.supply, reason)
    opened = facts.supply.opened
    opened = opened.to(dose.unit) if opened is not None and opened.comparable(dose) else None
    waste = account_for_waste(dose, unit, opened=opened, discarded=discarded)
    if waste.opened is None:
        return _undocumented(ledger, facts, rule)
    settled = _settled(ledger, waste, rule)
    if (
        opened is None
        and waste.discarded is not None
        and waste.discarded.value
        and not _sold(waste.opened, ledger, facts)
    ):
        reason = "the given and the discarded amount together are no whole number of containers as sold"
        return settled._replace(
            opened=None,
            labelled_units=None,
            reconciles=False,
            waste_reason=reason,
            steps=(*settled.steps, f"waste: {reason}"),
        )
    return settled


def _discarded(supply: Supply, dose: Quantity) -> tuple[Quantity | None, str | None]:
    """Amount discarded in the dose's unit, and why it cannot be known where the record contradicts itself."""
    amounts = [discard.amount for discard in supply.discards if not discard.overfill]
    nothing = Quantity(0 * dose.value, dose.unit)
    if any(amount.value and not amount.comparable(dose) for amount in amounts):
        return None, "the discarded amount is not in a unit that compares with the dose"
    some = [amount.to(dose.unit) for amount in amounts if amount.value]
    if some and len(some) < len(amounts):
        return None, "the record states both a discarded amount and that nothing was discarded"
    if not some:
        told_none = bool(amounts) or bool(supply.emptied)
        if supply.unmeasured and not told_none:
            return None, "something was discarded but no amount is documented"
        return (nothing, None) if told_none else (None, None)
    total = Quantity(sum((amount.value for amount in some), start=nothing.value), dose.unit)
    opened = supply.opened
    if len(some) > 1 and (opened is None or not opened.comparable(dose) or not (dose + total).same_as(opened)):
        return None, "the record states different discarded amounts"
    return total, None


def _undecided(ledger: Ledger, supply: Supply, reason: str) -> Ledger:
    """The record on waste contradicts itself or cannot be counted: nothing is computed from it."""
    return ledger._replace(
        opened=supply.opened,
        jw_units=None,
        modifier=None,
        reconciles=None if supply.unmeasured and not supply.discards else False,
        waste_reason=reason,
        steps=(*ledger.steps, f"waste: {reason}"),
    )


def _uncounted(ledger: Ledger, facts: WasteFacts, rule: DiscardRule) -> Ledger:
    """Units that do not follow from an amount (unclassified codes): no discarded units follow either."""
    some = any(one.amount.value and not one.overfill for one in facts.supply.discards)
    modifier = None if some or ledger.container is None else discard_modifier(0, rule)
    return ledger._replace(jw_units=None if some else 0, modifier=modifier)


def _whole_containers(ledger: Ledger, rule: DiscardRule) -> Ledger:
    """A unit that is a whole dose or vial leaves no whole unit to discard."""
    modifier = discard_modifier(0, rule) if ledger.container is not None else None
    assert ledger.dose_total is not None  # noqa: S101 - counted before
    nothing = Quantity(0 * ledger.dose_total.value, ledger.dose_total.unit)
    return ledger._replace(
        jw_units=0, wasted=nothing, modifier=modifier, steps=(*ledger.steps, _modifier_step(modifier, rule))
    )


def _undocumented(ledger: Ledger, facts: WasteFacts, rule: DiscardRule) -> Ledger:
    """Neither containers nor waste are documented: JZ only where the dose can be whole containers as sold."""
    if ledger.container is None:
        return ledger._replace(waste_reason="neither container nor waste is documented")
    if not _whole_as_sold(ledger, facts):
        reason = "the dose is no whole number of containers as sold, and what became of the rest is not documented"
        return ledger._replace(waste_reason=reason, steps=(*ledger.steps, f"waste: {reason}"))
    modifier = discard_modifier(0, rule)
    step = "no discarded amount is documented: 0 JW units"
    return ledger._replace(jw_units=0, modifier=modifier, steps=(*ledger.steps, step, _modifier_step(modifier, rule)))


def _whole_as_sold(ledger: Ledger, facts: WasteFacts) -> bool:
    """Whether containers of the reference can hold exactly the dose; true where the reference lists none."""
    return _sold(ledger.dose_total, ledger, facts)


def _sold(amount: Quantity | None, ledger: Ledger, facts: WasteFacts) -> bool:
    """Whether containers of the reference can hold exactly ``amount``; true where the reference lists none."""
    codes = codes_of_definition(ledger.definition, facts.on, facts.reference)
    contents = [
        one.content for code in codes for one in facts.reference.containers(code, facts.on) if one.content is not None
    ]
    if amount is None or not contents:
        return True
    combination = smallest_combination(amount, contents)
    return combination is None or combination.total.same_as(amount)


def _settled(ledger: Ledger, waste: Waste, rule: DiscardRule) -> Ledger:
    """Waste is accounted for: modifier by rule, unless the account does not close or can be read two ways."""
    unit = ledger.definition.billing_unit
    assert unit is not None  # noqa: S101 - counted before
    reason = _open_reason(waste)
    modifier = discard_modifier(waste.jw_units, rule) if waste.jw_units is not None and ledger.container else None
    closing = (_modifier_step(modifier, rule),) if reason is None and ledger.container else ()
    return ledger._replace(
        opened=waste.opened,
        wasted=waste.discarded,
        jw_units=waste.jw_units,
        jw_alternative=waste.jw_alternative,
        modifier=modifier,
        reconciles=waste.reconciles,
        labelled_units=units_held(waste.opened, unit) if waste.opened is not None else None,
        waste_reason=reason,
        steps=(*ledger.steps, *waste.steps, *closing),
    )


def _open_reason(waste: Waste) -> str | None:
    if waste.reconciles is False:
        return "given and discarded amounts do not add up to the containers opened"
    if waste.jw_alternative is not None:
        return "the labelled content is no whole number of billing units, so the discarded units can be read two ways"
    return None


def _modifier_step(modifier: str | None, rule: DiscardRule) -> str:
    return f"modifier {modifier or 'none'}: {rule.reason}"
