"""A spending limit holds for a whole run: nothing is dropped, and nothing is spent beyond it."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import ModelServer, Scripted, chat, facts

from doccheck.checker import Checker, Unchecked
from doccheck.cli.main import main
from doccheck.facts import Extraction, Outcome, Usage
from doccheck.models.limits import Limits
from doccheck.models.spending import Spending

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.assessment import Report

NOTES = [f"Visit {number}. Natalizumab 300 mg IV given today.\n" for number in range(30)]
GOOD = chat(facts([{"role": "given", "quote": "300 mg", "number": "300", "unit": "mg", "drug": "Natalizumab"}]))
COST = Decimal("0.012")
"""Of one answer of the scripted server (100 tokens in, 20 out) at the prices below."""
MOST = Decimal("0.5")
"""What one note may cost at the most stays below this."""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Prices for the scripted model, so that a server on this machine costs something too."""
    rows = 'answer_tokens = 500\n[prices."scripted"]\ninput = 100\ncached = 100\noutput = 100\n'
    (tmp_path / "config.toml").write_text(rows)
    monkeypatch.setenv("DOCCHECK_HOME", str(tmp_path))
    monkeypatch.setattr("doccheck.models.service.limits_of", lambda _: Limits(first_wait=0.01, longest_wait=0.02))


def run(extractor: str, limit: str, concurrency: int, answer: Scripted = GOOD) -> tuple[list[Extraction], int, Checker]:
    with ModelServer(lambda _: answer) as server:
        checker = Checker(
            extractor=extractor,
            model="scripted",
            base_url=server.base_url,
            max_cost=Decimal(limit),
            concurrency=concurrency,
        )
        reports: list[Report] = []
        for outcome in checker.check_many(NOTES, code="J2326"):
            assert not isinstance(outcome, Unchecked)
            reports.append(outcome)
    return [report.extraction for report in reports], len(server.requests), checker


@pytest.mark.parametrize("concurrency", [1, 8])
def test_the_rules_read_what_the_limit_leaves_unsent_and_the_run_never_costs_more(concurrency: int) -> None:
    limit = MOST + 5 * COST
    read, requests, checker = run("auto", str(limit), concurrency)
    assert len(read) == len(NOTES)
    by_model = [extraction for extraction in read if extraction.extractor == "model"]
    by_rules = [extraction for extraction in read if extraction.extractor == "rules"]
    assert len(by_model) == requests >= 5
    assert by_rules
    assert len(by_model) + len(by_rules) == len(NOTES)
    assert {extraction.fallback for extraction in by_rules} == {Outcome.TRANSPORT}
    assert all("spending limit" in str(extraction.detail) for extraction in by_rules)
    assert all(extraction.amounts for extraction in by_rules)
    spent = checker.spent
    assert (spent.notes, spent.held_back) == (len(by_model), len(by_rules))
    assert spent.cost == sum(Decimal(extraction.cost or 0) for extraction in by_model)
    assert spent.cost is not None
    assert spent.cost <= limit
    assert spent.usage == Usage(100 * requests, 60 * requests, 20 * requests)


def test_a_model_that_was_demanded_leaves_a_recorded_outcome_for_every_note() -> None:
    read, requests, _ = run("model", str(MOST + COST), 8)
    outcomes = [extraction.outcome for extraction in read]
    assert outcomes.count(Outcome.OK) == requests >= 1
    assert outcomes.count(Outcome.TRANSPORT) == len(NOTES) - requests > 0


def test_an_answer_without_a_count_is_taken_for_the_dearest() -> None:
    body = {**GOOD.body, "usage": None} if isinstance(GOOD.body, dict) else {}
    _, requests, _ = run("auto", str(3 * MOST), 4, Scripted(body=body))
    assert 1 <= requests < len(NOTES) / 2


def test_no_limit_counts_all_the_same() -> None:
    with ModelServer(lambda _: GOOD) as server:
        checker = Checker(extractor="model", model="scripted", base_url=server.base_url)
        list(checker.check_many(NOTES[:3], code="J2326"))
    assert (checker.spent.notes, checker.spent.held_back, checker.spent.cost) == (3, 0, 3 * COST)


def test_the_command_says_what_a_run_of_several_notes_cost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = []
    for index, text in enumerate(NOTES[:3]):
        (tmp_path / f"note{index}.txt").write_text(text)
        names.append(str(tmp_path / f"note{index}.txt"))
    with ModelServer(lambda _: GOOD) as server:
        arguments = [*names, "--code", "J2326", "--base-url", server.base_url, "--model", "scripted"]
        with pytest.raises(SystemExit):
            main(arguments)
        said = capsys.readouterr()
        with pytest.raises(SystemExit):
            main([*arguments, "--max-cost", "0"])
        held = capsys.readouterr()
        with pytest.raises(SystemExit):
            main([names[0], *arguments[3:]])
        one = capsys.readouterr()
    assert "3 readings by a model: 300 tokens in, of which 180 cached; 60 out; 0.0360 US dollars" in said.err
    assert "3 not sent to a model, because of the spending limit" in held.err
    assert "the model scripted was not asked" in " ".join(held.out.split())
    assert one.err == ""


@given(
    notes=st.lists(st.tuples(st.integers(1, 50), st.integers(0, 100)), max_size=30),
    limit=st.integers(0, 200),
)
def test_whatever_notes_cost_a_run_stays_within_its_limit_and_every_note_is_decided(
    notes: list[tuple[int, int]], limit: int
) -> None:
    account = Spending()

    async def one(most: int, share: int) -> bool:
        if not await account.set_aside(Decimal(most), Decimal(limit)):
            return False
        await asyncio.sleep(0)
        account.book(Decimal(most), None, Decimal(most * share) / 100, read=True)
        return True

    async def work() -> list[bool]:
        return await asyncio.wait_for(asyncio.gather(*(one(*note) for note in notes)), 10)

    sent = asyncio.run(work())
    spent = account.spent
    assert spent.cost is not None
    assert spent.cost <= limit
    assert (spent.notes, spent.held_back) == (sent.count(True), sent.count(False))
