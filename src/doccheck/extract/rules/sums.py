"""Stated totals of doses already told, and how often a dose was given."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.extract.rules.restating import is_loose, near_total, values_of
from doccheck.extract.rules.roles import Part
from doccheck.language.multiplicity import read_multiplicity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.claims import Claim, Event
    from doccheck.extract.rules.page import Page
    from doccheck.quantity import Quantity

__all__ = ["is_list", "is_sum", "times_given"]


def is_sum(page: Page, claim: Claim, events: list[Event]) -> bool:
    """Whether ``claim`` is the stated total of doses already found; parts that are no more than a list become one."""
    divided = len(events) == 1 and times_given(page, events[0]) > 1 and _one_sentence(claim, events[0])
    if (
        not events
        or not (near_total(page, claim) or divided)
        or (len(events) == 1 and times_given(page, events[0]) == 1)
    ):
        return False
    values = values_of(claim.doses)
    if not values:
        return False
    once = [value for event in events for value in _first_dose(event.first, times_given(page, event))]
    each = [
        value for event in events for other in event.claims for value in _first_dose(other, times_given(page, event))
    ]
    return any(_adds_up(parts, values[0]) for parts in (once, each))


def _first_dose(claim: Claim, times: int) -> list[Quantity]:
    doses = claim.statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT)
    return [value.times(times) for value in values_of(doses)[:1]]


def _adds_up(parts: Sequence[Quantity], total: Quantity) -> bool:
    if not parts or not all(part.comparable(total) for part in parts):
        return False
    return sum((part.to(total.unit).value for part in parts), Fraction(0)) == total.value


def _one_sentence(claim: Claim, event: Event) -> bool:
    return claim.statement.segment.index == event.first.statement.segment.index


def times_given(page: Page, event: Event) -> int:
    """Return how often an event's dose was given ("in each buttock", "31 sites x")."""
    count = event.first.around.count
    times = read_multiplicity(page.text[count.start : count.end]) if count is not None else None
    return times.times if times is not None and (times.separate or times.shares) else 1


def is_list(page: Page, events: Sequence[Event]) -> bool:
    """Whether doses are told in one breath, place by place, so that their total is the one dose ("R 30 U, L 10 U")."""
    claims = [claim for event in events for claim in event.claims]
    if len({claim.statement.segment.index for claim in claims}) > 1:
        return False
    if not all(is_loose(page, event.first) for event in events[1:]):
        return False
    return len(claims) > 2 or "toxin" in events[0].first.statement.drug.generic  # noqa: PLR2004 - two doses are two sides
