"""The report in a terminal: order, width, colour, and no character of a note obeyed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from doccheck.report import text as report_text
from doccheck.report.visible import OBEYED, visible
from doccheck.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.assessment import Report


def test_missing_comes_first_with_its_question_then_findings_then_units_then_proof(report: Report) -> None:
    page = report_text.render(report)
    order = ["FAIL", "Missing (1)", "Ask: signature stated?", "Findings (3)", "Dose and units", "Met (1)"]
    places = [page.index(part) for part in order]
    assert places == sorted(places)


def test_unit_steps_and_both_definitions_are_shown(report: Report) -> None:
    page = report_text.render(report)
    assert "300 mg ÷ 1 mg = 300 units" in page
    assert "Article: natalizumab (billing unit 1 mg) → 300 units, JZ  (decides)" in page
    assert "CMS: nusinersen (billing unit 0.1 mg) → another drug" in page


def test_who_read_the_note_is_said(report: Report) -> None:
    assert "Read by the offline rules; nothing left this machine." in report_text.render(report)


@pytest.mark.parametrize("width", [40, 60, 80, 110])
def test_no_line_is_wider_than_asked(report: Report, width: int) -> None:
    assert max(map(cell_len, report_text.render(report, width=width).split("\n"))) <= width


def test_colour_only_when_asked(report: Report) -> None:
    assert "\x1b[" not in report_text.render(report)
    assert "\x1b[" in report_text.render(report, colour=True)


def test_control_characters_of_a_note_are_shown_not_obeyed(report: Report) -> None:
    page = report_text.render(report)
    assert not OBEYED.search(page)
    assert "⟨U+202E⟩signature⟨U+202C⟩" in page
    assert "⟨U+001B⟩[31mred" in page


def test_plain_output_holds_only_ascii(report: Report) -> None:
    assert report_text.render(report, plain=True).isascii()


def test_colour_codes_are_ours_alone(report: Report) -> None:
    page = report_text.render(report, colour=True)
    assert not OBEYED.search(re.sub(r"\x1b\[[0-9;]*m", "", page))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_verdict_stands_on_the_first_line(make_report: Callable[..., Report], verdict: Verdict) -> None:
    assert report_text.render(make_report(verdict=verdict)).split("\n")[0].split()[0] == verdict.value.upper()


def test_markup_of_the_note_is_text(make_report: Callable[..., Report]) -> None:
    base = make_report()
    words = base.note.text.replace("relapsing", "[bold]relapsing[/bold]")
    assert visible("[bold]") == "[bold]"
    assert "[bold]" in words
