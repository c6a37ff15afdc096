"""Places named before a dose: the procedure's heading, the time-out, what was prepared; no complaint and no finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.zones import Zone
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.language.anatomy import AnatomyMention
    from doccheck.note import Span

__all__ = ["is_complaint", "prepared_side"]

_REACH = 6
"""How many sentences back the place may have been prepared."""

_PREPARES = Pattern(
    r"\b(?:prep(?:ped|aration)?|sterile|drap(?:ed|ing)|cleans?ed|chlorhexidine|betadine|povidone|approach|needle|marked"
    r"|time[ -]?out|confirmed|positioned|injections?|inject\w+|infiltration|procedure|landmarks?|identified|speculum"
    r"|an(?:a?e)sthetized|accessed|aspirat\w+|palpated|visuali[sz]ed)\b",
    re.IGNORECASE,
)
_COMPLAINS = Pattern(
    r"\b(?:pain\w*|ache\w*|aching|swell\w*|swollen|tender\w*|stiff\w*|numb\w*|tingl\w*|weak\w*|effusions?|warmth"
    r"|erythema|redness|crepitus|range of motion|rom|x-?rays?|mri|radiograph\w*|\w*arthritis|bursitis|tear|fracture"
    r"|rash\w*|lesions?|plaques?|symptoms?|reports|complain\w*|c/o|denies|exam\w*|diagnos[ei]s|dx|hx|history|worse"
    r"|better)\b",
    re.IGNORECASE,
)
_OTHER_PARTS = frozenset({Zone.PREVIOUS, Zone.HISTORY, Zone.HOME, Zone.ORDERS, Zone.PLAN, Zone.PRESENT, Zone.FINDINGS})


def is_complaint(page: Page, sentence: Span) -> bool:
    """Whether a sentence names a place because it hurts or was examined, and says nothing of a needle."""
    return bool(_COMPLAINS.search(page.text, sentence.start, sentence.end)) and not _PREPARES.search(
        page.text, sentence.start, sentence.end
    )


def prepared_side(page: Page, statement: Statement) -> AnatomyMention | None:
    """Return the one side named where the place was prepared, ``None`` where there is none or both are named.

    Only sentences that lead up to the dose count, back to the dose told before, an order, a finding or a complaint.
    """
    segment = statement.segment
    if segment.zone in _OTHER_PARTS or not statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT):
        return None
    found: list[AnatomyMention] = []
    for at in range(segment.index - 1, max(-1, segment.index - _REACH - 1), -1):
        earlier = page.segments[at]
        if earlier.zone in _OTHER_PARTS or _tells_a_dose(page, at):
            break
        sides = page.sides_in(earlier.span)
        if sides and _PREPARES.search(page.text, earlier.span.start, earlier.span.end):
            found += sides
        elif sides:
            break  # what is said of a side there is no preparation: a finding, a complaint
    return found[0] if len({side.name for side in found}) == 1 else None


def _tells_a_dose(page: Page, at: int) -> bool:
    span = page.segments[at].span
    return any(drug.kind == "drug" for drug in page.drugs_in(span)) and any(
        amount.reading.kind == "amount" for amount in page.amounts_in(span)
    )
