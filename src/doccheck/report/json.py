"""The report for programs: schema version 1, described in ``docs/report.schema.json``.

The output is ASCII (other characters are escaped), so that no pipe, console or code page can change it, and
the same note, claim, extraction and reference give the same bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from doccheck.case.records import Status
from doccheck.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from doccheck.assessment import Report
    from doccheck.case.records import Administration, Answer, Ledger
    from doccheck.checks.rule import Finding
    from doccheck.claim import ClaimLine
    from doccheck.facts import Extraction
    from doccheck.note import Evidence
    from doccheck.quantity import Quantity
    from doccheck.reference.records import Citation

__all__ = ["SCHEMA_VERSION", "administration_data", "amount", "as_data", "ledger_data", "render"]

SCHEMA_VERSION = "1"
"""Version of the JSON report: keys may be added under it, never renamed."""

_SETTLED = (Status.MET, Status.NOT_APPLICABLE)

# The report's units of a dose are few; rarer ones are brought to them.
_REPORT_UNIT = {"million units": "units", "uCi": "mCi", "ng": "mcg", "L": "mL"}


def render(reports: Report | list[Report] | tuple[Report, ...]) -> str:
    """Return one report as an object, or several as an array in their order, ending with a line feed."""
    data = [as_data(report) for report in reports] if isinstance(reports, list | tuple) else as_data(reports)
    return json.dumps(data, indent=2) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """Return ``report`` as plain dictionaries, lists, strings and numbers."""
    case = report.case
    note = report.note
    return {
        "schema_version": SCHEMA_VERSION,
        "doccheck_version": report.doccheck_version,
        "note": {"id": note.id, "sha256": note.sha256, "chars": len(note.text), "encoding": note.encoding},
        "code": report.code,
        "date_of_service": _day(report.date_of_service),
        "authority": case.authority,
        "setting": case.setting,
        "verdict": Verdict(report.verdict).value,
        "extraction": _extraction(report.extraction),
        "requirements": [_answer(answer) for answer in report.answers],
        "administrations": [administration_data(given) for given in report.administrations],
        "units": [ledger_data(ledger, deciding=ledger is case.deciding) for ledger in report.units],
        "claim": [_claim_line(line) for line in report.claim] if case.claim_given else None,
        "claim_other_lines": [_claim_line(line) for line in case.other_lines],
        "findings": [_finding(finding) for finding in report.findings],
        "not_assessed": [{"rule": check.rule, "reason": check.reason} for check in report.not_assessed],
        "reference": dict(sorted(case.reference.editions.items())),
    }


def amount(quantity: Quantity | None) -> str | None:
    """Return an amount as the report writes it: one number, one space, one unit (``"300 mg"``)."""
    if quantity is None:
        return None
    unit = _REPORT_UNIT.get(quantity.unit)
    return str(quantity.to(unit) if unit else quantity)


def administration_data(given: Administration) -> dict[str, Any]:
    """Return one administration as the report writes it."""
    return {
        "drug": given.drug,
        "drug_text": given.drug_text,
        "dose": amount(given.dose) if given.dose is not None else given.per_weight,
        "dose_candidates": [amount(candidate) for candidate in given.candidates],
        "route": given.route,
        "site": given.site,
        "laterality": given.laterality,
        "date": _day(given.date),
        "time": given.time,
        "container": given.container,
        "steps": list(given.steps),
        "reason": given.reason,
        "evidence": _evidence(given.evidence),
    }


def _extraction(extraction: Extraction) -> dict[str, Any]:
    usage = extraction.usage
    return {
        "extractor": extraction.extractor,
        "model": extraction.model,
        "outcome": extraction.outcome.value,
        "request_id": extraction.request_id,
        "usage": None
        if usage is None
        else {
            "input_tokens": usage.input_tokens,
            "cached_tokens": usage.cached_tokens,
            "output_tokens": usage.output_tokens,
        },
        "prompt": extraction.prompt,
        "attempts": extraction.attempts,
        "fallback": None if extraction.fallback is None else extraction.fallback.value,
        "detail": extraction.detail,
        "cost": extraction.cost,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    requirement = answer.requirement
    return {
        "id": requirement.id,
        "field": requirement.field,
        "label": requirement.label,
        "level": requirement.level.value,
        "status": answer.status.value,
        "evidence": _evidence(answer.evidence),
        "source": _source(requirement.source),
        "strength": requirement.strength,
        "question": None if answer.status in _SETTLED else answer.question or requirement.question or None,
        "reason": answer.reason,
        "refuted": [{**_words(words), "reason": reason} for words, reason in answer.refuted],
    }


def ledger_data(ledger: Ledger, *, deciding: bool) -> dict[str, Any]:
    """Return one definition's ledger; ``deciding`` says whether claim and verdict are judged by it."""
    definition = ledger.definition
    return {
        "authority": definition.authority,
        "deciding": deciding,
        "drug": definition.drug,
        "billing_unit": amount(definition.billing_unit),
        "wording": definition.wording,
        "dose_total": amount(ledger.dose_total),
        "units": ledger.units,
        "units_each": ledger.units_each,
        "opened": amount(ledger.opened),
        "wasted": amount(ledger.wasted),
        "jw_units": ledger.jw_units,
        "modifier": ledger.modifier,
        "steps": list(ledger.steps),
        "status": ledger.status.value,
        "reason": ledger.reason,
        "source": _source(definition.source),
    }


def _claim_line(line: ClaimLine) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": line.code,
        "units": line.units,
        "modifiers": list(line.modifiers),
        "date": _day(line.date),
    }
    if line.ndc is not None:
        data |= {"ndc": line.ndc, "ndc_unit": line.ndc_unit, "ndc_quantity": line.ndc_quantity}
    return data


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "evidence": _evidence(finding.evidence),
        "citations": [{"source": citation.source, "at": citation.at} for citation in finding.citations],
    }


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [_words(words) for words in evidence]


def _words(words: Evidence) -> dict[str, Any]:
    return {"quote": words.quote, "start": words.start, "end": words.end}


def _source(citation: Citation) -> dict[str, str]:
    return {"id": citation.source, "at": citation.at}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
