"""The cases of ``cases/*.yaml``: what each check must find, what it must spare, and what it cannot judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from doccheck.checks.registry import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doccheck.assessment import Report

CASES: list[dict[str, Any]] = [
    case
    for place in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(place.read_text(encoding="utf-8"))
]
EXPECTED = ("finds", "spares", "lacks", "says")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_checks_find_spare_and_lack_what_the_case_says(
    case: dict[str, Any], judged: Callable[[Mapping[str, Any]], Report]
) -> None:
    report = judged({key: value for key, value in case.items() if key not in EXPECTED})
    found = {finding.rule: finding for finding in report.findings}
    for code, severity in case.get("finds", {}).items():
        assert code in found, (code, sorted(found))
        assert found[code].severity == severity
    for code, words in case.get("says", {}).items():
        assert words in found[code].message
    assert not set(case.get("spares", ())) & set(found), [finding.message for finding in report.findings]
    lacking = {one.rule for one in report.not_assessed}
    assert set(case.get("lacks", ())) <= lacking


def test_cases_name_checks_that_exist() -> None:
    named = {code for case in CASES for key in EXPECTED for code in case.get(key, ())}
    assert named <= set(CHECKS)


def test_case_names_are_all_different() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))
