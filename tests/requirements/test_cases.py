"""The invented notes of ``cases/`` get the statuses their labels say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent / "cases"
VISIT = date(2026, 3, 9)
UNSEEN_RIGHT = 0.95


def load(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def right(status: Any) -> list[str]:
    return status if isinstance(status, list) else [status]


TUNED: list[dict[str, Any]] = load("tuned")
HELD_OUT: list[dict[str, Any]] = load("held_out")
UNSEEN: list[dict[str, Any]] = load("unseen")
STATEMENTS = load("statements")
ROWS = [(group["code"], group["field"], *row) for group in STATEMENTS["statements"] for row in group["says"]]


@pytest.mark.parametrize("case", TUNED, ids=[case["id"] for case in TUNED])
def test_a_note_gets_the_statuses_of_its_labels(case: dict[str, Any], judged: Callable[..., Any]) -> None:
    answers = judged(case)
    wrong = {
        field: answers[field].status.value
        for field, status in case["expect"].items()
        if answers[field].status.value not in right(status)
    }
    assert wrong == {}


@pytest.mark.parametrize(("code", "field", "words", "status"), ROWS, ids=[f"{row[1]}: {row[2]}" for row in ROWS])
def test_a_statement_decides_its_field(
    code: str, field: str, words: str, status: Any, judged: Callable[..., Any]
) -> None:
    note = STATEMENTS["notes"][code].replace("{}", words)
    answer = judged({"code": code, "note": note, "date": VISIT})[field]
    assert answer.status.value in right(status)


def test_notes_the_rules_were_not_tuned_on_keep_their_share_right(judged: Callable[..., Any]) -> None:
    outcomes = [
        judged(case)[field].status.value in right(status) for case in UNSEEN for field, status in case["expect"].items()
    ]
    assert sum(outcomes) / len(outcomes) >= UNSEEN_RIGHT


def test_notes_held_out_until_they_were_measured_keep_their_share_right(judged: Callable[..., Any]) -> None:
    outcomes = [
        judged(case)[field].status.value in right(status)
        for case in HELD_OUT
        for field, status in case["expect"].items()
    ]
    assert sum(outcomes) / len(outcomes) >= UNSEEN_RIGHT


@pytest.mark.parametrize("case", TUNED + HELD_OUT + UNSEEN, ids=[case["id"] for case in TUNED + HELD_OUT + UNSEEN])
def test_met_always_carries_words_of_the_note(case: dict[str, Any], judged: Callable[..., Any]) -> None:
    for answer in judged(case).values():
        if answer.status.value == "met":
            assert answer.evidence
        for piece in answer.evidence:
            assert case["note"][piece.start : piece.end] == piece.quote
