"""The report for people in a terminal: what is missing first, each with its question, then why, then the proof."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from doccheck.case.records import LedgerStatus, Status
from doccheck.checks.rule import Severity
from doccheck.facts import Outcome
from doccheck.report.visible import visible
from doccheck.report.wording import (
    claim_text,
    definition_title,
    distinct,
    group,
    ledger_result,
    line_of,
    own_findings,
    quote_text,
    reader_sentence,
    refuted_words,
    sentence,
    status_word,
    verdict_sentence,
)
from doccheck.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from doccheck.assessment import Report
    from doccheck.case.records import Answer, Ledger
    from doccheck.checks.rule import Finding
    from doccheck.note import Evidence, Note

__all__ = ["render", "screen_has_colour", "screen_is_plain", "screen_width"]

_NARROWEST, _WIDEST, _NO_SCREEN = 40, 110, 100
_MOST_QUOTES = 3

_VERDICT_STYLE = {Verdict.PASS: "bold green", Verdict.REVIEW: "bold yellow", Verdict.FAIL: "bold red"}
_SEVERITY_STYLE = {Severity.BLOCK: "bold red", Severity.REVIEW: "bold yellow", Severity.NOTE: "bold blue"}

# For a terminal whose code page lacks them.
_PLAIN = str.maketrans(
    {"✓": "+", "✗": "x", "·": "-", "…": "...", "÷": "/", "×": "x", "→": "->", "–": "-", "≈": "~", "“": '"', "”": '"',
     "⟨": "<", "⟩": ">", "≥": ">=", "≤": "<=", "−": "-", "⌈": "ceil(", "⌉": ")", "⌊": "floor(", "⌋": ")"}
)  # fmt: skip


def screen_width() -> int:
    """Return the width to write for: the terminal's within limits, else one that reads well in a file."""
    if not sys.stdout.isatty():
        return _NO_SCREEN
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        columns = 0
    return max(_NARROWEST, min(_WIDEST, columns or _NO_SCREEN))


