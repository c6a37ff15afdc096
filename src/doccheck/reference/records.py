"""The facts of the reference, as typed records. Loading and looking up live beside this module."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from doccheck.quantity import Quantity

__all__ = [
    "Article",
    "Citation",
    "CodeFacts",
    "Container",
    "Definition",
    "Level",
    "ModifierFacts",
    "ModifierRule",
    "Requirement",
    "SimilarCode",
    "Source",
    "UnitLimit",
]


class Source(NamedTuple):
    """Where facts and rules come from.

    Args:
        id: Key of ``sources.yaml``.
        title: What it is.
        publisher: Who published it.
        where: Address, or file.
        grade: A official, B payer, society or trade, C weak, U unverified; ``own`` for what doccheck itself says.
        date: Date or edition of what was read, as text, or ``None``.
    """

    id: str
    title: str
    publisher: str
    where: str
    grade: str
    date: str | None = None


class Level(StrEnum):
    """How much a requirement weighs."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    ADVISORY = "advisory"


class Citation(NamedTuple):
    """Where a rule comes from: an id of ``reference/sources.yaml`` and a place in that source."""

    source: str
    at: str


class Requirement(NamedTuple):
    """One thing the record must show for a code.

    Args:
        id: ``<CODE>.<field>``.
        field: Field name of ``reference/fields.yaml``.
        label: Short name for people.
        level: required, conditional or advisory.
        evidence: Evidence kind of ``fields.yaml``: which judge of :mod:`doccheck.requirements` decides.
        question: Non-leading question for a scribe (``"Amount discarded?"``).
        condition: For a conditional requirement, when it holds (``amount_unused``, ``dose_by_weight``,
            ``timed_administration``, ``modifiers_on_claim``, ``claim_given``), else ``None``.
        strength: The source's own word: must, often or may.
        drug_bound: Whether it is about the drug of the deciding definition (design.md).
        source: Citation.
        detail: What the evidence must hold, in plain words.
    """

    id: str
    field: str
    label: str
    level: Level
    evidence: str
    question: str
    condition: str | None
    strength: str
    drug_bound: bool
    source: Citation
    detail: str


class Definition(NamedTuple):
    """What one authority says a code is.

    Args:
        authority: ``article`` or ``cms``.
        code: HCPCS code.
        drug: Generic name, lower case, as the drug lexicon spells it.
        billing_unit: Amount of one billing unit; ``None`` when the descriptor has none.
        wording: ``plain``, ``per``, ``up to``, ``per dose``, ``two drugs`` or ``none``.
        routes: Canonical routes the definition names; empty when it names none.
        excludes: Generic names or properties the descriptor excludes (``biosimilar``, a code …).
        added: First day in force, ``None`` for an article (undated).
        ended: Last usable day, ``None`` while in force.
        source: Citation.
        second_drug: The other drug of a two-drug descriptor, else ``None``.
    """

    authority: str
    code: str
    drug: str
    billing_unit: Quantity | None
    wording: str
    routes: tuple[str, ...]
    excludes: tuple[str, ...]
    added: date | None
    ended: date | None
    source: Citation
    second_drug: str | None = None


class CodeFacts(NamedTuple):
    """One row of the compiled official HCPCS table.

    ``parts`` are the amounts of the drugs of a two-drug descriptor; ``products`` the brands or makers the code is
    restricted to, lower case. The other fields are those of :class:`Definition`.
    """

    code: str
    drug: str
    billing_unit: Quantity | None
    wording: str
    routes: tuple[str, ...]
    excludes: tuple[str, ...]
    added: date
    ended: date | None
    second_drug: str | None = None
    parts: tuple[Quantity, ...] = ()
    products: tuple[str, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether the code may be used for a service on ``on``."""
        return self.added <= on and (self.ended is None or on <= self.ended)


class SimilarCode(NamedTuple):
    """A code that an article names as similar but not interchangeable, and what it says of it.

    ``level`` is ``higher`` or ``lower`` where the article takes it for another dosage level of its own drug.
    """

    code: str
    drug: str | None
    billing_unit: Quantity | None
    claim: str
    source: Citation
    level: str | None = None


class ModifierFacts(NamedTuple):
    """A modifier an article names for a code, and what the article says it is for.

    ``part_of`` is the amount whose unused part the article's JW speaks of, where it names one.
    """

    modifier: str
    meaning: str
    source: Citation
    part_of: Quantity | None = None


class ModifierRule(NamedTuple):
    """What doccheck knows of a modifier on a drug line.

    Args:
        modifier: Two characters.
        meaning: What it says.
        drug_line: required, allowed, rare, disputed or never.
        needs: What the record must show.
        excludes: Modifiers that may not stand on the same line.
        belongs: The line it belongs on instead, where that is another one.
        least: The least amount it speaks of, in words (``one billing unit``), else ``None``.
        begins: First day it is asked for, else ``None``.
        source: Citation.
    """

    modifier: str
    meaning: str
    drug_line: str
    needs: str
    excludes: tuple[str, ...]
    belongs: str | None
    least: str | None
    begins: date | None
    source: Citation


class Article(NamedTuple):
    """Everything one article says of its code, in our own words."""

    code: str
    definition: Definition
    requirements: tuple[Requirement, ...]
    modifiers: tuple[ModifierFacts, ...]
    denials: tuple[tuple[str, Citation], ...]
    commercial: tuple[tuple[str, Citation], ...]
    similar: tuple[SimilarCode, ...]
    context: tuple[tuple[str, Citation], ...] = ()


class Container(NamedTuple):
    """A package of the ASP NDC crosswalk.

    Args:
        code: HCPCS code.
        ndc: Eleven digits, 5-4-2 with hyphens.
        brand: Drug name as sold.
        content: Labelled content of one container in the code's dosage unit, ``None`` when not stated.
        billing_units: Billing units one container holds, exact.
    """

    code: str
    ndc: str
    brand: str
    content: Quantity | None
    billing_units: Fraction


class UnitLimit(NamedTuple):
    """A Medically Unlikely Edit.

    Args:
        code: HCPCS code.
        units: Most units.
        indicator: MAI: 1 per claim line, 2 absolute per day, 3 per day with review.
        setting: ``practitioner`` or ``outpatient-hospital``.
        quarter: Edition, e.g. ``2026-Q2``.
        begins: First day of the quarter.
        ends: Last day of the quarter.
    """

    code: str
    units: int
    indicator: int
    setting: str
    quarter: str
    begins: date
    ends: date
