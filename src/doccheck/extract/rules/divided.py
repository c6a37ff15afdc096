"""Orders told as a total and given in parts: "840 mg ordered. Given divided: 420 mg R + 420 mg L" is one dose."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.extract.rules.restating import same_generic, values_of
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.stance import Standing, Verdict
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.claims import Claim
    from doccheck.extract.rules.page import Page
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["carry_out_divided"]

_GIVEN_DIVIDED = Pattern(
    r"\b(?:given|gave|administered|injected)\b[^.;\n]{0,40}?\b(?:divided|split|in (?:two|2|three|3|four|4))\b"
    r"|\b(?:divided|split)\b[^.;\n]{0,40}?\b(?:given|gave|administered|injected)\b",
    re.IGNORECASE,
)
_REACH = 2
_FEWEST = 2


def carry_out_divided(page: Page, claims: Sequence[Claim], lexicon: DrugLexicon) -> list[Claim]:
    """Return ``claims`` without the parts of an ordered total; the total itself becomes what was given.

    The parts must add up to it, one or two sentences behind the order, in words that divide it.
    """
    orders = [claim for claim in claims if claim.verdict.standing in (Standing.ORDERED, Standing.MENTIONED)]
    if not orders:
        return list(claims)
    given: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.verdict.standing is Standing.GIVEN:
            given.setdefault(claim.statement.segment.index, []).append(claim)
    parts: list[Claim] = []
    for order in orders:
        total = values_of(order.statement.parts(Part.DOSE, Part.ORDERED))
        if len(total) != 1:
            continue
        for index in range(order.statement.segment.index + 1, order.statement.segment.index + 1 + _REACH):
            found = [
                claim
                for claim in given.get(index, ())
                if same_generic(lexicon, claim.statement.drug.generic, order.statement.drug.generic)
            ]
            values = [value for claim in found for value in values_of(claim.statement.parts(Part.DOSE))]
            if len(values) < _FEWEST or not all(value.comparable(total[0]) for value in values):
                continue
            sentence = found[0].statement.segment.span
            words = _GIVEN_DIVIDED.search(page.text, sentence.start, sentence.end)
            if words is None or sum((one.to(total[0].unit).value for one in values), Fraction(0)) != total[0].value:
                continue
            order.statement.take_order()
            order.verdict = Verdict(Standing.GIVEN, firm=True, support=Span(*words.span()))
            parts += found
    return [claim for claim in claims if claim not in parts]
