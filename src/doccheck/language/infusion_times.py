"""Find when an infusion began and ended, or how long it ran."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cache

from doccheck.note import Span

__all__ = ["Run", "find_runs"]

_CLOCK = r"(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|[01]\d[0-5]\d|2[0-3][0-5]\d)(?!\d|\s*(?:m[lcg]|units?|mg|%))"


@dataclass(frozen=True, slots=True)
class Run:
    """One infusion: its place, when it started and stopped, or how many minutes it ran.

    ``stop`` before ``start`` is kept as written: a run past midnight and a slip look the same here.
    """

    span: Span
    start: time | None
    stop: time | None
    minutes: int | None = None

    @property
    def complete(self) -> bool:
        """Whether start and stop, or start and duration, are known."""
        return self.start is not None and (self.stop is not None or self.minutes is not None)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    clock = _CLOCK
    begin = (
        r"(?:start(?:ed|ing|s)?|began|begun|begin|hung|spiked|initiated|commenced|on at|infusing at|up at)"
        r"(?:\s+(?:time|infusion|of infusion|at))*"
    )
    finish = (
        r"(?:stop(?:ped|s)?|end(?:ed|s)?|complet(?:ed?|ion)|finish(?:ed)?|done|off|discontinued|d/c(?:'?d)?|over|down|"
        r"infusion complete|concluded)(?:\s+(?:time|infusion|of infusion|at))*"
    )
    return {
        "range": re.compile(rf"(?P<a>{clock})\s*(?:-|–|—|to|until|till|through|→|->)\s*(?P<b>{clock})", re.IGNORECASE),
        "start": re.compile(rf"\b{begin}\b[^\n\d]{{0,25}}?(?P<t>{clock})", re.IGNORECASE),
        "stop": re.compile(rf"\b{finish}\b[^\n\d]{{0,25}}?(?P<t>{clock})", re.IGNORECASE),
        "start_after": re.compile(
            rf"(?P<t>{clock})\s*[:\-–—|]?\s*[^\n.;\d]{{0,40}}?\b(?:start(?:ed)?|began|hung|initiated|infusing|spiked)\b",
            re.IGNORECASE,
        ),
        "start_row": re.compile(
            rf"^\W*(?P<t>{clock})\b[^\n;]{{1,90}}?\b(?:start(?:ed)?|began|begun|hung|initiated|infusing|spiked)\b",
            re.IGNORECASE,
        ),
        "stop_after": re.compile(
            rf"(?P<t>{clock})\s*[:\-–—|]?\s*[^\n.;\d]{{0,40}}?\b(?:stop(?:ped)?|ended|complete[d]?|finished|discontinued|done|off)\b",
            re.IGNORECASE,
        ),
        "duration": re.compile(
            r"\b(?:over|for|ran|duration|infused (?:over|in)|x|total(?: time)?(?: of)?)\s*(?:of|:|=)?\s*(?:about |approximately |~)?"
            r"(?P<n>\d{1,3}|one|two|three|an|half an)(?:\.5)?\s*-?(?P<u>min(?:ute)?s?|h(?:ou)?rs?|h)\b",
            re.IGNORECASE,
        ),
    }


def _read_clock(text: str) -> time | None:
    digits = re.match(r"\s*(\d{1,2}):?(\d{2})?", text)
    if digits is None:
        return None
    hour, minute = int(digits[1]), int(digits[2] or 0)
    folded = text.casefold()
    if "p" in folded and hour < 12:  # noqa: PLR2004 - noon
        hour += 12
    if "a" in folded and hour == 12:  # noqa: PLR2004 - midnight
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a clock


def _minutes(number: str, unit: str) -> int:
    value = {"one": 1, "an": 1, "two": 2, "three": 3}.get(number.casefold())
    if number.casefold() == "half an":
        return 30
    count = value if value is not None else int(number)
    return count * (60 if unit.casefold().startswith("h") else 1)


def find_runs(text: str) -> list[Run]:
    """Return the infusion runs of ``text``: a range of clock times, or a start with its stop or duration."""
    patterns = _patterns()
    runs = [
        Run(Span(*match.span()), _read_clock(match["a"]), _read_clock(match["b"]))
        for match in patterns["range"].finditer(text)
        if _read_clock(match["a"]) is not None and _read_clock(match["b"]) is not None
    ]
    if runs:
        return runs
    start = next(
        (match for name in ("start", "start_row", "start_after") if (match := patterns[name].search(text))), None
    )
    stop = None
    for name in ("stop", "stop_after"):
        stop = patterns[name].search(text, start.end() if start and name == "stop" else 0)
        if stop and (start is None or stop["t"] != start["t"] or stop.start("t") != start.start("t")):
            break
        stop = None
    duration = patterns["duration"].search(text)
    if start is None and stop is None:
        return []
    spans = [match.span() for match in (start, stop) if match]
    minutes = None
    if stop is None and duration:
        spans.append(duration.span())
        minutes = _minutes(duration["n"], duration["u"])
    return [
        Run(
            Span(min(span[0] for span in spans), max(span[1] for span in spans)),
            _read_clock(start["t"]) if start else None,
            _read_clock(stop["t"]) if stop else None,
            minutes,
        )
    ]
