"""Doses that divide a total told right before them: "225 mg SC: 150 mg R arm, 75 mg L arm"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.extract.rules.restating import same_generic, values_of
from doccheck.extract.rules.roles import Part
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.claims import Claim
    from doccheck.extract.rules.page import Page
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["shares_of_a_total"]

_MOST_SHARES = 40
_OPENS = Pattern(
    r"[:(=\u2013\u2014]|\s-\s|\b(?:as|divided|split|distributed|dividing|of which|comprising|consisting of)\b",
    re.IGNORECASE,
)


def shares_of_a_total(page: Page, claims: Sequence[Claim], lexicon: DrugLexicon) -> list[Claim]:
    """Return the claims that are no more than shares of a total told in front of them, in the same sentence."""
    shares: list[Claim] = []
    for at, whole in enumerate(claims):
        total = values_of(whole.statement.parts(Part.DOSE))
        if len(total) != 1 or whole in shares:
            continue
        found: list[Claim] = []
        told = Fraction(0)
        for claim in claims[at + 1 : at + 1 + _MOST_SHARES]:
            values = values_of(claim.statement.parts(Part.DOSE))
            if not _goes_on(claim, whole, lexicon) or not values or not all(one.comparable(total[0]) for one in values):
                break
            if not found and not _opens_a_list(page, whole, claim):
                break
            found.append(claim)
            told += sum((one.to(total[0].unit).value for one in values), Fraction(0))
            if told >= total[0].value:
                break
        if told == total[0].value and (len(found) > 1 or (found and len(found[0].statement.parts(Part.DOSE)) > 1)):
            shares += found
    return shares


def _goes_on(claim: Claim, whole: Claim, lexicon: DrugLexicon) -> bool:
    """Whether ``claim`` is told in the same sentence, or without a drug of its own in the next, of the same drug."""
    apart = claim.statement.segment.index - whole.statement.segment.index
    return (apart == 0 or (apart == 1 and claim.statement.borrowed)) and same_generic(
        lexicon, claim.statement.drug.generic, whole.statement.drug.generic
    )


def _opens_a_list(page: Page, whole: Claim, share: Claim) -> bool:
    """Whether the words between a total and what follows say that it is divided there."""
    start = max(linked.span.end for linked in whole.statement.parts(Part.DOSE))
    first = min(linked.span.start for linked in share.statement.parts(Part.DOSE))
    between = page.text[start:first] if start < first else ""
    return _OPENS.search(re.sub(r"\([^()]*\)", " ", between)) is not None
