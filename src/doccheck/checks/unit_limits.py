"""The unit limit that a claim is held against, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.billing.limits import BilledLine
from doccheck.checks.claim_lines import no_claim
from doccheck.checks.rule import NotAssessed

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.reference.records import UnitLimit

__all__ = ["billed_lines", "limit_of"]


def limit_of(case: Case) -> UnitLimit | NotAssessed:
    """Return the limit of the code for the date and setting; unit limits belong to the official definition only."""
    if (missing := no_claim(case)) is not None:
        return missing
    if case.deciding.definition.authority != "cms":
        return NotAssessed("unit limits belong to the official definition")
    if case.service.date is None:
        return NotAssessed("no date of service is known")
    if any(line.units is None for line in case.claim):
        return NotAssessed("a claim line states no units")
    limit = case.reference.unit_limit(case.code, case.service.date, case.setting)
    return limit or NotAssessed("no unit limit covers the code, date and setting")


def billed_lines(case: Case) -> list[BilledLine]:
    """Return the units of each line of the code, the discarded ones marked."""
    return [BilledLine(line.units, "JW" in line.modifiers) for line in case.claim if line.units is not None]
