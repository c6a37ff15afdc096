"""How far two reviewers agree: raw share, Cohen's κ, Krippendorff's alpha for nominal data.

Sources: J. Cohen, "A coefficient of agreement for nominal scales", 1960; K. Krippendorff, "Content analysis", 2004,
chapter 11 (coincidence matrix, units with two or more values).
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cohen_kappa", "krippendorff_alpha", "raw_agreement"]


def raw_agreement(pairs: Sequence[tuple[str, str]]) -> Fraction | None:
    """Return the share of pairs that are equal, ``None`` without pairs."""
    return Fraction(sum(one == other for one, other in pairs), len(pairs)) if pairs else None


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> Fraction | None:
    """Return Cohen's κ of the two judgements of each pair.

    Returns:
        (observed − expected) ÷ (1 − expected); ``None`` without pairs or when both always say the same one thing,
        where chance alone would agree and κ is not defined.
    """
    observed = raw_agreement(pairs)
    if observed is None:
        return None
    total = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum((Fraction(first[label] * second[label], total * total) for label in first), Fraction())
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> Fraction | None:
    """Return Krippendorff's alpha for nominal values.

    Args:
        units: For each thing judged, the values it was given; units with fewer than two values say nothing.

    Returns:
        1 − observed ÷ expected disagreement; ``None`` when no disagreement is possible.
    """
    weights: dict[tuple[str, str], Fraction] = {}
    for values in units:
        if len(values) > 1:
            for i, one in enumerate(values):
                for j, other in enumerate(values):
                    if i != j:
                        weights[one, other] = weights.get((one, other), Fraction()) + Fraction(1, len(values) - 1)
    totals: dict[str, Fraction] = {}
    for (one, _), weight in weights.items():
        totals[one] = totals.get(one, Fraction()) + weight
    count = sum(totals.values(), Fraction())
    if count <= 1:
        return None
    observed = sum((weight for (one, other), weight in weights.items() if one != other), Fraction())
    expected = (count * count - sum((n * n for n in totals.values()), Fraction())) / (count - 1)
    return None if expected == 0 else 1 - observed / expected
