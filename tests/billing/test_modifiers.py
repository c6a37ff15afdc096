"""JW and JZ by date, container, setting and payment status: domain rules J1-J9."""

from __future__ import annotations

from datetime import date
from typing import Any

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


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"container": "multi-dose"}, "a multi-dose container takes neither JW nor JZ"),
        ({"setting": "rhc"}, "setting rhc bills neither JW nor JZ"),
        (
            {"setting": "outpatient-hospital", "status_indicator": "N"},
            "the drug is packaged in hospital outpatient payment, so neither JW nor JZ applies",
        ),
        ({"on": None}, "no date of service: the rule in force since 2023-07-01 is shown"),
        ({"container": None}, "nothing says whether the container is single-dose"),
        (
            {"setting": "outpatient-hospital"},
            "the payment status of the code in hospital outpatient is not known to be separate",
        ),
        ({"setting": "esrd"}, "in dialysis facilities JW and JZ apply to drugs outside the dialysis payment only"),
        ({"setting": "moon"}, "setting moon is not known"),
        ({}, "JW or JZ is required on this date"),
        ({"on": date(2023, 1, 1)}, "JW is required and JZ optional on this date"),
        ({"on": date(2022, 1, 1)}, "JW is required and JZ does not exist on this date"),
        ({"on": date(2016, 1, 1)}, "neither JW nor JZ is required before 2017"),
    ],
)
def test_the_reason_says_what_decided(rule: dict[str, Any], reason: str) -> None:
    arguments: dict[str, Any] = {"on": TODAY, "container": SINGLE, **rule}
    assert discard_rule(arguments.pop("on"), **arguments).reason == reason


def test_without_a_setting_an_office_is_meant() -> None:
    assert discard_rule(TODAY, container=SINGLE) == discard_rule(TODAY, container=SINGLE, setting="office")


def test_only_a_claim_that_must_carry_one_is_rejected_without() -> None:
    assert discard_rule(TODAY, container=SINGLE).rejected is True
    for rule in (
        discard_rule(TODAY, container="multi-dose"),
        discard_rule(TODAY, container=SINGLE, setting="inpatient"),
        discard_rule(TODAY, container=None),
        discard_rule(None, container=SINGLE),
    ):
        assert rule.rejected is False


def test_payment_status_n_counts_in_hospital_outpatient_only() -> None:
    assert discard_rule(TODAY, container=SINGLE, setting="asc", status_indicator="N").jz is Demand.REQUIRED
    assert discard_rule(TODAY, container=SINGLE, setting="outpatient-hospital", status_indicator="K").rejected is True
