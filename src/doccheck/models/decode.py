"""Read one answer of a server, in the order that loses nothing: status, refusal, truncation, then the text.

Both protocols end here as plain JSON values; the SDK's own parsing is not used because it raises on a truncated
answer and loses usage, status and request id with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from doccheck.facts import Outcome, Usage

__all__ = ["Decoded", "decode_chat", "decode_responses"]

_NO_MODEL_SERVER = "What answered is not a model server."
_REFUSED = "The model refused to answer."
_FILTERED = "The server's content filter stopped the answer."
_TRUNCATED = "The answer was cut off at its token limit."
_EMPTY = "The answer holds no text."
_FAILED = "The server reports that answering failed."


@dataclass(frozen=True, slots=True)
class Decoded:
    """One answer, read. ``again`` says whether the same request may well succeed later."""

    outcome: Outcome
    text: str = ""
    usage: Usage | None = None
    detail: str | None = None
    again: bool = False


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def decode_chat(body: object, answer_bytes: int) -> Decoded:
    """Read a chat-completions answer.

    Args:
        body: The JSON value of the response, or anything else that came.
        answer_bytes: Largest answer text accepted.
    """
    if not isinstance(body, Mapping) or "choices" not in body:
        return Decoded(Outcome.TRANSPORT, detail=_NO_MODEL_SERVER, again=True)
    counted = _mapping(body.get("usage"))
    usage = Usage(
        _count(counted.get("prompt_tokens")),
        _count(_mapping(counted.get("prompt_tokens_details")).get("cached_tokens")),
        _count(counted.get("completion_tokens")),
    )
    choices = _list(body.get("choices"))
    choice = _mapping(choices[0]) if choices else {}
    message = _mapping(choice.get("message"))
    text = message.get("content")
    reason = choice.get("finish_reason")
    if reason == "content_filter":
        return Decoded(Outcome.REFUSED, usage=usage, detail=_FILTERED)
    if message.get("refusal"):
        return Decoded(Outcome.REFUSED, usage=usage, detail=_REFUSED)
    if reason == "length":
        return Decoded(Outcome.TRUNCATED, text if isinstance(text, str) else "", usage, _TRUNCATED)
    return _text_answer(text, usage, answer_bytes)


def decode_responses(body: object, answer_bytes: int) -> Decoded:
    """Read a Responses answer; arguments as for :func:`decode_chat`."""
    if not isinstance(body, Mapping) or "output" not in body:
        return Decoded(Outcome.TRANSPORT, detail=_NO_MODEL_SERVER, again=True)
    counted = _mapping(body.get("usage"))
    usage = Usage(
        _count(counted.get("input_tokens")),
        _count(_mapping(counted.get("input_tokens_details")).get("cached_tokens")),
        _count(counted.get("output_tokens")),
    )
    status = body.get("status")
    if status not in ("completed", "incomplete"):
        return Decoded(Outcome.TRANSPORT, usage=usage, detail=_FAILED, again=True)
    parts = [
        _mapping(part)
        for item in _list(body.get("output"))
        if _mapping(item).get("type") == "message"
        for part in _list(_mapping(item).get("content"))
    ]
    texts = [part["text"] for part in parts if part.get("type") == "output_text" and isinstance(part.get("text"), str)]
    text = "".join(str(piece) for piece in texts)
    if any(part.get("type") == "refusal" for part in parts):
        return Decoded(Outcome.REFUSED, usage=usage, detail=_REFUSED)
    if status == "incomplete":
        if _mapping(body.get("incomplete_details")).get("reason") == "content_filter":
            return Decoded(Outcome.REFUSED, usage=usage, detail=_FILTERED)
        return Decoded(Outcome.TRUNCATED, text, usage, _TRUNCATED)
    return _text_answer(text, usage, answer_bytes)


def _text_answer(text: object, usage: Usage, answer_bytes: int) -> Decoded:
    if not isinstance(text, str) or not text.strip():
        return Decoded(Outcome.INVALID, usage=usage, detail=_EMPTY)
    if len(text.encode("utf-8", "surrogatepass")) > answer_bytes:
        return Decoded(Outcome.INVALID, usage=usage, detail=f"The answer is larger than {answer_bytes:,} bytes.")
    return Decoded(Outcome.OK, text, usage)
