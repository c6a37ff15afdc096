"""The whole case, with the real reference and facts by hand: two definitions, one that decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from doccheck.case.build import build_case
from doccheck.case.records import Case, LedgerStatus
from doccheck.claim import ClaimLine
from doccheck.errors import CodeError
from doccheck.facts import AmountFact, Extraction, Outcome, Quoted, Role
from doccheck.ground.facts import ground
from doccheck.note import Note
from doccheck.reference.lookup import Reference

DAY = date(2026, 3, 9)


def given(number: str, unit: str, drug: str, **words: str) -> AmountFact:
    quotes = {name: Quoted(text) for name, text in words.items()}
    return AmountFact(Role.GIVEN, Quoted(f"{number} {unit}"), number, unit, Quoted(drug), event=1, **quotes)


def case(text: str, code: str, *facts: AmountFact, **more: Any) -> Case:
    note = Note(text)
    extraction = Extraction("rules", Outcome.OK, facts)
    return build_case(
        note, extraction, ground(note, extraction), code, Reference.load(), **({"date_given": DAY} | more)
    )


NATALIZUMAB = ("Natalizumab 300 mg IV was given.", given("300", "mg", "Natalizumab"))
TIROFIBAN = ("Tirofiban 5 mg IV was given.", given("5", "mg", "Tirofiban"))


def test_both_definitions_are_computed_whatever_the_authority() -> None:
    for authority in ("auto", "article", "cms"):
        got = case(NATALIZUMAB[0], "J2326", NATALIZUMAB[1], authority=authority)
        assert [ledger.definition.authority for ledger in got.ledgers] == ["article", "cms"]
        assert [ledger.status for ledger in got.ledgers] == [LedgerStatus.COMPUTED, LedgerStatus.DRUG_MISMATCH]


@pytest.mark.parametrize(("authority", "decides"), [("auto", "article"), ("article", "article"), ("cms", "cms")])
def test_the_definition_whose_drug_was_given_decides_unless_one_is_pinned(authority: str, decides: str) -> None:
    got = case(NATALIZUMAB[0], "J2326", NATALIZUMAB[1], authority=authority)
    assert got.deciding.definition.authority == decides


def test_the_official_drug_makes_the_official_definition_decide() -> None:
    got = case(TIROFIBAN[0], "J3246", TIROFIBAN[1])
    assert (got.deciding.definition.authority, got.deciding.units) == ("cms", 20)
    assert got.ledgers[0].status is LedgerStatus.DRUG_MISMATCH


def test_the_article_decides_where_nothing_was_given_or_nothing_fits() -> None:
    assert case("Nothing given.", "J2326").deciding.definition.authority == "article"
    neither = case("Rituximab 100 mg IV was given.", "J2326", given("100", "mg", "Rituximab"))
    assert neither.deciding.definition.authority == "article"
    assert {ledger.status for ledger in neither.ledgers} == {LedgerStatus.DRUG_MISMATCH}


def test_a_code_without_an_article_has_the_official_definition_only() -> None:
    got = case("Infliximab 350 mg IV was given.", "j1745", given("350", "mg", "Infliximab"), authority="article")
    assert [ledger.definition.authority for ledger in got.ledgers] == ["cms"]
    assert (got.code, got.article, got.deciding.units) == ("J1745", None, 35)


def test_claim_lines_of_other_codes_are_kept_apart() -> None:
    lines = [ClaimLine("J1745", 35), ClaimLine("96413", 1)]
    got = case("Nothing given.", "J1745", claim=lines)
    assert (got.claim, got.other_lines, got.claim_given) == ((lines[0],), (lines[1],), True)
    assert case("Nothing given.", "J1745").claim_given is False
    assert case("Nothing given.", "J1745", claim=[]).claim_given is True


def test_containers_and_waste_of_the_deciding_drug_are_in_the_case() -> None:
    text = "Infliximab 350 mg IV was given from four 100 mg single-dose vials, 50 mg discarded. Lidocaine 20 mg vial."
    drug = Quoted("Infliximab")
    got = case(
        text,
        "J1745",
        given("350", "mg", "Infliximab"),
        AmountFact(
            Role.PREPARED,
            Quoted("100 mg"),
            "100",
            "mg",
            drug,
            count=Quoted("four"),
            container=Quoted("single-dose vials"),
            event=1,
        ),
        AmountFact(Role.WASTED, Quoted("50 mg", 77), "50", "mg", drug, event=1),
        AmountFact(Role.PREPARED, Quoted("20 mg"), "20", "mg", Quoted("Lidocaine"), container=Quoted("vial"), event=2),
    )
    assert [(one.count, str(one.content)) for one in got.containers] == [(4, "100 mg")]
    assert [str(one.amount) for one in got.discards] == ["50 mg"]
    assert (got.deciding.jw_units, got.deciding.modifier, got.multi_dose) == (5, "JW", False)


@pytest.mark.parametrize(("words", "multi"), [("multi-dose vial", True), ("single-dose vial", False), ("vial", None)])
def test_the_record_says_whether_the_container_is_multi_dose(words: str, multi: bool | None) -> None:  # noqa: FBT001 - a table
    got = case(
        f"Triamcinolone acetonide 40 mg IM was given from a {words}.",
        "J3301",
        given("40", "mg", "Triamcinolone acetonide", container=words),
    )
    assert got.multi_dose is multi


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(CodeError):
        case("Nothing given.", "J0000")


def test_an_unclassified_code_bills_one_unit() -> None:
    got = case("Anakinra 100 mg SC was given.", "J3490", given("100", "mg", "Anakinra"))
    assert (got.deciding.status, got.deciding.units) == (LedgerStatus.COMPUTED, 1)


def test_a_biosimilar_is_not_the_reference_product() -> None:
    got = case("Inflectra 300 mg IV was given.", "J1745", given("300", "mg", "Inflectra"))
    assert got.deciding.status is LedgerStatus.DRUG_MISMATCH


def test_a_ready_mixture_is_its_codes_drug_only_where_the_note_says_what_it_is_in() -> None:
    fact = given("30", "mg", "Midazolam")
    mixed = case("Midazolam 30 mg IV was given from a 50 mg bag in 0.8% sodium chloride.", "J2252", fact)
    assert [ledger.status for ledger in mixed.ledgers] == [LedgerStatus.DRUG_MISMATCH, LedgerStatus.COMPUTED]
    assert (mixed.deciding.definition.authority, mixed.deciding.units) == ("cms", 30)
    plain = case("Midazolam 30 mg IV was given.", "J2252", fact)
    assert {ledger.status for ledger in plain.ledgers} == {LedgerStatus.DRUG_MISMATCH}
    other = case("Midazolam 30 mg IV was given in 0.9% sodium chloride.", "J2252", fact)
    assert {ledger.status for ledger in other.ledgers} == {LedgerStatus.DRUG_MISMATCH}


def test_waste_of_a_ready_mixture_is_counted() -> None:
    drug = Quoted("Midazolam")
    got = case(
        "Midazolam 30 mg IV was given from a premixed bag in 0.8% sodium chloride, 20 mg discarded.",
        "J2252",
        given("30", "mg", "Midazolam", container="premixed bag"),
        AmountFact(Role.WASTED, Quoted("20 mg"), "20", "mg", drug, event=1),
    )
    assert (got.deciding.units, got.deciding.jw_units, got.deciding.modifier) == (30, 20, "JW")


def test_vials_named_without_a_fact_belong_to_the_drug_of_their_sentence() -> None:
    text = (
        "Infliximab 350 mg IV was given. Infliximab: four 100 mg single-dose vials. Rituximab: one 500 mg vial on hand."
    )
    got = case(text, "J1745", given("350", "mg", "Infliximab"))
    assert [(one.count, str(one.content)) for one in got.containers] == [(4, "100 mg")]
    lone = case(
        "Infliximab 350 mg IV was given.\n\nFour 100 mg single-dose vials.", "J1745", given("350", "mg", "Infliximab")
    )
    assert [(one.count, str(one.content)) for one in lone.containers] == [(4, "100 mg")]


def test_a_drug_written_with_its_strength_is_understood() -> None:
    text = "Botox 100 unit vial: Botox 60 units IM given, 40 units discarded."
    facts = (
        AmountFact(Role.GIVEN, Quoted("60 units"), "60", "units", Quoted("Botox 100"), event=1),
        AmountFact(Role.WASTED, Quoted("40 units"), "40", "units", Quoted("Botox 100"), event=1),
    )
    got = case(text, "J0585", *facts)
    assert (got.deciding.units, got.deciding.jw_units) == (60, 40)


def test_another_drugs_container_in_the_same_sentence_says_nothing_of_this_one() -> None:
    got = case(
        "Kenalog 40 mg from a multi-dose vial was given with lidocaine 20 mg from a single-dose vial.",
        "J3301",
        given("40", "mg", "Kenalog"),
        AmountFact(Role.GIVEN, Quoted("20 mg"), "20", "mg", Quoted("lidocaine"), event=2),
    )
    assert (got.deciding.container, got.deciding.modifier, got.multi_dose) == ("multi-dose", None, True)


@pytest.mark.parametrize(
    ("text", "code", "number", "unit", "drug", "total", "step"),
    [
        (
            "Ropivacaine 0.5% 20 mL was injected.",
            "J2795",
            "20",
            "mL",
            "Ropivacaine",
            "100 mg",
            "20 mL × 5 mg / 1 mL = 100 mg",
        ),
        (
            "Epinephrine 0.3 mL of 1:1,000 was given.",
            "J0171",
            "0.3",
            "mL",
            "Epinephrine",
            "0.3 mg",
            "0.3 mL × 1 mg / 1 mL = 0.3 mg",
        ),
    ],
)
def test_a_volume_becomes_an_amount_by_the_strength_beside_it(
    text: str, code: str, number: str, unit: str, drug: str, total: str, step: str
) -> None:
    got = case(text, code, given(number, unit, drug))
    assert (str(got.deciding.dose_total), got.deciding.steps[0]) == (total, step)


@pytest.mark.parametrize(
    "text",
    [
        "Ropivacaine 20 mL was injected.",
        "Ropivacaine 20 mL was injected, 0.2% ropivacaine then 0.5% ropivacaine.",
        "Ropivacaine 20 mL was injected with lidocaine 1%.",
    ],
)
def test_a_volume_without_one_strength_of_its_own_stays_unknown(text: str) -> None:
    assert case(text, "J2795", given("20", "mL", "Ropivacaine")).deciding.status is LedgerStatus.NOT_CHECKABLE


def test_a_steady_rate_and_one_duration_give_the_amount() -> None:
    fact = AmountFact(Role.GIVEN, Quoted("Tirofiban"), "", "", Quoted("Tirofiban"), event=1)
    got = case("Tirofiban was infused at 10 mcg/min IV for 60 minutes.", "J3246", fact)
    assert (str(got.deciding.dose_total), got.deciding.units) == ("600 mcg", 3)
    assert got.deciding.steps[0] == "10 mcg / 1 min × 60 min = 600 mcg"
    between = case("Tirofiban was infused at 10 mcg/min IV from 10:00 to 11:00 (60 minutes).", "J3246", fact)
    assert str(between.deciding.dose_total) == "600 mcg"
    hours = case("Tirofiban was infused at 0.6 mg/h IV over 2 hours.", "J3246", fact)
    assert str(hours.deciding.dose_total) == "1.2 mg"


@pytest.mark.parametrize(
    "text",
    [
        "Tirofiban was infused at 10 mcg/min IV.",
        "Tirofiban was infused at 10 mcg/min for 60 minutes, then 5 mcg/min for 30 minutes.",
        "Tirofiban was infused at 0.1 mcg/kg/min for 60 minutes.",
        "Tirofiban was infused at 10 mL/h for 1.000 hours.",
        "Tirofiban was infused at 10 mcg/min for 1.000 minutes.",
    ],
)
def test_a_rate_that_changes_or_has_no_time_gives_nothing(text: str) -> None:
    fact = AmountFact(Role.GIVEN, Quoted("Tirofiban"), "", "", Quoted("Tirofiban"), event=1)
    assert case(text, "J3246", fact).deciding.status is LedgerStatus.NOT_CHECKABLE


def test_a_dose_per_weight_or_in_doubt_is_not_derived_from_a_rate() -> None:
    fact = AmountFact(Role.GIVEN, Quoted("0.4 mcg/kg"), "0.4", "mcg/kg", Quoted("Tirofiban"), event=1)
    got = case("Tirofiban 0.4 mcg/kg was given at 10 mcg/min for 60 minutes.", "J3246", fact)
    assert got.deciding.status is LedgerStatus.NOT_CHECKABLE
