"""Checks that look at a claim are not loaded without one; what is said instead is what they would say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from doccheck.checks.claim_lines import ASK_A_CLAIM, NO_CLAIM
from doccheck.checks.of_claims import CLAIM_CHECKS
from doccheck.checks.registry import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doccheck.assessment import Report


def test_every_check_of_a_claim_says_that_none_was_given(judged: Callable[[Mapping[str, Any]], Report]) -> None:
    report = judged({"code": "J1745", "date": date(2026, 3, 9), "note": "Infliximab 350 mg IV was given today."})
    assert not report.case.claim_given
    assert set(ASK_A_CLAIM) == set(CLAIM_CHECKS)
    assert {code: kind().run(report.case, {}) for code, kind in CLAIM_CHECKS.items()} == dict.fromkeys(
        ASK_A_CLAIM, NO_CLAIM
    )
    said = {one.rule for one in report.not_assessed if one.reason == NO_CLAIM.reason}
    assert said == set(ASK_A_CLAIM)
    assert [one.rule for one in report.not_assessed] == sorted(one.rule for one in report.not_assessed)


def test_checks_are_listed_by_code() -> None:
    assert list(CHECKS) == sorted(CHECKS)
    assert all(kind.code == code for code, kind in CHECKS.items())
