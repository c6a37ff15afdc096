"""The offline extractor: no model, no network, no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.extract.rules.fields import find_fields
from doccheck.facts import Extraction, Outcome

if TYPE_CHECKING:
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference

__all__ = ["extract"]


def extract(note: Note, reference: Reference) -> Extraction:
    """Read ``note`` with rules alone and return what it says, nothing yet believed.

    Args:
        note: The note.
        reference: Gives the drug names.
    """
    return Extraction("rules", Outcome.OK, find_amount_facts(note, reference), tuple(find_fields(note, reference)))
