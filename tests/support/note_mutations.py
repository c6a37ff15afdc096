"""Change a note as a careless template, a scanner or an attacker would: for fuzzing where no coverage guides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

__all__ = ["WORDS", "mutated"]

# What clinics write, so that mutation need not find it letter by letter.
WORDS = (
    *("natalizumab", "Kenalog-40", "methylprednisolone acetate", "1% lidocaine", "ceftriaxone", "ketorolac"),
    *("300 mg", "1,000 mcg", "0.5 mL", "40 mg/mL", "2 mg/kg", "1:1,000", "3.375 g", "x 2", "10 units", "µg", "½"),
    *("given", "was injected", "infused", "not given", "held", "refused", "ordered", "will receive", "last visit"),
    *("IM", "IV", "subcutaneously", "left deltoid", "each knee", "bilateral", "R hand", "(L)", "wasted", "single-dose"),
    *("03/14/2026", "2026-03-14", "09:10", "0910", "10:15 AM", "today", "tomorrow", "on Monday"),
    *("ASSESSMENT:", "PLAN:", "## Procedure", "MAR", "Allergies:", "HPI\n", "[Copied from", "Electronically signed by"),
    *(" | ", "\t", "\n\n", "[x]", "[ ]", "***", "____", "\r\n", "\u202e", "\u200b", "\u00a0", "é", "😀", "٣"),
)
_LONGEST = 6_000
_STRETCH = 24_000
_SIGNS = " \t\n\r.,;:-_*#/|()[]<>=x+'\"%0a"


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a changed copy of one of ``seeds``, now and then with a long run of one thing in it."""
    data = chance.choice(seeds)
    number, text = data[:1], data[1:].decode()
    if chance.random() < 0.2:
        number = bytes([chance.randrange(256)])
    for _ in range(chance.choice((0, 1, 1, 2, 4, 9))):
        text = _changed(text, seeds, chance)
    text = text[:_LONGEST]
    if chance.random() < 0.1:
        at, pump = chance.randrange(len(text) + 1), _pump(text, chance)
        text = text[:at] + pump * (_STRETCH // len(pump)) + text[at:]
    return number + text.encode("utf-8", "replace")


def _pump(text: str, chance: random.Random) -> str:
    if chance.random() < 0.5 or not text:
        return chance.choice(_SIGNS)
    if chance.random() < 0.5:
        return chance.choice(WORDS) + chance.choice(("", " ", "\n"))
    at = chance.randrange(len(text))
    return text[at : at + chance.randint(1, 40)]


def _changed(text: str, seeds: Sequence[bytes], chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice((1, 4, 20, 120)))
    way = chance.randrange(6)
    if way == 0:
        return text[:start] + text[end:]
    if way == 1:
        return text[:start] + chance.choice(WORDS) + text[start:]
    if way == 2:
        return text[:end] + text[start:end] * chance.choice((1, 2, 30)) + text[end:]
    if way == 3:
        lines = text.split("\n")
        chance.shuffle(lines)
        return "\n".join(lines)
    if way == 4:
        other = chance.choice(seeds)[1:].decode()
        at = chance.randrange(len(other))
        return text[:start] + other[at : at + chance.choice((20, 200, 2000))] + text[start:]
    return text[:start] + "".join(chance.choice(_SIGNS) for _ in range(end - start)) + text[end:]
