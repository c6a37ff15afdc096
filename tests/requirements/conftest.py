"""Judge an invented note offline, from its words to the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from doccheck import requirements
from doccheck.case.build import build_case
from doccheck.claim import ClaimLine
from doccheck.extract.rules import extract
from doccheck.ground.facts import ground
from doccheck.note import Note
from doccheck.reference.lookup import Reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.case.records import Answer
    from doccheck.facts import Extraction

    Judge = Callable[..., dict[str, Answer]]

CASES = Path(__file__).parent / "cases"


def load(name: str) -> Any:
    """Return what ``cases/<name>.yaml`` holds."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def judge_case(case: dict[str, Any], extraction: Extraction | None = None) -> dict[str, Answer]:
    """Judge one case; field → answer. ``extraction`` replaces what the rules read."""
    note = Note(case["note"])
    reference = Reference.load()
    read = extract(note, reference) if extraction is None else extraction
    lines = [
        ClaimLine(str(line["code"]), line.get("units"), tuple(str(one) for one in line.get("modifiers", ())))
        for line in case.get("claim") or ()
    ]
    day = case.get("date")
    built = build_case(
        note,
        read,
        ground(note, read),
        case["code"],
        reference,
        claim=lines or None,
        date_given=day if isinstance(day, date) else None,
        authority="article" if reference.article(case["code"]) else "cms",
    )
    return {answer.requirement.field: answer for answer in requirements.judge(built)}


@pytest.fixture(scope="session")
def judged() -> Judge:
    """The function that judges a case."""
    return judge_case


@pytest.fixture(scope="session")
def rules_read() -> Callable[[str], Extraction]:
    """What the offline extractor reads in a text."""
    return lambda text: extract(Note(text), Reference.load())


@pytest.fixture(scope="session")
def changed() -> Callable[..., Extraction]:
    """``dataclasses.replace`` for an extraction."""
    return replace
