from __future__ import annotations

import pytest
from model_server import chat, responses

from doccheck.facts import Outcome, Usage
from doccheck.models.decode import Decoded, decode_chat, decode_responses

USAGE = Usage(100, 60, 20)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (chat("{}").body, Outcome.OK),
        (chat("{", "length").body, Outcome.TRUNCATED),
        (chat(None, "length").body, Outcome.TRUNCATED),
        (chat(None, "content_filter").body, Outcome.REFUSED),
        (chat(None, refusal="no").body, Outcome.REFUSED),
        (chat(None).body, Outcome.INVALID),
        (chat("  ").body, Outcome.INVALID),
        (chat("x" * 70_000).body, Outcome.INVALID),
    ],
)
def test_every_end_of_a_chat_answer_keeps_its_usage(body: object, outcome: Outcome) -> None:
    decoded = decode_chat(body, 64_000)
    assert (decoded.outcome, decoded.usage) == (outcome, USAGE)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (responses("{}").body, Outcome.OK),
        (responses("{", "incomplete", "max_output_tokens").body, Outcome.TRUNCATED),
        (responses(None, "incomplete", "content_filter").body, Outcome.REFUSED),
        (responses(None, refusal="no").body, Outcome.REFUSED),
        (responses("{", "incomplete", "max_output_tokens", refusal="no").body, Outcome.REFUSED),
        (responses(None).body, Outcome.INVALID),
        (responses(None, "failed").body, Outcome.TRANSPORT),
        (responses(None, "cancelled").body, Outcome.TRANSPORT),
    ],
)
def test_every_end_of_a_responses_answer_keeps_its_usage(body: object, outcome: Outcome) -> None:
    decoded = decode_responses(body, 64_000)
    assert (decoded.outcome, decoded.usage) == (outcome, USAGE)


@pytest.mark.parametrize("body", [None, "<html>Please log in</html>", 5, [], {}, {"detail": "Not Found"}])
def test_what_is_no_model_server_is_no_answer(body: object) -> None:
    for decode in (decode_chat, decode_responses):
        assert decode(body, 64_000).outcome is Outcome.TRANSPORT


def test_counts_a_local_server_leaves_out_stay_unknown() -> None:
    body = {"choices": [{"finish_reason": "stop", "message": {"content": "{}"}}], "usage": None}
    assert decode_chat(body, 64_000) == Decoded(Outcome.OK, "{}", Usage(None, None, None))


@pytest.mark.parametrize(
    "body", [{"choices": None}, {"choices": [None]}, {"choices": [{"message": 3}]}, {"choices": {}}]
)
def test_a_misshapen_answer_raises_nothing(body: object) -> None:
    assert decode_chat(body, 64_000).outcome is Outcome.INVALID
