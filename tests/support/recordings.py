"""The recordings of a real model server: what is recorded, how it is recorded, and how it is played again.

``cassettes/index.yaml`` lists them. Each is one note of ``examples/`` read by SmolLM2-135M-Instruct behind llama.cpp's
server: far too small a model to read notes well, which is what makes it useful, because it invents.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vcr  # type: ignore[import-untyped]
import yaml

from doccheck.extract.model_reader import read_with_model
from doccheck.models.loop import run
from doccheck.models.service import shutdown
from doccheck.note import Note
from doccheck.settings import Settings

if TYPE_CHECKING:
    from vcr.request import Request  # type: ignore[import-untyped]

    from doccheck.facts import Extraction
    from doccheck.reference.lookup import Reference

__all__ = ["CASSETTES", "MODEL", "ROOT", "SERVER", "Recording", "player", "read_recorded", "recordings"]

ROOT = Path(__file__).resolve().parents[2]
CASSETTES = ROOT / "cassettes"
SERVER = "http://127.0.0.1:8099/v1"
MODEL = "SmolLM2-135M-Instruct.Q4_1"


@dataclass(frozen=True)
class Recording:
    """One entry of the index.

    Args:
        cassette: File beside the index.
        note: Note, from the repository root.
        code: HCPCS code.
        outcome: How it ended when it was recorded.
        only: Requirements asked for; empty for all of the code.
        answer_entries: Bound on the lists of the answer, ``None`` for none.
        answer_tokens: Room for the answer.
    """

    cassette: str
    note: str
    code: str
    outcome: str
    only: tuple[str, ...]
    answer_entries: int | None
    answer_tokens: int


def recordings() -> tuple[Recording, ...]:
    """Return the entries of the index."""
    listed = yaml.safe_load((CASSETTES / "index.yaml").read_text(encoding="utf-8"))
    return tuple(Recording(**{**row, "only": tuple(row["only"])}) for row in listed["recordings"])


def _same_body(one: Request, other: Request) -> None:
    if json.loads(one.body) != json.loads(other.body):
        raise AssertionError("another request was recorded")


def _without_surroundings(request: Request) -> Request:
    """Keep of a request what the server answers to, and nothing of the machine it came from."""
    request.headers = {"content-type": "application/json"}
    return request


def player(mode: str) -> vcr.VCR:
    """Return a recorder: ``none`` only plays, ``all`` records anew."""
    recorder = vcr.VCR(
        cassette_library_dir=str(CASSETTES),
        record_mode=mode,
        match_on=["method", "path", "json"],
        before_record_request=_without_surroundings,
        decode_compressed_response=True,
    )
    recorder.register_matcher("json", _same_body)
    return recorder


def read_recorded(recording: Recording, reference: Reference, mode: str) -> tuple[Note, Extraction, Any]:
    """Read the recording's note through its cassette; returns note, extraction and the cassette."""
    note = Note.from_path(ROOT / recording.note)
    settings = Settings(
        base_url=SERVER,
        model=MODEL,
        answer_tokens=recording.answer_tokens,
        answer_entries=recording.answer_entries,
        deadline=1200.0,
    )
    shutdown()
    with player(mode).use_cassette(recording.cassette) as cassette:
        extraction = run(read_with_model(note, reference, recording.code, settings, only=recording.only))
        shutdown()
    return note, extraction, cassette
