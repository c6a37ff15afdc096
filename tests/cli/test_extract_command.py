"""``doccheck extract``: one line a note, in order, readable or not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from doccheck.cli.extract_command import extract_command

if TYPE_CHECKING:
    from pathlib import Path

KNEE = "DATE: 03/18/2026\nThe left knee was injected with 40 mg of Kenalog and 4 mL of 1% lidocaine.\n"
NOTHING = "DATE: 03/18/2026\nKenalog 40 mg was not given; the patient declined.\n"


def lines(*arguments: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(extract_command, ["--extractor", "rules", *arguments], standalone_mode=False)
    assert result.exception is None
    assert result.return_value == 0
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.fixture
def notes(tmp_path: Path) -> tuple[str, str]:
    places = (tmp_path / "knee.txt", tmp_path / "nothing.txt")
    for place, text in zip(places, (KNEE, NOTHING), strict=True):
        place.write_text(text, encoding="utf-8")
    return str(places[0]), str(places[1])


def test_lines_come_in_the_order_of_the_arguments(notes: tuple[str, str]) -> None:
    assert [line["note"]["path"] for line in lines(*notes)] == list(notes)
    assert [line["note"]["path"] for line in lines(*reversed(notes))] == list(reversed(notes))


def test_administrations_carry_drug_dose_and_exact_evidence(notes: tuple[str, str]) -> None:
    first, second = lines(*notes)
    assert [(one["drug"], one["dose"], one["laterality"]) for one in first["administrations"]] == [
        ("triamcinolone acetonide", "40 mg", "left"),
        ("lidocaine", "4 mL", "left"),
    ]
    for one in first["administrations"]:
        for words in one["evidence"]:
            assert KNEE[words["start"] : words["end"]] == words["quote"]
    assert second["administrations"] == []


def test_every_fact_tells_its_role_or_field_and_its_place(notes: tuple[str, str]) -> None:
    (first,) = lines(notes[0])
    assert {fact.get("role") for fact in first["facts"]} >= {"given", "concentration"}
    for fact in first["facts"]:
        assert ("role" in fact) != ("field" in fact)
        if fact["start"] is not None:
            assert KNEE[fact["start"] : fact["end"]] == fact["quote"]


def test_note_that_cannot_be_read_has_its_line_and_the_others_theirs(notes: tuple[str, str], tmp_path: Path) -> None:
    absent = str(tmp_path / "absent.txt")
    first, second = lines(absent, notes[0])
    assert first["note"]["path"] == absent
    assert "cannot read" in first["error"]
    assert second["administrations"]


def test_same_note_gives_the_same_bytes(notes: tuple[str, str]) -> None:
    assert lines(notes[0]) == lines(notes[0])
