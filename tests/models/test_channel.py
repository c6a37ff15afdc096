from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from doccheck.errors import ModelError
from doccheck.facts import Outcome, Usage
from doccheck.models.adaptive import InFlight
from doccheck.models.channel import Channel, Try
from doccheck.models.decode import Decoded
from doccheck.models.faults import Fault, fault_of_status
from doccheck.models.limits import Limits
from doccheck.models.port import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

REQUEST = Request("static", "note", {}, "facts", 100, "key")
OK = Decoded(Outcome.OK, "{}", Usage(10, 0, 5))
DOWN = Fault(Outcome.TRANSPORT, "The connection to the server failed.", again=True, counts_against_server=True)


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        for _ in range(3):
            await asyncio.sleep(0)
        self.now = max(self.now, until)


class Script:
    """Answers from a list; the last one for ever."""

    def __init__(self, clock: Clock, *results: Decoded | Fault, seconds: float = 0.0) -> None:
        self.clock = clock
        self.results = list(results)
        self.seconds = seconds
        self.sent: list[float] = []
        self.at_once = self.most_at_once = 0

    async def send(self, request: Request) -> Try:
        assert request == REQUEST
        self.sent.append(self.clock.now)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        await asyncio.sleep(0)
        self.at_once -= 1
        result = self.results.pop(0) if len(self.results) > 1 else self.results[0]
        return Try(result, f"req-{len(self.sent)}")


def run(work: Callable[[], Coroutine[None, None, Reply]]) -> Reply:
    return asyncio.run(work())


def ask(script: Script, limits: Limits | None = None) -> tuple[Reply, Channel]:
    channel: list[Channel] = []

    async def work() -> Reply:
        channel.append(Channel(script, limits or Limits(), script.clock, script.clock.sleep))
        return await channel[0].ask(REQUEST)

    return run(work), channel[0]


def test_a_good_answer_takes_one_request() -> None:
    reply, _ = ask(Script(Clock(), OK))
    assert (reply.outcome, reply.text, reply.attempts, reply.request_id) == (Outcome.OK, "{}", 1, "req-1")


def test_a_passing_fault_is_tried_again_and_every_try_is_counted() -> None:
    failed = Decoded(Outcome.TRANSPORT, usage=Usage(10, None, 1), detail="x", again=True)
    reply, channel = ask(Script(Clock(), failed, DOWN, OK))
    assert (reply.outcome, reply.attempts, channel.requests, channel.retries) == (Outcome.OK, 3, 3, 2)
    assert reply.usage == Usage(20, 0, 6)


def test_tries_end_and_the_last_fault_is_the_outcome() -> None:
    script = Script(Clock(), fault_of_status(500, "", "", None))
    reply, _ = ask(script, Limits(tries=4, window=100, window_least=100))
    assert (reply.outcome, reply.attempts, len(script.sent)) == (Outcome.TRANSPORT, 4, 4)
    assert reply.detail == "The server answered with status 500."


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.TRUNCATED, Outcome.INVALID])
def test_an_answer_that_is_no_fault_is_not_tried_again(outcome: Outcome) -> None:
    reply, _ = ask(Script(Clock(), Decoded(outcome, "", None, "x")))
    assert (reply.outcome, reply.attempts) == (outcome, 1)


def test_the_deadline_ends_a_question_that_nobody_answers() -> None:
    clock = Clock()
    reply, _ = ask(
        Script(clock, DOWN), Limits(deadline=20, tries=10_000, first_wait=4, longest_wait=8, retry_reserve=10_000)
    )
    assert reply.outcome is Outcome.TRANSPORT
    assert clock.now - 1000 <= 40


