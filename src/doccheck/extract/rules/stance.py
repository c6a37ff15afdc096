"""What a statement can say of its drug, and how firmly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doccheck.note import Span

__all__ = ["Standing", "Verdict"]


class Standing(StrEnum):
    """What a statement says of its drug."""

    GIVEN = "given"
    ORDERED = "ordered"
    PLANNED = "planned"
    PREVIOUS = "previous"
    NEGATED = "negated"
    OTHER = "other"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of a statement and how firmly it stands.

    ``firm``: the sentence itself says it was done. Without it, the title or the layout speaks for it. ``support`` are
    words further on that show an intention was carried out. ``taken_back``: the note says that the amount was written
    down in error, so that it does not count where it stands elsewhere either.
    """

    standing: Standing
    firm: bool = False
    support: Span | None = None
    taken_back: bool = False
