"""The report as one self-contained page: the note with its evidence marked, linked both ways.

No script, no request, no style attribute: the page carries a policy that forbids them, so that nothing written in
a note can ever run.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from doccheck.case.records import LedgerStatus
from doccheck.report import wording
from doccheck.report.highlight import Piece, cut_lines
from doccheck.report.visible import visible

if TYPE_CHECKING:
    from doccheck.assessment import Report
    from doccheck.case.records import Answer, Ledger
    from doccheck.checks.rule import Finding
    from doccheck.note import Evidence, Span

__all__ = ["render"]

_HERE = Path(__file__).parent
_SETTLED = ("good", "info", "quiet")


@dataclass(frozen=True, slots=True)
class _Quote:
    mark: int
    text: str
    line: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    """A requirement or a finding as the page shows it."""

    id: str
    tone: str
    badge: str
    title: str
    name: str
    reason: str
    question: str
    quotes: tuple[_Quote, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Definition:
    title: str
    result: str
    steps: tuple[str, ...]
    reason: str
    decides: bool
    computed: bool


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    tone: str
    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """One report. Ids of its marks and items start with ``prefix``."""

    prefix: str
    verdict: str
    code: str
    note: str
    sentence: str
    about: str
    reader: str
    editions: str
    open_sections: tuple[_Section, ...]
    settled_sections: tuple[_Section, ...]
    definitions: tuple[_Definition, ...]
    claim: tuple[str, ...]
    lines: list[list[Piece]]
    users: dict[int, tuple[tuple[str, str], ...]]


@dataclass
class _Marks:
    """Numbers the spans that are quoted and remembers which items quote them."""

    report: Report
    numbers: dict[Span, int] = field(default_factory=dict)
    users: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    def quote(self, words: Evidence, item: str, title: str, remark: str = "") -> _Quote:
        number = self.numbers.setdefault(words.span, len(self.numbers))
        users = self.users.setdefault(number, [])
        if (item, title) not in users:
            users.append((item, title))
        line = wording.line_of(self.report.note, words)
        return _Quote(number, wording.quote_text(words), line, visible(remark))


def render(reports: Report | list[Report] | tuple[Report, ...]) -> str:
    """Return the page of one report, or of several one below the other."""
    many = reports if isinstance(reports, list | tuple) else [reports]
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    pages = [_page(report, f"r{number}-") for number, report in enumerate(many)]
    return _template().render(pages=pages, style=style, style_digest=digest)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((_HERE / "page.html.jinja").read_text(encoding="utf-8"))


def _page(report: Report, prefix: str) -> _Page:
    marks = _Marks(report)
    sections = _sections(report, marks)
    day = report.date_of_service.isoformat() if report.date_of_service else "unknown"
    editions = ", ".join(f"{name} {edition}" for name, edition in sorted(report.case.reference.editions.items()))
    return _Page(
        prefix=prefix,
        verdict=report.verdict.value,
        code=report.code,
        note=visible(report.note.id),
        sentence=wording.verdict_sentence(report),
        about=f"Date of service {day} · {report.case.setting} · authority {report.case.authority}",
        reader=wording.reader_sentence(report.extraction),
        editions=f"doccheck {report.doccheck_version} · {editions}",
        open_sections=tuple(section for section in sections if section.tone not in _SETTLED),
        settled_sections=tuple(section for section in sections if section.tone in _SETTLED),
        definitions=tuple(_definition(ledger, report) for ledger in report.units),
        claim=tuple(wording.claim_text(line) for line in report.claim),
        lines=cut_lines(report.note.text, list(marks.numbers)),
        users={number: tuple(users) for number, users in marks.users.items()},
    )


def _sections(report: Report, marks: _Marks) -> tuple[_Section, ...]:
    groups = wording.group(report.answers)
    findings = tuple(_finding(finding, number, marks) for number, finding in enumerate(wording.own_findings(report)))
    sections = (
        _Section("Missing", "bad", tuple(_answer(answer, "bad", marks) for answer in groups.missing)),
        _Section("Needs a decision", "doubt", tuple(_answer(answer, "doubt", marks) for answer in groups.undecided)),
        _Section("Findings", "plain", findings),
        _Section("Met", "good", tuple(_answer(answer, "good", marks) for answer in groups.met)),
        _Section("Advisable, not required", "info", tuple(_answer(one, "info", marks) for one in groups.advisory)),
        _Section("Does not apply", "quiet", tuple(_answer(one, "quiet", marks) for one in groups.not_applicable)),
    )
    return tuple(section for section in sections if section.items)


def _answer(answer: Answer, tone: str, marks: _Marks) -> _Item:
    needed = answer.requirement
    item, title = needed.id, needed.label
    quotes = [marks.quote(words, item, title) for words in wording.distinct(answer.evidence)]
    quotes += [marks.quote(words, item, title, why or "does not count") for words, why in wording.refuted_words(answer)]
    settled = tone in ("good", "quiet")
    return _Item(
        id=item,
        tone=tone,
        badge=wording.status_word(answer.status),
        title=title,
        name=item,
        reason=wording.sentence(answer.reason) if answer.reason else "",
        question="" if settled else visible(answer.question or needed.question),
        quotes=tuple(quotes),
        sources=(f"{needed.source.source}, {needed.source.at}",),
    )


def _finding(finding: Finding, number: int, marks: _Marks) -> _Item:
    item = f"finding-{number}"
    title = f"{finding.rule} {finding.name}"
    return _Item(
        id=item,
        tone={"block": "bad", "review": "doubt", "note": "info"}[finding.severity.value],
        badge=finding.severity.value,
        title=visible(finding.message),
        name=title,
        reason="",
        question="",
        quotes=tuple(marks.quote(words, item, title) for words in wording.distinct(finding.evidence)),
        sources=tuple(f"{citation.source}, {citation.at}" for citation in finding.citations),
    )


def _definition(ledger: Ledger, report: Report) -> _Definition:
    return _Definition(
        title=wording.definition_title(ledger),
        result=wording.ledger_result(ledger),
        steps=tuple(visible(step) for step in ledger.steps),
        reason=wording.sentence(ledger.reason) if ledger.reason else "",
        decides=ledger is report.case.deciding and len(report.units) > 1,
        computed=ledger.status is LedgerStatus.COMPUTED,
    )
