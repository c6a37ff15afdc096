"""Whole notes with one thing wrong get the verdict they deserve, and the check that says why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doccheck.assessment import Report

NOTES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "faulty_notes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("mark", NOTES, ids=[mark["id"] for mark in NOTES])
def test_faulty_note_gets_its_verdict_and_the_check_that_says_why(
    mark: dict[str, Any], judged: Callable[[Mapping[str, Any]], Report]
) -> None:
    report = judged({key: value for key, value in mark.items() if key not in ("id", "verdict", "finds")})
    found = {finding.rule for finding in report.findings}
    verdicts = mark["verdict"] if isinstance(mark["verdict"], list) else [mark["verdict"]]
    assert report.verdict in verdicts, [finding.message for finding in report.findings]
    assert found & set(mark["finds"]), [finding.message for finding in report.findings]
