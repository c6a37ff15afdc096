"""Claims: statements with their standing and surroundings; events: the administrations that claims speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doccheck.extract.rules.places import Surroundings, surroundings
from doccheck.extract.rules.roles import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.stance import Verdict
    from doccheck.extract.rules.statement import Linked, Statement

__all__ = ["Claim", "Event", "claims_of"]

_DOSES = (Part.DOSE, Part.VOLUME, Part.PER_BODY, Part.CONTENT)


@dataclass(slots=True, eq=False)
class Claim:
    """A statement with its standing and what surrounds it (route, site, side, time …)."""

    statement: Statement
    verdict: Verdict
    around: Surroundings

    @property
    def doses(self) -> list[Linked]:
        """Its amounts that may be a dose."""
        return self.statement.parts(*_DOSES)

    @property
    def section(self) -> int:
        """Number of the section it stands in."""
        return self.statement.segment.section


@dataclass(slots=True, eq=False)
class Event:
    """One administration and every statement of it."""

    claims: list[Claim] = field(default_factory=list)
    conflicting: bool = False

    @property
    def first(self) -> Claim:
        """The statement it was found by."""
        return self.claims[0]


def claims_of(page: Page, statements: Iterable[tuple[Statement, Verdict]]) -> list[Claim]:
    """Return statements with what surrounds each."""
    return [Claim(statement, verdict, surroundings(page, statement)) for statement, verdict in statements]
