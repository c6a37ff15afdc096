"""Drugs whose code is for a ready mixture: ``midazolam in 0.8% sodium chloride`` is not midazolam from a vial.

A note names the drug and, beside it, what it is in. Only where those words stand in the sentence of the administration
is the drug taken for the mixture; plain midazolam keeps being another code's drug.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.administrations import Administrations
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around

if TYPE_CHECKING:
    from doccheck.case.records import Administration
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import Definition

__all__ = ["mixture_base", "with_mixture_named"]

_MIXTURE = Pattern(r"(?P<base>.+?) in (?:(?P<percent>[\d.]+)% )?(?P<diluent>sodium chloride|dextrose)(?P<rest>.*)")
_DILUENT = {"sodium chloride": r"(?:sodium\s+chloride|NaCl|NS\b|saline)", "dextrose": r"(?:dextrose|D5W?\b)"}


def with_mixture_named(
    definition: Definition, read: Administrations, note: Note, reference: Reference
) -> Administrations:
    """Return ``read`` with the mixture's name on administrations that the note says were given from it.

    Args:
        definition: A definition; one that is for no mixture changes nothing.
        read: What was given and what was not.
        note: The note.
        reference: Gives the drug lexicon.
    """
    mixture = _MIXTURE.fullmatch(definition.drug)
    if mixture is None:
        return read
    percent = rf"{re.escape(mixture['percent'])}\s*(?:%|percent)\s*" if mixture["percent"] else ""
    words = Pattern(percent + _DILUENT[mixture["diluent"]], re.IGNORECASE)
    given = tuple(
        one._replace(drug=definition.drug)
        if reference.drugs.same(one.drug, mixture["base"]) and _says(one, note, words)
        else one
        for one in read.given
    )
    return Administrations(given, read.not_given)


def mixture_base(definition: Definition) -> str | None:
    """Return the drug a mixture is made of, ``None`` for a definition that is for no mixture."""
    mixture = _MIXTURE.fullmatch(definition.drug)
    return None if mixture is None else mixture["base"]


def _says(one: Administration, note: Note, words: Pattern) -> bool:
    sentences = {sentence_around(note.text, evidence.span) for evidence in one.evidence}
    return any(words.search(note.text, sentence.start, sentence.end) for sentence in sentences)
