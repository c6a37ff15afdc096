"""Notes that were cut, shuffled, doubled or filled with odd characters still get a report, never a crash."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import doccheck

if TYPE_CHECKING:
    from pathlib import Path

CODES = ("J3246", "J3424", "J3250", "J2252", "J2326", "J1745")
CHECKER = doccheck.Checker(extractor="rules")


def _holds(text: str, code: str) -> None:
    report = CHECKER.check(text, code=code)
    for answer in report.answers:
        for words in answer.evidence:
            assert text[words.start : words.end] == words.quote


@given(
    text=st.text(
        alphabet=st.sampled_from('mgMLIV 0123456789.,:/%µ-–x×\n\r\t½²\u202e\u200b\u00a0\u2009’"()[]*#|<>Ⅻ٣é😀abcdose'),
        min_size=1,
        max_size=300,
    ),
    code=st.sampled_from(CODES),
)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_answered(text: str, code: str) -> None:
    if text.strip(" \t\r\n\f\v\ufeff"):
        _holds(text, code)


@pytest.mark.parametrize("code", CODES[:5])
def test_every_beginning_of_a_note_is_answered(root: Path, code: str) -> None:
    text = (root / "examples" / f"{code.lower()}-complete.txt").read_text(encoding="utf-8")
    for end in range(1, len(text), 97):
        if text[:end].strip():
            _holds(text[:end], code)


@pytest.mark.parametrize("code", CODES[:5])
def test_shuffled_and_doubled_lines_are_answered(root: Path, code: str) -> None:
    lines = (root / "examples" / f"{code.lower()}-complete.txt").read_text(encoding="utf-8").split("\n")
    order = random.Random(code)  # noqa: S311 - repeatable, not secret
    for _ in range(5):
        order.shuffle(lines)
        _holds("\n".join(lines), code)
    _holds("\n".join(lines + lines), code)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000 + " mg",
        "(" * 5000,
        "mg " * 5000,
        "1," * 3000 + "1 mg given",
        "Natalizumab " * 2000,
        "-" * 9000,
        "\n" * 9000 + "x",
    ],
    ids=["digits", "brackets", "units", "commas", "drug", "dashes", "lines"],
)
def test_long_runs_of_one_thing_are_answered(text: str) -> None:
    _holds(text, "J2326")
