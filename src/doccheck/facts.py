"""What an extractor says it read: words of the note and the part they play. Nothing here is believed yet.

A model and the offline extractor give the same things. Numbers stay strings as written; no fact holds a
computed value. :mod:`doccheck.ground` finds each quote in the note and reads its context; only then does
deterministic code (:mod:`doccheck.case`) use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["AmountFact", "Disagreement", "Extraction", "FieldFact", "Outcome", "Quoted", "Role", "Usage"]


class Role(StrEnum):
    """The part an amount of a drug plays in the note (domain rule T12)."""

    GIVEN = "given"
    ORDERED = "ordered"
    PREPARED = "prepared"
    WASTED = "wasted"
    STRENGTH = "strength"
    CONCENTRATION = "concentration"
    RATE = "rate"
    PER_KG = "per_kg"
    PREVIOUS = "previous"
    PLANNED = "planned"
    MAXIMUM = "maximum"


class Outcome(StrEnum):
    """How asking for an extraction ended."""

    OK = "ok"
    REFUSED = "refused"
    TRUNCATED = "truncated"
    INVALID = "invalid"
    TRANSPORT = "transport"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Verbatim words, and where the extractor says they start (code points), if it knows.

    ``start`` is a hint: grounding verifies it and falls back to searching.
    """

    quote: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class FieldFact:
    """Words that an extractor offers as evidence for one documentation field.

    Args:
        field: Field name of the reference (``diagnosis``, ``lab_results`` …), without the code.
        quote: The words.
    """

    field: str
    quote: Quoted


@dataclass(frozen=True, slots=True)
class AmountFact:
    """One statement of an amount of a drug, or of a drug given without an amount.

    Args:
        role: The part the amount plays.
        quote: The shortest phrase that carries number and unit (``"300 mg"``); for a drug given without
            an amount, the words that say so.
        number: The number as written (``"1,000"``, ``"0.5"``, ``"25-50"``, ``"forty"``), ``""`` when none.
        unit: The unit as written (``"mg"``, ``"cc"``, ``"mg/mL"``, ``"%"``, ``"mg/kg"``), ``""`` when none.
        drug: The drug as written, nearest mention; ``None`` when the note leaves it open.
        route: Words for the route (``"IM"``, ``"intra-articular"``).
        site: Words for the anatomical site, side included when adjacent (``"left deltoid"``).
        side: Words for the side where they stand apart from the site (``"bilateral"``, ``"each knee"``).
        date: Words for the date of this amount when stated beside it.
        time: Words for the clock time when stated beside it.
        count: Words that multiply the amount (``"x2"``, ``"each knee"``, ``"two"`` of ``"two 1 g vials"``).
        container: Words on the container (``"single-dose vial"``, ``"multi-dose vial"``, ``"prefilled syringe"``).
        support: Other words that show it was done (``"tolerated the injection well"``) where the amount's own
            sentence is a plan or an intention; grounded and context-read like every quote.
        event: Facts with the same number speak of the same administration (volume and strength of one
            injection; its waste). ``None`` stands alone.
    """

    role: Role
    quote: Quoted
    number: str
    unit: str
    drug: Quoted | None = None
    route: Quoted | None = None
    site: Quoted | None = None
    side: Quoted | None = None
    date: Quoted | None = None
    time: Quoted | None = None
    count: Quoted | None = None
    container: Quoted | None = None
    support: Quoted | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of all calls for one note; ``None`` where the server did not say."""

    input_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact that the model and the rules read differently, or that only one of them read.

    Args:
        kind: ``amount`` or ``field``.
        name: The role of the amount (``given``, ``wasted``) or the field's name.
        model: The model's words, ``None`` when it offers none.
        rules: The rules' words, ``None`` when they offer none.
    """

    kind: str
    name: str
    model: Quoted | None
    rules: Quoted | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one extractor returned for one note, and how asking for it ended.

    Args:
        extractor: ``model``, ``rules`` or ``both``.
        outcome: How it ended; only ``ok`` means the note was read to its end.
        amounts: Statements of amounts.
        fields: Evidence offered for documentation fields.
        model: Model name, ``None`` for the rules.
        request_id: The server's id of the last request, if any.
        usage: Tokens, ``None`` for the rules.
        prompt: Prompt id and version (``extract-facts/v1``), ``None`` for the rules.
        attempts: Requests sent.
        fallback: Outcome of a model that was asked first when the rules read the note instead, else ``None``.
        detail: One plain sentence on an outcome other than ok; never words of the note.
        disagreements: Where model and rules differ (extractor ``both``).
        seconds: Time from the first request to the last answer, ``None`` for the rules and when read again.
        cost: US dollars of all calls as a plain decimal, ``None`` when no price is known.
    """

    extractor: str
    outcome: Outcome
    amounts: tuple[AmountFact, ...] = ()
    fields: tuple[FieldFact, ...] = ()
    model: str | None = None
    request_id: str | None = None
    usage: Usage | None = None
    prompt: str | None = None
    attempts: int = 0
    fallback: Outcome | None = None
    detail: str | None = None
    disagreements: tuple[Disagreement, ...] = ()
    seconds: float | None = None
    cost: str | None = None
