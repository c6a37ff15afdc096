"""A good answer, written by hand, through the whole pipeline for each of the five codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from model_server import ModelServer, chat, facts

from doccheck.case.records import LedgerStatus, Status
from doccheck.checker import Checker
from doccheck.reference.lookup import Reference
from doccheck.reference.records import Level
from doccheck.verdict import Verdict

if TYPE_CHECKING:
    from doccheck.assessment import Report

HERE = Path(__file__).parent
ANSWERS: dict[str, Any] = yaml.safe_load((HERE / "written_by_hand" / "answers.yaml").read_text(encoding="utf-8"))
UNITS = {"J2326": 300, "J3246": 100, "J3424": 1, "J3250": 1, "J2252": 4200}


def answer(code: str) -> str:
    written = ANSWERS[code]
    evidence = [
        {"requirement": f"{code}.{field}", "quote": quote}
        for field, quotes in written["evidence"].items()
        for quote in quotes
    ]
    return facts([dict(row) for row in written["amounts"]], evidence)


def asked_for(code: str, text: str) -> str:
    """The answer without fields the code's requirements do not name."""
    ids = {row.id for row in Reference.load().requirements(code)}
    data = json.loads(text)
    data["evidence"] = [row for row in data["evidence"] if row["requirement"] in ids]
    return json.dumps(data)


def report_of(root: Path, code: str) -> Report:
    text = asked_for(code, answer(code))
    with ModelServer(lambda _: chat(text)) as server:
        checker = Checker(extractor="model", base_url=server.base_url, authority="article")
        return checker.check(root / "examples" / f"{code.lower()}-complete.txt", code=code)


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_a_good_answer_meets_every_requirement_and_gives_the_units(root: Path, code: str) -> None:
    report = report_of(root, code)
    unmet = {
        answer.requirement.field: (answer.status, answer.reason)
        for answer in report.answers
        if answer.requirement.level is not Level.ADVISORY and answer.status not in (Status.MET, Status.NOT_APPLICABLE)
    }
    assert not unmet
    assert (report.case.deciding.status, report.case.deciding.units) == (LedgerStatus.COMPUTED, UNITS[code])
    assert report.verdict is Verdict.PASS, [finding.message for finding in report.findings]


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_every_quote_of_the_report_stands_in_the_note(root: Path, code: str) -> None:
    report = report_of(root, code)
    quoted = [piece for answer in report.answers for piece in answer.evidence]
    quoted += [piece for finding in report.findings for piece in finding.evidence]
    assert quoted
    assert all(report.note.text[piece.start : piece.end] == piece.quote for piece in quoted)
