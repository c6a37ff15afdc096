"""``doccheck eval``: figures over labelled notes, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner

from doccheck.cli.eval_command import eval_command
from doccheck.errors import SettingError

if TYPE_CHECKING:
    from pathlib import Path

KNEE = "DATE: 03/18/2026\nThe left knee was injected with 40 mg of Kenalog and 4 mL of 1% lidocaine. 10 mg discarded.\n"


def label(**keys: Any) -> dict[str, Any]:
    given = [
        {"drug": "triamcinolone acetonide", "dose": "40 mg"},
        {"drug": "lidocaine", "dose": "40 mg", "also": ["4 mL"], "billed": False},
    ]
    return {"id": "knee", "text": KNEE, "administrations": given} | keys


def run(tmp_path: Path, *labels: dict[str, Any], style: str = "json") -> str:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(one) + "\n" for one in labels), encoding="utf-8")
    arguments = [str(gold), "--extractor", "rules", "--format", style]
    result = CliRunner().invoke(eval_command, arguments, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.output


def figures(tmp_path: Path, *labels: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(tmp_path, *labels))
    return found


def test_right_answers_count_in_their_group(tmp_path: Path) -> None:
    found = figures(tmp_path, label())
    assert found["administrations"]["f1"] == 1.0
    assert found["by_kind"]["administration billed"]["right"] == 1
    assert found["by_kind"]["administration other"]["right"] == 1


def test_missed_and_wrong_answers_are_told_with_their_words(tmp_path: Path) -> None:
    found = figures(tmp_path, label(administrations=[{"drug": "triamcinolone acetonide", "dose": "80 mg"}]))
    assert found["administrations"]["right"] == 0
    assert {(one["what"], one["words"]) for one in found["mistakes"] if "triamcinolone" in one["what"]} == {
        ("wrong: triamcinolone acetonide 40 mg", "40 mg"),
        ("missed: triamcinolone acetonide 80 mg", ""),
    }


def test_optional_labels_count_neither_way(tmp_path: Path) -> None:
    given = [
        {"drug": "triamcinolone acetonide", "dose": "40 mg", "optional": True},
        {"drug": "lidocaine", "dose": "1 mL", "optional": True},
    ]
    found = figures(tmp_path, label(administrations=given))["administrations"]
    assert (found["answered"], found["labelled"]) == (0, 0)


def test_note_with_nothing_given_that_got_an_answer_is_counted(tmp_path: Path) -> None:
    assert figures(tmp_path, label(administrations=[]))["empty_notes"] == {"labelled": 1, "answered": 1}


def test_roles_and_fields_are_scored_when_they_are_labelled(tmp_path: Path) -> None:
    facts = [{"role": "wasted", "number": "10", "unit": "mg"}]
    fields = {"consent": None, "injection_site": "left knee"}
    found = figures(tmp_path, label(facts=facts, fields=fields))["by_kind"]
    assert found["role wasted"]["right"] == 1
    assert found["field injection_site"]["labelled"] == 1
    assert found["field consent"] == {
        "right": 0, "answered": 0, "labelled": 0, "precision": None, "recall": None, "f1": 0.0,
    } | {"f1": None}  # fmt: skip


def test_labelled_verdicts_tell_false_passes(tmp_path: Path) -> None:
    cases = [{"code": "J3301", "date": "2026-03-18", "authority": "cms", "verdict": ["review", "fail"]}]
    found = figures(tmp_path, label(cases=cases))["verdicts"]
    assert found["should_not_pass"] == 1
    assert found["false_passes"] == 0
    assert found["right"] == 1


def test_text_for_people_names_figures_time_and_worst_notes(tmp_path: Path) -> None:
    shown = run(tmp_path, label(administrations=[{"drug": "ketorolac", "dose": "30 mg"}]), style="text")
    assert "precision" in shown
    assert "ms in the middle" in shown
    assert "missed: ketorolac 30 mg" in shown


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "x"},
        {"text": "words", "administrations": [{"drug": "x"}]},
        label(facts=[{"role": "eaten", "number": "1"}]),
    ],
)
def test_malformed_label_is_refused_with_its_line_and_no_words(tmp_path: Path, broken: dict[str, Any]) -> None:
    with pytest.raises((SettingError, click.ClickException), match="line 1") as caught:
        run(tmp_path, broken)
    assert "words" not in str(caught.value)
    assert KNEE[:20] not in str(caught.value)


def test_dose_that_is_no_amount_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="one number, one space and a unit"):
        run(tmp_path, label(administrations=[{"drug": "ketorolac", "dose": "thirty"}]))


def test_missing_label_file_is_one_sentence() -> None:
    result = CliRunner().invoke(eval_command, ["absent.jsonl"], standalone_mode=False)
    assert isinstance(result.exception, SettingError)
    assert "cannot read the labels" in str(result.exception)
