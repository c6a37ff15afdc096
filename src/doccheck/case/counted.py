"""How often an amount makes up one dose: "two 100 mg vials given", "20 sites x 0.5 mL"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.language.amounts import find_amounts
from doccheck.language.multiplicity import read_multiplicity, read_places

if TYPE_CHECKING:
    from doccheck.ground.grounded import GroundedAmount
    from doccheck.quantity import Quantity

__all__ = ["times_counted"]

_BESIDE = 32
"""Words that say in how many places each got an amount stand no farther from it."""


def times_counted(amount: GroundedAmount, value: Quantity) -> int:
    """Return how many containers or shares of ``value`` make up the one dose; 1 where nothing counts them.

    Places count only where the words stand beside this very amount: "100 units in 10 mL; 20 sites x 0.5 mL" is no
    2,000 units.
    """
    count = amount.fact.count
    if count is None:
        return 1
    told = [mention.reading.exact for mention in find_amounts(count.quote)]
    places = read_places(count.quote)
    if places is not None and any(whole is not None and whole.same_as(value.times(places)) for whole in told):
        return places  # "20 mL. Injected 1 mL in 20 sites": all that was made up
    times = read_multiplicity(count.quote)
    if times is None or times.separate:
        return 1
    if not times.shares:
        return times.times if amount.fact.container is not None else 1
    own, words = amount.place.span, amount.parts["count"].span if "count" in amount.parts else None
    other = any(share is not None and not share.same_as(value) for share in told)
    if other or own is None or words is None or max(own.start - words.end, words.start - own.end) > _BESIDE:
        return 1
    return times.times
