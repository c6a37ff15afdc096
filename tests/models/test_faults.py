from __future__ import annotations

import pytest

from doccheck.facts import Outcome
from doccheck.models.faults import fault_of_status, retry_after


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529])
def test_what_may_pass_is_tried_again(status: int) -> None:
    fault = fault_of_status(status, "", "", None)
    assert fault.again
    assert fault.outcome is Outcome.TRANSPORT


@pytest.mark.parametrize("status", [400, 404, 405, 410, 422])
def test_what_cannot_get_better_is_not_tried_again(status: int) -> None:
    assert not fault_of_status(status, "", "", None).again


@pytest.mark.parametrize(("status", "code"), [(401, ""), (403, ""), (429, "insufficient_quota")])
def test_a_refused_key_and_a_spent_quota_stop_everything(status: int, code: str) -> None:
    fault = fault_of_status(status, code, "", 1.0)
    assert fault.stops
    assert not fault.again


@pytest.mark.parametrize(
    ("status", "code", "text"),
    [
        (400, "context_length_exceeded", ""),
        (400, "400 exceed_context_size_error", ""),
        (400, "BadRequestError", "This model's maximum context length is 4096 tokens."),
        (413, "", ""),
    ],
)
def test_a_note_too_long_for_the_server_is_told_apart(status: int, code: str, text: str) -> None:
    assert fault_of_status(status, code, text, None).outcome is Outcome.TOO_LONG


def test_a_content_filter_is_a_refusal() -> None:
    assert fault_of_status(400, "content_filter", "", None).outcome is Outcome.REFUSED


def test_only_429_asks_for_fewer_requests_and_only_the_server_s_own_failures_open_the_breaker() -> None:
    assert fault_of_status(429, "", "", None).throttled
    assert not fault_of_status(503, "", "", None).throttled
    assert fault_of_status(503, "", "", None).counts_against_server
    assert not fault_of_status(429, "", "", None).counts_against_server


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after": "Thu, 01 Jan 1970 00:02:00 GMT"}, 20.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, 0.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, 100.0) == seconds


@pytest.mark.parametrize("status", [400, 401, 404, 413, 429, 500])
def test_no_fault_repeats_what_the_server_wrote(status: int) -> None:
    fault = fault_of_status(status, "code-with-Quillomab", "the note says Quillomab", None)
    assert "Quillomab" not in fault.detail
