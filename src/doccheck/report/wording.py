"""What text and HTML reports say in the same words: verdict, reader, groups of answers, places of quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, LedgerStatus, Status
from doccheck.checks.rule import Severity
from doccheck.facts import Outcome
from doccheck.quantity import format_number
from doccheck.reference.records import Level
from doccheck.report.visible import visible
from doccheck.settings import UNNAMED_MODEL
from doccheck.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.assessment import Report
    from doccheck.case.records import Ledger
    from doccheck.checks.rule import Finding
    from doccheck.claim import ClaimLine
    from doccheck.facts import Extraction
    from doccheck.note import Evidence, Note, Span
    from doccheck.quantity import Quantity

__all__ = [
    "Groups",
    "amount_text",
    "claim_text",
    "definition_title",
    "distinct",
    "group",
    "ledger_result",
    "line_of",
    "own_findings",
    "quote_text",
    "reader_sentence",
    "refuted_words",
    "sentence",
    "status_word",
    "verdict_sentence",
]

_STATUS = {
    Status.MET: "met",
    Status.MISSING: "missing",
    Status.CONFLICTING: "conflicting",
    Status.AMBIGUOUS: "ambiguous",
    Status.NOT_APPLICABLE: "does not apply",
    Status.NOT_CHECKABLE: "not checkable",
}

_OUTCOME = {
    Outcome.OK: "finished",
    Outcome.REFUSED: "refused to read it",
    Outcome.TRUNCATED: "was cut off",
    Outcome.INVALID: "gave no usable answer",
    Outcome.TRANSPORT: "could not be reached",
    Outcome.TOO_LONG: "cannot take a note this long",
}

_AUTHORITY = {"article": "Article", "cms": "CMS"}


@dataclass(frozen=True, slots=True)
class Groups:
    """The answers of a report by what a reader must do about them.

    Args:
        missing: Missing and weighing: the note fails for them.
        undecided: Conflicting, ambiguous or not checkable, and weighing.
        advisory: Open, but advisory only.
        met: Proved, with evidence.
        not_applicable: Not asked of this note.
    """

    missing: tuple[Answer, ...]
    undecided: tuple[Answer, ...]
    advisory: tuple[Answer, ...]
    met: tuple[Answer, ...]
    not_applicable: tuple[Answer, ...]


def own_findings(report: Report) -> tuple[Finding, ...]:
    """Return the findings that say more than a requirement does.

    A finding of the family DC3xx (required documentation) repeats the answer to one requirement, which people are shown
    with its question; programs find both in the JSON report.
    """
    return tuple(finding for finding in report.findings if not finding.rule.startswith("DC3"))


def group(answers: Iterable[Answer]) -> Groups:
    """Sort ``answers`` into groups, each in the order of the reference."""
    found: dict[str, list[Answer]] = {name: [] for name in Groups.__dataclass_fields__}
    for answer in answers:
        found[_group_of(answer)].append(answer)
    return Groups(**{name: tuple(members) for name, members in found.items()})


def _group_of(answer: Answer) -> str:
    if answer.status in (Status.MET, Status.NOT_APPLICABLE):
        return answer.status.value
    if answer.requirement.level is Level.ADVISORY:
        return "advisory"
    return "missing" if answer.status is Status.MISSING else "undecided"


def distinct(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence without words that stand inside other words of it."""
    words = list(dict.fromkeys(evidence))
    return [one for one in words if not any(one.span != other.span and other.span.covers(one.span) for other in words)]


def refuted_words(answer: Answer) -> list[tuple[Evidence, str]]:
    """Return each stretch of words that was offered and does not count, once, with why.

    A reason that the answer itself gives is not said again; words that only hold others of the list are left out.
    """
    reasons: dict[Span, list[str]] = {}
    words: dict[Span, Evidence] = {}
    for evidence, reason in answer.refuted:
        words[evidence.span] = evidence
        reasons.setdefault(evidence.span, []).append(reason)
    shortest = [span for span in words if not any(span != other and span.covers(other) for other in words)]
    return [
        (words[span], " ".join(dict.fromkeys(reason for reason in reasons[span] if reason != answer.reason)))
        for span in shortest
    ]


def status_word(status: Status) -> str:
    """Return the status for people."""
    return _STATUS[status]


def verdict_sentence(report: Report) -> str:
    """Say in one sentence what the verdict rests on."""
    if report.extraction.outcome is not Outcome.OK:
        return "The note was not read, so nothing could be checked."
    if report.verdict is Verdict.PASS:
        return "Everything required is documented, and nothing speaks against it."
    groups = group(report.answers)
    severities = [finding.severity for finding in own_findings(report)]
    blocking = severities.count(Severity.BLOCK)
    open_points = len(groups.undecided) + severities.count(Severity.REVIEW)
    parts = []
    if groups.missing:
        parts.append(f"{_count(len(groups.missing), 'requirement is', 'requirements are')} missing")
    if blocking:
        parts.append(f"{_count(blocking, 'finding blocks', 'findings block')} the claim")
    if open_points:
        parts.append(f"{_count(open_points, 'point needs', 'points need')} a person")
    if not parts:
        parts.append("a person must look at it")
    return sentence(_join(parts))


