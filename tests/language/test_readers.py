"""Readers of single sentences: what they understand and what they leave alone."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from doccheck.language.calculations import find_calculations
from doccheck.language.icd import find_icd_codes
from doccheck.language.instructions import find_instructions
from doccheck.language.patterns import fold
from doccheck.language.signatures import find_signatures

TABLE: dict[str, list[list[Any]]] = yaml.safe_load((Path(__file__).parent / "readers.yaml").read_text(encoding="utf-8"))
ROWS = [(name, words, value) for name, rows in TABLE.items() for words, value in rows]


def found(name: str, words: str) -> list[str]:
    module, _, function = name.partition(".")
    mentions = getattr(importlib.import_module(f"doccheck.language.{module}"), function)(words)
    if function == "find_runs":
        return ["ok" if run.complete else "part" for run in mentions]
    if function == "find_expiries":
        return [str(one.last_day) for one in mentions]
    return [mention.value for mention in mentions]


@pytest.mark.parametrize(("name", "words", "value"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_a_reader_understands_a_sentence_or_leaves_it(name: str, words: str, value: Any) -> None:
    values = found(name, words)
    if value is None:
        assert values == []
    else:
        assert values
        assert value in ("any", *values)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Dx: RRMS G35.A", ["G35.A"]),
        ("B12 deficiency (E53.8, K91.2)", ["E53.8", "K91.2"]),
        ("ICD-10 G35", ["G35"]),
        ("C7A.1", ["C7A.1"]),
        ("A1c 7.2", []),
        ("vitamin B12 1000", []),
        ("T36.8, BP 120/80", []),
        ("lot M17.22", []),
        ("J3301 x 40", []),
        ("H1N1", []),
    ],
)
def test_a_diagnosis_code_is_told_from_what_looks_like_one(words: str, codes: list[str]) -> None:
    assert [mention.value for mention in find_icd_codes(words)] == codes


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("300 mg ÷ 1 mg per billing unit = 300 units", True),
        ("300 mg / 1 mg = 30 units", False),
        ("5 mg/kg x 80 kg = 400 mg", True),
        ("60 mg/kg x 75 kg = 4,500 mg", True),
        ("305 mg ÷ 10 mg = 31 units", True),
        ("305 mg ÷ 10 mg = 29 units", False),
        ("15 mL x 20 mg/mL = 300 mg", True),
        ("300 mg = 0.3 g", True),
        ("60 mg/kg = 4,500 mg", None),
    ],
)
def test_a_written_calculation_is_worked_out_again(words: str, *, holds: bool | None) -> None:
    assert [one.holds for one in find_calculations(words)][:1] == [holds]


@pytest.mark.parametrize(
    ("words", "credential", "signed"),
    [
        ("Electronically signed by Ada Lind, MD 03/09/2026", "prescriber", True),
        ("Ada Lind, MD\nElectronically signed 03/09/2026 at 11:18", "prescriber", True),
        ("/s/ Ada Lind, PA-C 3/9/26", "prescriber", True),
        ("A. Lind, LPN 03/09/2026", "nurse", True),
        ("Signature pending: Ada Lind, MD", "prescriber", False),
        ("Signed: ____________ MD", "prescriber", False),
        ("Scribed by K. Lo, scribe, electronically signed", "other", False),
    ],
)
def test_a_signature_says_who_signed_and_whether(words: str, credential: str, *, signed: bool) -> None:
    last = find_signatures(words)[-1]
    assert (last.credential, last.signed) == (credential, signed)


def test_care_is_not_taken_for_words_to_a_machine() -> None:
    assert find_instructions("The patient was instructed to ignore the mild soreness and to mark the site.") == ()


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
