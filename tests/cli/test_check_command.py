"""``doccheck NOTE --code``: formats, exit status, several codes, claims, output files."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Run


@pytest.fixture
def complete(root: Path) -> Path:
    return root / "examples" / "j2326-complete.txt"


@pytest.fixture
def faulty(root: Path) -> Path:
    return root / "examples" / "j2326-faults.txt"


def _json(run: Run, *arguments: Any) -> Any:
    return json.loads(run(*arguments, "--format", "json").out)


def test_check_is_the_default_command(run: Run, complete: Path) -> None:
    named = run("check", complete, "--code", "J2326", "--format", "json")
    assert run(complete, "--code", "J2326", "--format", "json") == named
    assert run("--code", "J2326", "--format", "json", complete) == named


def test_complete_note_passes_under_its_article(run: Run, complete: Path) -> None:
    result = run(complete, "--code", "J2326", "--authority", "article")
    assert result.status == 0
    assert result.out.startswith(" PASS")
    assert result.err == ""


def test_conflicted_code_never_passes_under_auto(run: Run, complete: Path) -> None:
    result = run(complete, "--code", "J2326")
    assert result.status == 3
    assert result.out.startswith(" REVIEW")


def test_faulty_note_fails_and_names_what_is_missing_first(run: Run, faulty: Path) -> None:
    result = run(faulty, "--code", "j2326")
    assert result.status == 1
    assert result.out.split("\n")[4].strip().startswith("Missing (")


def test_status_of_the_process_fits_the_verdict(run: Run, complete: Path, faulty: Path) -> None:
    for note in (complete, faulty):
        for authority in ("auto", "article", "cms"):
            result = run(note, "--code", "J2326", "--authority", authority, "--format", "json")
            assert {"pass": 0, "fail": 1, "review": 3}[json.loads(result.out)["verdict"]] == result.status


def test_several_codes_give_an_array_in_the_order_given_and_the_worst_status(run: Run, complete: Path) -> None:
    result = run(complete, "--code", "J2326", "--code", "J1745", "--authority", "article", "--format", "json")
    reports = json.loads(result.out)
    assert [report["code"] for report in reports] == ["J2326", "J1745"]
    assert [report["verdict"] for report in reports] == ["pass", "fail"]
    assert result.status == 1


def test_several_notes_give_one_report_each(run: Run, complete: Path, faulty: Path) -> None:
    reports = _json(run, complete, faulty, "--code", "J2326")
    assert [report["note"]["id"] for report in reports] == [str(complete), str(faulty)]


def test_same_input_gives_same_bytes(run: Run, complete: Path) -> None:
    arguments = (complete, "--code", "J2326", "--format", "json")
    assert run(*arguments).out == run(*arguments).out


def test_standard_input_reads_like_the_file(run: Run, complete: Path) -> None:
    piped = run("-", "--code", "J2326", "--format", "json", stdin=complete.read_bytes())
    report, other = json.loads(piped.out), _json(run, complete, "--code", "J2326")
    assert report.pop("note")["id"] == "standard input"
    other.pop("note")
    assert report == other


def test_claim_by_flags_and_by_file_are_the_same(run: Run, complete: Path, tmp_path: Path) -> None:
    claim = tmp_path / "claim.jsonl"
    claim.write_text('{"code": "J2326", "units": 300, "modifiers": ["JZ"]}\n', encoding="utf-8")
    by_file = _json(run, complete, "--code", "J2326", "--claim", claim)
    assert by_file == _json(run, complete, "--code", "J2326", "--units", "300", "--modifier", "jz")
    assert by_file["claim"] == [{"code": "J2326", "units": 300, "modifiers": ["JZ"], "date": None}]


def test_wrong_units_on_the_claim_block(run: Run, complete: Path) -> None:
    result = run(complete, "--code", "J2326", "--authority", "article", "--units", "30", "--modifier", "JZ")
    assert result.status == 1
    assert "BLOCK" in result.out
    assert "DC101" in result.out


def test_date_given_wins(run: Run, complete: Path) -> None:
    assert _json(run, complete, "--code", "J2326", "--date", "2026-03-13")["date_of_service"] == "2026-03-13"


def test_output_file_is_written_whole_and_only_for_its_owner(run: Run, complete: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    result = run(complete, "--code", "J2326", "--format", "html", "--output", target)
    assert result.out == ""
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_output_to_a_device_does_not_replace_it(run: Run, complete: Path) -> None:
    run(complete, "--code", "J2326", "--format", "json", "--output", "/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_output_that_cannot_be_written_is_one_sentence(run: Run, complete: Path, tmp_path: Path) -> None:
    result = run(complete, "--code", "J2326", "--output", tmp_path / "absent" / "report.txt")
    assert result.status == 2
    assert result.err.count("\n") == 1
    assert "cannot write the output" in result.err


def test_saved_extraction_is_kept_for_its_owner(run: Run, complete: Path, tmp_path: Path) -> None:
    target = tmp_path / "extraction.json"
    run(complete, "--code", "J2326", "--save-extraction", target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_text_report_never_holds_colour_codes_when_piped(run: Run, complete: Path) -> None:
    assert "\x1b" not in run(complete, "--code", "J2326").out
