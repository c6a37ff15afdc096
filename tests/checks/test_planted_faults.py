"""A note with a fault planted into it never passes, and without the fault it does."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

    from doccheck.reference.lookup import Reference


def _load() -> ModuleType:
    """The benchmark that plants the faults; it is a script and no package."""
    place = Path(__file__).resolve().parents[2] / "benchmarks" / "false_pass.py"
    spec = importlib.util.spec_from_file_location("false_pass", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["false_pass"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


PLANTING = _load()
NOTES: list[dict[str, Any]] = PLANTING.complete_notes()
EVERY = pytest.mark.parametrize("mark", NOTES, ids=[mark["id"] for mark in NOTES])


@EVERY
def test_complete_note_passes_as_it_stands(mark: dict[str, Any], reference: Reference) -> None:
    report = PLANTING.run(PLANTING.original(mark), reference)
    assert report.verdict == "pass", ([one.requirement.id for one in report.missing], report.findings)


@EVERY
def test_no_planted_fault_comes_out_as_pass(mark: dict[str, Any], reference: Reference) -> None:
    faults = list(PLANTING.planted(mark))
    passed = [trial.fault for trial in faults if PLANTING.run(trial, reference).verdict == "pass"]
    assert passed == []


def test_at_least_two_hundred_faults_are_planted_in_twelve_codes() -> None:
    assert sum(len(list(PLANTING.planted(mark))) for mark in NOTES) >= 200
    assert len({mark["code"] for mark in NOTES}) >= 12
