"""Real exchanges with a real, small model, played again: nothing it invents gets past the checker."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from recordings import CASSETTES, MODEL, Recording, read_recorded, recordings

from doccheck.case.records import Status
from doccheck.facts import Extraction, Outcome
from doccheck.ground.facts import ground
from doccheck.ground.grounded import Match
from doccheck.pipeline import Order, judge
from doccheck.reference.lookup import Reference

if TYPE_CHECKING:
    from doccheck.note import Note

ALL = recordings()
NAMES = [recording.cassette for recording in ALL]


@cache
def played(recording: Recording) -> tuple[Note, Extraction, Any]:
    logging.getLogger("vcr").setLevel(logging.WARNING)
    return read_recorded(recording, Reference.load(), "none")


def test_there_are_recordings_of_ten_notes_and_of_several_outcomes() -> None:
    assert len({(recording.note, recording.only) for recording in ALL}) >= 10
    assert {"ok", "truncated"} <= {recording.outcome for recording in ALL}


def test_no_cassette_lies_about_that_nobody_plays() -> None:
    assert sorted(file.name for file in CASSETTES.glob("*.yaml") if file.name != "index.yaml") == sorted(NAMES)


@pytest.mark.parametrize("recording", ALL, ids=NAMES)
def test_every_exchange_is_played_and_ends_as_it_was_recorded(recording: Recording) -> None:
    _, extraction, cassette = played(recording)
    assert cassette.all_played
    assert cassette.play_count == len(cassette) == extraction.attempts
    assert extraction.outcome.value == recording.outcome
    assert extraction.usage is not None
    assert extraction.usage.input_tokens


@pytest.mark.parametrize("recording", ALL, ids=NAMES)
def test_a_recording_names_the_model_that_made_it(recording: Recording) -> None:
    text = (CASSETTES / recording.cassette).read_text(encoding="utf-8")
    for exchange in yaml.safe_load(text)["interactions"]:
        assert f'"model":"{MODEL}"' in exchange["request"]["body"]
        assert "SmolLM2" in exchange["response"]["body"]["string"]


@pytest.mark.parametrize("recording", ALL, ids=NAMES)
def test_no_fact_without_its_words_in_the_note_gets_into_a_report(recording: Recording) -> None:
    note, extraction, _ = played(recording)
    report = judge(note, extraction, Order(recording.code), Reference.load())
    quoted = [piece for answer in report.answers for piece in answer.evidence]
    quoted += [piece for finding in report.findings for piece in finding.evidence]
    quoted += [piece for administration in report.administrations for piece in administration.evidence]
    assert all(note.text[piece.start : piece.end] == piece.quote for piece in quoted)
    if extraction.outcome is not Outcome.OK:
        assert not [answer for answer in report.answers if answer.status is Status.MET]
        assert not report.administrations


def test_the_model_does_invent_and_the_checker_does_see_it() -> None:
    invented = []
    for recording in ALL:
        note, extraction, _ = played(recording)
        facts = ground(note, extraction)
        invented += [entry for entry in facts.amounts if entry.place.match in (Match.NOT_FOUND, Match.NEAR_MISS)]
        invented += [entry for entry in facts.amounts if entry.place.grounded and not entry.value_follows]
    assert invented
