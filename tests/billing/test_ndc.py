"""National Drug Codes: domain rules N2-N4."""

from __future__ import annotations

import pytest

from doccheck.billing.ndc import ndc_quantity_fault, ndc_unit_fault, read_ndc


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("1234-5678-91", "01234567891"),
        ("12345-678-91", "12345067891"),
        ("12345-6789-1", "12345678901"),
        ("12345-6789-10", "12345678910"),
        ("12345678910", "12345678910"),
        ("N412345678910", "12345678910"),
        ("n4 12345-6789-10", "12345678910"),
        ("12345 6789 10", "12345678910"),
    ],
)
def test_the_short_segment_is_padded_in_front(written: str, digits: str) -> None:
    ndc = read_ndc(written)
    assert (ndc.digits, ndc.reason) == (digits, None)
    assert ndc.hyphenated == f"{digits[:5]}-{digits[5:9]}-{digits[9:]}"


def test_ten_digits_without_hyphens_stay_ambiguous_and_are_named() -> None:
    ndc = read_ndc("1234567891")
    assert ndc.digits is None
    assert ndc.hyphenated is None
    assert ndc.candidates == ("01234567891", "12345067891", "12345678901")
    assert ndc.reason is not None
    assert "4-4-2, 5-3-2 or 5-4-1" in ndc.reason


def test_a_directory_settles_ten_digits_when_it_knows_exactly_one_candidate() -> None:
    assert read_ndc("1234567891", known={"12345067891"}).digits == "12345067891"
    assert read_ndc("1234567891", known={"12345067891", "01234567891"}).digits is None


@pytest.mark.parametrize(
    "written", ["", "123", "1234-567-89", "123456-789-10", "12345-6789-10-1", "abcde-fghi-jk", "123456789101"]
)
def test_other_shapes_are_no_ndc(written: str) -> None:
    ndc = read_ndc(written)
    assert ndc.digits is None
    assert ndc.reason is not None


@pytest.mark.parametrize("unit", ["ML", "gr", " UN ", "F2"])
def test_units_of_the_standard_are_accepted(unit: str) -> None:
    assert ndc_unit_fault(unit) is None


def test_milligrams_are_warned_of_and_others_refused() -> None:
    assert "ME" in (ndc_unit_fault("ME") or "")
    assert "must be one of" in (ndc_unit_fault("MG") or "")


@pytest.mark.parametrize(
    ("quantity", "fine"),
    [
        ("0.6", True),
        ("1", True),
        ("12345678.123", True),
        ("1,000", False),
        ("0", False),
        ("0.000", False),
        ("1.2345", False),
        ("123456789", False),
        ("", False),
        (".6", False),
    ],
)
def test_quantities_have_eight_digits_and_three_decimals_at_most(quantity: str, fine: bool) -> None:  # noqa: FBT001 - a table
    assert (ndc_quantity_fault(quantity) is None) is fine
