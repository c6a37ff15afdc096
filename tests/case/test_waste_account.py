"""Waste, container and modifier of a ledger (domain rules J1-J13; design.md, "How statuses are decided")."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

import pytest

# What the fixtures of conftest give.
Build: TypeAlias = Any
Make: TypeAlias = Any
Small: TypeAlias = Any


def test_documented_vials_and_waste_that_add_up_give_jw(ledger: Build, make: Make) -> None:
    got = ledger([make.given("350 mg")], make.supply((4, "100 mg"), discards=["50 mg"]))
    assert (got.units, got.jw_units, got.modifier, got.reconciles) == (35, 5, "JW", True)
    assert (str(got.opened), str(got.wasted), got.labelled_units) == ("400 mg", "50 mg", 40)
    assert got.steps[-1] == "modifier JW: JW or JZ is required on this date"
    assert (got.container, got.container_basis, got.demand) == ("single-dose", "record", "required")


def test_waste_alone_tells_what_was_opened(ledger: Build, make: Make) -> None:
    got = ledger([make.given("240 mg")], make.supply(discards=["160 mg"]))
    assert (got.jw_units, got.modifier, str(got.opened), got.reconciles) == (16, "JW", "400 mg", None)


@pytest.mark.parametrize("discards", [["0 mg"], ["0 mL"]])
def test_an_explicit_none_gives_jz(ledger: Build, make: Make, discards: list[str]) -> None:
    got = ledger([make.given("300 mg")], make.supply(discards=discards))
    assert (got.jw_units, got.modifier, str(got.wasted)) == (0, "JZ", "0 mg")


def test_an_emptied_container_gives_jz(ledger: Build, make: Make) -> None:
    got = ledger([make.given("300 mg")], make.supply(emptied=(object(),)))
    assert (got.jw_units, got.modifier, str(got.wasted)) == (0, "JZ", "0 mg")


def test_an_emptied_bag_does_not_undo_a_measured_discard(ledger: Build, make: Make) -> None:
    got = ledger([make.given("350 mg")], make.supply((4, "100 mg"), discards=["50 mg"], emptied=(object(),)))
    assert (got.jw_units, got.modifier) == (5, "JW")


def test_less_than_a_unit_discarded_takes_jz_and_stays_recorded(ledger: Build, make: Make) -> None:
    got = ledger(
        [make.given("70 mg")], make.supply((1, "100 mg"), discards=["30 mg"]), of=make.definition(unit="100 mg")
    )
    assert (got.units, got.jw_units, got.modifier, str(got.wasted)) == (1, 0, "JZ", "30 mg")


def test_waste_that_does_not_fill_the_vials_is_left_open(ledger: Build, make: Make) -> None:
    got = ledger([make.given("350 mg")], make.supply((4, "100 mg"), discards=["40 mg"]))
    assert (got.jw_units, got.modifier, got.reconciles) == (None, None, False)
    assert "do not add up" in got.waste_reason
    assert not any(step.startswith("modifier") for step in got.steps)


def test_no_waste_beside_half_used_vials_does_not_reconcile(ledger: Build, make: Make) -> None:
    assert ledger([make.given("350 mg")], make.supply((4, "100 mg"), discards=["0 mg"])).reconciles is False


def test_overfill_is_no_waste(ledger: Build, make: Make) -> None:
    got = ledger([make.given("400 mg")], make.supply((1, "400 mg"), overfill=["10 mg"]))
    assert (got.jw_units, got.modifier, str(got.wasted), got.reconciles) == (0, "JZ", "0 mg", True)


def test_vials_without_a_word_on_waste_leave_the_rest_undocumented(ledger: Build, make: Make) -> None:
    got = ledger([make.given("350 mg")], make.supply((4, "100 mg")))
    assert (got.jw_units, got.modifier, got.wasted) == (5, "JW", None)
    assert "not documented as discarded" in got.steps[1]


def test_a_content_of_no_whole_units_is_left_to_review(ledger: Build, make: Make) -> None:
    got = ledger([make.given("11 mg")], make.supply((1, "25 mg"), discards=["14 mg"]))
    assert (got.jw_units, got.jw_alternative, got.modifier, got.labelled_units) == (None, 1, None, 2.5)
    assert "no whole number" in got.waste_reason


def test_different_discards_add_up_only_when_the_vials_say_so(ledger: Build, make: Make) -> None:
    added = ledger([make.given("300 mg")], make.supply((4, "100 mg"), discards=["40 mg", "60 mg"]))
    assert (added.jw_units, str(added.wasted)) == (10, "100 mg")
    for supplied in (
        make.supply(discards=["40 mg", "60 mg"]),
        make.supply((5, "100 mg"), discards=["40 mg", "60 mg"]),
        make.supply((5, "10 mL"), discards=["40 mg", "60 mg"]),
    ):
        got = ledger([make.given("300 mg")], supplied)
        assert (got.jw_units, got.modifier, got.reconciles) == (None, None, False)
        assert "different discarded amounts" in got.waste_reason


def test_a_discard_beside_no_discard_is_a_contradiction(ledger: Build, make: Make) -> None:
    got = ledger([make.given("300 mg")], make.supply(discards=["50 mg", "0 mg"]))
    assert (got.jw_units, got.reconciles) == (None, False)
    assert "both" in got.waste_reason


def test_a_discard_in_another_unit_is_not_compared(ledger: Build, make: Make) -> None:
    got = ledger([make.given("300 mg")], make.supply(discards=["2 mL"]))
    assert (got.jw_units, got.modifier) == (None, None)
    assert "unit" in got.waste_reason


def test_a_discard_without_an_amount_is_unknown(ledger: Build, make: Make) -> None:
    got = ledger([make.given("300 mg")], make.supply((4, "100 mg"), unmeasured=(object(),)))
    assert (got.jw_units, got.modifier, got.reconciles, str(got.opened)) == (None, None, None, "400 mg")
    assert "no amount" in got.waste_reason


def test_multi_dose_containers_take_neither_and_no_jw_units(ledger: Build, make: Make) -> None:
    got = ledger([make.given("60 mg")], make.supply((1, "400 mg"), discards=["340 mg"], kinds=["multi-dose"]))
    assert (got.units, got.jw_units, got.modifier, got.demand) == (6, 0, None, "none")
    assert got.steps[-1].startswith("a multi-dose container")


def test_a_container_said_to_be_both_is_neither(ledger: Build, make: Make) -> None:
    got = ledger([make.given("60 mg", container="multi-dose")], make.supply(discards=["0 mg"]))
    assert (got.container, got.container_basis, got.modifier) == (None, "conflict", None)


def test_the_administration_names_the_container(ledger: Build, make: Make) -> None:
    got = ledger([make.given("60 mg", container="multi-dose")], make.supply(kinds=[]))
    assert (got.container, got.container_basis) == ("multi-dose", "record")


def test_cms_list_names_a_container_the_record_does_not(ledger: Build, make: Make, small: Small) -> None:
    small.listed.add("J1745")
    got = ledger([make.given("300 mg")], make.supply(kinds=[]))
    assert (got.container, got.container_basis, got.modifier, got.demand) == ("single-dose", "list", "JZ", "required")


def test_an_articles_drug_is_looked_up_under_its_own_codes(ledger: Build, make: Make, small: Small) -> None:
    small.listed.add("J2323")
    small.codes["natalizumab"] = ["J2323"]
    article = make.definition("natalizumab", "1 mg", authority="article", code="J2326")
    got = ledger([make.given("300 mg", "natalizumab")], make.supply(kinds=[]), of=article)
    assert (got.container_basis, got.modifier) == ("list", "JZ")


def test_a_discarded_remainder_suggests_single_dose_without_demanding_a_modifier(ledger: Build, make: Make) -> None:
    got = ledger([make.given("60 mg")], make.supply(discards=["40 mg"], kinds=[]))
    assert (got.container, got.container_basis, got.jw_units, got.modifier, got.demand) == (
        "single-dose",
        "discard",
        4,
        "JW",
        "unknown",
    )


def test_an_unknown_container_asks_for_nothing(ledger: Build, make: Make) -> None:
    got = ledger([make.given("60 mg")], make.supply(kinds=[]))
    assert (got.container, got.jw_units, got.modifier, got.demand) == (None, None, None, "unknown")
    assert got.waste_reason == "Neither container nor waste is documented."
    emptied = ledger([make.given("60 mg")], make.supply(discards=["0 mg"], kinds=[]))
    assert (emptied.jw_units, emptied.modifier) == (0, None)


def test_nothing_documented_is_jz_only_for_whole_containers_as_sold(ledger: Build, make: Make, small: Small) -> None:
    small.contents["J1745"] = ["100 mg"]
    whole = ledger([make.given("300 mg")], make.supply())
    assert (whole.jw_units, whole.modifier, whole.wasted) == (0, "JZ", None)
    part = ledger([make.given("350 mg")], make.supply())
    assert (part.jw_units, part.modifier, part.demand) == (None, None, "required")
    assert "no whole number of containers" in part.waste_reason


def test_containers_that_do_not_compare_with_the_dose_are_left_out(ledger: Build, make: Make) -> None:
    got = ledger([make.given("300 mg")], make.supply((1, "15 mL"), discards=["0 mg"]))
    assert (got.jw_units, got.modifier, str(got.opened)) == (0, "JZ", "300 mg")


@pytest.mark.parametrize(
    ("on", "waste", "modifier", "demand"),
    [
        (date(2016, 5, 1), "50 mg", None, "none"),
        (date(2018, 5, 1), "50 mg", "JW", "none"),
        (date(2018, 5, 1), "0 mg", None, "none"),
        (date(2023, 3, 1), "0 mg", None, "optional"),
        (date(2023, 8, 1), "0 mg", "JZ", "required"),
    ],
)
def test_the_date_of_service_decides_what_is_asked(
    ledger: Build, make: Make, on: date, waste: str, modifier: str | None, demand: str
) -> None:
    got = ledger([make.given("350 mg")], make.supply(discards=[waste]), on=on)
    assert (got.modifier, got.demand) == (modifier, demand)


def test_payment_status_exempts_in_hospital_outpatient_only(ledger: Build, make: Make, small: Small) -> None:
    small.indicators["J1745"] = "N"
    hospital = ledger([make.given("350 mg")], make.supply(discards=["0 mg"]), setting="outpatient-hospital")
    assert (hospital.modifier, hospital.demand) == (None, "none")
    assert ledger([make.given("350 mg")], make.supply(discards=["0 mg"])).modifier == "JZ"


def test_given_and_discarded_that_no_containers_as_sold_can_hold_do_not_reconcile(
    ledger: Build, make: Make, small: Small
) -> None:
    small.contents["J1745"] = ["100 mg"]
    odd = ledger([make.given("200 mg")], make.supply(discards=["80 mg"]))
    assert (odd.units, odd.jw_units, odd.modifier, odd.reconciles, odd.opened) == (20, 8, "JW", False, None)
    assert odd.waste_reason == "The given and the discarded amount together are no whole number of containers as sold."
    even = ledger([make.given("120 mg")], make.supply(discards=["80 mg"]))
    assert (even.jw_units, even.reconciles, even.waste_reason) == (8, None, None)
    stated = ledger([make.given("200 mg")], make.supply((1, "280 mg"), discards=["80 mg"]))
    assert stated.reconciles is True
