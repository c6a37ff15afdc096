"""The port: what is asked of a model and what comes back, whichever client stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from doccheck.facts import Outcome, Usage

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Mapping

__all__ = ["Model", "Reply", "Request", "total_usage"]


@dataclass(frozen=True, slots=True)
class Request:
    """One question.

    Args:
        instructions: The part that is the same for every note of a code; sent first, so that it can be cached.
        content: The part of this note, sent last.
        schema: JSON schema the answer must have.
        schema_name: Name of that schema, letters, digits, ``-`` and ``_``.
        answer_tokens: Most tokens of the answer.
        cache_key: Names the static part to servers that route by it.
    """

    instructions: str
    content: str
    schema: Mapping[str, object]
    schema_name: str
    answer_tokens: int
    cache_key: str


@dataclass(frozen=True, slots=True)
class Reply:
    """How one question ended, after all tries.

    Args:
        outcome: ``ok`` means a complete answer came; not that it fits the schema.
        text: The answer, ``""`` unless ``ok`` or ``truncated``.
        usage: Tokens of every try that reported some.
        request_id: The server's id of the last try.
        attempts: Requests sent.
        detail: One plain sentence when the outcome is not ``ok``; never words of the request or of the answer.
        seconds: From the first try to the end, waiting included.
    """

    outcome: Outcome
    text: str = ""
    usage: Usage | None = None
    request_id: str | None = None
    attempts: int = 0
    detail: str | None = None
    seconds: float = 0.0


class Model(Protocol):
    """Something that answers. Implementations never raise for what a server or a network does.

    Raises:
        ModelError: Only when nothing may be asked at all: the run was stopped, or the budget is spent.
    """

    name: str
    gate: asyncio.Semaphore
    """Held while one note is prepared, read and brought together: a few more notes than requests under way, so that
    notes that only wait cost neither time nor memory."""

    async def ask(self, request: Request) -> Reply:
        """Answer ``request``, or say how asking ended."""
        ...


def total_usage(usages: Iterable[Usage | None]) -> Usage | None:
    """Add up what was reported; a number no call reported stays ``None``."""
    known = [usage for usage in usages if usage is not None]
    if not known:
        return None

    def add(values: list[int | None]) -> int | None:
        counted = [value for value in values if value is not None]
        return sum(counted) if counted else None

    return Usage(
        add([usage.input_tokens for usage in known]),
        add([usage.cached_tokens for usage in known]),
        add([usage.output_tokens for usage in known]),
    )
