"""The case: one note, one code, one claim, and what deterministic code made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

    from doccheck.claim import ClaimLine
    from doccheck.facts import Extraction
    from doccheck.ground.grounded import GroundedFacts
    from doccheck.note import Evidence, Note
    from doccheck.quantity import Quantity
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import Article, CodeFacts, Definition, Requirement

__all__ = [
    "Administration",
    "Answer",
    "Case",
    "DatedService",
    "Discard",
    "Ledger",
    "LedgerStatus",
    "OpenedContainer",
    "Status",
]


class LedgerStatus(StrEnum):
    """Whether units could be computed under one definition."""

    COMPUTED = "computed"
    NOT_CHECKABLE = "not_checkable"
    DRUG_MISMATCH = "drug_mismatch"


class Status(StrEnum):
    """Answer to one requirement."""

    MET = "met"
    MISSING = "missing"
    CONFLICTING = "conflicting"
    AMBIGUOUS = "ambiguous"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKABLE = "not_checkable"


class Administration(NamedTuple):
    """One drug at one site and time, given in this encounter.

    Args:
        drug: Generic name, lower case; the note's own word when the lexicon does not know it.
        drug_text: The note's own word.
        dose: Amount given; ``None`` when none is stated or none can be known.
        per_weight: The stated amount per kg or m² when only that is stated (``"20 mg/kg"``), else ``None``.
        candidates: Different readings of the dose when the note contradicts itself or a number is ambiguous.
        route: Canonical route in plain words (``intravenous``), or ``None``.
        site: Anatomical site without the side, or ``None``.
        laterality: left, right, bilateral, or ``None``.
        date: Date of this administration.
        time: Clock time as written, or ``None``.
        container: single-dose, multi-dose, or ``None`` when the note does not say.
        evidence: Words that prove it, dose first.
        reason: Why ``dose`` is ``None``, else ``None``.
        steps: How the dose was worked out, one step a line, empty when it stands as written.
    """

    drug: str
    drug_text: str
    dose: Quantity | None
    evidence: tuple[Evidence, ...]
    per_weight: str | None = None
    candidates: tuple[Quantity, ...] = ()
    route: str | None = None
    site: str | None = None
    laterality: str | None = None
    date: dt.date | None = None
    time: str | None = None
    container: str | None = None
    reason: str | None = None
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedContainer:
    """Containers of one labelled content that the note says were opened for the drug."""

    count: int
    content: Quantity
    kind: str | None
    evidence: tuple[Evidence, ...]


class Discard(NamedTuple):
    """What the note says was discarded: an amount, or an explicit none (``amount`` zero).

    ``overfill`` marks what was drawn beyond the labelled content: it is not waste (domain rule J13).
    """

    amount: Quantity
    evidence: tuple[Evidence, ...]
    overfill: bool = False


class DatedService(NamedTuple):
    """The date of service and every source that states one.

    ``date`` follows the order --date, claim line, visit date in the note; ``conflict`` is true where they differ.
    """

    date: dt.date | None
    given: dt.date | None = None
    claimed: dt.date | None = None
    in_note: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def conflict(self) -> bool:
        """Whether two sources name different days."""
        return len({day for day in (self.given, self.claimed, self.in_note) if day is not None}) > 1


class Ledger(NamedTuple):
    """How the documented dose becomes billing units under one definition.

    Args:
        definition: The definition it is computed under.
        status: computed, not_checkable or drug_mismatch.
        reason: Why not computed, else ``None``.
        administrations: Those of the definition's drug.
        dose_total: Sum over the date of service.
        units: Billing units of the given dose, summed over the day and rounded up once.
        units_each: Units when each administration is rounded by itself; equal to ``units`` or a finding.
        opened: Labelled content of all containers opened (or ``None`` when the note does not say).
        wasted: Amount discarded as documented, or ``0`` when the note says none; ``None`` when unknown.
        jw_units: Discarded whole units; ``None`` when unknown.
        modifier: JW, JZ or ``None``.
        reconciles: Whether given + discarded = opened; ``None`` when one of them is unknown.
        steps: The arithmetic, a line a step.
        container: single-dose, multi-dose, or ``None`` when unknown.
        container_basis: What says so: record, list, discard, or ``None``.
        demand: Whether date, container and setting ask for JW or JZ: required, optional, none or unknown.
    """

    definition: Definition
    status: LedgerStatus
    reason: str | None = None
    administrations: tuple[Administration, ...] = ()
    dose_total: Quantity | None = None
    units: int | None = None
    units_each: int | None = None
    opened: Quantity | None = None
    wasted: Quantity | None = None
    jw_units: int | None = None
    jw_alternative: int | None = None
    modifier: str | None = None
    reconciles: bool | None = None
    labelled_units: Fraction | None = None
    steps: tuple[str, ...] = ()
    container: str | None = None
    container_basis: str | None = None
    demand: str = "unknown"
    demand_reason: str | None = None
    waste_reason: str | None = None


class Answer(NamedTuple):
    """The answer to one requirement.

    Args:
        requirement: The requirement.
        status: The answer.
        evidence: Words that prove ``met``, or that contradict each other.
        reason: Why it is not met, in one plain sentence without words of the note; ``None`` when met.
        refuted: Words offered as evidence that do not count, with the reason (negated, historical …).
        question: Overrides the requirement's own question where a more precise one exists.
    """

    requirement: Requirement
    status: Status
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None
    refuted: tuple[tuple[Evidence, str], ...] = ()
    question: str | None = None


class Case(NamedTuple):
    """Everything the requirements and the checks look at.

    Args:
        note: The note.
        code: HCPCS code under check.
        extraction: What the extractor returned.
        facts: The grounded facts.
        service: The date of service and its sources.
        claim: Claim lines for ``code`` only; empty when no claim was given.
        other_lines: Claim lines for other codes (administration codes, other drugs).
        claim_given: Whether a claim was given at all.
        setting: office, outpatient-hospital, asc, cah, esrd, rhc, fqhc, inpatient or dme.
        authority: auto, article or cms.
        reference: The reference.
        facts_of_code: The official row of the code.
        article: The article of the code, if there is one.
        administrations: All drugs given in this encounter.
        not_given: Statements of the code's drug that are ordered, planned, held, historical …
        containers: Containers opened for the deciding drug.
        discards: Discarded amounts of the deciding drug.
        ledgers: One a definition, article first.
        deciding: The ledger claim and verdict are judged by.
        requirements: The requirements that apply to the code.
        multi_dose: Whether the record says the container is multi-dose; ``None`` when nothing is said.
    """

    note: Note
    code: str
    extraction: Extraction
    facts: GroundedFacts
    service: DatedService
    claim: tuple[ClaimLine, ...]
    other_lines: tuple[ClaimLine, ...]
    claim_given: bool
    setting: str
    authority: str
    reference: Reference
    facts_of_code: CodeFacts
    article: Article | None
    administrations: tuple[Administration, ...]
    not_given: tuple[Administration, ...]
    containers: tuple[OpenedContainer, ...]
    discards: tuple[Discard, ...]
    ledgers: tuple[Ledger, ...]
    deciding: Ledger
    requirements: tuple[Requirement, ...]
    multi_dose: bool | None = None
    visit_dates: tuple[tuple[dt.date, Evidence], ...] = ()
