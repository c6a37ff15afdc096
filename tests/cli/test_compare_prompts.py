from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from model_server import ModelServer, chat, facts

from doccheck.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


def run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    out, err = capsysbinary.readouterr()
    return int(stop.value.code or 0), out.decode(), err.decode()


@pytest.fixture
def gold(tmp_path: Path) -> str:
    (tmp_path / "note.txt").write_text("Ketorolac 30 mg IM given today.\n", encoding="utf-8")
    row = {"note": "note.txt", "administrations": [{"drug": "ketorolac", "dose": "30 mg"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return str(tmp_path / "gold.jsonl")


def test_prompt_versions_are_compared_on_the_same_notes(gold: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    answer = facts([{"role": "given", "quote": "30 mg", "number": "30", "unit": "mg", "drug": "Ketorolac"}])
    with ModelServer(lambda _: chat(answer)) as server:
        options = (
            "--extractor",
            "model",
            "--base-url",
            server.base_url,
            "--prompt",
            "v1",
            "--prompt",
            "extract-facts/v1",
        )
        status, out, err = run(capsysbinary, "eval", gold, *options, "--format", "json")
    assert (status, err) == (0, "")
    both = json.loads(out)
    assert [one["prompt"] for one in both] == ["extract-facts/v1", "extract-facts/v1"]
    assert both[0]["administrations"] == both[1]["administrations"]
    assert len(server.requests) == 2


def test_a_prompt_that_does_not_exist_is_a_clear_error(gold: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = run(capsysbinary, "eval", gold, "--prompt", "v99")
    assert (status, out) == (2, "")
    assert "extract-facts/v1" in err
