"""A statement: one mention of a drug in a sentence, with the amounts that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doccheck.extract.rules.roles import Part

if TYPE_CHECKING:
    from doccheck.extract.rules.spoken import Drug
    from doccheck.extract.rules.zones import Segment
    from doccheck.language.amounts import AmountMention
    from doccheck.note import Span

__all__ = ["Linked", "Statement"]


@dataclass(frozen=True, slots=True)
class Linked:
    """An amount, the part it plays, and what it costs to link it to its drug."""

    amount: AmountMention
    part: Part
    cost: float = 0.0

    @property
    def span(self) -> Span:
        """Place of the amount."""
        return self.amount.span


@dataclass(slots=True)
class Statement:
    """One mention of a drug with the amounts that belong to it.

    ``drug`` is the drug of an earlier sentence where this one names none (``borrowed``).
    """

    drug: Drug
    segment: Segment
    amounts: list[Linked] = field(default_factory=list)
    borrowed: bool = False

    def parts(self, *parts: Part) -> list[Linked]:
        """Amounts that play one of ``parts``."""
        return [linked for linked in self.amounts if linked.part in parts]

    def take_order(self) -> None:
        """Make the ordered amounts the dose: other words say that the order was carried out."""
        self.amounts = [
            Linked(linked.amount, Part.DOSE) if linked.part is Part.ORDERED else linked for linked in self.amounts
        ]

    @property
    def start(self) -> int:
        """Where the statement's first words stand."""
        places = [linked.span.start for linked in self.amounts]
        return min(places if self.borrowed and places else [*places, self.drug.span.start])

    @property
    def end(self) -> int:
        """Where the statement's last words end."""
        places = [linked.span.end for linked in self.amounts]
        return max(places if self.borrowed and places else [*places, self.drug.end])
