"""Waste: every vector of domain rules A3, and what does not add up."""

from __future__ import annotations

import pytest

from doccheck.billing.waste import account_for_waste
from doccheck.quantity import Quantity


def mg(number: str) -> Quantity:
    return Quantity.of(number, "mg")


VECTORS = [
    ("350", "400", "10", 5),
    ("305", "400", "10", 9),
    ("300", "300", "10", 0),
    ("77", "100", "10", 2),
    ("7", "10", "10", 0),
    ("70", "100", "100", 0),
    ("95", "100", "1", 5),
    ("3.5", "4", "1", 0),
    ("41", "50", "20", 0),
    ("9.2", "12.5", "0.25", 13),
]


@pytest.mark.parametrize(("dose", "opened", "unit", "jw"), VECTORS)
def test_whole_units_of_the_label_that_the_dose_did_not_reach_are_billable(
    dose: str, opened: str, unit: str, jw: int
) -> None:
    waste = account_for_waste(mg(dose), mg(unit), opened=mg(opened), discarded=mg(opened) - mg(dose))
    assert (waste.jw_units, waste.jw_alternative, waste.reconciles) == (jw, None, True)
    assert (waste.opened, waste.discarded) == (mg(opened), mg(opened) - mg(dose))


@pytest.mark.parametrize(("dose", "opened", "unit", "jw"), VECTORS)
def test_containers_follow_from_given_and_discarded(dose: str, opened: str, unit: str, jw: int) -> None:
    waste = account_for_waste(mg(dose), mg(unit), opened=None, discarded=mg(opened) - mg(dose))
    assert (waste.opened, waste.discarded) == (mg(opened), mg(opened) - mg(dose))
    assert (waste.jw_units, waste.reconciles) == (jw, None)


@pytest.mark.parametrize(("dose", "opened", "unit", "jw"), VECTORS)
def test_without_a_documented_discard_the_rest_is_known_but_not_what_became_of_it(
    dose: str, opened: str, unit: str, jw: int
) -> None:
    waste = account_for_waste(mg(dose), mg(unit), opened=mg(opened), discarded=None)
    whole = dose == opened
    assert waste.jw_units == jw
    assert waste.discarded == (mg("0") if whole else None)
    assert waste.reconciles is (True if whole else None)


def test_a_content_of_no_whole_number_of_units_keeps_both_readings() -> None:
    waste = account_for_waste(mg("11"), mg("10"), opened=mg("25"), discarded=mg("14"))
    assert waste.jw_units is None
    assert waste.jw_alternative == 1
    assert (waste.opened, waste.discarded, waste.reconciles) == (mg("25"), mg("14"), True)
    assert "0 or 1 discarded units" in waste.steps[-1]


def test_a_discard_that_does_not_fill_the_containers_is_not_computed() -> None:
    waste = account_for_waste(mg("350"), mg("10"), opened=mg("400"), discarded=mg("40"))
    assert waste.reconciles is False
    assert (waste.jw_units, waste.opened, waste.discarded) == (None, mg("400"), mg("40"))
    assert waste.steps == ("350 mg given + 40 mg discarded = 390 mg, but 400 mg opened",)


def test_more_given_than_opened_does_not_reconcile() -> None:
    waste = account_for_waste(mg("450"), mg("10"), opened=mg("400"), discarded=None)
    assert (waste.reconciles, waste.jw_units, waste.opened) == (False, None, mg("400"))
    assert waste.steps == ("450 mg given is more than the 400 mg opened",)


def test_nothing_documented_leaves_everything_unknown() -> None:
    waste = account_for_waste(mg("350"), mg("10"), opened=None, discarded=None)
    assert (waste.opened, waste.discarded, waste.jw_units, waste.reconciles) == (None, None, None, None)
    assert waste.steps == ("neither containers nor a discarded amount are documented",)


def test_the_account_is_printed_step_by_step() -> None:
    stated = account_for_waste(mg("305"), mg("10"), opened=mg("400"), discarded=mg("95"))
    assert stated.steps == (
        "305 mg given + 95 mg discarded = 400 mg opened",
        "discarded units: floor(40) - ceil(30.5) = 9 units",
    )
    implied = account_for_waste(mg("305"), mg("10"), opened=None, discarded=mg("95"))
    assert implied.steps[0] == "305 mg given + 95 mg discarded = 400 mg opened (containers not stated)"
    left = account_for_waste(mg("350"), mg("10"), opened=mg("400"), discarded=None)
    assert left.steps[0] == "400 mg opened - 350 mg given = 50 mg left, not documented as discarded"
    whole = account_for_waste(mg("300"), mg("10"), opened=mg("300"), discarded=None)
    assert whole.steps == (
        "300 mg opened - 300 mg given = 0 mg left",
        "discarded units: floor(30) - ceil(30) = 0 units",
    )
    single = account_for_waste(mg("90"), mg("10"), opened=mg("100"), discarded=mg("10"))
    assert single.steps[-1] == "discarded units: floor(10) - ceil(9) = 1 unit"
    none = account_for_waste(mg("41"), mg("20"), opened=mg("50"), discarded=mg("9"))
    assert none.steps[-1] == "discarded units: 2.5 held, 2.05 given: no whole unit left, 0 units"


def test_units_of_the_amounts_may_differ() -> None:
    waste = account_for_waste(Quantity.of(1, "g"), mg("10"), opened=mg("1200"), discarded=Quantity.of("0.2", "g"))
    assert (waste.jw_units, waste.reconciles) == (20, True)
