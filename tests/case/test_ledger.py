"""The ledger: what is computed, what is not and why (design.md, "Dose → units")."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

import pytest

from doccheck.case.records import LedgerStatus

# What the fixtures of conftest give.
Build: TypeAlias = Any
Make: TypeAlias = Any


def test_a_dose_becomes_units_with_its_step(ledger: Build, make: Make) -> None:
    got = ledger([make.given("305 mg")])
    assert got.status is LedgerStatus.COMPUTED
    assert (str(got.dose_total), got.units, got.units_each) == ("305 mg", 31, 31)
    assert got.steps[0] == "305 mg ÷ 10 mg = 30.5 → 31 units"


def test_doses_of_a_day_are_summed_and_rounded_once_and_each_is_kept_beside_it(ledger: Build, make: Make) -> None:
    got = ledger([make.given("5 mg"), make.given("5 mg")])
    assert (str(got.dose_total), got.units, got.units_each) == ("10 mg", 1, 2)
    assert got.steps[:3] == (
        "5 mg + 5 mg = 10 mg",
        "10 mg ÷ 10 mg = 1 unit",
        "each administration rounded by itself: 2 units",
    )


def test_how_a_dose_was_worked_out_comes_first(ledger: Build, make: Make) -> None:
    got = ledger([make.given("60 mg", steps=("1.5 mL × 40 mg/mL = 60 mg",))])
    assert got.steps[:2] == ("1.5 mL × 40 mg/mL = 60 mg", "60 mg ÷ 10 mg = 6 units")


def test_another_day_is_not_added(ledger: Build, make: Make) -> None:
    got = ledger(
        [make.given("10 mg", date=date(2026, 3, 2)), make.given("20 mg", date=date(2026, 3, 1)), make.given("30 mg")]
    )
    assert str(got.dose_total) == "40 mg"


def test_where_no_administration_is_of_the_date_all_count(ledger: Build, make: Make) -> None:
    assert str(ledger([make.given("20 mg", date=date(2026, 3, 1))]).dose_total) == "20 mg"


@pytest.mark.parametrize(
    ("dose", "more", "reason"),
    [
        (None, {}, "no amount is stated"),
        (None, {"reason": "the amount cannot be read"}, "the amount cannot be read"),
        (None, {"per_weight": "5 mg/kg"}, "only an amount per body weight"),
        ("0 mg", {}, "the amount stated is zero"),
        ("2 mL", {}, "volume and no concentration"),
        ("100 units", {}, "the dose is in units and one billing unit is in mg"),
    ],
)
def test_a_dose_that_cannot_be_known_is_not_computed(
    ledger: Build, make: Make, dose: str | None, more: dict[str, Any], reason: str
) -> None:
    got = ledger([make.given(dose, **more)])
    assert (got.status, got.units, got.dose_total) == (LedgerStatus.NOT_CHECKABLE, None, None)
    assert reason in got.reason.lower()
    assert len(got.administrations) == 1


def test_contradicting_statements_of_a_dose_are_not_computed(ledger: Build, make: Make) -> None:
    both = (make.q("30 mg"), make.q("60 mg"))
    got = ledger([make.given(None, candidates=both)])
    assert (got.status, got.reason) == (
        LedgerStatus.NOT_CHECKABLE,
        "The note states different amounts for the same administration.",
    )
    assert ledger([make.given(None, candidates=both, reason="ambiguous")]).reason == "Ambiguous."


def test_one_unknown_dose_of_several_makes_the_day_unknown(ledger: Build, make: Make) -> None:
    assert ledger([make.given("10 mg"), make.given(None)]).status is LedgerStatus.NOT_CHECKABLE


def test_the_official_definition_needs_a_date_and_an_article_does_not(ledger: Build, make: Make) -> None:
    got = ledger([make.given("10 mg")], on=None)
    assert got.status is LedgerStatus.NOT_CHECKABLE
    assert "date of service" in got.reason
    article = ledger([make.given("10 mg")], make.supply(), of=make.definition(authority="article"), on=None)
    assert (article.status, article.units, article.modifier, article.demand) == (
        LedgerStatus.COMPUTED,
        1,
        "JZ",
        "unknown",
    )


def test_another_drug_is_a_mismatch(ledger: Build, make: Make) -> None:
    got = ledger([make.given("10 mg", "rituximab")])
    assert (got.status, got.units) == (LedgerStatus.DRUG_MISMATCH, None)
    assert "infliximab" in got.reason


def test_nothing_given_is_not_a_mismatch(ledger: Build) -> None:
    assert ledger([]).status is LedgerStatus.NOT_CHECKABLE


def test_a_local_anaesthetic_alone_is_not_a_mismatch(ledger: Build, make: Make) -> None:
    assert ledger([make.given("2 mL", "lidocaine")]).status is LedgerStatus.NOT_CHECKABLE


def test_a_drug_that_was_held_while_another_was_given_is_not_a_mismatch(ledger: Build, make: Make) -> None:
    got = ledger([make.given("50 mg", "diphenhydramine")], not_given=[make.given("400 mg")])
    assert got.status is LedgerStatus.NOT_CHECKABLE


def test_the_second_drug_of_a_descriptor_counts_as_its_drug(ledger: Build, make: Make) -> None:
    assert ledger([make.given("10 mg")], of=make.definition("infliximab")).units == 1


def test_a_route_the_official_code_excludes_is_a_mismatch(ledger: Build, make: Make) -> None:
    intravenous = make.definition(routes=("intravenous",))
    assert ledger([make.given("90 mg", route="intravenous")], of=intravenous).units == 9
    assert ledger([make.given("90 mg")], of=intravenous).units == 9
    got = ledger([make.given("90 mg", route="subcutaneous")], of=intravenous)
    assert got.status is LedgerStatus.DRUG_MISMATCH
    assert "route" in got.reason


def test_an_articles_route_only_describes(ledger: Build, make: Make) -> None:
    article = make.definition(authority="article", routes=("intravenous",))
    assert ledger([make.given("90 mg", route="subcutaneous")], of=article).units == 9


def test_codes_per_dose_count_administrations(ledger: Build, make: Make) -> None:
    per_dose = make.definition("hyaluronan", "1 doses", wording="per dose")
    got = ledger([make.given("20 mg", "hyaluronan"), make.given(None, "hyaluronan")], make.supply(), of=per_dose)
    assert (str(got.dose_total), got.units, got.units_each, got.jw_units, got.modifier) == ("2 doses", 2, 2, 0, "JZ")
    assert got.steps[:2] == ("2 administrations: 2 doses", "2 doses ÷ 1 doses = 2 units")
    assert str(got.wasted) == "0 doses"


def test_a_stated_number_of_doses_is_taken(ledger: Build, make: Make) -> None:
    per_dose = make.definition("hyaluronan", "1 doses", wording="per dose")
    got = ledger([make.given("2 doses", "hyaluronan")], of=per_dose)
    assert (got.units, got.modifier, got.steps[0]) == (2, None, "1 administration: 2 doses")


def test_unclassified_codes_are_one_unit_of_any_drug(ledger: Build, make: Make) -> None:
    unclassified = make.definition("", None, code="J3490", wording="none")
    got = ledger([make.given("2 mL", "lidocaine"), make.given("100 mg", "anakinra")], make.supply(), of=unclassified)
    assert (got.status, got.units, got.units_each, str(got.dose_total)) == (LedgerStatus.COMPUTED, 1, 1, "100 mg")
    assert (got.jw_units, got.modifier) == (0, "JZ")
    assert ledger([make.given("2 mL", "lidocaine")], of=unclassified).units == 1
    assert ledger([make.given("1 mg", "a"), make.given("1 mg", "b")], of=unclassified).dose_total is None
    wasted = ledger([make.given("100 mg", "anakinra")], make.supply(discards=["5 mg"]), of=unclassified)
    assert (wasted.jw_units, wasted.modifier) == (None, None)
    assert ledger([make.given(None, "anakinra")], of=unclassified).modifier is None
    doubtful = make.given("100 mg", "anakinra", candidates=(make.q("1 mg"), make.q("2 mg")))
    assert ledger([doubtful], of=unclassified).dose_total is None


def test_a_descriptor_without_an_amount_is_not_computed(ledger: Build, make: Make) -> None:
    got = ledger([make.given("10 mg", "device")], of=make.definition("device", None, wording="none"))
    assert got.status is LedgerStatus.NOT_CHECKABLE
    assert "no amount" in got.reason
