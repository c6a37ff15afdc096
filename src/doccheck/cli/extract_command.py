"""``doccheck extract NOTE…``: what a reader finds in notes, one JSON line a note, no code needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from doccheck.case.administrations import read_administrations
from doccheck.case.service_date import read_service_date
from doccheck.cli.check_command import read_note
from doccheck.cli.output import write_output
from doccheck.errors import NoteError
from doccheck.extract.reader import EXTRACTORS, read
from doccheck.facts import Outcome
from doccheck.ground.facts import PARTS, ground
from doccheck.models.spending import Spending
from doccheck.reference.lookup import Reference
from doccheck.report.json import administration_data
from doccheck.settings import load_settings

if TYPE_CHECKING:
    from doccheck.facts import Extraction
    from doccheck.ground.grounded import GroundedAmount, GroundedField, Place
    from doccheck.note import Note

__all__ = ["extract_command", "extracted"]

_NOTHING_READ = 4
_CONTEXT = ("negated", "historical", "planned", "ordered", "other_person", "template", "instruction")


@click.command("extract", context_settings={"max_content_width": 110})
@click.argument("notes", metavar="NOTE...", nargs=-1, required=True)
@click.option(
    "--extractor",
    type=click.Choice(EXTRACTORS),
    help="Who reads the note: the offline rules, a model, both, or a model when one is configured (auto, the default).",
)
@click.option("--model", help="Model to ask.")
@click.option("--base-url", metavar="URL", help="Server with the chat-completions protocol.")
@click.option("--deidentify", is_flag=True, help="Mask identifiers before anything is sent to a model.")
@click.option("-o", "--output", metavar="FILE", help="Write the lines there, whole or not at all.")
def extract_command(
    *,
    notes: tuple[str, ...],
    extractor: str | None,
    model: str | None,
    base_url: str | None,
    deidentify: bool,
    output: str | None,
) -> int:
    """Print what is read in each NOTE: the drugs given, and every fact with its exact words.

    One JSON line a note, in the order given. A note that cannot be read has its line too, with the reason. Exit
    status: 0 every note has its row; 4 a model was asked and read none of them.
    """
    reference = Reference.load()
    settings = load_settings()
    spending = Spending()
    lines: list[str] = []
    outcomes: list[Outcome] = []
    for name in notes:
        try:
            note = read_note(name)
        except NoteError as error:
            lines.append(_line({"note": {"path": name}, "error": str(error)}))
            continue
        extraction = read(
            note,
            reference,
            code=None,
            extractor=extractor or settings.extractor or "auto",
            model=model,
            base_url=base_url,
            deidentify=deidentify,
            settings=settings,
            spending=spending,
        )
        outcomes.append(extraction.outcome)
        lines.append(_line(extracted(name, note, extraction, reference)))
    write_output("".join(lines), output)
    return _NOTHING_READ if outcomes and all(outcome is not Outcome.OK for outcome in outcomes) else 0


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def extracted(name: str, note: Note, extraction: Extraction, reference: Reference) -> dict[str, Any]:
    """Return what was read in ``note`` as plain data.

    Args:
        name: The note's name as the caller gave it.
        note: The note.
        extraction: What an extractor returned.
        reference: Gives the drug names.
    """
    facts = ground(note, extraction)
    service, _ = read_service_date(note, facts, (), None)
    read_in = read_administrations(note, facts, reference, service.date)
    return {
        "note": {"path": name, "sha256": note.sha256},
        "extractor": extraction.extractor,
        "outcome": extraction.outcome.value,
        "date_of_service": service.date.isoformat() if service.date is not None else None,
        "administrations": [administration_data(given) for given in read_in.given],
        "not_given": [administration_data(other) for other in read_in.not_given],
        "facts": [_amount_data(amount) for amount in facts.amounts] + [_field_data(field) for field in facts.fields],
    }


def _amount_data(amount: GroundedAmount) -> dict[str, Any]:
    fact = amount.fact
    parts = {
        name: amount.parts[name].quoted.quote for name in PARTS if name in amount.parts and amount.parts[name].grounded
    }
    return {
        "role": fact.role.value,
        "number": fact.number,
        "unit": fact.unit,
        "event": fact.event,
        **parts,
        **_place_data(amount.place),
        "value_follows": amount.value_follows,
    }


def _field_data(field: GroundedField) -> dict[str, Any]:
    return {"field": field.fact.field, **_place_data(field.place)}


def _place_data(place: Place) -> dict[str, Any]:
    return {
        "quote": place.quoted.quote,
        "match": place.match.value,
        "start": place.span.start if place.span is not None else None,
        "end": place.span.end if place.span is not None else None,
        "context": [name for name in _CONTEXT if getattr(place.context, name)],
    }
