"""Complete notes in the manners clinics write pass: a check that cries wolf is no use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doccheck.assessment import Report

NOTES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "styled_notes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("mark", NOTES, ids=[mark["id"] for mark in NOTES])
def test_complete_note_of_any_style_passes(mark: dict[str, Any], judged: Callable[[Mapping[str, Any]], Report]) -> None:
    report = judged({key: value for key, value in mark.items() if key != "id"})
    weighing = [finding.message for finding in report.findings if finding.severity != "note"]
    assert report.verdict == "pass", weighing
