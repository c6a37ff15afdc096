"""A long descriptor says: drug, amount, wording, routes, exclusions. Texts are shortened to the words that matter."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.quantity import Quantity, format_number
from doccheck.reference.descriptor import read_descriptor

AMOUNTS = [
    ("Injection, tetracycline, up to 250 mg", "tetracycline", "250 mg", "up to"),
    ("Injection, biperiden lactate, per 5 mg", "biperiden", "5 mg", "per"),
    ("Injection, evinacumab-dgnb, 5mg", "evinacumab-dgnb", "5 mg", "plain"),
    ("Injection, penicillin g benzathine, 100,000 units", "penicillin g benzathine", "100000 units", "plain"),
    ("Injection, cefotaxime sodium, per gm", "cefotaxime", "1 g", "per"),
    ("Injection, factor ix, complex, per i.u.", "factor ix", "1 units", "per"),
    ("Injection, dalteparin sodium, per 2500 iu", "dalteparin", "2500 units", "per"),
    ("Injection, interferon, alfa-2b, recombinant, 1 million units", "interferon alfa-2b", "1 million units", "plain"),
    ("Injection, potassium chloride, per 2 meq", "potassium chloride", "2 mEq", "per"),
    ("Infusion, normal saline solution, 250 cc", "sodium chloride", "250 mL", "plain"),
    ("5% dextrose/water (500 ml = 1 unit)", "5% dextrose in water", "500 mL", "plain"),
    (
        "Hyaluronan or derivative, euflexxa, for intra-articular injection, per dose",
        "hyaluronan (euflexxa)",
        "1 doses",
        "per dose",
    ),
    ("Injection, digoxin immune fab (ovine), per vial", "digoxin immune fab", "1 vials", "per dose"),
    ("Injection, exagamglogene autotemcel, per treatment", "exagamglogene autotemcel", "1 doses", "per dose"),
    ("Capsaicin 8% patch, per square centimeter", "capsaicin 8% patch", "1 sq cm", "per"),
    ("Etonogestrel (contraceptive) implant system, including supplies", "etonogestrel", "1 doses", "per dose"),
]
NOT_THE_AMOUNT = [
    ("Injection, vitamin b-12 cyanocobalamin, up to 1000 mcg", "1000 mcg"),
    ("Injection, centruroides immune f(ab)2, up to 120 milligrams", "120 mg"),
    ("Injection, midazolam in 0.9% sodium chloride, not therapeutically equivalent to j2250, 1 mg", "1 mg"),
    ("Injection, hyaluronidase, ovine, per 1 usp unit (up to 999 usp units)", "1 units"),
    ("Injection, thyrotropin alpha, 0.9 mg, provided in 1.1 mg vial", "0.9 mg"),
    ("Injection, valoctocogene roxaparvovec-rvox, per ml, containing nominal 2 x 10^13 vector genomes", "1 mL"),
    ("Injection, dexamethasone 9 percent, intraocular, 1 microgram", "1 mcg"),
    ("Injection, dmso, dimethyl sulfoxide, 50%, 50 ml", "50 mL"),
    ("Low osmolar contrast material, 300-399 mg/ml iodine concentration, per ml", "1 mL"),
    ("Injection, testosterone cypionate, 1 cc, 200 mg", "200 mg"),
    ("Aminolevulinic acid hcl for topical administration, 20%, single unit dosage form (354 mg)", "354 mg"),
    ("Injection, pemivibart, for adolescents (12 years of age and older weighing at least 40 kg), 4500 mg", "4500 mg"),
    ("Interferon beta-1a, 1 mcg for intramuscular use", "1 mcg"),
]
TWO_DRUGS = [
    (
        "Injection, betamethasone acetate 3 mg and betamethasone sodium phosphate 3 mg",
        "betamethasone",
        None,
        "6 mg",
        ["3 mg", "3 mg"],
    ),
    (
        "Injection, ceftolozane 50 mg and tazobactam 25 mg",
        "ceftolozane and tazobactam",
        "tazobactam",
        "75 mg",
        ["50 mg", "25 mg"],
    ),
    (
        "Injection, meropenem and vaborbactam, 10mg/10mg (20mg)",
        "meropenem and vaborbactam",
        "vaborbactam",
        "20 mg",
        ["10 mg", "10 mg"],
    ),
    (
        "Injection, cabotegravir and rilpivirine, 2mg/3mg",
        "cabotegravir and rilpivirine",
        "rilpivirine",
        "2 mg",
        ["2 mg", "3 mg"],
    ),
    (
        "Injection, acetaminophen 10 mg and ibuprofen 3 mg",
        "acetaminophen and ibuprofen",
        "ibuprofen",
        "10 mg",
        ["10 mg", "3 mg"],
    ),
]


@pytest.mark.parametrize(("text", "drug", "unit", "wording"), AMOUNTS)
def test_drug_amount_and_wording_are_read(text: str, drug: str, unit: str, wording: str) -> None:
    found = read_descriptor(text)
    assert (found.drug, str(found.billing_unit), found.wording) == (drug, unit, wording)


@pytest.mark.parametrize(("text", "unit"), NOT_THE_AMOUNT)
def test_a_number_of_something_else_is_not_the_amount(text: str, unit: str) -> None:
    assert str(read_descriptor(text).billing_unit) == unit


@pytest.mark.parametrize(("text", "drug", "second", "unit", "parts"), TWO_DRUGS)
def test_two_drugs_keep_their_parts(text: str, drug: str, second: str | None, unit: str, parts: list[str]) -> None:
    found = read_descriptor(text)
    assert (found.drug, found.second_drug, str(found.billing_unit)) == (drug, second, unit)
    assert [str(part) for part in found.parts] == parts
    assert found.wording == "two drugs"


def test_hyaluronidase_beside_a_drug_is_no_second_amount() -> None:
    found = read_descriptor("Injection, daratumumab, 10 mg and hyaluronidase-fihj")
    assert (found.drug, found.second_drug, str(found.billing_unit), found.wording) == (
        "daratumumab and hyaluronidase",
        "hyaluronidase",
        "10 mg",
        "plain",
    )


@pytest.mark.parametrize(
    "text", ["Unclassified drugs", "Unclassified biologics", "Not otherwise classified, antineoplastic drugs"]
)
def test_an_unclassified_code_has_neither_drug_nor_unit(text: str) -> None:
    found = read_descriptor(text)
    assert (found.drug, found.billing_unit, found.wording) == ("", None, "none")


def test_routes_exclusions_and_products_are_read() -> None:
    assert read_descriptor("Ustekinumab, for subcutaneous injection, 1 mg").routes == ("subcutaneous",)
    assert read_descriptor("Injection, infliximab, excludes biosimilar, 10 mg").excludes == ("biosimilar",)
    other = read_descriptor("Injection, daptomycin (xellia), not therapeutically equivalent to j0878 or j0872, 1 mg")
    assert (other.excludes, other.products) == (("J0878", "J0872"), ("xellia",))
    assert read_descriptor("Injection, alpha 1 proteinase inhibitor (human), (glassia), 10 mg").products == ("glassia",)


def test_the_older_code_for_any_biosimilar_is_not_the_reference_product() -> None:
    assert read_descriptor("Injection, infliximab, biosimilar, 10 mg").drug == "infliximab biosimilar"


@given(
    value=st.decimals(min_value="0.001", max_value="99999", places=3).map(Fraction),
    unit=st.sampled_from(["mg", "mcg", "gm", "units", "iu", "ml", "meq"]),
    lead=st.sampled_from(["", "per ", "up to "]),
    drug=st.sampled_from(["b-12 factor", "interferon beta-1a", "visco-3", "cd54 cells", "hylan g-f 20"]),
)
def test_any_amount_is_read_back_whatever_digits_the_name_has(value: Fraction, unit: str, lead: str, drug: str) -> None:
    found = read_descriptor(f"Injection, {drug}, {lead}{format_number(value)} {unit}")
    assert found.billing_unit is not None
    assert found.billing_unit.same_as(Quantity.of(value, unit))
    assert found.wording == (lead.strip() or "plain")
