"""Find when an infusion began and ended, or how long it ran."""

from __future__ import annotations

import re
from datetime import time
from functools import cache, lru_cache
from typing import NamedTuple

from doccheck.language.reading import stems
from doccheck.note import Span

__all__ = ["Run", "find_durations", "find_runs"]

_NOON = 12
_CLOCK = (
    r"(?:\d{1,2}:\d{2}(?::\d{2})?\s{0,4}(?:[ap]\.?m\.?)?|\d{1,2}\s{0,4}[ap]\.?m\.?|[01]\d[0-5]\d|2[0-3][0-5]\d)(?!\d|\s"
    r"*(?:m[lcg]|units?|mg|%))"
)


class Run(NamedTuple):
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
        r"(?:start(?:ed|ing|s)?|began|begun|begin(?:ning)?|hung|spiked|initiated|commenced|on at|infusing at|up at"
        r"|time in)"
        r"(?:\s{1,4}(?:time|infusion|of infusion|at))*"
    )
    finish = (
        r"(?:stop(?:ped|s)?|end(?:ed|s|ing)?|complet(?:ed?|ion)|finish(?:ed)?|done|off|time out|discontinued|"
        r"d/c(?:'?d)?|over|down|"
        r"infusion complete|concluded)(?:\s{1,4}(?:time|infusion|of infusion|at))*"
    )
    return {
        "clock": re.compile(rf"(?<![\d/.:-])(?P<t>{clock})", re.IGNORECASE),
        "begins": re.compile(rf"\b(?:{begin})\b", re.IGNORECASE),
        "finishes": re.compile(rf"\b(?:{finish})\b", re.IGNORECASE),
        "clause": re.compile(r"[^,;|\n]+?(?=[,;|\n]|\.\s|\band\b|$)[,;|\n.]?(?:and\b)?"),
        "range": re.compile(
            rf"(?P<a>{clock})\s{{0,4}}(?:-|–|—|to|until|till|through|→|->)\s{{0,4}}(?P<b>{clock})", re.IGNORECASE
        ),
        "pair": re.compile(
            rf"\bstart(?:ed)?(?: time)?\s?(?:/|&|and|-)\s?(?:stop|end|finish)(?:p?ed)?(?: times?)?[\s:*|]{{1,6}}"
            rf"(?P<a>{clock})\s{{0,4}}(?:/|,|;|&|and|-|\u2013)\s{{0,4}}(?P<b>{clock})",
            re.IGNORECASE,
        ),
        "start": re.compile(rf"\b{begin}\b[^\n\d;]{{0,25}}?(?P<t>{clock})", re.IGNORECASE),
        "stop": re.compile(rf"\b{finish}\b[^\n\d;]{{0,25}}?(?P<t>{clock})", re.IGNORECASE),
        "start_after": re.compile(
            rf"(?P<t>{clock})\s{{0,4}}[:\-–—|]?\s{{0,4}}[^\n.;\d]{{0,40}}?\b(?:start(?:ed)?|began|hung|initiated|infusing|"
            rf"spiked)\b",
            re.IGNORECASE,
        ),
        "label_behind": re.compile(rf"\W*{clock}\W{{0,3}}(?:start|begin|began|hung|infusion start)", re.IGNORECASE),
        "lead": re.compile(rf"\W*(?P<t>{clock})[^\n;]{{0,60}}?\b(?:iv|ivpb|intravenous\w*|infus\w*)\b", re.IGNORECASE),
        "labelled": re.compile(
            r"\binfusion\s{1,4}(?:time|duration|length)\s{0,4}[:=]?\s{0,4}(?P<n>\d{1,3}|one|two|three)\s{0,4}-?(?P<u>min(?:ute)?s?|h(?:ou)?rs?|h)\b",
            re.IGNORECASE,
        ),
        "start_row": re.compile(
            rf"^\W*(?P<t>{clock})\b[^\n;]{{1,90}}?\b(?:start(?:ed)?|began|begun|hung|initiated|infusing|spiked)\b",
            re.IGNORECASE,
        ),
        "stop_row": re.compile(
            rf"^\W*(?P<t>{clock})\b(?:(?!\d{{1,2}}:\d\d|\b\d{{4}}\b)[^\n;]){{1,90}}?"
            r"\binfusion\s(?:was\s|is\s)?(?:complet|end|stopp|finish|done)\w*",
            re.IGNORECASE,
        ),
        "stop_after": re.compile(
            rf"(?P<t>{clock})\s{{0,4}}[:\-–—|]?\s{{0,4}}[^\n.;\d]{{0,40}}?\b(?:stop(?:ped)?|end(?:ed)?|complete[d]?|finished|"
            rf"discontinued|done|off)\b",
            re.IGNORECASE,
        ),
        "length": re.compile(
            r"\b(?P<n>\d{1,3}|one|two|three|an)(?:\.5)?[\s-]*(?P<u>min(?:ute)?s?|h(?:ou)?rs?|h)[\s"
            r"-]+(?:long )?(?:iv )?infusion\b",
            re.IGNORECASE,
        ),
        "duration": re.compile(
            r"\b(?:over|for|ran|duration|infused (?:over|in)|x|total(?: time)?(?: of)?)\s{0,4}(?:of|:|=)?\s"
            r"{0,4}(?:about "
            r"|approximately |~)?"
            r"(?P<n>\d{1,3}|one|two|three|an|half an)(?:\.5)?\s{0,4}-?(?P<u>min(?:ute)?s?|h(?:ou)?rs?|h)\b",
            re.IGNORECASE,
        ),
    }


