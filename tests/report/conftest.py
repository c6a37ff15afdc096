"""A report built by hand: every kind of answer, finding and ledger, with hostile words in its note."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from doccheck.assessment import Report
from doccheck.case.records import Administration, Answer, Case, DatedService, Ledger, LedgerStatus, Status
from doccheck.checks.rule import Finding, Severity
from doccheck.claim import ClaimLine
from doccheck.facts import Extraction, Outcome
from doccheck.ground.grounded import GroundedFacts
from doccheck.note import Evidence, Note, Span
from doccheck.quantity import Quantity
from doccheck.reference.records import Citation, CodeFacts, Definition, Level, Requirement
from doccheck.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    "Visit 2026-03-14\r\n"
    "Dx: relapsing multiple sclerosis <script>alert(1)</script>\r\n"
    "Natalizumab 300 mg IV given, vial emptied.\r\n"
    "Copied \u202esignature\u202c here \x1b[31mred\x1b[0m\r\n"
)

_SOURCE = Citation("article-004", "Documentation Requirements")


def _requirement(field: str, level: Level = Level.REQUIRED) -> Requirement:
    return Requirement(
        id=f"J2326.{field}",
        field=field,
        label=field.replace("_", " ").capitalize(),
        level=level,
        evidence=field,
        question=f"{field} stated?",
        condition=None,
        strength="must",
        drug_bound=False,
        source=_SOURCE,
        detail="",
    )


def _words(note: Note, quote: str) -> Evidence:
    at = note.text.index(quote)
    return note.evidence(Span(at, at + len(quote)))


def build_report(text: str = TEXT, verdict: Verdict = Verdict.FAIL, **changes: Any) -> Report:
    """Return a report on ``text``; ``changes`` replace fields of its case."""
    note = Note(text, "visit.txt")
    article = Definition(
        "article", "J2326", "natalizumab", Quantity(Fraction(1), "mg"), "plain", ("intravenous",), (), None, None,
        _SOURCE,
    )  # fmt: skip
    cms = article._replace(authority="cms", drug="nusinersen", billing_unit=Quantity(Fraction(1, 10), "mg"))
    dose = Quantity(Fraction(300), "mg")
    given = Administration(
        "natalizumab", "Natalizumab", dose, (_words(note, "Natalizumab 300 mg"),), route="intravenous",
        date=date(2026, 3, 14),
    )  # fmt: skip
    decides = Ledger(
        article, LedgerStatus.COMPUTED, administrations=(given,), dose_total=dose, units=300, units_each=300,
        wasted=Quantity(Fraction(0), "mg"), jw_units=0, modifier="JZ", steps=("300 mg ÷ 1 mg = 300 units",),
    )  # fmt: skip
    other = Ledger(cms, LedgerStatus.DRUG_MISMATCH, "The drug given is not nusinersen.")
    extraction = Extraction("rules", Outcome.OK)
    case = Case(
        note=note, code="J2326", extraction=extraction, facts=GroundedFacts(),
        service=DatedService(date(2026, 3, 14)), claim=(ClaimLine("J2326", 280, ["JZ"]),),
        other_lines=(ClaimLine("96413", 1),), claim_given=True, setting="office", authority="auto",
        reference=cast("Any", SimpleNamespace(editions={"hcpcs": "2026-01", "articles": "2026-01-01"})),
        facts_of_code=CodeFacts("J2326", "nusinersen", cms.billing_unit, "plain", (), (), date(2018, 1, 1), None),
        article=None, administrations=(given,), not_given=(), containers=(), discards=(), ledgers=(decides, other),
        deciding=decides, requirements=(),
    )  # fmt: skip
    case = case._replace(**changes)
    answers = (
        Answer(_requirement("diagnosis"), Status.MET, (_words(note, "relapsing multiple sclerosis <script>"),)),
        Answer(
            _requirement("signature"), Status.MISSING, (), "No licensed provider signed.",
            ((_words(note, "\u202esignature\u202c"), "copied text"),),
        ),
        Answer(_requirement("dose"), Status.CONFLICTING, (_words(note, "300 mg"),), "Two doses are stated."),
        Answer(_requirement("consent", Level.ADVISORY), Status.MISSING, (), "No consent is recorded."),
        Answer(_requirement("wastage", Level.CONDITIONAL), Status.NOT_APPLICABLE, (), "Nothing was left over."),
    )  # fmt: skip
    findings = (
        Finding(
            "DC101", "units-differ-from-dose", Severity.BLOCK, "The claim has 280 units; the dose makes 300.",
            (_words(note, "300 mg"),), (Citation("cms-rac-0074", "whole page"),),
        ),
        Finding("DC503", "definitions-disagree", Severity.REVIEW, "CMS lists nusinersen under this code."),
        Finding("DC010", "odd-characters", Severity.NOTE, "The note holds control characters.",
                (_words(note, "\x1b[31mred"),)),
    )  # fmt: skip
    return Report(case, answers, findings, (), verdict, "0.1.0")


@pytest.fixture
def report() -> Report:
    """A failing report with every kind of answer."""
    return build_report()


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """Builds reports on other words or with another verdict."""
    return build_report
