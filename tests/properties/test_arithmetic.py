"""Properties of amounts, units and waste, whatever the numbers."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from doccheck.billing.units import count_units, units_held
from doccheck.billing.vials import smallest_combination
from doccheck.billing.waste import account_for_waste
from doccheck.quantity import Quantity, format_number

decimals = st.integers(1, 10_000_000).map(lambda number: Fraction(number, 1000))
fractions = st.fractions(min_value=Fraction(1, 900), max_value=100_000, max_denominator=997)
masses = st.builds(Quantity, fractions, st.sampled_from(["mg", "mcg", "g"]))
counts = st.integers(1, 500)


@given(decimals)
def test_a_written_decimal_reads_back_as_itself(value: Fraction) -> None:
    assert Fraction(format_number(value)) == value


@given(masses, st.sampled_from(["ng", "mcg", "mg", "g", "kg", "lb"]))
def test_conversion_there_and_back_changes_nothing(amount: Quantity, unit: str) -> None:
    assert amount.to(unit).to(amount.unit) == amount
    assert amount.to(unit).same_as(amount)


@given(masses, masses)
def test_adding_and_taking_away_again_changes_nothing(one: Quantity, other: Quantity) -> None:
    assert (one + other - other) == one
    assert (one + other).same_as(other + one)


@given(masses, masses)
def test_units_cover_the_dose_and_one_less_would_not(dose: Quantity, unit: Quantity) -> None:
    count = count_units(dose, unit)
    assert unit.times(count.units) / dose >= 1
    assert unit.times(count.units - 1) / dose < 1


@given(masses, masses, st.sampled_from(["ng", "mcg", "mg", "g"]), st.sampled_from(["ng", "mcg", "mg", "g"]))
def test_units_do_not_depend_on_how_the_amounts_are_written(
    dose: Quantity, unit: Quantity, dose_as: str, unit_as: str
) -> None:
    assert count_units(dose.to(dose_as), unit.to(unit_as)).exact == count_units(dose, unit).exact


@given(masses, counts)
def test_a_whole_multiple_is_never_one_unit_off(unit: Quantity, number: int) -> None:
    exact = count_units(unit.times(number), unit)
    assert exact.units == exact.exact == number
    grain = Fraction(1, 10**9)
    assert count_units(Quantity(unit.value * number + unit.value * grain, unit.unit), unit).units == number + 1
    assert count_units(Quantity(unit.value * number - unit.value * grain, unit.unit), unit).units == number


@given(masses, masses, masses)
def test_more_drug_is_never_fewer_units(dose: Quantity, more: Quantity, unit: Quantity) -> None:
    assert count_units(dose + more, unit).units >= count_units(dose, unit).units


@given(masses, masses, masses)
def test_rounding_once_is_never_more_than_rounding_each(one: Quantity, other: Quantity, unit: Quantity) -> None:
    once = count_units(one + other, unit).units
    each = count_units(one, unit).units + count_units(other, unit).units
    assert once <= each <= once + 1


@given(masses, masses, masses)
def test_given_and_discarded_units_never_exceed_the_label(dose: Quantity, left: Quantity, unit: Quantity) -> None:
    opened = dose + left
    waste = account_for_waste(dose, unit, opened=opened, discarded=left)
    assert waste.reconciles
    jw = (
        waste.jw_units
        if waste.jw_units is not None
        else max(0, floor(units_held(opened, unit)) - count_units(dose, unit).units)
    )
    assert jw >= 0
    if jw:
        assert count_units(dose, unit).units + jw <= units_held(opened, unit)


@given(masses, masses, counts)
def test_a_label_of_whole_units_has_one_reading(dose: Quantity, unit: Quantity, number: int) -> None:
    opened = unit.times(number)
    if (opened - dose).value < 0:
        assert account_for_waste(dose, unit, opened=opened, discarded=None).reconciles is False
        return
    waste = account_for_waste(dose, unit, opened=opened, discarded=opened - dose)
    assert waste.jw_alternative is None
    assert waste.jw_units == number - count_units(dose, unit).units == floor((opened - dose) / unit)


@given(masses, masses, masses, masses)
def test_a_discard_that_does_not_fill_the_label_is_never_computed(
    dose: Quantity, left: Quantity, error: Quantity, unit: Quantity
) -> None:
    waste = account_for_waste(dose, unit, opened=dose + left, discarded=left + error)
    assert waste.reconciles is False
    assert waste.jw_units is None


@given(st.integers(1, 400), st.sets(st.integers(1, 60), min_size=1, max_size=4))
def test_no_other_combination_of_vials_is_smaller(dose: int, sizes: set[int]) -> None:
    found = smallest_combination(Quantity.of(dose, "mg"), [Quantity.of(size, "mg") for size in sizes])
    assert found is not None
    reachable = {0}
    for total in range(1, dose + max(sizes)):
        if any(total - size in reachable for size in sizes):
            reachable.add(total)
    assert found.total.value == min(total for total in reachable if total >= dose)
    parts = sum(content.value * count for content, count in found.containers)
    assert parts == found.total.value
