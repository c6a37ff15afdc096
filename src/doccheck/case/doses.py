"""The dose of one administration, worked out from the amounts a note states for it. Exact, and never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from doccheck.case.counted import times_counted
from doccheck.facts import Role
from doccheck.language.amounts import read_amount
from doccheck.quantity import Quantity, format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doccheck.ground.grounded import GroundedAmount
    from doccheck.language.amounts import Reading

__all__ = ["Dose", "reading_of", "work_out"]

_PER_BODY = ("per_kg", "per_m2")
_DOSE_DIMENSIONS = ("mass", "activity", "radioactivity", "equivalents", "doses")
_HOLDING_ROLES = (Role.CONCENTRATION, Role.STRENGTH, Role.PREPARED, Role.GIVEN)


class Dose(NamedTuple):
    """What is known of a dose.

    Args:
        amount: The dose, ``None`` when none can be known.
        candidates: The readings when there are several.
        per_weight: The amount per kg or m² as ``number unit`` when only that is stated.
        sources: The statements it was taken from, the one that states it first.
        steps: Arithmetic, a line a step.
        reason: Why ``amount`` is ``None``.
    """

    amount: Quantity | None
    candidates: tuple[Quantity, ...] = ()
    per_weight: str | None = None
    sources: tuple[GroundedAmount, ...] = ()
    steps: tuple[str, ...] = ()
    reason: str | None = None


class _Value(NamedTuple):
    """One way to the dose: the value, the statements it comes from, and the arithmetic."""

    quantity: Quantity
    sources: tuple[GroundedAmount, ...]
    steps: tuple[str, ...] = ()


class _Holder(NamedTuple):
    """An amount of drug in a volume: a concentration, or a bag that was only partly infused."""

    content: Quantity
    volume: Quantity
    sources: tuple[GroundedAmount, ...]


@dataclass(slots=True)
class _Stated:
    """What the statements of one administration say, by kind."""

    doses: list[_Value]
    volumes: list[_Value]
    per_body: list[GroundedAmount]
    unclear: list[_Value]


def reading_of(amount: GroundedAmount) -> Reading | None:
    """Return how the number and unit of ``amount`` read, ``None`` when it states no number."""
    fact = amount.fact
    return read_amount(fact.number, fact.unit) if fact.number else None


def work_out(
    given: Sequence[GroundedAmount],
    around: Sequence[GroundedAmount],
    *,
    keep_volume: bool,
    name_strength: Fraction | None = None,
) -> Dose:
    """Return the dose of one administration.

    Args:
        given: The statements of what was given, all about this administration.
        around: Its concentrations, strengths, and what was prepared for it.
        keep_volume: Leave a stated volume a volume (local anaesthetics, contrast, diluents).
        name_strength: mg/mL that is part of the drug's name as written (``"Kenalog-40"``), if any.
    """
    stated = _sort(given)
    bags = _bags(stated, around)
    partial = _partial([one for one in stated.volumes if not _says_the_same(one, stated.doses)], bags, stated.doses)
    doses = stated.doses
    if partial:
        doses = [one for one in doses if not any(bag.content.same_as(one.quantity) for bag in bags)]
    derived: list[_Value] = []
    if not keep_volume and not partial:
        holders = list(_strengths(around))
        if not holders and not doses and name_strength is not None and given:
            holders = [_Holder(Quantity(name_strength, "mg"), Quantity(Fraction(1), "mL"), ())]
        derived = _in_volumes(stated.volumes, holders)
    return _settle(
        _without_parts(doses), [*partial, *derived], stated, read_any=any(amount.fact.number for amount in given)
    )


def _settle(doses: list[_Value], computed: list[_Value], stated: _Stated, *, read_any: bool) -> Dose:  # noqa: PLR0911 - in order
    """Choose among the ways to the dose; more than one answer is a contradiction, not a choice."""
    distinct = _distinct([*doses, *computed])
    if len(distinct) > 1:
        reason = "the note states different amounts for the same administration"
        return Dose(None, tuple(one.quantity for one in distinct), None, _sources(distinct), (), reason)
    if stated.unclear and not any(one.quantity.same_as(distinct[0].quantity) for one in stated.unclear if distinct):
        values = _distinct([*stated.unclear, *distinct])
        reason = "the amount is ambiguous: it can be read in more than one way"
        return Dose(None, tuple(one.quantity for one in values), None, _sources(values), (), reason)
    if distinct:
        return Dose(distinct[0].quantity, (), None, distinct[0].sources, distinct[0].steps)
    kept = _distinct(_without_parts(stated.volumes))
    if len(kept) > 1:
        reason = "the note states different volumes for the same administration"
        return Dose(None, tuple(one.quantity for one in kept), None, _sources(kept), (), reason)
    if kept:
        return Dose(kept[0].quantity, (), None, kept[0].sources)
    if stated.per_body:
        fact = stated.per_body[0].fact
        text = f"{fact.number.replace(',', '')} {fact.unit.strip()}"
        reason = "only an amount per body weight or surface is stated"
        return Dose(None, (), text, tuple(stated.per_body[:1]), (), reason)
    return Dose(None, reason="the amount cannot be read as a dose" if read_any else "no amount is stated")


def _sort(given: Iterable[GroundedAmount]) -> _Stated:
    """Split statements into doses, volumes, amounts per body weight, and readings that are not certain."""
    stated = _Stated([], [], [], [])
    for amount in given:
        reading = reading_of(amount)
        if reading is None or not reading.values:
            continue
        if reading.kind in _PER_BODY:
            stated.per_body.append(amount)
        elif reading.kind == "concentration" and _is_container_content(amount, reading):
            stated.doses.append(_counted(amount, reading.values[0]))
        elif reading.kind == "range" or (reading.kind == "amount" and (reading.ambiguous or len(reading.values) > 1)):
            stated.unclear += [_Value(value, (amount,)) for value in reading.values]
        elif reading.kind == "amount":
            value = _counted(amount, reading.values[0])
            if value.quantity.dimension == "volume":
                stated.volumes.append(value)
            elif value.quantity.dimension in _DOSE_DIMENSIONS:
                stated.doses.append(value)
    return stated


def _is_container_content(amount: GroundedAmount, reading: Reading) -> bool:
    """Whether "20 mg/2 mL" names what one container holds, which was given whole, and no strength."""
    return reading.per is not None and (reading.per.value != 1 or amount.fact.container is not None)


def _counted(amount: GroundedAmount, value: Quantity) -> _Value:
    """Multiply by a count that makes one dose of several containers or of the shares of several places."""
    if (times := times_counted(amount, value)) == 1:
        return _Value(value, (amount,))
    return _Value(value.times(times), (amount,), (f"{times} × {value} = {value.times(times)}",))


def _strengths(around: Iterable[GroundedAmount]) -> Iterable[_Holder]:
    """Yield the concentrations stated for the administration (n % is n g in 100 mL, domain rule T4)."""
    for amount in around:
        reading = reading_of(amount) if amount.fact.role in _HOLDING_ROLES else None
        if reading is None or reading.ambiguous or len(reading.values) != 1 or reading.per is None:
            continue
        if reading.kind in ("concentration", "percent") and reading.per.dimension == "volume":
            yield _Holder(reading.values[0], reading.per, (amount,))


def _bags(stated: _Stated, around: Sequence[GroundedAmount]) -> list[_Holder]:
    """Return what was prepared to be infused: an amount of drug in a bag or a diluted syringe."""
    bags = [holder for holder in _strengths(around) if holder.volume.value != 1]
    if bags:
        return bags
    volumes = []
    masses = list(stated.doses)
    for amount in around:
        reading = reading_of(amount) if amount.fact.role is Role.PREPARED else None
        if reading is None or reading.exact is None:
            continue
        container = amount.fact.container.quote.casefold() if amount.fact.container is not None else ""
        if reading.exact.dimension == "volume" and (not container or "bag" in container):
            volumes.append((amount, reading.exact))
        elif reading.exact.dimension in _DOSE_DIMENSIONS:
            masses.append(_Value(reading.exact, (amount,)))
    distinct = _distinct(masses)
    if len(volumes) != 1 or len(distinct) != 1:
        return []
    amount, volume = volumes[0]
    return [_Holder(distinct[0].quantity, volume, (*distinct[0].sources, amount))]


_BESIDE = 4


def _says_the_same(volume: _Value, doses: Sequence[_Value]) -> bool:
    """Whether a volume right beside a dose is that dose, no part of a bag ("1000 mg (10 mL) in 250 mL NS")."""
    place = volume.sources[0].place.span
    for other in (dose.sources[0].place.span for dose in doses):
        if (
            place is not None
            and other is not None
            and (0 <= place.start - other.end <= _BESIDE or 0 <= other.start - place.end <= _BESIDE)
        ):
            return True
    return False


def _partial(volumes: Sequence[_Value], bags: Sequence[_Holder], doses: Sequence[_Value]) -> list[_Value]:
    """Return what a part of a bag holds, for volumes smaller than it ("150 mL of the 250 mL had infused")."""
    smaller = [
        (one, bag)
        for one in volumes
        for bag in bags
        if one.quantity.comparable(bag.volume) and one.quantity.to(bag.volume.unit).value < bag.volume.value
    ]
    if not smaller and not doses:
        # No dose is told; the volume is all that was made up.
        smaller = [(one, bag) for one in volumes for bag in bags if one.quantity.same_as(bag.volume)]
    return _distinct(_share(one, bag) for one, bag in smaller)


def _in_volumes(volumes: Sequence[_Value], holders: Sequence[_Holder]) -> list[_Value]:
    return _distinct(_share(one, holder) for one in volumes for holder in holders)


def _share(volume: _Value, holder: _Holder) -> _Value:
    """Return volume × concentration with the line that shows it."""
    share = volume.quantity.to(holder.volume.unit).value / holder.volume.value
    value = Quantity(holder.content.value * share, holder.content.unit)
    if holder.volume.value == 1:
        step = f"{volume.quantity} × {holder.content}/{holder.volume.unit} = {value}"
    else:
        step = (
            f"{format_number(volume.quantity.value)} of {holder.volume}: {holder.content} × "
            f"{format_number(volume.quantity.value)} ÷ {format_number(holder.volume.value)} = {value}"
        )
    return _Value(value, (*volume.sources, *holder.sources), (*volume.steps, step))


def _without_parts(values: list[_Value]) -> list[_Value]:
    """Return the values; where the largest is the sum of the others it is their stated total and stands alone."""
    if len(values) > 2 and all(one.quantity.comparable(values[0].quantity) for one in values):  # noqa: PLR2004 - a total and two parts
        unit = values[0].quantity.unit
        most = max(values, key=lambda one: one.quantity.to(unit).value)
        sum_of_all = sum((one.quantity.to(unit).value for one in values), Fraction(0))
        if sum_of_all == 2 * most.quantity.to(unit).value:
            return [most]
    return values


def _distinct(values: Iterable[_Value]) -> list[_Value]:
    kept: list[_Value] = []
    for value in values:
        if not any(value.quantity.same_as(other.quantity) for other in kept):
            kept.append(value)
    return kept


def _sources(values: Iterable[_Value]) -> tuple[GroundedAmount, ...]:
    return tuple({id(amount): amount for value in values for amount in value.sources}.values())
