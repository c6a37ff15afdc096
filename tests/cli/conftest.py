"""Runs the command line inside the test's own process."""

from __future__ import annotations

import gc
import io
import sys
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest

from doccheck.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


class Result(NamedTuple):
    """What a run left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


class Run(Protocol):
    """Runs ``doccheck`` with arguments and, if given, bytes on standard input."""

    def __call__(self, *arguments: str | Path, stdin: bytes | None = None) -> Result: ...


class _Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)

    def isatty(self) -> bool:
        return False


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line and return what it left."""

    def _run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", _Stdin(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        gc.enable()  # the command line turns it off for its short life
        captured = capsys.readouterr()
        assert isinstance(stop.value.code, int)
        return Result(stop.value.code, captured.out, captured.err)

    return _run
