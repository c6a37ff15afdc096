"""What a failed request means: whether to try again, when, and whether to stop altogether.

Only class, status, error code and request id of an exception are looked at. Its text is never read into a log or a
message: a server may echo the whole request in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from doccheck.facts import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Fault", "fault_of_status", "retry_after"]

_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_TOO_LONG = re.compile(
    r"context.{0,12}(?:length|size|window)|too (?:long|large|many tokens)|maximum context", re.IGNORECASE
)
_FILTER = "content_filter"
_BAD_REQUEST = (400, 422)
_REFUSED_KEY = (401, 403)
_THROTTLED = (429, 503, 529)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a request brought no answer.

    Args:
        outcome: What the question ends as if it is not tried again.
        detail: One plain sentence, never words of the request.
        again: Whether to try again.
        throttled: Whether the server asks for fewer requests.
        counts_against_server: Whether the breaker counts it.
        pause: Seconds the server asks to wait, ``None`` when it does not.
        stops: Whether no further request to this server makes sense.
        wrong_protocol: Whether the address does not know this protocol at all.
        unreachable: Whether not even a connection came about.
    """

    outcome: Outcome
    detail: str
    again: bool = False
    throttled: bool = False
    counts_against_server: bool = False
    pause: float | None = None
    stops: bool = False
    wrong_protocol: bool = False
    unreachable: bool = False


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds the server asks to wait, from ``retry-after-ms`` or ``retry-after`` (seconds or a date).

    Args:
        headers: Headers of the response, names in any case.
        now: Seconds since 1970, to compare a date with.
    """
    exact = headers.get("retry-after-ms")
    plain = headers.get("retry-after")
    for text, scale in ((exact, 1000.0), (plain, 1.0)):
        try:
            if text is not None:
                return max(0.0, float(text) / scale)
        except ValueError:
            continue
    if plain is None:
        return None
    try:
        return max(0.0, parsedate_to_datetime(plain).timestamp() - now)
    except (TypeError, ValueError):
        return None


def fault_of_status(status: int, code: str, text: str, pause: float | None) -> Fault:
    """Judge an error status.

    Args:
        status: HTTP status.
        code: The server's error code or type, ``""`` when there is none.
        text: The server's message; searched for a hint that the input was too long, never kept.
        pause: What :func:`retry_after` says.
    """
    if status in _REFUSED_KEY:
        detail = f"The server refuses the key (status {status}); check OPENAI_API_KEY."
        return Fault(Outcome.TRANSPORT, detail, stops=True)
    if "insufficient_quota" in code:
        return Fault(Outcome.TRANSPORT, "The account's quota at the server is used up.", stops=True)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or (
        status in _BAD_REQUEST and (_TOO_LONG.search(code.replace("_", " ")) or _TOO_LONG.search(text))
    ):
        return Fault(Outcome.TOO_LONG, "The note is longer than the model can read at once.")
    if status == HTTPStatus.BAD_REQUEST and _FILTER in code:
        return Fault(Outcome.REFUSED, "The server's content filter refused the note.")
    if status in _TRANSIENT or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Fault(
            Outcome.TRANSPORT,
            f"The server answered with status {status}.",
            again=True,
            throttled=status == HTTPStatus.TOO_MANY_REQUESTS,
            counts_against_server=status >= HTTPStatus.INTERNAL_SERVER_ERROR,
            pause=pause if status in _THROTTLED else None,
        )
    wrong = status in (404, 405)
    return Fault(Outcome.TRANSPORT, f"The server answered with status {status}.", wrong_protocol=wrong)