def screen_has_colour() -> bool:
    """Whether standard output is a terminal that shows colour and nobody asked for none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def screen_is_plain() -> bool:
    """Whether the encoding of standard output lacks the signs the report uses."""
    try:
        "✓÷→…".encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def render(
    reports: Report | list[Report] | tuple[Report, ...],
    *,
    width: int = _NO_SCREEN,
    colour: bool = False,
    plain: bool = False,
) -> str:
    """Return one report, or several one below the other, as text.

    Args:
        reports: One or several.
        width: Characters a line, 40 or more.
        colour: Whether to write ANSI colours.
        plain: Whether to write only ASCII signs of our own (quotes of the note stay as they are).
    """
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=max(width, _NARROWEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for number, report in enumerate(reports if isinstance(reports, list | tuple) else [reports]):
        if number:
            console.rule(style="dim")
        console.print(Group(*_page(report)))
    text = "".join(f"{line.rstrip()}\n" for line in stream.getvalue().rstrip("\n").split("\n"))
    return text.translate(_PLAIN) if plain else text


def _page(report: Report) -> Iterator[RenderableType]:
    groups = group(report.answers)
    yield from _head(report)
    yield from _open_answers("Missing", "✗", "red", groups.missing, report.note)
    if report.extraction.outcome is Outcome.OK:
        yield from _open_answers("Needs a decision", "?", "yellow", groups.undecided, report.note)
    else:
        yield from _labels("Not checked", groups.undecided)
    yield from _findings(own_findings(report), report.note)
    yield from _units(report)
    yield from _met(groups.met, report.note)
    yield from _advisable(groups.advisory)
    yield from _labels("Does not apply", groups.not_applicable)
    yield from _foot(report)


def _head(report: Report) -> Iterator[RenderableType]:
    style = _VERDICT_STYLE[report.verdict]
    yield _line(
        (f" {report.verdict.value.upper()} ", f"{style} reverse"), (f" {report.code}", "bold"),
        (f" · {visible(report.note.id)}", ""),
    )  # fmt: skip
    yield _indented(Text(verdict_sentence(report)), 1)
    day = report.date_of_service.isoformat() if report.date_of_service else "unknown"
    about = f"Date of service {day} · {report.case.setting} · authority {report.case.authority}"
    yield _indented(Text(about, "dim"), 1)


def _open_answers(title: str, sign: str, style: str, answers: Sequence[Answer], note: Note) -> Iterator[RenderableType]:
    if not answers:
        return
    yield _heading(f"{title} ({len(answers)})", style)
    for answer in answers:
        needed = answer.requirement
        tail = "" if sign == "✗" else f" – {status_word(answer.status)}"
        yield _indented(_line((f"{sign} ", style), (needed.label, "bold"), (tail, style), (f"  {needed.id}", "dim")), 2)
        if answer.reason:
            yield _indented(Text(sentence(answer.reason)), 4)
        for line in _quotes(answer.evidence, note):
            yield _indented(line, 4)
        for words, reason in refuted_words(answer)[:_MOST_QUOTES]:
            yield _indented(_quoted(words, note, reason or "does not count"), 4)
        yield _indented(_line(("Ask: ", "cyan"), (answer.question or needed.question, "italic")), 4)


def _advisable(answers: Sequence[Answer]) -> Iterator[RenderableType]:
    if not answers:
        return
    yield _heading("Advisable, not required", "blue")
    table = Table.grid(padding=(0, 1), expand=False)
    table.add_column(width=1)
    table.add_column(max_width=32)
    table.add_column(ratio=1)
    for answer in answers:
        state = "" if answer.status is Status.MISSING else f"{status_word(answer.status)}. "
        question = Text(f"{state}{answer.question or answer.requirement.question}", "dim")
        table.add_row(Text("·", "blue"), Text(answer.requirement.label), question)
    yield _indented(table, 2)


def _findings(findings: Sequence[Finding], note: Note) -> Iterator[RenderableType]:
    if not findings:
        return
    yield _heading(f"Findings ({len(findings)})", "")
    for finding in findings:
        yield _indented(_finding(finding, note), 2)


def _finding(finding: Finding, note: Note) -> RenderableType:
    table = Table.grid(padding=(0, 1), expand=False)
    table.add_column(width=6)
    table.add_column(width=5)
    table.add_column(ratio=1)
    body = Group(Text(visible(finding.message)), *_quotes(finding.evidence, note))
    style = _SEVERITY_STYLE[finding.severity]
    table.add_row(Text(finding.severity.value.upper(), style), Text(finding.rule, "dim"), body)
    return table


def _units(report: Report) -> Iterator[RenderableType]:
    yield _heading("Dose and units", "")
    for ledger in report.units:
        deciding = ledger is report.case.deciding and len(report.units) > 1
        yield _indented(_ledger_line(ledger, deciding=deciding), 2)
        for step in ledger.steps:
            yield _indented(Text(visible(step), "" if ledger is report.case.deciding else "dim"), 6)
        if ledger.reason:
            yield _indented(Text(sentence(ledger.reason), "dim"), 6)
    if report.claim:
        yield _indented(_line(("Claim: ", "bold"), ("; ".join(claim_text(line) for line in report.claim), "")), 2)


def _ledger_line(ledger: Ledger, *, deciding: bool) -> Text:
    computed = ledger.status is LedgerStatus.COMPUTED
    return _line(
        (definition_title(ledger), "bold" if computed else ""), (" → ", "dim"),
        (ledger_result(ledger), "bold cyan" if computed else "yellow"), ("  (decides)" if deciding else "", "dim"),
    )  # fmt: skip


def _met(answers: Sequence[Answer], note: Note) -> Iterator[RenderableType]:
    if not answers:
        return
    yield _heading(f"Met ({len(answers)})", "green")
    table = Table.grid(padding=(0, 1), expand=False)
    table.add_column(width=1)
    table.add_column(max_width=32)
    table.add_column(ratio=1)
    for answer in answers:
        words = Group(*_quotes(answer.evidence, note, most=2))
        table.add_row(Text("✓", "green"), Text(answer.requirement.label), words)
    yield _indented(table, 2)


def _labels(title: str, answers: Sequence[Answer]) -> Iterator[RenderableType]:
    if answers:
        yield _heading(title, "dim")
        yield _indented(Text(", ".join(answer.requirement.label for answer in answers), "dim"), 2)


def _foot(report: Report) -> Iterator[RenderableType]:
    yield Text()
    yield _indented(Text(reader_sentence(report.extraction), "dim"), 1)
    editions = ", ".join(f"{name} {edition}" for name, edition in sorted(report.case.reference.editions.items()))
    yield _indented(Text(f"doccheck {report.doccheck_version} · {editions}", "dim"), 1)


def _quotes(evidence: Sequence[Evidence], note: Note, most: int = _MOST_QUOTES) -> list[Text]:
    words = distinct(evidence)
    rows = [_quoted(one, note) for one in words[:most]]
    return [*rows, Text(f"and {len(words) - most} more", "dim")] if len(words) > most else rows


def _quoted(words: Evidence, note: Note, remark: str = "") -> Text:
    place = f"line {line_of(note, words)}"
    return _line(
        (f"“{quote_text(words)}”", "italic"), (f"  {place}", "dim"), (f" – {visible(remark)}" if remark else "", "dim")
    )


def _heading(title: str, style: str) -> RenderableType:
    return Padding(Text(title, f"bold {style}".strip()), (1, 0, 0, 1))


def _indented(content: RenderableType, columns: int) -> RenderableType:
    return Padding(content, (0, 0, 0, columns))


def _line(*pieces: tuple[str, str]) -> Text:
    return Text.assemble(*(piece for piece in pieces if piece[0]))
