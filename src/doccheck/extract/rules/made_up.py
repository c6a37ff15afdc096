"""Amounts that were only made up, where the note tells beside them how much of it went in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.restating import same_generic, values_of
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.stance import Standing
from doccheck.extract.rules.statement import Linked
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.extract.rules.claims import Claim
    from doccheck.extract.rules.page import Page
    from doccheck.quantity import Quantity
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["prepare_what_was_made_up"]

_MADE_UP = Pattern(
    r"[^.;\n\d]{0,30}?\b(?:re-?con(?:stitut\w+)?(?:['\u2019]?d|ed)?|diluted|dissolved|made up|drawn(?: up)?|mixed"
    r"|pulled|withdrawn|dispensed|opened|removed from)\b",
    re.IGNORECASE,
)
_IN_A_VOLUME = Pattern(r"[^.;\n\d]{0,24}?\b(?:in|into|with|to|w)\b[^.;\n\d]{0,16}|\s*/\s*", re.IGNORECASE)
_ONE_MORE = Pattern(r"\b(?:another|additional|further|repeat\w*|again|later|second|more)\b", re.IGNORECASE)
_REACH = 3


def prepare_what_was_made_up(page: Page, claims: Sequence[Claim], lexicon: DrugLexicon) -> None:
    """Make a dose a prepared amount where it was made up into a volume and a part of that is told as given.

    "100 units reconstituted with 2 mL saline; 20 units injected", "100 units in 10 mL. Injected 20 sites x 0.5 mL".
    """
    for at, whole in enumerate(claims):
        if whole.verdict.standing not in (Standing.GIVEN, Standing.MENTIONED):
            continue
        doses = whole.statement.parts(Part.DOSE, Part.CONTENT)
        if len(doses) != 1:
            continue
        for part in claims[at + 1 : at + 1 + 2 * _REACH]:
            if part.statement.segment.index - whole.statement.segment.index > _REACH:
                break
            if (
                part.verdict.standing is Standing.GIVEN
                and same_generic(lexicon, part.statement.drug.generic, whole.statement.drug.generic)
                and not _ONE_MORE.search(page.text, doses[0].span.end, part.statement.end)
                and _is_part(page, whole, doses[0], part)
            ):
                whole.statement.amounts = [
                    Linked(linked.amount, Part.HOLDER) if linked is doses[0] else linked
                    for linked in whole.statement.amounts
                ]
                break


def _is_part(page: Page, whole: Claim, dose: Linked, part: Claim) -> bool:
    made_up = dose.amount.reading.values[0]
    given = values_of(part.statement.parts(Part.DOSE))
    if given:
        return all(_less(value, made_up) for value in given) and _MADE_UP.match(page.text, dose.span.end) is not None
    volumes = values_of(part.statement.parts(Part.VOLUME))
    holder = next((linked for linked in whole.statement.parts(Part.HOLDER) if linked.span.start >= dose.span.end), None)
    return (
        whole.verdict.standing is Standing.MENTIONED
        and bool(volumes)
        and holder is not None
        and _IN_A_VOLUME.fullmatch(page.text, dose.span.end, holder.span.start) is not None
        and all(_less(value, holder.amount.reading.values[0], or_same=True) for value in volumes)
    )


def _less(value: Quantity, whole: Quantity, *, or_same: bool = False) -> bool:
    if not value.comparable(whole):
        return False
    own = value.to(whole.unit).value
    return own < whole.value or (or_same and own == whole.value)
