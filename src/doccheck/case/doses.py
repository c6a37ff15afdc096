"""The dose of one administration, worked out from the amounts a note states for it. Exact, and never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.case.multiplicity import read_multiplicity
from doccheck.facts import Role
from doccheck.language.amounts import read_amount
from doccheck.quantity import Quantity, format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.ground.grounded import GroundedAmount
    from doccheck.language.amounts import Reading

__all__ = ["Dose", "concentration_of", "work_out"]

_PER_BODY = ("per_kg", "per_m2")
_DOSE_DIMENSIONS = ("mass", "activity", "radioactivity", "equivalents", "doses")


@dataclass(frozen=True, slots=True)
class Dose:
    """What is known of a dose.

    Args:
        amount: The dose, ``None`` when none can be known.
        candidates: The readings when there are several.
        per_weight: The amount per kg or m² as ``number unit`` when only that is stated.
        sources: The amounts it was taken from, the one that states it first.
        steps: Arithmetic, a line a step.
        reason: Why ``amount`` is ``None``.
    """

    amount: Quantity | None
    candidates: tuple[Quantity, ...] = ()
    per_weight: str | None = None
    sources: tuple[GroundedAmount, ...] = ()
    steps: tuple[str, ...] = ()
    reason: str | None = None


def reading_of(amount: GroundedAmount) -> Reading | None:
    """Return how the number and unit of ``amount`` read, ``None`` when it states no number."""
    fact = amount.fact
    return read_amount(fact.number, fact.unit) if fact.number else None


def concentration_of(reading: Reading) -> tuple[Quantity, Quantity] | None:
    """Return (amount, volume it is in) of a concentration or percentage, else ``None`` (domain rule T4)."""
    if reading.ambiguous or len(reading.values) != 1:
        return None
    if reading.kind in ("concentration", "percent") and reading.per is not None and reading.per.dimension == "volume":
        return reading.values[0], reading.per
    return None


def work_out(given: Sequence[GroundedAmount], around: Iterable[GroundedAmount], *, keep_volume: bool) -> Dose:
    """Return the dose of one administration.

    Args:
        given: The statements of what was given, all about this administration.
        around: Its concentrations, strengths and amounts per weight.
        keep_volume: Leave a stated volume a volume (local anaesthetics, contrast, diluents).
    """
    read = [(amount, reading) for amount in given if (reading := reading_of(amount)) is not None]
    direct, volumes, per_body, unclear = _sorted(read)
    strengths = [
        (amount, pair)
        for amount in around
        if amount.fact.role in (Role.CONCENTRATION, Role.STRENGTH, Role.PREPARED)
        and (reading := reading_of(amount)) is not None
        and (pair := concentration_of(reading)) is not None
    ]
    derived = [] if keep_volume and not direct else _derived(volumes, strengths)
    stated = _total(direct)
    distinct = _distinct([*stated, *derived]) if not keep_volume or not stated else _distinct(stated)
    sources = tuple(amount for amount, _ in read) + tuple(amount for amount, _ in strengths)
    if len(distinct) > 1:
        return Dose(
            None, tuple(distinct), None, sources, (), "the note states different amounts for the same administration"
        )
    if unclear and not (len(distinct) == 1 and any(distinct[0].same_as(value) for value in unclear)):
        values = tuple(_distinct([*unclear, *distinct]))
        return Dose(None, values, None, sources, (), "the amount is ambiguous: it can be read in more than one way")
    if distinct:
        steps = tuple(step for _, step in _derivation_steps(volumes, strengths)) if not stated and derived else ()
        return Dose(distinct[0], (), None, sources, steps + _count_steps(direct, stated))
    kept = _distinct(_total(volumes))
    if len(kept) > 1:
        return Dose(
            None, tuple(kept), None, sources, (), "the note states different volumes for the same administration"
        )
    if kept:
        return Dose(kept[0], (), None, sources)
    if per_body:
        fact = per_body[0].fact
        text = f"{fact.number.replace(',', '')} {fact.unit.strip()}"
        return Dose(None, (), text, sources, (), "only an amount per body weight or surface is stated")
    return Dose(
        None, (), None, sources, (), "no amount is stated" if not read else "the amount cannot be read as a dose"
    )


_Amounts = list[tuple["GroundedAmount", Quantity]]


def _sorted(
    read: Sequence[tuple[GroundedAmount, Reading]],
) -> tuple[_Amounts, _Amounts, list[GroundedAmount], list[Quantity]]:
    """Split readings into doses, volumes, amounts per body weight, and readings that are not certain."""
    direct: _Amounts = []
    volumes: _Amounts = []
    per_body: list[GroundedAmount] = []
    unclear: list[Quantity] = []
    for amount, reading in read:
        if reading.kind in _PER_BODY:
            per_body.append(amount)
        elif reading.kind == "range" or (reading.kind == "amount" and (reading.ambiguous or len(reading.values) > 1)):
            unclear += reading.values
        elif reading.kind == "amount" and reading.values:
            value = _counted(amount, reading.values[0])
            if value.dimension == "volume":
                volumes.append((amount, value))
            elif value.dimension in _DOSE_DIMENSIONS:
                direct.append((amount, value))
    return direct, volumes, per_body, unclear


def _counted(amount: GroundedAmount, value: Quantity) -> Quantity:
    """Multiply by a count that makes one dose of several containers ("two 100 mg vials given")."""
    count = amount.fact.count
    times = read_multiplicity(count.quote) if count is not None else None
    return value.times(times.times) if times is not None and not times.separate else value


def _count_steps(direct: _Amounts, stated: Sequence[Quantity]) -> tuple[str, ...]:
    steps = []
    for amount, value in direct:
        count = amount.fact.count
        times = read_multiplicity(count.quote) if count is not None else None
        if times is not None and not times.separate and times.times > 1 and any(value.same_as(one) for one in stated):
            single = Quantity(value.value / times.times, value.unit)
            steps.append(f"{times.times} × {single} = {value}")
    return tuple(steps)


def _total(amounts: _Amounts) -> list[Quantity]:
    """Return the values; where the largest is the sum of the others it is their stated total and stands alone."""
    values = [value for _, value in amounts]
    if len(values) > 2 and all(value.comparable(values[0]) for value in values):  # noqa: PLR2004 - a total and two parts
        most = max(values, key=lambda value: value.to(values[0].unit).value)
        rest = sum((value.to(most.unit).value for value in values), Fraction(0)) - most.value
        if rest == most.value:
            return [most]
    return values


def _distinct(values: Iterable[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for value in values:
        if not any(value.same_as(other) for other in kept):
            kept.append(value)
    return kept


def _derivation_steps(
    volumes: _Amounts, strengths: Sequence[tuple[GroundedAmount, tuple[Quantity, Quantity]]]
) -> list[tuple[Quantity, str]]:
    """Return volume × concentration for every pair, with the line that shows it."""
    result = []
    for _, volume in volumes:
        for _, (content, holder) in strengths:
            value = Quantity(content.value * volume.to(holder.unit).value / holder.value, content.unit)
            per = (
                f"{content}/{holder.unit}"
                if holder.value == 1
                else f"{content} / {format_number(holder.value)} {holder.unit}"
            )
            result.append((value, f"{volume} × {per} = {value}"))
    return result


def _derived(
    volumes: _Amounts, strengths: Sequence[tuple[GroundedAmount, tuple[Quantity, Quantity]]]
) -> list[Quantity]:
    return _distinct(value for value, _ in _derivation_steps(volumes, strengths))
