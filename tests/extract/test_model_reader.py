from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from model_server import ModelServer, Scripted, chat, error, facts, note_of

from doccheck.errors import ModelError, SettingError
from doccheck.extract.reader import read
from doccheck.facts import Extraction, Outcome, Quoted, Role, Usage
from doccheck.models.limits import Limits
from doccheck.note import Note
from doccheck.reference.lookup import Reference
from doccheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

NOTE = Note(
    "Visit 03/14/2026. Relapsing multiple sclerosis.\n"
    "Natalizumab 300 mg IV given over one hour, no adverse events.\n"
    "Signed: Ada Quince, MD\n"
)
GOOD = facts(
    [
        {
            "role": "given",
            "quote": "300 mg",
            "number": "300",
            "unit": "mg",
            "drug": "Natalizumab",
            "route": "IV",
            "event": 1,
        }
    ],
    [
        {"requirement": "J2326.diagnosis", "quote": "Relapsing multiple sclerosis"},
        {"requirement": "J2326.adverse_events", "quote": "no adverse events"},
    ],
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failing servers are tried as often as always, but soon."""
    monkeypatch.setattr("doccheck.models.service.limits_of", lambda _: Limits(first_wait=0.01, longest_wait=0.02))


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference.load()


def reading(
    reference: Reference,
    answer: Callable[[dict[str, Any]], Scripted],
    extractor: str = "model",
    **settings: Any,
) -> tuple[Extraction, ModelServer]:
    note = settings.pop("note", NOTE)
    with ModelServer(answer) as server:
        given = Settings(base_url=server.base_url, model="scripted", deadline=10.0, **settings)
        return read(note, reference, code="J2326", extractor=extractor, settings=given), server


def test_a_good_answer_becomes_facts_with_usage_request_id_and_prompt(reference: Reference) -> None:
    extraction, _ = reading(reference, lambda _: chat(GOOD))
    assert extraction.outcome is Outcome.OK
    (amount,) = extraction.amounts
    assert (amount.role, amount.quote, amount.number, amount.unit) == (Role.GIVEN, Quoted("300 mg"), "300", "mg")
    assert (amount.drug, amount.route, amount.event) == (Quoted("Natalizumab"), Quoted("IV"), 1)
    assert [fact.field for fact in extraction.fields] == ["diagnosis", "adverse_events"]
    assert (extraction.model, extraction.prompt, extraction.request_id) == ("scripted", "extract-facts/v1", "req-1")
    assert (extraction.usage, extraction.attempts, extraction.detail) == (Usage(100, 60, 20), 1, None)


@pytest.mark.parametrize(
    ("answer", "outcome", "requests"),
    [
        (chat(None, refusal="I will not"), Outcome.REFUSED, 1),
        (chat(None, "content_filter"), Outcome.REFUSED, 1),
        (chat('{"amounts": [', "length"), Outcome.TRUNCATED, 2),
        (chat("I think the dose is 300 mg."), Outcome.INVALID, 2),
        (chat(json.dumps({"amounts": []})), Outcome.INVALID, 2),
        (chat(facts(evidence=[{"requirement": "J9999.nothing", "quote": "x"}])), Outcome.INVALID, 2),
        (error(400, "bad request"), Outcome.TRANSPORT, 1),
        (error(401), Outcome.TRANSPORT, 1),
    ],
)
def test_each_outcome_is_recorded_and_brings_no_facts(
    reference: Reference, answer: Scripted, outcome: Outcome, requests: int
) -> None:
    extraction, server = reading(reference, lambda _: answer)
    assert (extraction.outcome, extraction.amounts, extraction.fields) == (outcome, (), ())
    assert (extraction.attempts, len(server.requests)) == (requests, requests)
    assert extraction.request_id == f"req-{requests}"
    assert extraction.detail


def test_a_note_the_server_calls_too_long_is_sent_again_in_smaller_stretches(reference: Reference) -> None:
    long = Note(NOTE.text + "Blood pressure 120/80, pulse 70, no change.\n" * 400)

    def answer(request: dict[str, Any]) -> Scripted:
        if len(note_of(request)) > 12_000:
            return error(400, "too many", "context_length_exceeded")
        return chat(GOOD if "300 mg" in note_of(request) else facts())

    extraction, server = reading(reference, answer, note=long)
    assert extraction.outcome is Outcome.OK
    assert len(extraction.amounts) == 1
    assert len(server.requests) > 2


def test_a_note_that_no_stretch_of_can_be_read_is_too_long(reference: Reference) -> None:
    extraction, _ = reading(reference, lambda _: error(413))
    assert extraction.outcome is Outcome.TOO_LONG
    extraction, server = reading(reference, lambda _: chat(GOOD), context_tokens=500)
    assert extraction.outcome is Outcome.TOO_LONG
    assert not server.requests


def test_a_truncated_answer_is_asked_for_once_more_with_more_room(reference: Reference) -> None:
    answers = [chat('{"amounts": [', "length"), chat(GOOD)]
    extraction, server = reading(reference, lambda _: answers.pop(0))
    assert extraction.outcome is Outcome.OK
    assert server.requests[1]["max_tokens"] == 2 * server.requests[0]["max_tokens"]
    assert (extraction.usage, extraction.attempts) == (Usage(200, 120, 40), 2)


def test_an_invalid_answer_is_asked_again_only_for_what_does_not_fit(reference: Reference) -> None:
    half = json.loads(GOOD)
    half["evidence"].append({"requirement": "J2326.route"})
    rest = facts(evidence=[{"requirement": "J2326.route", "quote": "IV"}])
    answers = [chat(json.dumps(half)), chat(rest)]
    extraction, server = reading(reference, lambda _: answers.pop(0))
    assert extraction.outcome is Outcome.OK
    assert [fact.field for fact in extraction.fields] == ["diagnosis", "adverse_events", "route"]
    assert len(extraction.amounts) == 1
    asked = server.requests[1]["messages"][-1]["content"]
    assert "evidence[2].quote: missing" in asked
    assert "evidence[0]" not in asked
    assert server.requests[1]["messages"][0] == server.requests[0]["messages"][0]


def test_an_answer_inside_a_code_fence_is_read(reference: Reference) -> None:
    extraction, _ = reading(reference, lambda _: chat(f"```json\n{GOOD}\n```"))
    assert extraction.outcome is Outcome.OK


def test_empty_text_for_a_part_is_read_as_none(reference: Reference) -> None:
    answer = json.loads(GOOD)
    answer["amounts"][0].update(site="", side="")
    extraction, _ = reading(reference, lambda _: chat(json.dumps(answer)))
    assert extraction.amounts[0].site is None


@pytest.mark.parametrize(
    "answer", [chat(None, refusal="no"), chat("{", "length"), chat("text"), error(500), error(413), error(403)]
)
def test_under_auto_the_rules_read_what_the_model_did_not(reference: Reference, answer: Scripted) -> None:
    extraction, _ = reading(reference, lambda _: answer, "auto")
    assert (extraction.extractor, extraction.outcome) == ("rules", Outcome.OK)
    assert extraction.fallback is not None
    assert extraction.attempts >= 1
    assert any(fact.role is Role.GIVEN for fact in extraction.amounts)


def test_without_a_key_or_an_address_auto_is_the_rules_and_a_demanded_model_is_a_clear_error(
    reference: Reference,
) -> None:
    extraction = read(NOTE, reference, code="J2326", settings=Settings())
    assert (extraction.extractor, extraction.fallback, extraction.model) == ("rules", None, None)
    for extractor in ("model", "both"):
        with pytest.raises(SettingError, match="OPENAI_API_KEY"):
            read(NOTE, reference, code="J2326", extractor=extractor, settings=Settings())
    with pytest.raises(SettingError, match="one of"):
        read(NOTE, reference, code="J2326", extractor="oracle", settings=Settings())


def test_an_address_nobody_allowed_is_asked_nothing(reference: Reference) -> None:
    with pytest.raises(ModelError, match="allowed_hosts"):
        read(NOTE, reference, code="J2326", base_url="https://models.example.org/v1", settings=Settings())


def test_both_readers_are_united_and_what_they_differ_on_is_listed(reference: Reference) -> None:
    other = facts(
        [{"role": "given", "quote": "one hour", "number": "one", "unit": "hour", "drug": "Natalizumab"}],
        [{"requirement": "J2326.treatment_plan", "quote": "Relapsing"}],
    )
    extraction, _ = reading(reference, lambda _: chat(other), "both")
    assert extraction.extractor == "both"
    quotes = {fact.quote.quote for fact in extraction.amounts if fact.role is Role.GIVEN}
    assert {"one hour", "300 mg"} <= quotes
    amounts = [apart for apart in extraction.disagreements if apart.kind == "amount"]
    assert [(apart.model and apart.model.quote, apart.rules and apart.rules.quote) for apart in amounts] == [
        ("one hour", "300 mg")
    ]
    assert ("treatment_plan", True) in {(apart.name, apart.model is not None) for apart in extraction.disagreements}


def test_both_readers_who_agree_list_no_difference_in_amounts(reference: Reference) -> None:
    extraction, _ = reading(reference, lambda _: chat(GOOD), "both")
    assert not [apart for apart in extraction.disagreements if apart.kind == "amount"]
    assert len([fact for fact in extraction.amounts if fact.role is Role.GIVEN]) == 1


def test_a_note_that_could_cost_more_than_the_limit_is_not_sent(reference: Reference) -> None:
    prices = (("scripted", ("1000", "1000", "1000")),)
    extraction, server = reading(reference, lambda _: chat(GOOD), prices=prices, max_cost="0.01")
    assert extraction.outcome is Outcome.TRANSPORT
    assert "limit" in str(extraction.detail)
    assert not server.requests
    extraction, _ = reading(reference, lambda _: chat(GOOD), prices=prices, max_cost="1000")
    assert Decimal(extraction.cost or "0") == Decimal(120) * 1000 / 1_000_000


def test_the_static_part_is_the_same_for_every_note_of_a_code_and_comes_first(reference: Reference) -> None:
    _, first = reading(reference, lambda _: chat(GOOD))
    _, second = reading(reference, lambda _: chat(GOOD), note=Note("Another note.\n"))
    one, other = first.requests[0]["messages"], second.requests[0]["messages"]
    assert one[0] == other[0]
    assert one[1] != other[1]
    assert "Natalizumab 300 mg IV given" not in one[0]["content"]


def test_the_same_note_gives_the_same_request(reference: Reference) -> None:
    _, first = reading(reference, lambda _: chat(GOOD))
    _, second = reading(reference, lambda _: chat(GOOD))
    assert first.requests == second.requests
