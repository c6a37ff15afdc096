"""No word of a note reaches a log, an error, a temporary file or standard error, whatever the server does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from model_server import ModelServer, Scripted, chat, error, facts

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Quillona Hartwell-Sandoz"
NOTE = f"Patient {CANARY}. Natalizumab 300 mg IV given today, no adverse events.\n"

ANSWERS: dict[str, Any] = {
    "ok": lambda _: chat(facts(evidence=[{"requirement": "J2326.diagnosis", "quote": "gout"}])),
    "refused": lambda _: chat(None, refusal=f"I will not read about {CANARY}"),
    "truncated": lambda _: chat(f'{{"amounts": [{{"quote": "{CANARY}', "length"),
    "invalid": lambda _: chat(f"The patient is {CANARY}."),
    "echo in a 400": lambda request: error(400, f"cannot read {json.dumps(request)}"),
    "echo in a 500": lambda request: error(500, f"cannot read {json.dumps(request)}"),
    "echo in a login page": lambda request: Scripted(f"<html>{json.dumps(request)}</html>".encode()),
    "hang up": lambda _: Scripted(hang_up=True),
}


def run(server: ModelServer, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    note = folder / "note.txt"
    note.write_text(NOTE, encoding="utf-8")
    environment = {
        **os.environ,
        "OPENAI_LOG": "debug",
        "OPENAI_BASE_URL": server.base_url,
        "OPENAI_API_KEY": "sk-canary-key",
        "DOCCHECK_HOME": str(folder / "home"),
        "DOCCHECK_DEADLINE": "1",
        "TMPDIR": str(folder / "tmp"),
    }
    (folder / "tmp").mkdir(exist_ok=True)
    program = "from doccheck.cli.main import main; main()"
    command = [sys.executable, "-c", program, str(note), "--code", "J2326", *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603


def traces(folder: Path) -> list[str]:
    """Files other than the note and the output that hold the canary or the key."""
    return [
        str(file)
        for file in folder.rglob("*")
        if file.is_file()
        and file.name not in {"note.txt", "report.json"}
        and any(word in file.read_bytes() for word in (CANARY.encode(), b"sk-canary-key"))
    ]


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_no_word_of_the_note_and_no_key_is_left_anywhere(kind: str, tmp_path: Path) -> None:
    with ModelServer(ANSWERS[kind]) as server:
        done = run(server, tmp_path, "--format", "json", "--output", str(tmp_path / "report.json"))
    assert server.requests
    assert CANARY in json.dumps(server.requests)
    assert done.returncode in (1, 3, 4), done.stderr
    for word in (CANARY, "Quillona", "Hartwell", "sk-canary-key"):
        assert word not in done.stderr
        assert word not in done.stdout
    assert traces(tmp_path) == []


def test_what_is_sent_is_free_of_the_name_when_it_is_masked(tmp_path: Path) -> None:
    with ModelServer(ANSWERS["ok"]) as server:
        run(server, tmp_path, "--deidentify")
    assert server.requests
    assert "Quillona" not in json.dumps(server.requests)


def test_no_recording_is_of_anything_but_an_invented_note(root: Path) -> None:
    examples = {file.name for file in (root / "examples").glob("*.txt")}
    for file in (root / "cassettes").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert "authorization" not in text.lower()
        assert "sk-" not in text
        assert file.name == "index.yaml" or f"{file.name.split('.')[0]}.txt" in examples