def reader_sentence(extraction: Extraction) -> str:
    """Say who read the note and how that ended."""
    named = extraction.model is not None and extraction.model != UNNAMED_MODEL
    name = f"the model {visible(str(extraction.model))}" if named else "the model"
    detail = f" {visible(extraction.detail)}" if extraction.detail else ""
    if extraction.fallback is not None:
        return f"Read by the offline rules, because {name} {_ended(extraction, extraction.fallback)}.{detail}"
    if extraction.outcome is not Outcome.OK:
        return sentence(f"{name} {_ended(extraction, extraction.outcome)}") + detail
    if extraction.extractor == "rules":
        return "Read by the offline rules; nothing left this machine."
    who = f"{name} and the offline rules" if extraction.extractor == "both" else name
    details = [part for part in (extraction.prompt and f"prompt {extraction.prompt}", _usage(extraction)) if part]
    return f"Read by {who}" + (f" ({'; '.join(details)})." if details else ".")


def _ended(extraction: Extraction, outcome: Outcome) -> str:
    # A note that is held back here (spending limit, masking) is no fault of the server.
    return "was not asked" if outcome is Outcome.TRANSPORT and not extraction.attempts else _OUTCOME[outcome]


def _usage(extraction: Extraction) -> str | None:
    usage = extraction.usage
    if usage is None or usage.input_tokens is None:
        return None
    return f"{usage.input_tokens:,} tokens in, {usage.output_tokens or 0:,} out"


def definition_title(ledger: Ledger) -> str:
    """Return whose definition a ledger is under, its drug and its billing unit."""
    definition = ledger.definition
    drug = definition.drug + (f" with {definition.second_drug}" if definition.second_drug else "")
    return f"{_AUTHORITY[definition.authority]}: {drug} ({_unit_text(ledger)})"


def _unit_text(ledger: Ledger) -> str:
    unit = ledger.definition.billing_unit
    if unit is None:
        return "no amount in the descriptor"
    return f"billing unit {'up to ' if ledger.definition.wording == 'up to' else ''}{amount_text(unit)}"


def ledger_result(ledger: Ledger) -> str:
    """Return the outcome of a ledger in a few words (``"300 units, JZ"``)."""
    if ledger.status is LedgerStatus.DRUG_MISMATCH:
        return "another drug"
    if ledger.status is not LedgerStatus.COMPUTED or ledger.units is None:
        return "not checkable"
    parts = [_count(ledger.units, "unit", "units")]
    if ledger.modifier == "JW" and ledger.jw_units:
        parts.append(f"and {_count(ledger.jw_units, 'unit', 'units')} JW on a second line")
    elif ledger.modifier:
        parts.append(ledger.modifier)
    return " ".join(parts) if ledger.modifier == "JW" else ", ".join(parts)


def claim_text(line: ClaimLine) -> str:
    """Return a claim line as a biller would say it."""
    units = "no units" if line.units is None else _count(line.units, "unit", "units")
    return " ".join([line.code, "×", units, *line.modifiers])


def amount_text(quantity: Quantity) -> str:
    """Return an amount with thousands separators (``"1,000 mcg"``)."""
    number = format_number(quantity.value)
    whole, point, rest = number.partition(".")
    if whole.lstrip("-").isdigit():
        number = f"{int(whole):,}{point}{rest}"
    return f"{number} {quantity.unit.removesuffix('s') if number == '1' else quantity.unit}"


def sentence(text: str) -> str:
    """Return ``text`` with obeyed characters visible, a capital in front and a full stop behind."""
    shown = visible(text).strip()
    return f"{shown[:1].upper()}{shown[1:]}{'' if shown.endswith(('.', '?', '!')) else '.'}"


def line_of(note: Note, words: Evidence) -> int:
    """Return the line of the note on which ``words`` start, from 1."""
    return note.text.count("\n", 0, words.start) + 1


def quote_text(words: Evidence, limit: int = 160) -> str:
    """Return the quote on one line, obeyed characters visible, its middle left out beyond ``limit`` characters."""
    quote = " ".join(visible(words.quote).split())
    if len(quote) <= limit:
        return quote
    half = (limit - 3) // 2
    # Cut between words where there are any.
    front = quote[:half].rpartition(" ")[0] or quote[:half]
    back = quote[-half:].partition(" ")[2] or quote[-half:]
    return f"{front} … {back}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _join(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
