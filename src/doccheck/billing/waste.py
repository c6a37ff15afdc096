"""Discarded drug: how much is billable, and whether the record adds up.

Sources: domain rules J5, J6, J11 and J13. Only whole billing units of the *labelled* content of the containers
opened can be billed as discarded: ``max(0, floor(V ÷ u) - ceil(D ÷ u))``. Overfill is not waste and must be left out
of every amount given to this module.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from doccheck.quantity import format_number

if TYPE_CHECKING:
    from doccheck.quantity import Quantity

__all__ = ["Waste", "account_for_waste"]


class Waste(NamedTuple):
    """What became of the containers opened.

    Args:
        opened: Labelled content opened, as stated or as given + discarded; ``None`` when neither is stated.
        discarded: Amount discarded: as stated, or nothing where the dose took everything; ``None`` when not stated.
        jw_units: Billable discarded units; ``None`` when unknown or when two readings of the rule differ.
        jw_alternative: The other reading where the content is no whole number of units and it matters.
        reconciles: Whether given + discarded = opened; ``None`` when one of them is not stated.
        steps: The arithmetic, a line a step.
    """

    opened: Quantity | None
    discarded: Quantity | None
    jw_units: int | None
    jw_alternative: int | None
    reconciles: bool | None
    steps: tuple[str, ...]


def account_for_waste(
    dose: Quantity, billing_unit: Quantity, *, opened: Quantity | None, discarded: Quantity | None
) -> Waste:
    """Work out the billable discarded units of one drug on one day.

    Args:
        dose: Amount given.
        billing_unit: Amount of one billing unit.
        opened: Labelled content of all containers opened, ``None`` when the record does not say.
        discarded: Amount discarded as documented (zero for an explicit none), ``None`` when the record does not say.

    Raises:
        QuantityError: Two amounts measure different things.
    """
    if opened is None and discarded is None:
        return Waste(None, None, None, None, None, ("neither containers nor a discarded amount are documented",))
    if opened is None:
        return _from_discard(dose, billing_unit, discarded)
    if discarded is None:
        return _from_containers(dose, billing_unit, opened)
    total = dose + discarded
    if total.same_as(opened):
        line = f"{dose} given + {discarded} discarded = {opened} opened"
        return _whole_units(dose, billing_unit, opened, discarded, reconciles=True, steps=(line,))
    line = f"{dose} given + {discarded} discarded = {total}, but {opened} opened"
    return Waste(opened, discarded, None, None, reconciles=False, steps=(line,))


def _from_discard(dose: Quantity, billing_unit: Quantity, discarded: Quantity | None) -> Waste:
    """The containers are not stated: what was given and discarded must have been opened."""
    assert discarded is not None  # noqa: S101 - the caller has looked
    opened = dose + discarded
    line = f"{dose} given + {discarded} discarded = {opened} opened (containers not stated)"
    return _whole_units(dose, billing_unit, opened, discarded, reconciles=None, steps=(line,))


def _from_containers(dose: Quantity, billing_unit: Quantity, opened: Quantity) -> Waste:
    """No discarded amount is stated: the rest of the containers is known, what became of it is not."""
    rest = opened - dose
    if rest.value < 0:
        line = f"{dose} given is more than the {opened} opened"
        return Waste(opened, None, None, None, reconciles=False, steps=(line,))
    line = f"{opened} opened - {dose} given = {rest} left"
    if rest.value == 0:
        return _whole_units(dose, billing_unit, opened, rest, reconciles=True, steps=(line,))
    line += ", not documented as discarded"
    return _whole_units(dose, billing_unit, opened, None, reconciles=None, steps=(line,))


def _whole_units(
    dose: Quantity,
    billing_unit: Quantity,
    opened: Quantity,
    discarded: Quantity | None,
    *,
    reconciles: bool | None,
    steps: tuple[str, ...],
) -> Waste:
    """Apply the rule of whole units, in both readings where the content is no whole number of units."""
    held, taken = opened / billing_unit, dose / billing_unit
    billable = max(0, floor(held) - ceil(taken))
    other = floor(held - taken)
    if billable != other:
        line = (
            f"{opened} ÷ {billing_unit} = {format_number(held)} is no whole number of units: "
            f"{billable} or {other} discarded units, depending on the reading"
        )
        return Waste(opened, discarded, None, other, reconciles, (*steps, line))
    noun = "unit" if billable == 1 else "units"
    line = f"discarded units: floor({format_number(held)}) - ceil({format_number(taken)}) = {billable} {noun}"
    if floor(held) < ceil(taken):
        line = f"discarded units: {format_number(held)} held, {format_number(taken)} given: no whole unit left, 0 units"
    return Waste(opened, discarded, billable, None, reconciles, (*steps, line))
