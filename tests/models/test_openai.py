from __future__ import annotations

import asyncio
import json
import logging
import ssl
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from model_server import ModelServer, Scripted, chat, error, responses

from doccheck.facts import Outcome, Usage
from doccheck.models.address import Address
from doccheck.models.connections import Connections
from doccheck.models.limits import Limits
from doccheck.models.openai import OpenAIModel
from doccheck.models.port import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "Quillona Hartwell-Sandoz"
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
REQUEST = Request("static part", f"note of {CANARY}", SCHEMA, "facts", 321, "doccheck/x/J2326")
QUICK = Limits(connect=2, read=0.5, deadline=10, tries=3, first_wait=0.01, longest_wait=0.02, retry_reserve=100)


def ask(
    answer: Callable[[dict[str, Any]], Scripted], *, vendor: bool = False, limits: Limits = QUICK
) -> tuple[Reply, ModelServer]:
    with ModelServer(answer) as server:

        async def work() -> Reply:
            model = OpenAIModel("m-1", Address(server.base_url, "127.0.0.1", vendor, local=True), "sk-secret", limits)
            try:
                return await model.ask(REQUEST)
            finally:
                await model.close()

        return asyncio.run(work()), server


def test_the_vendor_is_asked_by_responses_and_keeps_nothing() -> None:
    reply, server = ask(lambda _: responses('{"a":1}'), vendor=True)
    assert (reply.outcome, reply.text, reply.usage) == (Outcome.OK, '{"a":1}', Usage(100, 60, 20))
    assert reply.request_id == "req-1"
    assert server.paths == ["/v1/responses"]
    (body,) = server.requests
    assert body["store"] is False
    assert body["instructions"] == "static part"
    assert body["text"]["format"] == {"type": "json_schema", "name": "facts", "schema": SCHEMA, "strict": True}
    assert body["max_output_tokens"] == 321
    assert body["prompt_cache_key"] == "doccheck/x/J2326"


def test_every_other_server_is_asked_by_chat_completions() -> None:
    reply, server = ask(lambda _: chat('{"a":1}'))
    assert (reply.outcome, reply.text, reply.usage) == (Outcome.OK, '{"a":1}', Usage(100, 60, 20))
    assert server.paths == ["/v1/chat/completions"]
    (body,) = server.requests
    assert body["store"] is False
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert body["max_tokens"] == 321


@pytest.mark.parametrize("vendor", [True, False])
def test_the_model_gets_no_tools(vendor: bool) -> None:  # noqa: FBT001 - a parameter of the test
    _, server = ask(lambda _: responses("{}") if vendor else chat("{}"), vendor=vendor)
    assert not {"tools", "functions", "tool_choice"} & set(server.requests[0])


def test_a_vendor_address_without_responses_is_asked_by_chat_from_then_on() -> None:
    def answer(request: dict[str, Any]) -> Scripted:
        return chat("{}") if "messages" in request else error(404)

    reply, server = ask(answer, vendor=True)
    assert (reply.outcome, reply.attempts) == (Outcome.OK, 1)
    assert server.paths == ["/v1/responses", "/v1/chat/completions"]


@pytest.mark.parametrize(
    ("answer", "outcome", "attempts"),
    [
        (chat(None, refusal="I cannot"), Outcome.REFUSED, 1),
        (chat('{"a', "length"), Outcome.TRUNCATED, 1),
        (chat(None), Outcome.INVALID, 1),
        (error(400, "context", "context_length_exceeded"), Outcome.TOO_LONG, 1),
        (error(413), Outcome.TOO_LONG, 1),
        (error(400, "bad"), Outcome.TRANSPORT, 1),
        (error(500), Outcome.TRANSPORT, 3),
        (error(429, retry_after="0"), Outcome.TRANSPORT, 3),
        (error(401), Outcome.TRANSPORT, 1),
        (
            Scripted(b"<html>Sign in to the hotel network</html>", headers={"content-type": "text/html"}),
            Outcome.TRANSPORT,
            3,
        ),
        (Scripted(b'{"choices": [{"fin'), Outcome.TRANSPORT, 3),
        (Scripted(b""), Outcome.TRANSPORT, 3),
        (Scripted("a string"), Outcome.TRANSPORT, 3),
        (Scripted(hang_up=True), Outcome.TRANSPORT, 3),
        (Scripted(chat("{}").body, seconds=1.0), Outcome.TRANSPORT, 3),
        (Scripted(b"", 302, {"location": "http://127.0.0.1:9/elsewhere"}), Outcome.TRANSPORT, 1),
        (Scripted(b"", 307, {"location": "http://127.0.0.1:9/elsewhere"}), Outcome.TRANSPORT, 1),
    ],
)
def test_whatever_a_server_does_ends_in_one_outcome(answer: Scripted, outcome: Outcome, attempts: int) -> None:
    reply, server = ask(lambda _: answer)
    assert (reply.outcome, reply.attempts) == (outcome, attempts)
    assert len(server.requests) == attempts
    assert reply.detail


def test_a_server_that_is_not_there_is_a_transport_outcome() -> None:
    async def work() -> Reply:
        address = Address("http://127.0.0.1:9/v1", "127.0.0.1", vendor=False, local=True)
        model = OpenAIModel("m", address, None, replace(QUICK, tries=6))
        try:
            return await model.ask(REQUEST)
        finally:
            await model.close()

    reply = asyncio.run(work())
    assert (reply.outcome, reply.attempts) == (Outcome.TRANSPORT, QUICK.tries_unreached)


def test_neither_words_nor_key_reach_the_log_or_the_reply_when_the_server_echoes_them(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_LOG", "debug")
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx", "httpx2", "httpcore", "httpcore2", "doccheck"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    reply, _ = ask(lambda request: error(400, f"cannot read: {json.dumps(request)}"))
    assert CANARY not in repr(reply)
    logged = "\n".join(record.getMessage() + repr(record.exc_info) for record in caplog.records)
    assert logged
    assert CANARY not in logged
    assert "sk-secret" not in logged


def test_a_proxy_of_the_environment_never_sees_what_is_sent_to_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    reply, _ = ask(lambda _: chat("{}"))
    assert reply.outcome is Outcome.OK


def test_certificates_are_checked_wherever_there_is_encryption() -> None:
    plain = Connections(Address("http://127.0.0.1:1/v1", "127.0.0.1", vendor=False, local=True), None, QUICK)
    assert plain._verification() is False
    secure = Connections(Address("https://127.0.0.1:1/v1", "127.0.0.1", vendor=False, local=True), None, QUICK)
    context = secure._verification()
    assert isinstance(context, ssl.SSLContext)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert secure._verification() is context
