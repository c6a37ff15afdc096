"""Many notes against one server: one outcome a note, and a refused key that ends the run."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from model_server import ModelServer, Scripted, chat, error, facts, note_of

from doccheck.checker import Checker
from doccheck.errors import ModelError
from doccheck.facts import Outcome
from doccheck.models.limits import Limits
from doccheck.note import Note

if TYPE_CHECKING:
    from doccheck.assessment import Report

NOTES = [f"Visit {number}. Natalizumab 300 mg IV given today.\n" for number in range(40)]
GOOD = facts([{"role": "given", "quote": "300 mg", "number": "300", "unit": "mg", "drug": "Natalizumab"}])


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doccheck.models.service.limits_of", lambda _: Limits(first_wait=0.01, longest_wait=0.02))


def test_every_note_has_its_own_outcome_in_its_own_place() -> None:
    def answer(request: dict[str, Any]) -> Scripted:
        number = int(note_of(request).split()[1].rstrip("."))
        return (chat(GOOD), chat(None, refusal="no"), chat("{", "length"), error(400))[number % 4]

    with ModelServer(answer) as server:
        checker = Checker(extractor="model", base_url=server.base_url, concurrency=8)
        reports: list[Any] = list(checker.check_many(NOTES, code="J2326"))
    assert [report.note.text for report in reports] == NOTES
    expected = [Outcome.OK, Outcome.REFUSED, Outcome.TRUNCATED, Outcome.TRANSPORT] * 10
    assert [report.extraction.outcome for report in reports] == expected


def test_a_refused_key_ends_the_run_instead_of_failing_every_note() -> None:
    with ModelServer(lambda _: error(401)) as server:
        checker = Checker(extractor="model", base_url=server.base_url, concurrency=4)
        with pytest.raises(ModelError, match="OPENAI_API_KEY"):
            list(checker.check_many(NOTES, code="J2326"))
    assert len(server.requests) <= 4


def test_threads_and_event_loops_share_one_limit_of_requests_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doccheck.models.service.limits_of", lambda _: Limits(in_flight=3))
    busy: set[int] = set()
    at_once: list[int] = []

    def answer(_: dict[str, Any]) -> Scripted:
        busy.add(threading.get_ident())
        at_once.append(len(busy))
        time.sleep(0.02)
        busy.discard(threading.get_ident())
        return chat(GOOD)

    async def many(checker: Checker) -> list[Report]:
        return await asyncio.gather(*(checker.acheck(Note(text), code="J2326") for text in NOTES[:12]))

    with ModelServer(answer) as server:
        checker = Checker(extractor="model", base_url=server.base_url, concurrency=12)
        reports = [*checker.check_many(NOTES[:12], code="J2326"), *asyncio.run(many(checker))]
    assert len(reports) == len(server.requests) == 24
    assert max(at_once) == 3
