"""Documents that cannot drift from the code."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from doccheck.cli.main import COMMANDS, main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands_of_readme() -> Iterator[list[str]]:
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words and words[0] == "doccheck":
                yield words[1:]


def test_generated_documents_are_up_to_date() -> None:
    run = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_command_is_in_the_command_page() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert all(f"## doccheck {name}\n" in page for name in COMMANDS)


@pytest.mark.parametrize("arguments", list(_commands_of_readme()), ids=" ".join)
def test_commands_of_the_readme_work(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    note = (ROOT / "examples" / "j2326-complete.txt").read_text(encoding="utf-8")
    (tmp_path / "visit.txt").write_text(note, encoding="utf-8")
    (tmp_path / "claim.jsonl").write_text('{"code": "J1745", "units": 35}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code in (0, 1, 3), capsys.readouterr().err


def test_main_command_of_the_readme_passes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    block = re.search(r"<!-- main command -->\n```sh\n(.*?)\n```", README, re.DOTALL)
    assert block is not None
    assert "\n" not in block.group(1), "one line"
    arguments = shlex.split(block.group(1).rpartition("doccheck ")[2])
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(" PASS")


def test_python_of_the_readme_runs() -> None:
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        run = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", block], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr


def test_api_example_runs() -> None:
    run = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, str(ROOT / "examples" / "use_the_api.py")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "newly met:" in run.stdout


def test_links_of_the_documents_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"
