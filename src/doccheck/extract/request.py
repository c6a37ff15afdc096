"""Everything that would be sent for one note, before anything is sent: ``doccheck plan`` shows exactly this."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from doccheck.extract.prompt import DEFAULT_PROMPT, Asked, content, instructions, load_prompt
from doccheck.extract.schema import answer_schema
from doccheck.extract.windows import OVERLAP, windows
from doccheck.models.address import Address, checked_address
from doccheck.models.port import Request
from doccheck.models.tokens import count_tokens
from doccheck.settings import UNNAMED_MODEL

if TYPE_CHECKING:
    from doccheck.note import Note, Span
    from doccheck.reference.lookup import Reference
    from doccheck.settings import Settings

__all__ = ["DEFAULT_MODEL", "TOO_LONG", "Reading", "model_name", "prepare"]

DEFAULT_MODEL = "gpt-5-mini"
"""Asked at the vendor's own address when no model is named."""

_CONTEXT = (128_000, 16_384)
"""Tokens of context assumed at the vendor's address and elsewhere."""

_ANSWER = (16_000, 3_000)
"""Tokens left for the answer; the vendor's models also think within it."""

_FRAME = 200
"""Tokens a server's own chat template may add."""

_NOT_IN_NOTE = frozenset({"claim_units", "modifier_words", "notation"})
"""Evidence kinds decided from the claim or from the whole text, never from an offered quote."""

TOO_LONG = "The note is longer than the model can read at once."


@dataclass(frozen=True, slots=True)
class Reading:
    """One note, ready to be sent.

    Args:
        note: The note, or its masked form.
        address: Where it goes.
        model: Name of the model.
        prompt: Prompt id and version.
        code: HCPCS code or ``None``.
        ids: Requirement ids the answer may name.
        instructions: The static part.
        schema: JSON schema of the answer.
        stretches: The parts of the note, one request each.
        answer_tokens: Room for each answer.
        most_answer_tokens: Room when an answer was cut off.
    """

    note: Note
    address: Address
    model: str
    prompt: str
    code: str | None
    ids: tuple[str, ...]
    instructions: str
    schema: dict[str, Any]
    stretches: tuple[Span, ...]
    answer_tokens: int
    most_answer_tokens: int

    def request(self, index: int) -> Request:
        """The request about stretch ``index``."""
        span = self.stretches[index]
        return Request(
            instructions=self.instructions,
            content=content(self.note.text[span.start : span.end], index + 1, len(self.stretches)),
            schema=self.schema,
            schema_name="extracted_facts",
            answer_tokens=self.answer_tokens,
            cache_key=f"doccheck/{self.prompt}/{self.code or 'any'}",
        )


def model_name(settings: Settings) -> str:
    """Name of the model that is asked.

    Raises:
        ModelError: Notes may not be sent to the configured address.
    """
    if settings.model:
        return settings.model
    return DEFAULT_MODEL if checked_address(settings.base_url, settings.allowed_hosts).vendor else UNNAMED_MODEL


def prepare(
    note: Note,
    reference: Reference,
    code: str | None,
    settings: Settings,
    *,
    halvings: int = 0,
    only: tuple[str, ...] = (),
) -> Reading | None:
    """Return what would be sent for ``note``; sends nothing.

    Args:
        note: The note, masked already if it has to be.
        reference: The reference.
        code: HCPCS code, ``None`` for every documentation field.
        settings: Settings with all options applied.
        only: Fields to ask for, empty for all; a small model may only manage a few.
        halvings: How often the server has shown that it holds less than assumed.

    Returns:
        The reading, or ``None`` when the model's context is too small even for a stretch of a note.

    Raises:
        ModelError: Notes may not be sent to the configured address.
        SettingError: There is no such prompt.
    """
    address = checked_address(settings.base_url, settings.allowed_hosts)
    elsewhere = not address.vendor
    model = model_name(settings)
    prompt = settings.prompt or DEFAULT_PROMPT
    static, ids, schema = _static_part(reference, code, prompt, only, settings.answer_entries)
    context = settings.context_tokens or _CONTEXT[elsewhere]
    answer = min(settings.answer_tokens or _ANSWER[elsewhere], context // 2)
    for_note_and_answer = context - _static_length(static, model, context // 2) - _FRAME
    room = (for_note_and_answer - answer) >> halvings

    def fits(text: str) -> bool:
        # A token is at least one byte, so that most notes need no counting at all.
        sent = content(text, 1, 2)
        return len(sent.encode("utf-8", "surrogatepass")) <= room or count_tokens(sent, model) <= room

    try:
        stretches = windows(note, fits, OVERLAP)
    except ValueError:
        return None
    longest = max(_length(note.text[span.start : span.end], model, context // 2) for span in stretches)
    most = min(2 * answer, max(answer, for_note_and_answer - longest))
    return Reading(note, address, model, prompt, code, ids, static, schema, stretches, answer, most)


@lru_cache(maxsize=64)
def _static_length(static: str, model: str, plenty: int) -> int:
    return _length(static, model, plenty)


def _length(text: str, model: str, plenty: int) -> int:
    """Tokens of ``text``, or its bytes where those are few enough not to matter."""
    size = len(text.encode("utf-8"))
    return size if size <= plenty // 4 else count_tokens(text, model)


@lru_cache(maxsize=64)
def _static_part(
    reference: Reference, code: str | None, prompt: str, only: tuple[str, ...], entries: int | None
) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    rows = tuple(row for row in _asked(reference, code) if not only or row.id.rpartition(".")[2] in only)
    ids = tuple(row.id for row in rows)
    schema = answer_schema(ids, entries)
    return instructions(load_prompt(prompt), code, rows, schema), ids, schema


def _asked(reference: Reference, code: str | None) -> tuple[Asked, ...]:
    if code is None:
        return tuple(
            Asked(name, field.label, field.question)
            for name, field in sorted(reference.fields().items())
            if not _NOT_IN_NOTE.issuperset(field.kinds)
        )
    rows = (row for row in reference.requirements(code) if row.evidence not in _NOT_IN_NOTE)
    return tuple(Asked(row.id, row.label, row.detail) for row in rows)
