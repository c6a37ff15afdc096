"""The model path under load, under faults, and after an outage, against a server on this machine.

``python benchmarks/model_path.py [rate|faults|outage]``; without an argument all three (about 100 seconds).

rate    1,000 notes, a server that takes one second, 100 requests in flight from the start: share of the ideal rate
        from the first request to the last answer as the server saw them, and our own processor time a note.
faults  1,000 notes, a fifth of all answers refused, cut off, throttled (429), failed (500) or hung up: calls.
outage  a server that hangs up on everybody for 60 seconds: time from its return to the first answer and the old rate.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from typing import Any

from doccheck.extract.reader import aread
from doccheck.models.loop import arun
from doccheck.models.service import model_for, shutdown
from doccheck.note import Note
from doccheck.reference.lookup import Reference
from doccheck.settings import Settings

NOTES = 1_000
IN_FLIGHT = 100
FAULT_SHARE = 0.2
OLD_RATE = 0.9
OUTAGE = 60.0
ANSWER = json.dumps({"amounts": [], "evidence": [{"requirement": "J2326.diagnosis", "quote": "multiple sclerosis"}]})


def answer(text: str, reason: str = "stop", refusal: str | None = None) -> bytes:
    """A chat-completions answer as the server sends it."""
    message = {"role": "assistant", "content": None if refusal else text, "refusal": refusal}
    usage = {"prompt_tokens": 2000, "completion_tokens": 40, "total_tokens": 2040}
    body = {
        "object": "chat.completion",
        "choices": [{"index": 0, "finish_reason": reason, "message": message}],
        "usage": usage,
    }
    return response(200, json.dumps(body).encode())


def response(status: int, body: bytes, **headers: str) -> bytes:
    """An HTTP response that keeps the connection open."""
    extra = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n{extra}\r\n"
    return head.encode() + body


FAULTS: tuple[bytes | None, ...] = (
    answer("", refusal="no"),
    answer('{"amounts": [', "length"),
    response(429, b'{"error": {"message": "slow down"}}', retry_after="0.05"),
    response(500, b'{"error": {"message": "oops"}}'),
    None,
)


class Server:
    """Plays the model in a process of its own; its only state is what it counts."""

    def __init__(self, latency: float, faults: float, outage: tuple[float, float]) -> None:
        """Keep the script; ``outage`` is from and to, in seconds after the first request."""
        self.latency, self.faults, self.outage = latency, faults, outage
        self.pick = random.Random(3)  # noqa: S311 - the same faults in every run
        self.first: float | None = None
        self.answered: list[float] = []
        self.calls = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until it closes."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if head.startswith(b"GET"):
                    stats = {"first": self.first, "answered": self.answered, "calls": self.calls}
                    writer.write(response(200, json.dumps(stats).encode()))
                    continue
                length = next(
                    int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length")
                )
                await reader.readexactly(length)
                if not await self.respond(writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def respond(self, writer: asyncio.StreamWriter) -> bool:
        """Answer one request by the script; returns whether the connection stays open."""
        now = time.monotonic()
        self.first = self.first or now
        self.calls += 1
        if self.outage[0] <= now - self.first < self.outage[1]:
            return False
        fault = self.pick.random() < self.faults
        await asyncio.sleep(self.latency)
        sent = self.pick.choice(FAULTS) if fault else answer(ANSWER)
        if sent is None:
            return False
        writer.write(sent)
        await writer.drain()
        if not fault:
            self.answered.append(time.monotonic() - self.first)
        return True


async def serve(latency: float, faults: float, start: float, stop: float) -> None:
    """Serve until killed; prints the port."""
    server = Server(latency, faults, (start, stop))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, backlog=1024, limit=1 << 20)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


class Running:
    """The server's process while the context is open."""

    def __init__(self, latency: float, faults: float = 0.0, outage: tuple[float, float] = (1e9, 1e9)) -> None:
        """Keep the script."""
        self.script = [str(value) for value in (latency, faults, *outage)]

    def __enter__(self) -> str:
        """Start; returns the address."""
        command = [sys.executable, __file__, "serve", *self.script]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
        assert self.process.stdout is not None  # noqa: S101 - it is a pipe
        return f"http://127.0.0.1:{self.process.stdout.readline().strip()}/v1"

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.process.terminate()
        self.process.wait()


