from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from doccheck.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


def run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    out, err = capsysbinary.readouterr()
    return int(stop.value.code or 0), out.decode(), err.decode()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("something was sent")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
def test_a_plan_shows_the_request_its_tokens_and_its_cost_and_sends_nothing(
    capsysbinary: pytest.CaptureFixture[bytes], root: Path
) -> None:
    note = str(root / "examples" / "j2326-complete.txt")
    status, out, _ = run(capsysbinary, "plan", note, "--code", "j2326", "--model", "gpt-5-mini", "--format", "json")
    plan = json.loads(out)
    assert status == 0
    assert plan["address"] == "https://api.openai.com/v1/responses"
    assert plan["requests"] == len(plan["bodies"]) == 1
    assert 0.5 < plan["prefix_share"] < 1
    assert plan["prefix_tokens"] < plan["input_tokens"]
    assert float(plan["cost_at_most_usd"]) > 0
    assert plan["bodies"][0]["store"] is False
    assert "Natalizumab 300 mg in 100 mL" in plan["bodies"][0]["input"][0]["content"]


@pytest.mark.usefixtures("no_network")
def test_a_plan_for_people_shows_the_words_that_would_be_sent(
    capsysbinary: pytest.CaptureFixture[bytes], root: Path
) -> None:
    note = str(root / "examples" / "j2326-complete.txt")
    server = "http://127.0.0.1:9/v1"
    _, out, _ = run(capsysbinary, "plan", note, "--code", "J2326", "--base-url", server, "--deidentify")
    assert out.startswith("Nothing was sent. To http://127.0.0.1:9/v1/chat/completions")
    assert "J2326.dose_calculation" in out
    assert "Hedwig" not in out


def test_a_plan_for_a_host_nobody_allowed_says_so(capsysbinary: pytest.CaptureFixture[bytes], root: Path) -> None:
    note = str(root / "examples" / "j2326-complete.txt")
    status, out, err = run(capsysbinary, "plan", note, "--code", "J2326", "--base-url", "https://models.example.org/v1")
    assert (status, out) == (4, "")
    assert "allowed_hosts" in err


@pytest.mark.parametrize("style", ["text", "json", "html"])
def test_a_saved_extraction_gives_the_same_report_byte_for_byte(
    style: str, capsysbinary: pytest.CaptureFixture[bytes], root: Path, tmp_path: Path
) -> None:
    note, kept = str(root / "examples" / "j2252-complete.txt"), str(tmp_path / "kept.json")
    options = ["--code", "J2252", "--units", "4200", "--modifier", "JW", "--date", "2026-03-10", "--setting", "asc"]
    first = run(capsysbinary, note, *options, "--authority", "article", "--format", style, "--save-extraction", kept)
    again = run(capsysbinary, "recheck", kept, "--format", style)
    assert again == first
    assert (tmp_path / "kept.json").stat().st_mode & 0o077 == 0


def test_a_recheck_may_ask_about_another_code(
    capsysbinary: pytest.CaptureFixture[bytes], root: Path, tmp_path: Path
) -> None:
    note, kept = str(root / "examples" / "j2326-complete.txt"), str(tmp_path / "kept.json")
    run(capsysbinary, note, "--code", "J2326", "--save-extraction", kept)
    _, out, _ = run(capsysbinary, "recheck", kept, "--code", "J2323", "--format", "json")
    assert json.loads(out)["code"] == "J2323"


@pytest.mark.parametrize(
    "damage", ["{", "[]", '{"format": "doccheck-extraction/0"}', '{"format": "doccheck-extraction/1"}']
)
def test_a_damaged_file_is_one_clear_sentence(
    damage: str, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    (tmp_path / "kept.json").write_text(damage, encoding="utf-8")
    status, out, err = run(capsysbinary, "recheck", str(tmp_path / "kept.json"))
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def test_a_changed_note_is_noticed(capsysbinary: pytest.CaptureFixture[bytes], root: Path, tmp_path: Path) -> None:
    note, kept = str(root / "examples" / "j2326-complete.txt"), tmp_path / "kept.json"
    run(capsysbinary, note, "--code", "J2326", "--save-extraction", str(kept))
    kept.write_text(kept.read_text(encoding="utf-8").replace("300 mg in 100 mL", "400 mg in 100 mL"), encoding="utf-8")
    status, _, err = run(capsysbinary, "recheck", str(kept))
    assert status == 2
    assert "read the note again" in err
