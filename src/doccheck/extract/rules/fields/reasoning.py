"""Why the drug is given, what was tried before, how the disease goes on, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.extract.rules.fields.finder import read_sentences
from doccheck.language.aftercare import find_instructions_given, find_plans
from doccheck.language.course import find_progressions, find_responses
from doccheck.language.reasons import find_drug_rationales, find_necessities
from doccheck.language.therapies import find_prior_therapies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.extract.rules.fields.finder import Offer, Page

__all__ = ["find"]

_READERS = (
    ("medical_necessity", find_necessities),
    ("drug_rationale", find_drug_rationales),
    ("prior_therapies", find_prior_therapies),
    ("disease_progression", find_progressions),
    ("treatment_response", find_responses),
    ("treatment_plan", find_plans),
    ("patient_instructions", find_instructions_given),
)


def find(page: Page) -> Iterator[Offer]:
    """Offer the sentences that give reasons, earlier treatments, course, plan and instructions."""
    for field, read in _READERS:
        yield from read_sentences(page, field, read)
