"""Attack a regular expression with texts grown from its own parts, and see whether its work grows faster than the text.

For each repeat of the expression the text feeds that repeat alone: a shortest way to reach it, then what it takes, over
and over, then a sign that nothing matches. What a repeat takes is tried once for each group of characters that the
expression tells apart, so that two repeats which take the same characters meet them.
"""

from __future__ import annotations

import re
import signal
import time
import warnings
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _compiler as compiler  # type: ignore[attr-defined]
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

__all__ = ["Attack", "attacks", "worst"]

LONG = 4_000
"""Characters of the longest text."""
TIMES = 4
"""It is compared with as many texts of a ``TIMES``-th of its length."""
FLOOR = 0.02
"""Seconds that no linear search of :data:`LONG` characters takes, and every quadratic one does."""
GROWTH = 2
"""The long text costs at most as many times what the short ones cost together: 1 is linear, :data:`TIMES` quadratic."""
PATIENCE = 1.0
_SIGNS = " \t\n\r\u00a0aAmzZ09.,;:-_*#/|()[]<>=x+'\"%&@!?~\\{}^½²×–’é"
_PLAIN = "a 1.-,:A\n0x"
_ONE = {ops.IN, ops.NOT_LITERAL, ops.ANY, ops.LITERAL}
_REPEATS = {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}
_END = "\0"
Items = list[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Attack:
    """A text that grows: ``lead``, then ``pump`` over and over, or both over and over."""

    lead: str
    pump: str
    both: bool = False

    def text(self, size: int) -> str:
        """Return it with about ``size`` characters."""
        unit = self.lead + self.pump if self.both else self.pump
        return ("" if self.both else self.lead) + unit * (size // len(unit)) + _END


class _Reader:
    """Reads the parse tree of one expression."""

    def __init__(self, source: str, flags: int) -> None:
        self.tree = parser.parse(source, flags)
        self.flags: int = self.tree.state.flags
        self._taken: dict[str, list[str]] = {}
        literals = {chr(node) for op, node in self._all(list(self.tree)) if op is ops.LITERAL}
        self.signs = _SIGNS + "".join(sorted(sign for sign in literals if not sign.isalnum() and sign not in _SIGNS))
        self.classes = list(
            {tuple(self.taken(one, self.flags)) for one in self._all(list(self.tree)) if one[0] in _ONE}
        )

    def _all(self, items: Items) -> Iterator[tuple[Any, Any]]:
        for op, value in items:
            yield op, value
            if op is ops.IN:
                yield from ((kind, sign) for kind, sign in value if kind is ops.LITERAL)
            for inner, _ in _inside(op, value, 0):
                yield from self._all(inner)

    def taken(self, one: tuple[Any, Any], flags: int) -> list[str]:
        """The signs that a single-character part takes, plain ones first."""
        key = f"{flags} {one!r}"
        if key not in self._taken:
            alone = compiler.compile(parser.SubPattern(self.tree.state, [one]), flags)
            found = [sign for sign in self.signs if alone.fullmatch(sign)]
            self._taken[key] = sorted(found, key=lambda sign: (_PLAIN.find(sign) % 100, sign))
        return self._taken[key]

    def example(self, items: Items, flags: int, way: int = 0) -> str:
        """A short text that ``items`` take; another one for another ``way``."""
        words = []
        for op, value in items:
            if op is ops.LITERAL:
                words.append(chr(value))
            elif op in _ONE:
                signs = self.taken((op, value), flags)
                words.append(signs[way % len(signs)] if signs else "")
            elif op is ops.BRANCH:
                words.append(self.example(list(value[1][way % len(value[1])]), flags, way))
            elif op in _REPEATS:
                words.append(self.example(list(value[2]), flags, way) * value[0])
            elif op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
                words += [self.example(inner, more, way) for inner, more in _inside(op, value, flags)]
        return "".join(words)

    def repeats(self, items: Items, flags: int, lead: str = "") -> Iterator[tuple[str, Items, int]]:
        """Every repeat without an end (or a far one): how to reach it, and what it repeats."""
        for at, (op, value) in enumerate(items):
            before = lead + self.example(items[:at], flags)
            if op in _REPEATS and value[1] > _END_IN_SIGHT:
                yield before, list(value[2]), flags
            for inner, more in _inside(op, value, flags):
                yield from self.repeats(inner, more, before)

    def pumps(self, body: Items, flags: int) -> Iterator[str]:
        """What a repeat of ``body`` takes: one sign of each group told apart, or a few examples."""
        if len(body) == 1 and body[0][0] in _ONE:
            groups: dict[tuple[bool, ...], str] = {}
            for sign in self.taken(body[0], flags):
                groups.setdefault(tuple(sign in one for one in self.classes), sign)
            yield from list(groups.values())[:_MOST_GROUPS]
        else:
            yield from dict.fromkeys(filter(None, (self.example(body, flags, way) for way in range(4))))


_END_IN_SIGHT = 100
_MOST_GROUPS = 14


def _inside(op: Any, value: Any, flags: int) -> list[tuple[Items, int]]:
    """The parts inside a part, each with its flags."""
    if op is ops.BRANCH:
        return [(list(branch), flags) for branch in value[1]]
    if op is ops.SUBPATTERN:
        return [(list(value[3]), (flags | value[1]) & ~value[2])]
    if op in _REPEATS:
        return [(list(value[2]), flags)]
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [(list(value[1]), flags)]
    if op is ops.ATOMIC_GROUP:
        return [(list(value), flags)]
    return []


def attacks(source: str, flags: int) -> list[Attack]:
    """Return the texts to attack an expression with."""
    reader = _Reader(source, flags)
    found: dict[Attack, None] = {}
    for lead, body, inner in reader.repeats(list(reader.tree), reader.flags):
        for pump in reader.pumps(body, inner):
            found |= dict.fromkeys((Attack(lead, pump), Attack("", pump), Attack(lead, pump, both=True)))
    return list(found)


def worst(source: str, flags: int, ways: Collection[str]) -> tuple[Attack, float] | None:
    """Return the first attack under which the work grows faster than the text, and the growth; ``None`` if none does.

    Args:
        source: The expression.
        flags: Its flags.
        ways: How its callers ask it: ``search``, ``match`` and ``fullmatch``.
    """
    pattern = re.compile(source, flags)
    asked: dict[str, Callable[[str], object]] = {
        "search": partial(_search, pattern),
        "match": pattern.match,
        "fullmatch": pattern.fullmatch,
    }
    for attack in attacks(source, flags):
        for way in ways:
            if way == "search" or not attack.both:
                growth = _growth(asked[way], attack)
                if growth > GROWTH:
                    return attack, growth
    return None


def _search(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def _growth(way: Callable[[str], object], attack: Attack) -> float:
    """How many times the cost of :data:`TIMES` short texts one long text costs; 0 where it costs next to nothing."""
    for size in (60, LONG // TIMES):
        if _seconds(way, attack.text(size), 1) >= PATIENCE:
            return TIMES * TIMES
    if time_once(way, attack.text(LONG)) < FLOOR:
        return 0
    growths = []
    for _ in range(3):
        long = _seconds(way, attack.text(LONG), 1)
        if long < FLOOR:
            return 0
        if long >= PATIENCE:
            return TIMES * TIMES
        growths.append(long / max(_seconds(way, attack.text(LONG // TIMES), TIMES), FLOOR / TIMES / TIMES))
    return min(growths)


def time_once(way: Callable[[str], object], text: str) -> float:
    """Return seconds on the wall, which are finer than processor time; a pause only means another look."""
    begin = time.perf_counter()
    _stopped(way, text)
    return time.perf_counter() - begin


def _seconds(way: Callable[[str], object], text: str, times: int) -> float:
    begin = time.process_time()
    for _ in range(times):
        if _stopped(way, text):
            return PATIENCE
    return time.process_time() - begin


class _OutOfPatience(BaseException):
    pass


def _stop(*_: object) -> None:
    raise _OutOfPatience


def _stopped(way: Callable[[str], object], text: str) -> bool:
    """Run ``way`` on ``text``; whether it was stopped for taking too long: the engine looks for signals."""
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        way(text)
    except _OutOfPatience:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return False
