"""What a drug was put into: the amount in front of "reconstituted with" is never of what stands behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.extract.rules.spoken import Drug
    from doccheck.extract.rules.statement import Linked

__all__ = ["is_put_into"]

_DISSOLVED = r"(?:re-?con(?:stitut\w+)?(?:['\u2019]?d|ed)?|constituted|diluted|dissolved|made up|suspended)"
_PUT_INTO = Pattern(
    rf"\b(?:{_DISSOLVED}|mixed|combined|admixed|drawn up)\.?\s+(?:\w+\s+){{0,2}}?(?:with|in|using|into|w/|w)(?![\w])",
    re.IGNORECASE,
)
_BESIDE = Pattern(r"[^.;]{0,40}(?:\b(?:with|plus|and|w)\b|w/|[+&])[^.;]{0,12}", re.IGNORECASE)
_FARTHEST = 80


def is_put_into(text: str, linked: Linked, drug: Drug, amounts: list[Linked]) -> bool:
    """Whether the amount is of what was put into ``drug`` ("1 g IM, reconstituted with lidocaine").

    So is a mass in front of a local anaesthetic that has a volume of its own ("40 mg injected with 2 mL of lidocaine").
    """
    gap = text[linked.span.end : drug.span.start]
    if linked.part not in (Part.DOSE, Part.VOLUME, Part.CONTENT) or linked.span.end > drug.span.start:
        return False
    if len(gap) <= _FARTHEST and _PUT_INTO.search(gap):
        return True
    return (
        drug.kind == "local_anaesthetic"
        and linked.part is Part.DOSE
        and _BESIDE.fullmatch(gap) is not None
        and any(other.part is Part.VOLUME and other.span.start > linked.span.end for other in amounts)
    )
