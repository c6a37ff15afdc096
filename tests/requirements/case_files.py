"""Load the invented notes of ``cases/`` and judge them offline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from doccheck import requirements
from doccheck.case.build import build_case
from doccheck.claim import ClaimLine
from doccheck.extract.rules import extract
from doccheck.ground.facts import ground
from doccheck.note import Note
from doccheck.reference.lookup import Reference

FOLDER = Path(__file__).parent / "cases"


def load(name: str) -> list[dict[str, Any]]:
    """Return the cases of ``cases/<name>.yaml``."""
    loaded: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def answers(case: dict[str, Any]) -> dict[str, Any]:
    """Judge one case; field → answer."""
    note = Note(case["note"])
    reference = Reference.load()
    extraction = extract(note, reference)
    lines = [
        ClaimLine(str(line["code"]), line.get("units"), tuple(str(one) for one in line.get("modifiers", ())))
        for line in case.get("claim") or ()
    ]
    day = case.get("date")
    built = build_case(
        note,
        extraction,
        ground(note, extraction),
        case["code"],
        reference,
        claim=lines or None,
        date_given=day if isinstance(day, date) else None,
        authority="article" if reference.article(case["code"]) else "cms",
    )
    return {answer.requirement.field: answer for answer in requirements.judge(built)}


def wanted(status: Any) -> list[str]:
    """Return the statuses that are right."""
    return status if isinstance(status, list) else [status]
