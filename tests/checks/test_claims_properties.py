"""Whatever a claim says, the checks answer; and only the claim that fits the record passes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from doccheck.checks.rule import Severity
from doccheck.claim import ClaimLine
from doccheck.extract.rules import extract
from doccheck.note import Note
from doccheck.pipeline import Order, judge
from doccheck.reference.lookup import Reference

if TYPE_CHECKING:
    from doccheck.assessment import Report

REFERENCE = Reference.load()
MARK: dict[str, Any] = next(
    one
    for one in yaml.safe_load((Path(__file__).parent / "complete_notes.yaml").read_text(encoding="utf-8"))
    if one["id"] == "infliximab"
)
NOTE = Note(MARK["note"])
READ = extract(NOTE, REFERENCE)
GIVEN_UNITS, DISCARDED_UNITS = 35, 5
MODIFIERS = ("JW", "JZ", "25", "52", "59", "RT", "LT", "GA", "GZ", "KX", "TB", "JA", "JB", "PO", "PN", "EJ", "50", "ZZ")
RANK = [Severity.BLOCK, Severity.REVIEW, Severity.NOTE]

lines = st.builds(
    ClaimLine,
    code=st.just("J1745"),
    units=st.one_of(st.none(), st.sampled_from([1, 5, 34, 35, 36, 40]), st.integers(1, 10_000)),
    modifiers=st.lists(st.sampled_from(MODIFIERS), max_size=3).map(tuple),
    date=st.sampled_from([None, None, None, date(2026, 3, 16), date(2026, 3, 17)]),
)


def _judged(claim: tuple[ClaimLine, ...]) -> Report:
    return judge(NOTE, READ, Order("J1745", claim, date(2026, 3, 16), "cms"), REFERENCE)


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, min_size=1, max_size=3).map(tuple))
def test_any_claim_gets_findings_in_order_with_words_of_the_note(claim: tuple[ClaimLine, ...]) -> None:
    report = _judged(claim)
    ranks = [(RANK.index(one.severity), one.rule) for one in report.findings]
    assert ranks == sorted(ranks)
    for finding in report.findings:
        assert all(NOTE.text[one.start : one.end] == one.quote for one in finding.evidence)


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, min_size=1, max_size=3).map(tuple))
def test_a_claim_passes_only_when_its_units_and_modifiers_are_those_of_the_record(claim: tuple[ClaimLine, ...]) -> None:
    if _judged(claim).verdict != "pass":
        return
    wasted = [line for line in claim if "JW" in line.modifiers]
    dose = [line for line in claim if "JW" not in line.modifiers]
    assert all(line.units is not None for line in claim)
    assert sum(line.units or 0 for line in dose) == GIVEN_UNITS
    assert sum(line.units or 0 for line in wasted) == DISCARDED_UNITS
    used = {modifier for line in claim for modifier in line.modifiers}
    assert not used & {"JZ", "25", "52", "59", "RT", "LT", "ZZ", "EJ", "50", "JB"}


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, min_size=1, max_size=3).map(tuple))
def test_the_same_claim_gets_the_same_findings_twice(claim: tuple[ClaimLine, ...]) -> None:
    assert _judged(claim).findings == _judged(claim).findings


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, min_size=2, max_size=3).map(tuple))
def test_the_order_of_claim_lines_changes_no_rule_that_is_found(claim: tuple[ClaimLine, ...]) -> None:
    forward = {(one.rule, one.severity) for one in _judged(claim).findings}
    backward = {(one.rule, one.severity) for one in _judged(claim[::-1]).findings}
    assert forward - {("DC401", Severity.REVIEW)} == backward - {("DC401", Severity.REVIEW)}
