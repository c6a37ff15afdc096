"""How long, how often and how much: every number of the failure handling in one place.

The numbers follow the usual practice for paid APIs: full-jitter exponential waits, a retry budget, additive
increase and multiplicative decrease of the requests in flight, and a circuit breaker. The breaker probes every
five seconds rather than thirty, so that a run goes on within ten seconds of the end of an outage
(docs/decisions/0051-model-failure-handling.md).
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Times are seconds.

    Args:
        connect: To open a connection.
        read: Without a byte from the server.
        deadline: For one question with all its tries; pauses the server asked for and waiting for a slot not counted.
        tries: Most requests for one question.
        tries_unreached: The same while few ask and nothing answers at the address: whoever waits for one note is told
            within a second.
        wait_unreached: Longest wait between those.
        few: Questions under way that are no run of many yet (one long note may be several).
        first_wait: Upper end of the first random wait; doubles each time.
        longest_wait: Upper end of every random wait.
        longest_pause: Longest Retry-After obeyed; beyond it the question ends at once.
        retry_share: Retries allowed as a share of all questions …
        retry_reserve: … on top of this many: as many as may be under way when a server goes down.
        in_flight: Requests at a time to start with, and the most.
        spacing: Least time between the starts of two requests. Answers to requests that start together come together,
            and each of them waits while the others are read, in every round anew.
        grow_after: Good answers for one more request in flight.
        window: Last tries the breaker looks at.
        window_least: Tries it needs before it judges.
        open_for: Between two probes of a server that fails.
        answer_bytes: Largest answer text read.
    """

    connect: float = 5.0
    read: float = 120.0
    deadline: float = 300.0
    tries: int = 6
    tries_unreached: int = 3
    wait_unreached: float = 0.25
    few: int = 4
    first_wait: float = 0.5
    longest_wait: float = 8.0
    longest_pause: float = 900.0
    retry_share: float = 0.2
    retry_reserve: int = 100
    in_flight: int = 100
    spacing: float = 0.003
    grow_after: int = 50
    window: int = 20
    window_least: int = 10
    open_for: float = 5.0
    answer_bytes: int = 64_000
