"""The claim's lines for the code, split the way waste is billed: what was given, and what was discarded (JW)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.checks.rule import NotAssessed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doccheck.case.records import Case
    from doccheck.claim import ClaimLine

__all__ = ["carries", "discarded_lines", "given_lines", "modifiers_on", "no_claim", "total_units"]


def no_claim(case: Case) -> NotAssessed | None:
    """Return why claim lines cannot be judged, or ``None`` when there are some."""
    if not case.claim_given:
        return NotAssessed("no claim was given")
    if not case.claim:
        return NotAssessed(f"the claim has no line for {case.code}")
    return None


def given_lines(case: Case) -> tuple[ClaimLine, ...]:
    """Return the lines that bill what was given: those without JW."""
    return tuple(line for line in case.claim if "JW" not in line.modifiers)


def discarded_lines(case: Case) -> tuple[ClaimLine, ...]:
    """Return the lines that bill what was discarded: those with JW."""
    return tuple(line for line in case.claim if "JW" in line.modifiers)


def total_units(lines: Iterable[ClaimLine]) -> int | None:
    """Return the units of all ``lines`` together; ``None`` when one of them states none."""
    total = 0
    for line in lines:
        if line.units is None:
            return None
        total += line.units
    return total


def carries(case: Case, *modifiers: str) -> bool:
    """Whether any line of the code carries one of ``modifiers``."""
    return any(modifier in line.modifiers for line in case.claim for modifier in modifiers)


def modifiers_on(case: Case) -> Iterator[str]:
    """Yield every modifier on the code's lines once, in the order of the claim."""
    yield from dict.fromkeys(modifier for line in case.claim for modifier in line.modifiers)
