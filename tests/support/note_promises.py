"""What holds for the report of any text whatever; an error tells the promise that was broken."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import yaml

import doccheck
from doccheck.language.numbers import NUMBER_WORD

if TYPE_CHECKING:
    from datetime import date

    from doccheck.assessment import Report

__all__ = ["CLAIMS", "Claim", "check_note", "seeds"]

ROOT = Path(__file__).resolve().parents[2]
_BLANK = " \t\r\n\f\v\ufeff"
_NUMBER = re.compile(rf"\w*\d\w*|[½¼¾⅓⅔⅛]|\b{NUMBER_WORD}\b", re.IGNORECASE)
_ROOM = 40
"""How many times the processor time of a plain note of the same length a note may take."""
_START = 3.0
"""Seconds that any note may take, whatever its length."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a note is checked against."""

    code: str
    lines: tuple[doccheck.ClaimLine, ...] = ()
    date: date | None = None
    authority: str = "auto"


@cache
def _complete() -> list[dict[str, Any]]:
    return yaml.safe_load((ROOT / "tests" / "checks" / "complete_notes.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _claims() -> tuple[Claim, ...]:
    complete = tuple(
        Claim(
            one["code"],
            tuple(
                doccheck.ClaimLine(line["code"], line["units"], tuple(line.get("modifiers", ())))
                for line in one["claim"]
            ),
            one.get("date"),
            one.get("authority", "cms"),
        )
        for one in _complete()
    )
    plain = ("J3246", "J3424", "J3250", "J2252", "J2326", "J1745", "J3301", "J0696", "J1885", "J3420", "J9271", "J0897")
    return complete + tuple(Claim(code) for code in plain)


CLAIMS = _claims()
"""What the first byte of an input chooses from."""


def seeds() -> list[bytes]:
    """Our own invented notes, each with the number of its claim in front."""
    complete = [bytes([number]) + one["note"].encode() for number, one in enumerate(_complete())]
    first = len(complete)
    others = [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.txt"))]
    return complete + [bytes([first + number % 12]) + note for number, note in enumerate(others)]


@cache
def _schema() -> Any:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


def _report(text: str, claim: Claim) -> Report:
    checker = doccheck.Checker(authority=claim.authority, extractor="rules")
    return checker.check(text, code=claim.code, claim=list(claim.lines) or None, date=claim.date)


@cache
def yardstick() -> float:
    """Seconds of processor time that a character of our plain notes takes, in this process."""
    notes = [data[1:].decode() for data in seeds()[::6]] * 3
    for note in notes[:3]:
        _report(note, CLAIMS[0])  # tables and expressions
    begin = time.process_time()
    for number, note in enumerate(notes):
        _report(f"{note}\n{number}", CLAIMS[0])
    return (time.process_time() - begin) / sum(map(len, notes))


def check_note(data: bytes) -> None:
    """Check one input: its first byte chooses the claim, the rest is the note.

    Raises:
        AssertionError: A promise is broken.
    """
    claim, text = CLAIMS[data[0] % len(CLAIMS)], data[1:].decode("utf-8", "replace")
    if not text.strip(_BLANK):
        return
    limit = _START + _ROOM * yardstick() * len(text)
    begin = time.process_time()
    try:
        report = _report(text, claim)
    except doccheck.NoteError:
        return  # what is no note is said to be none
    spent = time.process_time() - begin
    assert spent < limit, f"{len(text)} characters took {spent:.1f} s of processor time, more than {limit:.1f} s"
    _stands_in_the_note(report, text)
    written = doccheck.to_json(report)
    fault = jsonschema.exceptions.best_match(_schema().iter_errors(json.loads(written)))
    assert fault is None, f"the JSON report is not as docs/report.schema.json says at {fault.json_path}"
    doccheck.to_text(report)
    assert doccheck.to_json(_report(text, claim)) == written, "the same note gave another report"
    if report.verdict == "pass":
        _passes_for_a_reason(report, text, claim)


def _stands_in_the_note(report: Report, text: str) -> None:
    for kind, ones in (
        ("requirement", [piece for one in report.answers for piece in one.evidence]),
        ("administration", [piece for one in report.administrations for piece in one.evidence]),
        ("finding", [piece for one in report.findings for piece in one.evidence]),
    ):
        for piece in ones:
            assert 0 <= piece.start < piece.end <= len(text), f"evidence of a {kind} lies outside the note"
            assert text[piece.start : piece.end] == piece.quote, (
                f"evidence of a {kind} at {piece.start} is not in the note"
            )


def _passes_for_a_reason(report: Report, text: str, claim: Claim) -> None:
    assert report.administrations, "a note passed in which nothing was given"
    assert report.answers, "a note passed of which nothing was asked"
    without = _NUMBER.sub("", text)
    if claim.lines and without.strip(_BLANK):
        assert _report(without, claim).verdict != "pass", "the note still passes without any number"
    for number, line in enumerate(claim.lines):
        more = replace(line, units=(line.units or 0) + 1)
        lines = (*claim.lines[:number], more, *claim.lines[number + 1 :])
        if line.code == claim.code:
            verdict = _report(text, replace(claim, lines=lines)).verdict
            assert verdict != "pass", "the note passes with one unit more too"
