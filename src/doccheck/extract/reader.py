"""Who reads a note: the offline rules, a model, or both. The one entry to extraction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doccheck.errors import SettingError
from doccheck.extract.rules import extract
from doccheck.facts import Extraction, Outcome
from doccheck.reference.records import Level
from doccheck.settings import Settings, load_settings

if TYPE_CHECKING:
    from decimal import Decimal

    from doccheck.models.spending import Spending
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference

__all__ = ["EXTRACTORS", "aread", "chosen", "read", "with_options"]

EXTRACTORS = ("auto", "model", "rules", "both")
"""Who may read."""


def read(  # noqa: PLR0913 - one parameter an option, and the run's account
    note: Note,
    reference: Reference,
    *,
    code: str | None,
    extractor: str = "auto",
    model: str | None = None,
    base_url: str | None = None,
    deidentify: bool = False,
    max_cost: Decimal | None = None,
    settings: Settings | None = None,
    spending: Spending | None = None,
) -> Extraction:
    """Return what the extractor reads in ``note``; may be called from any thread.

    Args:
        note: The note.
        reference: The reference.
        code: HCPCS code whose requirements a model is told; ``None`` asks for every documentation field.
        extractor: ``auto`` (a model when one is configured, else the rules), ``model``, ``rules`` or ``both``.
        model: Model to ask, ``None`` for the configured one.
        base_url: Server to ask, ``None`` for the configured one.
        deidentify: Mask identifiers before anything is sent.
        max_cost: Most US dollars the run may spend on models, ``None`` for the configured limit.
        settings: Settings, ``None`` to load them.
        spending: Account of the run this note belongs to, ``None`` for a run of its own.

    Raises:
        SettingError: There is no such extractor, or a model is demanded and none is configured.
        ModelError: The model cannot be asked at all: the address is not allowed, or the run was stopped.
    """
    options = with_options(
        settings or load_settings(), model=model, base_url=base_url, deidentify=deidentify, max_cost=max_cost
    )
    if chosen(extractor, options) == "rules":
        return extract(note, reference)
    from doccheck.extract.model_reader import read_with_model  # noqa: PLC0415 - the offline path needs no model client
    from doccheck.models.loop import run  # noqa: PLC0415 - and no event loop

    answer = run(read_with_model(note, reference, code, options, spending=spending))
    return _with_rules(note, reference, code, extractor, answer)


async def aread(  # noqa: PLR0913 - as for one
    note: Note,
    reference: Reference,
    *,
    code: str | None,
    extractor: str = "auto",
    model: str | None = None,
    base_url: str | None = None,
    deidentify: bool = False,
    max_cost: Decimal | None = None,
    settings: Settings | None = None,
    spending: Spending | None = None,
) -> Extraction:
    """Like :func:`read`, without holding up the event loop."""
    import asyncio  # noqa: PLC0415 - the offline path needs no event loop

    options = with_options(
        settings or load_settings(), model=model, base_url=base_url, deidentify=deidentify, max_cost=max_cost
    )
    if chosen(extractor, options) == "rules":
        return await asyncio.to_thread(extract, note, reference)
    from doccheck.extract.model_reader import read_with_model  # noqa: PLC0415 - the offline path needs no model client
    from doccheck.models.loop import arun  # noqa: PLC0415 - nor this

    answer = await arun(read_with_model(note, reference, code, options, spending=spending))
    if extractor == "model" or (extractor == "auto" and answer.outcome is Outcome.OK):
        return answer
    return await asyncio.to_thread(_with_rules, note, reference, code, extractor, answer)


def chosen(extractor: str, settings: Settings) -> str:
    """Return who reads: ``auto`` is the model when one is configured, else the rules.

    Raises:
        SettingError: There is no such extractor, or a model is demanded and none is configured.
    """
    if extractor not in EXTRACTORS:
        msg = f"extractor has no such value; use one of {', '.join(EXTRACTORS)}"
        raise SettingError(msg)
    if extractor == "auto":
        return "model" if settings.model_configured else "rules"
    if extractor != "rules" and not settings.model_configured:
        msg = "no model is configured; set OPENAI_API_KEY or OPENAI_BASE_URL, give --base-url, or use --extractor rules"
        raise SettingError(msg)
    return extractor


def with_options(
    settings: Settings, *, model: str | None, base_url: str | None, deidentify: bool, max_cost: Decimal | None
) -> Settings:
    """Return ``settings`` with explicit options, which win over file and environment."""
    return replace(
        settings,
        model=model or settings.model,
        base_url=base_url or settings.base_url,
        deidentify=deidentify or bool(settings.deidentify),
        max_cost=str(max_cost) if max_cost is not None else settings.max_cost,
    )


def _with_rules(note: Note, reference: Reference, code: str | None, extractor: str, answer: Extraction) -> Extraction:
    """Add the rules' reading where the extractor asks for it, or where the model did not finish."""
    if extractor == "both":
        from doccheck.extract.merge import both  # noqa: PLC0415 - only with two readers

        asked = (
            set()
            if code is None
            else {row.field for row in reference.requirements(code) if row.level is not Level.ADVISORY}
        )
        return both(note, answer, extract(note, reference), asked)
    if answer.outcome is Outcome.OK or extractor != "auto":
        return answer
    return replace(
        extract(note, reference),
        fallback=answer.outcome,
        model=answer.model,
        request_id=answer.request_id,
        usage=answer.usage,
        prompt=answer.prompt,
        attempts=answer.attempts,
        detail=answer.detail,
        seconds=answer.seconds,
        cost=answer.cost,
    )
