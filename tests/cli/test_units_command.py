"""``doccheck units``: a ledger without a note."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from doccheck.cli.units_command import units_command
from doccheck.errors import CodeError, DoccheckError, QuantityError, SettingError


def run(*arguments: str) -> str:
    result = CliRunner().invoke(units_command, list(arguments), standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.output


def ledgers(*arguments: str) -> list[dict[str, Any]]:
    data = json.loads(run(*arguments, "--format", "json"))
    units: list[dict[str, Any]] = data["units"]
    return units


J1745 = ("--code", "J1745", "--date", "2026-03-02")


def test_the_text_shows_steps_and_claim_lines() -> None:
    text = run(*J1745, "--dose", "350 mg", "--vials", "100mg*4", "--discarded", "50 mg")
    assert "350 mg ÷ 10 mg = 35 units" in text
    assert "350 mg given + 50 mg discarded = 400 mg opened" in text
    assert "line 1: J1745 × 35\n" in text
    assert "line 2: J1745 × 5 JW\n" in text


def test_jz_stands_on_the_line_of_the_given_drug() -> None:
    text = run(*J1745, "--dose", "300 mg", "--vials", "100 mg x 3")
    assert "line 1: J1745 × 30 JZ\n" in text
    assert "line 2" not in text


def test_the_json_holds_the_ledger_of_every_definition() -> None:
    article, cms = ledgers("--code", "J2326", "--dose", "300 mg", "--date", "2026-03-02")
    assert (article["authority"], article["drug"], article["units"]) == ("article", "natalizumab", 300)
    assert (cms["authority"], cms["drug"], cms["units"]) == ("cms", "nusinersen", 3000)


def test_several_doses_are_summed_for_the_day() -> None:
    (ledger,) = ledgers(*J1745, "--dose", "5 mg", "--dose", "5 mg")
    assert (ledger["dose_total"], ledger["units"], ledger["units_each"]) == ("10 mg", 1, 2)


def test_a_multi_dose_container_takes_no_modifier() -> None:
    (ledger,) = ledgers("--code", "J3301", "--dose", "60 mg", "--multi-dose", "--date", "2026-02-03")
    assert (ledger["units"], ledger["jw_units"], ledger["modifier"], ledger["container"]) == (6, 0, None, "multi-dose")


def test_setting_and_date_decide_what_is_asked() -> None:
    (inpatient,) = ledgers(*J1745, "--dose", "300 mg", "--single-dose", "--setting", "inpatient")
    assert (inpatient["modifier"], inpatient["demand"]) == (None, "none")
    (early,) = ledgers("--code", "J1745", "--dose", "300 mg", "--single-dose", "--date", "2018-03-02")
    assert early["modifier"] is None


def test_a_waste_that_does_not_add_up_is_said() -> None:
    text = run(*J1745, "--dose", "350 mg", "--vials", "100mg*4", "--discarded", "40 mg")
    assert "unknown: Given and discarded amounts do not add up" in text


def test_a_dose_in_another_kind_of_unit_is_not_checkable() -> None:
    text = run(*J1745, "--dose", "5 mL")
    assert "not checkable: The dose is a volume and no concentration is stated" in text


def test_without_a_date_today_is_taken() -> None:
    assert "J1745 × 35" in run("--code", "J1745", "--dose", "350 mg")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--code", "J1745", "--dose", "3.900 mg"), QuantityError),
        (("--code", "J1745", "--dose", "lots"), QuantityError),
        (("--code", "J1745", "--dose", "5 mg/kg"), QuantityError),
        (("--code", "J1745", "--dose", "5 mg", "--vials", "4"), QuantityError),
        (("--code", "J1745", "--dose", "5 mg", "--discarded", "some"), QuantityError),
        (("--code", "J1745", "--dose", "5 mg", "--date", "02.03.2026"), SettingError),
        (("--code", "J0000", "--dose", "5 mg"), CodeError),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(
    arguments: tuple[str, ...], error: type[DoccheckError]
) -> None:
    with pytest.raises(error):
        run(*arguments)
