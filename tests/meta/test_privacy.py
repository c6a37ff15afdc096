"""No words of a note leave through an error, a log or a warning, whatever goes wrong."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

import doccheck
from doccheck.cli.main import main
from doccheck.errors import DoccheckError

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Quackenbush"
NOTE = (
    f"Patient: Zebulon {CANARY}, DOB 1950-01-01. Date of service: 2026-03-14.\n"
    f"Dx: {CANARY} syndrome. {CANARY}mab 300 {CANARY}/mL IV; natalizumab 1.000 mg, {CANARY}.\n"
    f"Signed {CANARY}, MD\n"
)


def _reports() -> list[doccheck.Report]:
    return [
        doccheck.check(
            NOTE, code=code, authority=authority, extractor="rules", claim=doccheck.ClaimLine(code, 7, ["JW"])
        )
        for code in ("J3246", "J3424", "J3250", "J2252", "J2326", "J1745", "J3490")
        for authority in ("auto", "article", "cms")
    ]


def test_messages_reasons_and_questions_hold_no_words_of_the_note() -> None:
    for report in _reports():
        said = [finding.message for finding in report.findings]
        said += [text for answer in report.answers for text in (answer.reason, answer.question) if text]
        said += [reason for answer in report.answers for _, reason in answer.refuted]
        said += [check.reason for check in report.not_assessed]
        said += [step for ledger in report.units for step in (*ledger.steps, ledger.reason or "")]
        assert said
        assert not [text for text in said if CANARY.casefold() in text.casefold()]


def test_nothing_is_logged_about_a_note(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        _reports()
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--code", "J0000"],
        ["--code", "J2326", "--extractor", "model"],
        ["--code", "J2326", "--claim", "absent.jsonl"],
        ["--code", "J2326", "--base-url", "http://198.51.100.1:9", "--extractor", "model"],
    ],
    ids=" ".join,
)
def test_errors_of_the_command_line_hold_no_words_of_the_note(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(NOTE, encoding="utf-8")
    with pytest.raises(SystemExit):
        main([str(note), *arguments])
    assert CANARY not in capsys.readouterr().err


def test_errors_of_the_api_hold_no_words_of_the_note() -> None:
    for text in (f"{CANARY}\x00", CANARY * 200_000):
        with pytest.raises(DoccheckError) as raised:
            doccheck.check(text, code="J2326")
        assert CANARY not in str(raised.value)
