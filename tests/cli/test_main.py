"""The group: help, version, completion, and that nothing heavy is loaded for them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from doccheck.cli.main import COMMANDS, cli
from doccheck.version import __version__

if TYPE_CHECKING:
    from .conftest import Run


def test_help_shows_every_command_and_the_exit_statuses(run: Run) -> None:
    result = run("--help")
    assert result.status == 0
    assert all(name in result.out for name in COMMANDS)
    assert "0 pass, 1 fail, 3 review, 2 bad usage" in " ".join(result.out.split())


def test_version_is_the_package_version(run: Run) -> None:
    assert run("--version").out == f"doccheck {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_and_explains_itself(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.status == 0
    assert result.out.startswith("Usage:")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_command_has_help(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_names_the_program(run: Run, shell: str) -> None:
    assert "_DOCCHECK_COMPLETE" in run("completion", shell).out


@pytest.mark.parametrize(
    ("words", "count", "offered"),
    [
        ("doccheck ex", 1, {"plain,extract", "plain,explain", "file,ex"}),
        ("doccheck --auth", 1, {"plain,--authority"}),
        ("doccheck note.txt --authority ", 3, {"plain,auto", "plain,cms", "plain,article"}),
        ("doccheck queue li", 2, {"plain,list"}),
    ],
)
def test_completion_offers_commands_options_values_and_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str, count: int, offered: set[str]
) -> None:
    monkeypatch.setenv("_DOCCHECK_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(count))
    with pytest.raises(SystemExit):
        cli.main(args=[], prog_name="doccheck")
    assert set(capsys.readouterr().out.split()) == offered


def test_unknown_command_is_taken_for_a_note(run: Run) -> None:
    result = run("reprot", "--code", "J2326")
    assert result.status == 2
    assert "cannot read the note" in result.err


_HEAVY = ("openai", "pydantic", "rich", "jinja2", "sqlalchemy", "asyncio", "tiktoken", "httpx", "fastapi")


def _loaded(*arguments: str) -> set[str]:
    program = (
        "import sys\n"
        "from doccheck.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return set(run.stdout.splitlines()[-1].split())


def test_help_loads_no_command_and_nothing_heavy() -> None:
    assert not {*_HEAVY, "yaml"} & _loaded("--help")


def test_offline_check_with_json_loads_nothing_heavy(root: object) -> None:
    note = f"{root}/examples/j2326-complete.txt"
    assert not set(_HEAVY) & _loaded(note, "--code", "J2326", "--format", "json")


def test_importing_the_package_loads_nothing() -> None:
    program = "import sys, doccheck; print(sum(name.startswith('doccheck') for name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.strip() == "1"
