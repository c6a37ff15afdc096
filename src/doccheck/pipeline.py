"""The flow from a note to a report, in the order it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from doccheck import checks, requirements
from doccheck.assessment import Report
from doccheck.case.build import build_case
from doccheck.ground.facts import ground
from doccheck.verdict import decide
from doccheck.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doccheck.claim import ClaimLine
    from doccheck.facts import Extraction
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference

__all__ = ["Order", "judge"]


class Order(NamedTuple):
    """What to check a note for.

    Args:
        code: HCPCS code.
        claim: Claim lines, ``None`` when no claim is given.
        date: Date of service given by the caller, which wins over claim and note.
        authority: auto, article or cms.
        setting: office, outpatient-hospital, asc, cah, esrd, rhc, fqhc, inpatient or dme.
    """

    code: str
    claim: Sequence[ClaimLine] | None = None
    date: date | None = None
    authority: str = "auto"
    setting: str = "office"


def judge(note: Note, extraction: Extraction, order: Order, reference: Reference) -> Report:
    """Decide about ``note`` from what an extractor read. No model, no network, no clock.

    Raises:
        CodeError: The code is unknown or no drug code.
    """
    facts = ground(note, extraction)
    case = build_case(
        note,
        extraction,
        facts,
        order.code,
        reference,
        claim=order.claim,
        date_given=order.date,
        authority=order.authority,
        setting=order.setting,
    )
    answers = requirements.judge(case)
    findings, not_assessed = checks.run(case, {answer.requirement.field: answer for answer in answers})
    verdict = decide(case, answers, findings)
    return Report(case, answers, findings, not_assessed, verdict, __version__)
