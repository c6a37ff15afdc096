"""Look-ups by code, drug and date of service."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from doccheck.errors import CodeError
from doccheck.reference.lookup import Reference
from doccheck.reference.records import Level

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.reference.records import CodeFacts

TODAY = date(2026, 2, 1)


def codes(found: tuple[CodeFacts, ...]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("code", "drug", "unit", "wording"),
    [
        ("J1745", "infliximab", "10 mg", "plain"),
        ("J1885", "ketorolac", "15 mg", "per"),
        ("J3301", "triamcinolone acetonide", "10 mg", "plain"),
        ("j0702", "betamethasone", "6 mg", "two drugs"),
        (" J7323 ", "hyaluronan (euflexxa)", "1 doses", "per dose"),
    ],
)
def test_facts_of_a_code(code: str, drug: str, unit: str, wording: str, reference: Reference) -> None:
    facts = reference.facts(code)
    assert (facts.drug, str(facts.billing_unit), facts.wording) == (drug, unit, wording)


@pytest.mark.parametrize("code", ["96413", "A9575", "J99", "", "JJJJJ", "J0001", "Q4001", "Q5001", "Q4199", "Q3014"])
def test_what_is_no_known_drug_code_is_refused(code: str, reference: Reference) -> None:
    with pytest.raises(CodeError):
        reference.facts(code)


@pytest.mark.parametrize("code", ["J3490", "J3590", "J9999", "J7999"])
def test_an_unclassified_code_has_no_drug_and_no_unit(code: str, reference: Reference) -> None:
    facts = reference.facts(code)
    assert (facts.drug, facts.billing_unit, facts.wording) == ("", None, "none")


def test_the_last_day_of_a_code_is_usable_and_the_next_is_not(reference: Reference) -> None:
    assert reference.in_force("J1030", date(2024, 3, 31))
    assert not reference.in_force("J1030", date(2024, 4, 1))
    assert not reference.in_force("J1010", date(2024, 3, 31))
    assert reference.in_force("J1010", date(2024, 4, 1))


@pytest.mark.parametrize(
    ("code", "on", "next_code"),
    [
        ("J1030", date(2024, 4, 1), "J1010"),
        ("J2930", date(2024, 4, 1), "J2919"),
        ("J1070", TODAY, "J1071"),
        ("J3370", TODAY, "J3373"),
    ],
)
def test_a_code_that_ended_has_its_successor(code: str, on: date, next_code: str, reference: Reference) -> None:
    assert codes(reference.successors(code, on))[0] == next_code


def test_before_the_change_the_older_code_is_the_answer(reference: Reference) -> None:
    assert set(codes(reference.successors("J1010", date(2024, 3, 31)))) == {"J1020", "J1030", "J1040"}


@pytest.mark.parametrize(
    ("drug", "wanted"),
    [
        ("natalizumab", ["J2323"]),
        ("Tyruko", ["Q5134"]),
        ("Remicade", ["J1745"]),
        ("inflectra", ["Q5103"]),
        ("Zymfentra", ["J1748"]),
        ("vitamin B12", ["J3420"]),
        ("Depo-Medrol", ["J1010"]),
        ("Solu-Medrol", ["J2919"]),
        ("Synvisc-One", ["J7325"]),
        ("Kineret", []),
        ("no such drug", []),
    ],
)
def test_codes_of_a_drug_by_any_of_its_names(drug: str, wanted: list[str], reference: Reference) -> None:
    assert codes(reference.codes_of(drug, TODAY)) == wanted


def test_a_route_parts_the_codes_of_one_drug(reference: Reference) -> None:
    routes = {one.code: one.routes for one in reference.codes_of("Stelara", TODAY)}
    assert routes == {"J3357": ("subcutaneous",), "J3358": ("intravenous",)}


def test_a_vague_name_lists_the_codes_of_all_it_may_mean(reference: Reference) -> None:
    assert {"J1010", "J2919"} <= set(codes(reference.codes_of("methylprednisolone", TODAY)))
    assert {"J7321", "J7323", "J7325"} <= set(codes(reference.codes_of("sodium hyaluronate", TODAY)))


def test_without_a_date_codes_that_ended_are_listed_too(reference: Reference) -> None:
    assert {"J1010", "J1020", "J1030", "J1040"} == set(codes(reference.codes_of("methylprednisolone acetate", None)))


def test_a_code_for_any_maker_comes_before_one_restricted_to_a_maker(reference: Reference) -> None:
    assert codes(reference.codes_of("bortezomib", TODAY))[0] == "J9041"


def test_biosimilars_of_a_reference_product(reference: Reference) -> None:
    assert codes(reference.biosimilars_of("natalizumab", TODAY)) == ["Q5134"]
    assert "Q5103" in codes(reference.biosimilars_of("Remicade", TODAY))


def test_an_article_comes_first_and_both_definitions_cite_their_source(reference: Reference) -> None:
    article, official = reference.definitions("J2326")
    assert (article.authority, article.drug, str(article.billing_unit)) == ("article", "natalizumab", "1 mg")
    assert (official.authority, official.drug, str(official.billing_unit)) == ("cms", "nusinersen", "0.1 mg")
    assert article.source.source == "article-j2326"
    assert official.source.source == "cms-hcpcs"
    assert [one.authority for one in reference.definitions("J1745")] == ["cms"]


def test_the_baseline_is_that_of_any_code_without_an_article(reference: Reference) -> None:
    levels = {one.field: (one.level, one.condition) for one in reference.requirements("J1745")}
    required = {name for name, (level, _) in levels.items() if level is Level.REQUIRED}
    assert required == {"diagnosis", "order", "dose", "route", "administration_date", "signature"}
    assert {name: condition for name, (level, condition) in levels.items() if level is Level.CONDITIONAL} == {
        "wastage": "amount_unused",
        "weight": "dose_by_weight",
        "infusion_times": "timed_administration",
    }
    assert {name for name, (level, _) in levels.items() if level is Level.ADVISORY} == {
        "injection_site",
        "lot_number",
        "adverse_events",
    }
    assert {one.id for one in reference.requirements("J1745")} == {f"J1745.{name}" for name in levels}


def test_an_advisory_baseline_row_keeps_its_condition_under_an_article(reference: Reference) -> None:
    rows = {one.field: one for one in reference.requirements("J2326")}
    assert (rows["weight"].level, rows["weight"].condition) == (Level.ADVISORY, "dose_by_weight")


def test_a_diagnosis_code_asked_for_covers_the_diagnosis(reference: Reference) -> None:
    assert "diagnosis" not in {one.field for one in reference.requirements("J3250")}


def test_no_question_suggests_an_answer(reference: Reference) -> None:
    questions = {one.question for article in reference.articles() for one in reference.requirements(article.code)}
    assert all(question.endswith("?") for question in questions)
    assert not [question for question in questions if question.startswith(("Is ", "Was ", "Did ", "Were ", "Has "))]


def test_containers_hold_billing_units_and_content(reference: Reference) -> None:
    remicade = next(one for one in reference.containers("J1745") if one.brand == "Remicade")
    assert (str(remicade.content), remicade.billing_units) == ("100 mg", Fraction(10))
    assert reference.containers("J2326") == ()


def test_a_unit_limit_answers_for_its_quarter_and_place_only(reference: Reference) -> None:
    spring, summer = date(2026, 5, 1), date(2026, 8, 1)
    practitioner = reference.unit_limit("J1745", spring, "office")
    assert practitioner is not None
    assert (practitioner.units, practitioner.indicator, practitioner.quarter) == (150, 3, "2026-Q2")
    assert reference.unit_limit("J1745", spring, "outpatient-hospital") is None
    hospital = reference.unit_limit("J1745", summer, "outpatient-hospital")
    assert hospital is not None
    assert (hospital.setting, hospital.quarter) == ("outpatient-hospital", "2026-Q3")
    assert reference.unit_limit("J1745", date(2026, 1, 1), "office") is None
    assert {one.quarter for one in reference.unit_limits("J1745")} == {"2026-Q2", "2026-Q3"}


def test_lists_answer_and_absence_is_unknown(reference: Reference) -> None:
    assert reference.status_indicator("J1745") == "K"
    assert reference.status_indicator("J0001") is None
    assert reference.single_dose("J1745") is True
    assert reference.single_dose("J3301") is None
    assert reference.payment_limit("J1745") == Decimal("32.423")
    assert reference.payment_limit("J2326") is None
    assert reference.dosage_text("J1745") == "10 MG"


def test_modifiers_are_those_of_the_official_file(reference: Reference) -> None:
    assert {"JW", "JZ", "RT", "LT", "PO", "GA", "JA", "EJ"} <= reference.modifiers(TODAY)
    assert not {"B", "25", "59"} & reference.modifiers()
    assert "JZ" not in reference.modifiers(date(2022, 12, 31))


def test_a_similar_drug_is_told_from_the_right_one_and_from_others(reference: Reference) -> None:
    assert reference.is_similar_drug("J1010", "Solu-Medrol")
    assert not reference.is_similar_drug("J1010", "Depo-Medrol")
    assert not reference.is_similar_drug("J1010", "ketorolac")
    assert reference.is_similar_drug("J3246", "tocilizumab")


def test_a_newer_edition_of_the_user_answers_for_later_days_and_the_older_for_earlier(
    tmp_path: Path, reference: Reference
) -> None:
    own = tmp_path / "own"
    (own / "hcpcs").mkdir(parents=True)
    old = (reference.folder / "hcpcs/2026-01.csv").read_text(encoding="utf-8")
    new = old.replace("J1745,infliximab,,10,mg", "J1745,infliximab,,5,mg").replace("J0120,", "J0119,", 1)
    (own / "hcpcs/2026-04.csv").write_text(new, encoding="utf-8")
    (own / "editions.csv").write_text(
        "table,edition,begins,ends,source,file,sha256,rows\nhcpcs,2026-04,2026-04-01,,cms-hcpcs,x.txt,00,1819\n",
        encoding="utf-8",
    )
    both = Reference(reference.folder, own)
    assert str(both.facts("J1745", date(2026, 3, 31)).billing_unit) == "10 mg"
    assert str(both.facts("J1745", date(2026, 4, 1)).billing_unit) == "5 mg"
    assert str(both.facts("J1745").billing_unit) == "5 mg"
    assert both.facts("J0120").drug == "tetracycline"
    assert both.editions["hcpcs"] == "2026-04"
    record = both.edition("hcpcs", date(2020, 1, 1))
    assert record is not None
    assert record.edition == "2026-01"


def test_a_look_up_opens_no_table_it_does_not_need(tmp_path: Path, reference: Reference) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference.folder, folder)
    for table in ("containers", "limits", "mue", "status", "brands", "modifiers", "single-dose", "codes"):
        shutil.rmtree(folder / table)
    (folder / "drugs.csv").unlink()
    assert Reference(folder).facts("J1745").drug == "infliximab"


def test_loading_imports_no_yaml_for_a_fact() -> None:
    load = "import sys; from doccheck.reference.lookup import Reference"
    code = f"{load}; Reference.load().facts('J1745'); print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - a fresh process tells what is imported
    assert done.stdout.strip() == "False"


def test_an_ndc_names_its_codes(reference: Reference) -> None:
    assert reference.codes_of_ndc("57894-0030-01") == ("J1745",)
    assert reference.codes_of_ndc("57894003001") == ("J1745",)
    assert set(reference.codes_of_ndc("65219-0222-25")) >= {"J7030", "J7040", "J7050"}
    assert reference.codes_of_ndc("00000-0000-00") == ()
    assert reference.codes_of_ndc("1-2-3") == ()


def test_the_edition_of_the_requirements_changes_with_their_words(tmp_path: Path, reference: Reference) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference.folder, folder)
    assert Reference(folder).editions == reference.editions
    path = folder / "baseline.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("How the drug was given.", "The way."), encoding="utf-8")
    assert Reference(folder).editions["articles"] != reference.editions["articles"]
