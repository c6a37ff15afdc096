"""The JSON report keeps the contract of its schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.note import Note
from doccheck.quantity import Quantity
from doccheck.report import json as report_json

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.assessment import Report


def test_keys_of_the_contract_are_there(report: Report) -> None:
    data = json.loads(report_json.render(report))
    assert data["schema_version"] == "1"
    assert data["note"]["sha256"] == Note(report.note.text).sha256
    assert data["note"]["chars"] == len(report.note.text)
    assert data["date_of_service"] == "2026-03-14"
    assert data["verdict"] == "fail"
    assert data["extraction"]["usage"] is None
    assert data["requirements"][0]["source"] == {"id": "article-004", "at": "Documentation Requirements"}
    assert data["findings"][0]["citations"] == [{"source": "cms-rac-0074", "at": "whole page"}]
    assert data["units"][0]["dose_total"] == "300 mg"
    assert data["units"][0]["modifier"] == "JZ"
    assert data["units"][1]["modifier"] is None
    assert data["claim"] == [{"code": "J2326", "units": 280, "modifiers": ["JZ"], "date": None}]
    assert data["administrations"][0]["dose"] == "300 mg"


def test_every_quote_stands_at_its_offsets(report: Report) -> None:
    text = report.note.text
    quotes = list(_quotes(json.loads(report_json.render(report))))
    assert len(quotes) >= 5
    assert all(text[quote["start"] : quote["end"]] == quote["quote"] for quote in quotes)


def _quotes(data: Any) -> Any:
    if isinstance(data, dict):
        if "quote" in data:
            yield data
        for value in data.values():
            yield from _quotes(value)
    elif isinstance(data, list):
        for value in data:
            yield from _quotes(value)


def test_output_is_ascii_so_that_no_console_can_obey_or_change_it(report: Report) -> None:
    assert report_json.render(report).isascii()
    assert "\x1b" not in report_json.render(report)


def test_same_report_gives_same_bytes(report: Report) -> None:
    assert report_json.render(report) == report_json.render(report)


def test_several_reports_are_an_array_in_their_order(report: Report) -> None:
    assert [item["code"] for item in json.loads(report_json.render([report, report]))] == ["J2326", "J2326"]


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (Quantity.of("1.2", "million units"), "1200000 units"),
        (Quantity.of("500", "uCi"), "0.5 mCi"),
        (Quantity.of("1000", "mcg"), "1000 mcg"),
        (Quantity.of("0.25", "L"), "250 mL"),
        (None, None),
    ],
)
def test_amounts_use_only_units_of_the_report(quantity: Quantity | None, written: str | None) -> None:
    assert report_json.amount(quantity) == written


@given(st.fractions(min_value=0, max_value=10_000, max_denominator=1000))
def test_a_decimal_amount_reads_back_exactly(value: Any) -> None:
    text = report_json.amount(Quantity(value, "mg"))
    assert text is not None
    number, _, unit = text.partition(" ")
    assert unit == "mg"
    assert number.startswith("≈") or Quantity.of(number, unit).value == value


def test_report_fits_the_published_schema(report: Report, root: Path) -> None:
    schema = json.loads((root / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(json.loads(report_json.render(report)))
    validator.validate(json.loads(report_json.render([report, report])))
