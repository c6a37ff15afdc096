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
from doccheck.models.spending import Spending
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
_OVER_LIMIT = "The note was not sent: reading it could take the run over its spending limit of {limit} US dollars."
_INVALID_ONCE = "The answer does not fit the schema; asking again could take the run over its spending limit."
_NOT_MASKED = "The note was not sent: it still holds what may identify the patient after masking."
_INVALID = "The answer does not fit the schema, also when asked again."


class _Paid:
    """A model that is asked about one note, and the account its cost goes to."""

    def __init__(self, model: Model, spending: Spending, settings: Settings) -> None:
        self._model = model
        self._spending = spending
        self._settings = settings
        self._limit = None if settings.max_cost is None else Decimal(settings.max_cost)
        self._aside = Decimal(0)

    async def ask(self, request: Request) -> Reply:
        return await self._model.ask(request)

    async def may_send(self, reading: Reading) -> bool:
        """Whether the run's limit leaves enough for the whole note; waits for other notes where that decides."""
        if self._limit is None:
            return True
        most = self._most(reading)
        if not await self._spending.set_aside(most, self._limit):
            return False
        self._aside += most
        return True

    def may_send_again(self, reading: Reading) -> bool:
        return self._limit is None or self._more(self._most(reading), self._limit)

    def may_ask_again(self, reading: Reading, request: Request) -> bool:
        return self._limit is None or self._more(self._most_of(reading, request), self._limit)

    def book(self, reading: Reading, extraction: Extraction | None) -> None:
        usage = None if extraction is None else extraction.usage
        price = price_of(reading.model, self._settings.prices, local=reading.address.local)
        cost = cost_of(usage, price)
        read = extraction is not None and extraction.outcome is Outcome.OK
        if cost is None and price is not None:
            # An answer without a count is taken to have cost the most it could, and no answer to have cost nothing.
            cost = self._aside if read else Decimal(0)
        self._spending.book(self._aside, usage, cost, read=read)

    def _more(self, most: Decimal, limit: Decimal) -> bool:
        if not self._spending.may_ask_again(most, limit):
            return False
        self._aside += most
        return True

    def _most(self, reading: Reading) -> Decimal:
        requests = (reading.request(index) for index in range(len(reading.stretches)))
        return sum((self._most_of(reading, request) for request in requests), Decimal(0))

    def _most_of(self, reading: Reading, request: Request) -> Decimal:
        price = price_of(reading.model, self._settings.prices, local=reading.address.local)
        tokens = count_tokens(request.instructions, reading.model) + count_tokens(request.content, reading.model)
        return most_cost(tokens, request.answer_tokens, reading.model, price)


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
    spending: Spending | None = None,
) -> Extraction:
    """Ask the configured model what it reads in ``note``.

    Args:
        note: The note.
        reference: The reference.
        code: HCPCS code, ``None`` for every documentation field.
        settings: Settings with all options applied.
        model: The model to ask, ``None`` for the configured one.
        only: Fields to ask for, empty for all.
        spending: Account of the run this note belongs to, ``None`` for a run of its own.

    Raises:
        ModelError: The address is not allowed, or an earlier note showed that no question will be answered.
        SettingError: A spending limit is set for a model without a known price.
    """
    asked = model or model_for(settings, model_name(settings))
    async with asked.gate:
        return await _read(note, reference, code, settings, _Paid(asked, spending or Spending(), settings), only)


async def _read(
    note: Note, reference: Reference, code: str | None, settings: Settings, model: _Paid, only: tuple[str, ...]
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
    if not await model.may_send(reading):
        detail = _OVER_LIMIT.format(limit=settings.max_cost)
        return Extraction("model", Outcome.TRANSPORT, prompt=reading.prompt, model=reading.model, detail=detail)
    extraction: Extraction | None = None
    try:
        parts = await _read_parts(model, reading)
        for halvings in (1, 2):
            if all(part.outcome is not Outcome.TOO_LONG for part in parts):
                break
            # A server may hold less than we were told; it is asked again in smaller stretches.
            smaller = prepare(sent, reference, code, settings, halvings=halvings, only=only)
            if smaller is None or not model.may_send_again(smaller):
                break
            reading, parts = smaller, await _read_parts(model, smaller)
        extraction = _extraction(note, sent, mask, reading, parts, settings)
    finally:
        model.book(reading, extraction)
    return extraction


async def _read_parts(model: _Paid, reading: Reading) -> list[_Part]:
    return await asyncio.gather(*(_read_part(model, reading, index) for index in range(len(reading.stretches))))


async def _read_part(model: _Paid, reading: Reading, index: int) -> _Part:
    """Ask about one stretch; a truncated answer gets more room once, an invalid one is asked for its bad parts once."""
    stretch = reading.stretches[index]
    request = reading.request(index)
    replies = [await model.ask(request)]
    if replies[-1].outcome is Outcome.TRUNCATED:
        request = replace(request, answer_tokens=min(2 * request.answer_tokens, reading.most_answer_tokens))
        if model.may_ask_again(reading, request):
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


async def _again_whole(model: _Paid, request: Request, reading: Reading, stretch: Span, replies: list[Reply]) -> _Part:
    return await _again(model, request, reading, stretch, replies, Parsed(faults=("the answer: empty or too large",)))


async def _again(
    model: _Paid, request: Request, reading: Reading, stretch: Span, replies: list[Reply], first: Parsed
) -> _Part:
    request = replace(request, content=again(request.content, first.faults))
    if not model.may_ask_again(reading, request):
        return _Part(stretch, tuple(replies), Outcome.INVALID, _INVALID_ONCE)
    replies.append(await model.ask(request))
    last = replies[-1]
    if last.outcome is not Outcome.OK:
        return _Part(stretch, tuple(replies), last.outcome, last.detail)
    second = parse_answer(last.text, reading.ids)
    if second.faults:
        return _Part(stretch, tuple(replies), Outcome.INVALID, _INVALID)
    amounts = tuple(dict.fromkeys((*first.amounts, *second.amounts)))
    fields = tuple(dict.fromkeys((*first.fields, *second.fields)))
    return _Part(stretch, tuple(replies), Outcome.OK, None, amounts, fields)


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
