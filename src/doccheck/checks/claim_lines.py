"""The claim's lines for the code, split the way waste is billed: what was given, and what was discarded (JW)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.checks.rule import NotAssessed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doccheck.case.records import Case
    from doccheck.claim import ClaimLine

__all__ = [
    "ASK_A_CLAIM",
    "NO_CLAIM",
    "carries",
    "discarded_lines",
    "given_lines",
    "modifiers_on",
    "no_claim",
    "total_units",
]


NO_CLAIM = NotAssessed("no claim was given")
"""What every check of :mod:`doccheck.checks.of_claims` answers without a claim."""

# fmt: off
ASK_A_CLAIM = (
    "DC101", "DC108", "DC109", "DC116", "DC201", "DC202", "DC203", "DC204", "DC205",
    "DC206", "DC207", "DC208", "DC209", "DC210", "DC213", "DC220", "DC221", "DC222",
    "DC223", "DC224", "DC225", "DC226", "DC227", "DC228", "DC229", "DC230", "DC231",
    "DC232", "DC233", "DC234", "DC235", "DC236", "DC503", "DC510", "DC511", "DC902",
)
# fmt: on
"""Their codes, so that they need not be loaded for that answer."""


def no_claim(case: Case) -> NotAssessed | None:
    """Return why claim lines cannot be judged, or ``None`` when there are some."""
    if not case.claim_given:
        return NO_CLAIM
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