def _read_clock(text: str) -> time | None:
    digits = re.match(r"\s{0,4}(\d{1,2}):?(\d{2})?", text)
    if digits is None:
        return None
    hour, minute = int(digits[1]), int(digits[2] or 0)
    folded = text.casefold()
    if "p" in folded and hour < _NOON:
        hour += _NOON
    if "a" in folded and hour == _NOON:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _minutes(number: str, unit: str) -> int:
    value = {"one": 1, "an": 1, "two": 2, "three": 3}.get(number.casefold())
    if number.casefold() == "half an":
        return 30
    count = value if value is not None else int(number)
    return count * (60 if unit.casefold().startswith("h") else 1)


def _by_clause(text: str) -> Run | None:
    """Read clauses that hold one time and one word each: ``10:00 started, 10:30 stopped``."""
    patterns = _patterns()
    start: tuple[re.Match[str], int] | None = None
    stop: tuple[re.Match[str], int] | None = None
    last_end = 0
    for clause in patterns["clause"].finditer(text):
        clocks = list(patterns["clock"].finditer(text, *clause.span()))
        if len(clocks) != 1:
            continue
        begins = patterns["begins"].search(text, *clause.span())
        finishes = patterns["finishes"].search(text, *clause.span())
        if begins and not finishes and start is None:
            start = (clocks[0], min(begins.start(), clocks[0].start()))
            last_end = max(last_end, begins.end(), clocks[0].end())
        elif finishes and not begins and start is not None and stop is None:
            stop = (clocks[0], min(finishes.start(), clocks[0].start()))
            last_end = max(last_end, finishes.end(), clocks[0].end())
    if start is None or stop is None:
        return None
    return Run(Span(min(start[1], stop[1]), last_end), _read_clock(start[0]["t"]), _read_clock(stop[0]["t"]))


def _years(match: re.Match[str]) -> bool:
    """Whether ``2021-2022`` is two years, or ``2026 - 2:15 PM`` the end of a date, and not two times."""
    first, second = match["a"].strip(), match["b"].strip()
    if re.fullmatch(r"20[0-4]\d", first) and not re.fullmatch(r"\d{4}", second):
        return True
    return all(re.fullmatch(r"20[0-4]\d", match[name].strip()) for name in "ab")


@lru_cache(maxsize=256)
def find_runs(text: str) -> tuple[Run, ...]:
    """Return the infusion runs of ``text``: a range of clock times, or a start with its stop or duration."""
    if "#" not in stems(text):
        return ()
    return tuple(_runs(text.replace("\n", " ").replace("\r", " ")))


def _runs(text: str) -> list[Run]:
    patterns = _patterns()
    if not patterns["clock"].search(text):
        return []
    runs = [
        Run(Span(*match.span()), _read_clock(match["a"]), _read_clock(match["b"]))
        for match in (*patterns["range"].finditer(text), *patterns["pair"].finditer(text))
        if _read_clock(match["a"]) is not None and _read_clock(match["b"]) is not None and not _years(match)
    ]
    if runs:
        return runs
    by_clause = _by_clause(text)
    if by_clause is not None:
        return [by_clause]
    behind = bool(patterns["label_behind"].match(text))
    names = ("start_after", "start_row", "start") if behind else ("start", "start_row", "start_after")
    start = next((match for name in names if (match := patterns[name].search(text))), None)
    stop = None
    for name in ("stop_after", "stop", "stop_row") if behind else ("stop", "stop_after", "stop_row"):
        stop = patterns[name].search(text, start.end() if start and name == "stop" else 0)
        if stop and (start is None or stop["t"] != start["t"] or stop.start("t") != start.start("t")):
            break
        stop = None
    if start is None and stop is not None:
        lead = patterns["lead"].match(text)
        start = lead if lead and lead.start("t") != stop.start("t") else None
    duration = patterns["duration"].search(text) or patterns["length"].search(text)
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


def find_durations(text: str) -> list[Span]:
    """Return the stated length of an infusion in the sentence ``text``: ``over 30 minutes``, ``infusion time: 1 h``."""
    if "infus" not in text.casefold():
        return []
    patterns = _patterns()
    found = patterns["duration"].search(text) or patterns["length"].search(text) or patterns["labelled"].search(text)
    return [Span(*found.span())] if found else []
