"""All public notes under all article codes: no unhandled error, every quote in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doccheck
from doccheck.report import html as report_html
from doccheck.report import json as report_json
from doccheck.report import text as report_text

if TYPE_CHECKING:
    from pathlib import Path

CODES = ("J3246", "J3424", "J3250", "J2252", "J2326")


def _notes(shared: Path) -> list[Path]:
    folder = shared / "notes-dev"
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in {".txt", ".md"})


@pytest.mark.needs_shared
def test_every_public_note_gives_a_report_under_every_article_code(shared: Path) -> None:
    checker = doccheck.Checker(extractor="rules")
    notes = _notes(shared)
    assert len(notes) >= 492
    for path in notes:
        note = doccheck.Note.from_path(path)
        extraction = checker.read(note, code=CODES[0])
        for code in CODES:
            report = checker.judge(note, extraction, code=code)
            words = [words for answer in report.answers for words in answer.evidence]
            words += [words for given in report.administrations for words in given.evidence]
            words += [words for finding in report.findings for words in finding.evidence]
            assert all(note.text[one.start : one.end] == one.quote for one in words), path.name


@pytest.mark.needs_shared
def test_every_kind_of_report_can_be_written_for_public_notes(shared: Path) -> None:
    checker = doccheck.Checker(extractor="rules")
    for path in _notes(shared)[::40]:
        report = checker.check(path, code="J3250")
        for renderer in (report_json, report_text, report_html):
            assert renderer.render(report)