def stats_of(base_url: str) -> dict[str, Any]:
    """What the server counted."""
    with urllib.request.urlopen(base_url + "/stats") as stream:  # noqa: S310 - this machine
        counted: dict[str, Any] = json.loads(stream.read())
        return counted


def notes(count: int) -> list[Note]:
    """Invented notes, all different."""
    history = "Seen and examined; gait stable, strength full, no new visual symptoms, mood good. " * 20
    return [
        Note(f"Visit {index}. Relapsing multiple sclerosis. {history}Natalizumab 300 mg IV given.\n")
        for index in range(count)
    ]


async def read_all(base_url: str, count: int) -> tuple[Counter[str], float, float]:
    """Read notes all at once; returns outcomes, seconds and processor seconds of this process."""
    settings = Settings(base_url=base_url, model="scripted", in_flight=IN_FLIGHT, answer_tokens=500)
    reference = Reference.load()
    waiting = notes(count)
    await arun(connect(settings))
    started, processor = time.monotonic(), time.process_time()
    tasks = (aread(note, reference, code="J2326", extractor="model", settings=settings) for note in waiting)
    read = await asyncio.gather(*tasks)
    spent = time.monotonic() - started, time.process_time() - processor
    return Counter(extraction.outcome.value for extraction in read), *spent


async def connect(settings: Settings) -> None:
    """Import the SDK and make its client before the clock starts."""
    model_for(settings, "scripted")


def rate() -> None:
    """Print the share of the ideal rate and our own time a note."""
    with Running(1.0) as base_url:
        outcomes, _, processor = asyncio.run(read_all(base_url, NOTES))
        counted = stats_of(base_url)
        shutdown()
    took = max(counted["answered"])
    ideal = NOTES / IN_FLIGHT * 1.0
    print(f"rate: {NOTES} notes in {took:.2f} s, ideal {ideal:.2f} s: {ideal / took:.1%} of the ideal rate")
    print(f"      {dict(outcomes)}")
    print(f"      {1000 * processor / NOTES:.2f} ms of our own processor time a note")


def faults() -> None:
    """Print outcomes and calls under faults."""
    with Running(0.05, FAULT_SHARE) as base_url:
        outcomes, seconds, _ = asyncio.run(read_all(base_url, NOTES))
        calls = stats_of(base_url)["calls"]
        shutdown()
    print(
        f"faults: {sum(outcomes.values())} of {NOTES} notes ended in one outcome {dict(outcomes)}; "
        f"{calls / NOTES:.3f} calls a note; {seconds:.1f} s"
    )


def outage() -> None:
    """Print how soon answers come again after an outage, and how soon as many a second as before it."""
    start = 4.0
    with Running(1.0, 0.0, (start, start + OUTAGE)) as base_url:
        outcomes, _, _ = asyncio.run(read_all(base_url, 2 * NOTES))
        answered = sorted(stats_of(base_url)["answered"])
        shutdown()
    seconds = Counter(int(moment) for moment in answered)
    before = max(seconds[second] for second in range(int(start)))
    back = start + OUTAGE
    first = next(moment for moment in answered if moment >= back) - back
    again = (second for second in sorted(seconds) if second >= back and seconds[second] >= OLD_RATE * before)
    old = next(again, None)
    rate_back = "not within the run" if old is None else f"{old - back:.0f} s after it"
    print(f"outage of {OUTAGE:.0f} s: first answer {first:.1f} s after it, {OLD_RATE:.0%} of the old rate {rate_back}")
    after = [seconds[second] for second in sorted(seconds) if second >= back]
    print(f"      answers a second before: {before}, after: {after}")
    print(f"      {dict(outcomes)}")


def main(arguments: list[str]) -> None:
    """Run the parts named, or all; ``serve`` is the server itself."""
    if arguments[:1] == ["serve"]:
        asyncio.run(serve(*map(float, arguments[1:])))
        return
    parts = {"rate": rate, "faults": faults, "outage": outage}
    for name in arguments or parts:
        parts[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