def test_retry_after_holds_back_every_caller_and_costs_nobody_their_deadline() -> None:
    clock = Clock()
    script = Script(clock, fault_of_status(429, "", "", 600.0), OK)

    async def work() -> tuple[Reply, Reply]:
        channel = Channel(script, Limits(deadline=100), clock, clock.sleep)
        first = asyncio.create_task(channel.ask(REQUEST))
        while not script.sent:  # noqa: ASYNC110 - the clock stands still meanwhile
            await asyncio.sleep(0)
        for _ in range(3):
            await asyncio.sleep(0)
        return await channel.ask(REQUEST), await first

    second, first = asyncio.run(work())
    assert (first.outcome, second.outcome) == (Outcome.OK, Outcome.OK)
    assert all(sent >= 1600 for sent in script.sent[1:])


def test_a_pause_longer_than_a_quarter_of_an_hour_is_not_waited_for() -> None:
    reply, _ = ask(Script(Clock(), fault_of_status(429, "", "", 3600.0), OK))
    assert (reply.outcome, reply.attempts) == (Outcome.TRANSPORT, 1)


def test_a_refused_key_is_an_outcome_once_and_stops_the_run_after_that() -> None:
    clock = Clock()
    script = Script(clock, fault_of_status(401, "", "", None))

    async def work() -> Reply:
        channel = Channel(script, Limits(), clock, clock.sleep)
        reply = await channel.ask(REQUEST)
        for _ in range(3):
            with pytest.raises(ModelError, match="OPENAI_API_KEY"):
                await channel.ask(REQUEST)
        clock.now += 61
        await channel.ask(REQUEST)
        return reply

    assert run(work).outcome is Outcome.TRANSPORT
    assert len(script.sent) == 2


def test_retries_have_a_budget_over_all_questions() -> None:
    clock = Clock()
    script = Script(clock, fault_of_status(409, "", "", None))
    limits = Limits(retry_reserve=2, retry_share=0.2, tries=6)

    async def work() -> int:
        channel = Channel(script, limits, clock, clock.sleep)
        for _ in range(50):
            await channel.ask(REQUEST)
        return channel.requests

    assert asyncio.run(work()) <= 50 * 1.2 + 3


def test_429_halves_the_requests_in_flight_once_for_all_that_were_under_way() -> None:
    clock = Clock()
    script = Script(clock, *[fault_of_status(429, "", "", None)] * 8, OK)

    async def work() -> int:
        channel = Channel(script, Limits(in_flight=8, grow_after=1000), clock, clock.sleep)
        await asyncio.gather(*(channel.ask(REQUEST) for _ in range(8)))
        return channel.slots.limit

    # Halved once to 4, not eight times to 1; eight good answers have let it grow by one since.
    assert asyncio.run(work()) == 5


def test_good_answers_let_the_requests_in_flight_grow_again_up_to_the_start() -> None:
    slots = InFlight(8, grow_after=2)
    slots.throttled(0)
    limits = []
    for _ in range(12):
        slots.answered()
        limits.append(slots.limit)
    assert limits == [4, 5, 5, 6, 6, 7, 7, 8, 8, 8, 8, 8]


def test_no_more_requests_are_under_way_than_allowed() -> None:
    clock = Clock()
    script = Script(clock, OK, seconds=0.001)

    async def work() -> None:
        channel = Channel(script, Limits(in_flight=5), clock, clock.sleep)
        await asyncio.gather(*(channel.ask(REQUEST) for _ in range(40)))

    asyncio.run(work())
    assert script.most_at_once == 5


def test_a_failing_server_is_left_alone_but_for_probes_and_asked_again_when_it_works() -> None:
    clock = Clock()
    script = Script(clock, DOWN)
    limits = Limits(in_flight=20, tries=100, deadline=10_000, retry_reserve=1000, first_wait=0.01, longest_wait=0.01)

    async def work() -> tuple[int, list[Reply]]:
        channel = Channel(script, limits, clock, clock.sleep)
        tasks = [asyncio.create_task(channel.ask(REQUEST)) for _ in range(20)]
        while clock.now < 1060:  # noqa: ASYNC110 - the clock moves with the waiters
            await asyncio.sleep(0)
        during = len(script.sent)
        script.results = [OK]
        return during, await asyncio.gather(*tasks)

    during, replies = asyncio.run(work())
    assert during <= 20 + 12 + 2
    assert all(reply.outcome is Outcome.OK for reply in replies)
    assert clock.now <= 1060 + 10


