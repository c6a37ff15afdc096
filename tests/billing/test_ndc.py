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
    assert ndc.reason == "Ten digits without hyphens may be 4-4-2, 5-3-2 or 5-4-1; write the NDC as 11 digits."


def test_a_directory_settles_ten_digits_when_it_knows_exactly_one_candidate() -> None:
    assert read_ndc("1234567891", known={"12345067891"}).digits == "12345067891"
    assert read_ndc("1234567891", known={"12345067891", "01234567891"}).digits is None


@pytest.mark.parametrize(
    "written", ["", "123", "1234-567-89", "123456-789-10", "12345-6789-10-1", "abcde-fghi-jk", "123456789101"]
)
def test_other_shapes_are_no_ndc(written: str) -> None:
    ndc = read_ndc(written)
    assert ndc.digits is None
    assert ndc.reason == "The NDC is not 10 or 11 digits in a known pattern (4-4-2, 5-3-2, 5-4-1 or 5-4-2)."


@pytest.mark.parametrize("unit", ["ML", "gr", " UN ", "F2"])
def test_units_of_the_standard_are_accepted(unit: str) -> None:
    assert ndc_unit_fault(unit) is None


def test_milligrams_are_warned_of_and_others_refused() -> None:
    assert ndc_unit_fault("ME") == "Several payers do not accept ME (milligram) as NDC unit; ML, GR or UN is safer."
    assert ndc_unit_fault("MG") == "The NDC unit must be one of F2, GR, ME, ML, UN."


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


@pytest.mark.parametrize(
    ("quantity", "fault"),
    [
        ("1,000", "The NDC quantity needs up to 8 digits and up to 3 decimals, without commas."),
        ("\u0661", "The NDC quantity needs up to 8 digits and up to 3 decimals, without commas."),
        ("0.0", "The NDC quantity must be more than 0."),
    ],
)
def test_a_fault_of_a_quantity_is_one_sentence(quantity: str, fault: str) -> None:
    assert ndc_quantity_fault(quantity) == fault
