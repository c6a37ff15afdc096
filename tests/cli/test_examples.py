"""The ten example notes come out as they were written to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run

CODES = ("J3246", "J3424", "J3250", "J2252", "J2326")

FAULTS = {
    "J3246": {"medical_necessity", "prior_therapies", "dose", "route", "injection_site", "adverse_events"},
    "J3424": {"diagnosis", "lab_results", "order", "administration_time", "administration_date"},
    "J3250": {"medical_necessity", "diagnosis_code", "injection_site", "prior_therapies", "drug_rationale"},
    "J2252": {"genetic_testing", "wastage", "infusion_times", "expiration_date", "treatment_response"},
    "J2326": {"medical_necessity", "dose_calculation", "signature", "adverse_events"},
}
UNITS = {"J3246": (100, "JZ"), "J3424": (1, "JZ"), "J3250": (1, "JZ"), "J2252": (4200, "JW"), "J2326": (300, "JZ")}


@pytest.mark.parametrize("code", CODES)
def test_complete_note_passes_under_its_article_and_only_there(run: Run, root: Path, code: str) -> None:
    note = root / "examples" / f"{code.lower()}-complete.txt"
    statuses = [run(note, "--code", code, "--authority", one).status for one in ("article", "auto", "cms")]
    assert statuses == [0, 3, 1]


@pytest.mark.parametrize("code", CODES)
def test_complete_note_has_its_units_and_the_claim_that_bills_them_passes(run: Run, root: Path, code: str) -> None:
    note = root / "examples" / f"{code.lower()}-complete.txt"
    units, modifier = UNITS[code]
    report = json.loads(run(note, "--code", code, "--authority", "article", "--format", "json").out)
    article = next(one for one in report["units"] if one["authority"] == "article")
    assert (article["units"], article["modifier"]) == (units, modifier)
    if modifier == "JZ":
        claim = ("--units", str(units), "--modifier", "JZ")
        assert run(note, "--code", code, "--authority", "article", *claim).status == 0
        claim = ("--units", str(units + 1), "--modifier", "JZ")
        assert run(note, "--code", code, "--authority", "article", *claim).status == 1


@pytest.mark.parametrize("code", CODES)
def test_faulty_note_fails_for_exactly_its_faults(run: Run, root: Path, code: str) -> None:
    note = root / "examples" / f"{code.lower()}-faults.txt"
    result = run(note, "--code", code, "--authority", "article", "--format", "json")
    open_fields = {
        answer["field"]
        for answer in json.loads(result.out)["requirements"]
        if answer["level"] != "advisory" and answer["status"] not in ("met", "not_applicable")
    }
    assert result.status == 1
    assert open_fields == FAULTS[code]