def test_giving_up_a_question_frees_its_slot_and_its_probe() -> None:
    clock = Clock()
    script = Script(clock, OK, seconds=0.05)

    async def work() -> int:
        channel = Channel(script, Limits(in_flight=1), clock, clock.sleep)
        tasks = [asyncio.create_task(channel.ask(REQUEST)) for _ in range(3)]
        await asyncio.sleep(0.01)
        for task in tasks[:2]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return channel.slots.under_way

    assert asyncio.run(work()) == 0


NOBODY = Fault(
    Outcome.TRANSPORT,
    "The connection to the server failed.",
    again=True,
    counts_against_server=True,
    unreachable=True,
)


def test_one_question_to_an_address_where_nothing_answers_is_given_up_within_a_second() -> None:
    script = Script(Clock(), NOBODY)
    reply, _ = ask(script)
    assert (reply.outcome, reply.attempts) == (Outcome.TRANSPORT, Limits().tries_unreached)
    assert script.clock.now - 1000.0 <= 1.0


def test_a_server_that_comes_up_between_the_quick_tries_is_asked() -> None:
    reply, _ = ask(Script(Clock(), NOBODY, NOBODY, OK))
    assert (reply.outcome, reply.attempts) == (Outcome.OK, 3)


def test_notes_one_after_another_do_not_wait_for_a_server_that_was_never_there() -> None:
    script = Script(Clock(), NOBODY)

    async def work() -> list[Reply]:
        channel = Channel(script, Limits(), script.clock, script.clock.sleep)
        return [await channel.ask(REQUEST) for _ in range(20)]

    replies = asyncio.run(work())
    assert {reply.outcome for reply in replies} == {Outcome.TRANSPORT}
    assert max(reply.seconds for reply in replies) <= 1.0
    assert replies[-1].detail == "The server could not be reached a moment ago."


def test_a_server_that_answered_a_moment_ago_is_waited_for() -> None:
    script = Script(Clock(), OK, *[NOBODY] * 5, OK)

    async def work() -> list[Reply]:
        channel = Channel(script, Limits(), script.clock, script.clock.sleep)
        return [await channel.ask(REQUEST) for _ in range(2)]

    assert [(reply.outcome, reply.attempts) for reply in asyncio.run(work())] == [(Outcome.OK, 1), (Outcome.OK, 6)]


def test_many_questions_under_way_wait_for_a_server_that_is_not_there_yet() -> None:
    script = Script(Clock(), *[NOBODY] * 36, OK)

    async def work() -> list[Reply]:
        channel = Channel(script, Limits(), script.clock, script.clock.sleep)
        return await asyncio.gather(*(channel.ask(REQUEST) for _ in range(12)))

    replies = asyncio.run(work())
    assert {reply.outcome for reply in replies} == {Outcome.OK}
    assert max(reply.attempts for reply in replies) > Limits().tries_unreached


def test_requests_start_a_little_apart_so_that_their_answers_do_not_come_all_at_once() -> None:
    script = Script(Clock(), OK)
    limits = Limits(spacing=0.5)

    async def work() -> list[Reply]:
        channel = Channel(script, limits, script.clock, script.clock.sleep)
        return await asyncio.gather(*(channel.ask(REQUEST) for _ in range(6)))

    assert {reply.outcome for reply in asyncio.run(work())} == {Outcome.OK}
    apart = [later - sooner for sooner, later in pairwise(script.sent)]
    assert min(apart) >= limits.spacing
    assert script.sent[-1] - script.sent[0] <= 5 * limits.spacing
