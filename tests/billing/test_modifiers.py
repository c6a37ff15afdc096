"""JW and JZ by date, container, setting and payment status: domain rules J1-J9."""

from __future__ import annotations

from datetime import date

import pytest

from doccheck.billing.modifiers import Demand, discard_modifier, discard_rule

SINGLE = "single-dose"


@pytest.mark.parametrize(
    ("on", "jw", "jz", "rejected"),
    [
        (date(2016, 12, 31), Demand.OPTIONAL, Demand.NONE, False),
        (date(2017, 1, 1), Demand.REQUIRED, Demand.NONE, False),
        (date(2022, 12, 31), Demand.REQUIRED, Demand.NONE, False),
        (date(2023, 1, 1), Demand.REQUIRED, Demand.OPTIONAL, False),
        (date(2023, 6, 30), Demand.REQUIRED, Demand.OPTIONAL, False),
        (date(2023, 7, 1), Demand.REQUIRED, Demand.REQUIRED, False),
        (date(2023, 9, 30), Demand.REQUIRED, Demand.REQUIRED, False),
        (date(2023, 10, 1), Demand.REQUIRED, Demand.REQUIRED, True),
    ],
)
def test_the_date_of_service_decides(on: date, jw: Demand, jz: Demand, rejected: bool) -> None:  # noqa: FBT001 - a table
    rule = discard_rule(on, container=SINGLE)
    assert (rule.jw, rule.jz, rule.rejected) == (jw, jz, rejected)
    assert "date" in rule.reason or "2017" in rule.reason


TODAY = date(2026, 3, 1)


@pytest.mark.parametrize("setting", ["office", "asc", "cah", "dme"])
def test_offices_surgical_centers_critical_access_hospitals_and_suppliers_must_bill_jz(setting: str) -> None:
    assert discard_rule(TODAY, container=SINGLE, setting=setting).jz is Demand.REQUIRED


@pytest.mark.parametrize("setting", ["rhc", "fqhc", "inpatient"])
def test_settings_that_do_not_bill_drugs_separately_take_neither(setting: str) -> None:
    rule = discard_rule(TODAY, container=SINGLE, setting=setting)
    assert (rule.jw, rule.jz) == (Demand.NONE, Demand.NONE)
    assert setting in rule.reason


@pytest.mark.parametrize(
    ("indicator", "demand"),
    [
        ("G", Demand.REQUIRED),
        ("K", Demand.REQUIRED),
        ("N", Demand.NONE),
        (None, Demand.UNKNOWN),
        ("E1", Demand.UNKNOWN),
    ],
)
def test_hospital_outpatient_depends_on_the_payment_status(indicator: str | None, demand: Demand) -> None:
    rule = discard_rule(TODAY, container=SINGLE, setting="outpatient-hospital", status_indicator=indicator)
    assert rule.jz is demand


def test_packaged_payment_in_hospital_does_not_excuse_an_office() -> None:
    assert discard_rule(TODAY, container=SINGLE, setting="office", status_indicator="N").jz is Demand.REQUIRED


def test_a_multi_dose_container_takes_neither_anywhere() -> None:
    rule = discard_rule(TODAY, container="multi-dose")
    assert (rule.jw, rule.jz, rule.rejected) == (Demand.NONE, Demand.NONE, False)
    assert discard_modifier(0, rule) is None
    assert discard_modifier(3, rule) is None


@pytest.mark.parametrize(
    ("on", "container", "setting"),
    [(None, SINGLE, "office"), (TODAY, None, "office"), (TODAY, SINGLE, "esrd"), (TODAY, SINGLE, "moon")],
)
def test_what_is_not_known_makes_the_demand_unknown_but_still_shows_the_modifier(
    on: date | None, container: str | None, setting: str
) -> None:
    rule = discard_rule(on, container=container, setting=setting)
    assert (rule.jw, rule.jz, rule.rejected) == (Demand.UNKNOWN, Demand.UNKNOWN, False)
    assert discard_modifier(0, rule) == "JZ"
    assert discard_modifier(1, rule) == "JW"


def test_an_optional_demand_stays_optional_in_doubt() -> None:
    assert discard_rule(date(2023, 3, 1), container=None).jz is Demand.OPTIONAL


def test_suppliers_must_bill_jz_from_2024() -> None:
    assert discard_rule(date(2023, 12, 31), container=SINGLE, setting="dme").jz is Demand.OPTIONAL
    assert discard_rule(date(2024, 1, 1), container=SINGLE, setting="dme").jz is Demand.REQUIRED


@pytest.mark.parametrize(
    ("on", "jw_units", "modifier"),
    [
        (date(2026, 1, 1), 5, "JW"),
        (date(2026, 1, 1), 0, "JZ"),
        (date(2023, 3, 1), 5, "JW"),
        (date(2023, 3, 1), 0, None),
        (date(2018, 1, 1), 5, "JW"),
        (date(2018, 1, 1), 0, None),
        (date(2016, 1, 1), 5, None),
    ],
)
def test_whole_discarded_units_take_jw_and_less_takes_jz(on: date, jw_units: int, modifier: str | None) -> None:
    assert discard_modifier(jw_units, discard_rule(on, container=SINGLE)) == modifier
