"""Diagnosis, its code, and symptoms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.extract.rules.fields.finder import Offer, read_sentences
from doccheck.language.conditions import find_conditions
from doccheck.language.icd import find_icd_codes
from doccheck.language.symptoms import find_symptoms
from doccheck.note import Span
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.extract.rules.fields.finder import Page

__all__ = ["find"]

_LABELLED = (SectionKind.DIAGNOSIS,)
_MAX_LABELLED = 200


def find(page: Page) -> Iterator[Offer]:
    """Offer conditions, labelled diagnoses, ICD-10-CM codes and symptoms."""
    yield from read_sentences(page, "diagnosis", find_conditions)
    yield from read_sentences(page, "diagnosis_code", find_icd_codes)
    yield from read_sentences(page, "diagnosis", find_icd_codes)
    yield from read_sentences(page, "clinical_symptoms", find_symptoms)
    for section in page.sections:
        if section.kind in _LABELLED:
            body = page.note.text[section.body_start : section.end]
            line = body.lstrip(" \t:*\r\n").splitlines()[:1]
            if line and line[0].strip():
                start = section.body_start + body.index(line[0])
                yield Offer("diagnosis", Span(start, start + len(line[0].rstrip()[:_MAX_LABELLED])))
