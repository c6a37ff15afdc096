"""Read a note with a model: cut it where it is too long, ask, ask again once where that can help, unite what came.

Whatever a model, a network or a server does ends in one of six outcomes; only ``ok`` brings facts.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from doccheck.extract.answer import Parsed, again, parse_answer
from doccheck.extract.deidentify import Masked, UnsafeText, masked, unmasked
from doccheck.extract.merge import anchored, merged
from doccheck.extract.request import TOO_LONG, Reading, model_name, prepare
from doccheck.facts import AmountFact, Extraction, FieldFact, Outcome
from doccheck.models.cost import cost_of, most_cost, price_of
from doccheck.models.port import Reply, total_usage
from doccheck.models.service import model_for
from doccheck.models.tokens import count_tokens
from doccheck.note import Note, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.models.port import Model, Request
    from doccheck.reference.lookup import Reference
    from doccheck.settings import Settings

__all__ = ["read_with_model"]

_WORST_LAST = (
    Outcome.OK,
    Outcome.TRUNCATED,
    Outcome.INVALID,
    Outcome.REFUSED,
    Outcome.TRANSPORT,
    Outcome.TOO_LONG,
)
_OVER_BUDGET = "The note was not sent: reading it could cost more than the limit set."
_NOT_MASKED = "The note was not sent: it still holds what may identify the patient after masking."
_INVALID = "The answer does not fit the schema, also when asked again."


@dataclass(frozen=True, slots=True)
class _Part:
    """One stretch as read: its replies, and its facts when the last of them was ok."""

    stretch: Span
    replies: tuple[Reply, ...]
    outcome: Outcome
    detail: str | None = None
    amounts: tuple[AmountFact, ...] = ()
    fields: tuple[FieldFact, ...] = ()


async def read_with_model(
    note: Note,
    reference: Reference,
    code: str | None,
    settings: Settings,
    model: Model | None = None,
    only: tuple[str, ...] = (),
) -> Extraction:
    """Ask the configured model what it reads in ``note``.

    Args:
        note: The note.
        reference: The reference.
        code: HCPCS code, ``None`` for every documentation field.
        settings: Settings with all options applied.
        model: The model to ask, ``None`` for the configured one.
        only: Fields to ask for, empty for all.

    Raises:
        ModelError: The address is not allowed, or an earlier note showed that no question will be answered.
        SettingError: A spending limit is set for a model without a known price.
    """
    asked = model or model_for(settings, model_name(settings))
    async with asked.gate:
        return await _read(note, reference, code, settings, asked, only)


async def _read(
    note: Note, reference: Reference, code: str | None, settings: Settings, model: Model, only: tuple[str, ...]
) -> Extraction:
    sent, mask = note, None
    if settings.deidentify:
        try:
            mask = masked(note, settings.identifiers)
        except UnsafeText:
            return Extraction("model", Outcome.TRANSPORT, detail=_NOT_MASKED)
        sent = Note(mask.text, note.id)
    reading = prepare(sent, reference, code, settings, only=only)
    if reading is None:
        return Extraction("model", Outcome.TOO_LONG, detail=TOO_LONG)
    if _over_budget(reading, settings):
        return Extraction("model", Outcome.TRANSPORT, prompt=reading.prompt, model=reading.model, detail=_OVER_BUDGET)
    parts = await _read_parts(model, reading)
    for halvings in (1, 2):
        if all(part.outcome is not Outcome.TOO_LONG for part in parts):
            break
        # A server may hold less than we were told; it is asked again in smaller stretches.
        smaller = prepare(sent, reference, code, settings, halvings=halvings, only=only)
        if smaller is None:
            break
        reading, parts = smaller, await _read_parts(model, smaller)
    return _extraction(note, sent, mask, reading, parts, settings)


async def _read_parts(model: Model, reading: Reading) -> list[_Part]:
    return await asyncio.gather(*(_read_part(model, reading, index) for index in range(len(reading.stretches))))


async def _read_part(model: Model, reading: Reading, index: int) -> _Part:
    """Ask about one stretch; a truncated answer gets more room once, an invalid one is asked for its bad parts once."""
    stretch = reading.stretches[index]
    request = reading.request(index)
    replies = [await model.ask(request)]
    if replies[-1].outcome is Outcome.TRUNCATED:
        request = replace(request, answer_tokens=min(2 * request.answer_tokens, reading.most_answer_tokens))
        replies.append(await model.ask(request))
    if replies[-1].outcome is not Outcome.OK:
        last = replies[-1]
        if last.outcome is Outcome.INVALID and len(replies) == 1:
            return await _again_whole(model, request, reading, stretch, replies)
        return _Part(stretch, tuple(replies), last.outcome, last.detail)
    parsed = parse_answer(replies[-1].text, reading.ids)
    if not parsed.faults:
        return _Part(stretch, tuple(replies), Outcome.OK, None, parsed.amounts, parsed.fields)
    return await _again(model, request, reading, stretch, replies, parsed)


async def _again_whole(model: Model, request: Request, reading: Reading, stretch: Span, replies: list[Reply]) -> _Part:
    return await _again(model, request, reading, stretch, replies, Parsed(faults=("the answer: empty or too large",)))


async def _again(
    model: Model, request: Request, reading: Reading, stretch: Span, replies: list[Reply], first: Parsed
) -> _Part:
    replies.append(await model.ask(replace(request, content=again(request.content, first.faults))))
    last = replies[-1]
    if last.outcome is not Outcome.OK:
        return _Part(stretch, tuple(replies), last.outcome, last.detail)
    second = parse_answer(last.text, reading.ids)
    if second.faults:
        return _Part(stretch, tuple(replies), Outcome.INVALID, _INVALID)
    amounts = tuple(dict.fromkeys((*first.amounts, *second.amounts)))
    fields = tuple(dict.fromkeys((*first.fields, *second.fields)))
    return _Part(stretch, tuple(replies), Outcome.OK, None, amounts, fields)


def _over_budget(reading: Reading, settings: Settings) -> bool:
    if settings.max_cost is None:
        return False
    price = price_of(reading.model, settings.prices, local=reading.address.local)
    prefix = count_tokens(reading.instructions, reading.model)
    most = sum(
        most_cost(
            prefix + count_tokens(reading.request(index).content, reading.model),
            reading.answer_tokens,
            reading.model,
            price,
        )
        for index in range(len(reading.stretches))
    )
    return most > Decimal(settings.max_cost)


def _extraction(
    note: Note, sent: Note, mask: Masked | None, reading: Reading, parts: Sequence[_Part], settings: Settings
) -> Extraction:
    replies = [reply for part in parts for reply in part.replies]
    worst = max(parts, key=lambda part: _WORST_LAST.index(part.outcome))
    amounts: tuple[AmountFact, ...] = ()
    fields: tuple[FieldFact, ...] = ()
    if worst.outcome is Outcome.OK:
        amounts, fields = parts[0].amounts, parts[0].fields
        if len(parts) > 1 or mask is not None:
            amounts, fields = merged(anchored(sent, part.stretch, part.amounts, part.fields) for part in parts)
        if mask is not None:
            amounts, fields = unmasked(mask, note, amounts, fields)
    usage = total_usage(reply.usage for reply in replies)
    cost = cost_of(usage, price_of(reading.model, settings.prices, local=reading.address.local))
    return Extraction(
        "model",
        worst.outcome,
        amounts,
        fields,
        model=reading.model,
        request_id=worst.replies[-1].request_id,
        usage=usage,
        prompt=reading.prompt,
        attempts=sum(reply.attempts for reply in replies),
        detail=worst.detail,
        seconds=max(sum(reply.seconds for reply in part.replies) for part in parts),
        cost=str(cost) if cost is not None else None,
    )
