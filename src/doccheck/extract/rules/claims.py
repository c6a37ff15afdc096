"""Claims: statements with their standing and surroundings; events: the administrations that claims speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
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


@dataclass(eq=False)
class Claim:
    """A statement with its standing."""

    page: Page
    statement: Statement
    verdict: Verdict

    @cached_property
    def around(self) -> Surroundings:
        """What surrounds it (route, site, side, time …); nobody asks most statements of what was not given."""
        return surroundings(self.page, self.statement)

    def change_amounts(self, amounts: list[Linked]) -> None:
        """Let its amounts play other parts; what surrounds it stays what it was."""
        self.around = self.around
        self.statement.amounts = amounts
        self.__dict__.pop("doses", None)

    @cached_property
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
    """Return a claim for each statement."""
    return [Claim(page, statement, verdict) for statement, verdict in statements]
