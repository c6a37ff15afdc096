"""What is written otherwise and means the same gets the same verdict."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doccheck.assessment import Report

HERE = Path(__file__).parent
NOTES: list[dict[str, Any]] = [
    one
    for name in ("complete_notes.yaml", "styled_notes.yaml")
    for one in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
]
_PAGE, _FEWEST = 78, 3
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b")


def _iso(match: re.Match[str]) -> str:
    return f"{match[3]}-{int(match[1]):02}-{int(match[2]):02}"


def _in_words(match: re.Match[str]) -> str:
    return f"{date(int(match[3]), int(match[1]), int(match[2])):%B %d, %Y}".replace(" 0", " ")


def _short_year(match: re.Match[str]) -> str:
    return f"{int(match[1])}/{int(match[2])}/{match[3][2:]}"


def _wrapped(text: str) -> str:
    """Wrap the prose of a note; columns made of spaces or bars, and notes of short lines, nobody wraps."""
    lines = text.split("\n")
    long = [len(line) > _PAGE and "  " not in line and "|" not in line for line in lines]
    if sum(long) < _FEWEST:
        return text
    return "\n".join(
        "\n".join(textwrap.wrap(line, _PAGE)) if wrap else line for line, wrap in zip(lines, long, strict=True)
    )


OTHERWISE: dict[str, Callable[[str], str]] = {
    "line ends of another system": lambda text: text.replace("\n", "\r\n"),
    "a byte-order mark in front": lambda text: "\ufeff" + text,
    "a blank line between lines": lambda text: text.replace("\n", "\n\n"),
    "lines wrapped at 78 columns": _wrapped,
    "no-break spaces before units": lambda text: re.sub(r"(\d) (m[cL]?g|mL|units?)\b", "\\1\u00a0\\2", text),
    "no spaces before units": lambda text: re.sub(r"(\d) (mg|mcg|mL)\b", r"\1\2", text),
    "dates year first": lambda text: _DATE.sub(_iso, text),
    "dates in words": lambda text: _DATE.sub(_in_words, text),
    "dates with short years": lambda text: _DATE.sub(_short_year, text),
    "a list with dashes": lambda text: "\n".join(f"- {line}" if line.strip() else line for line in text.split("\n")),
    "labels in bold": lambda text: re.sub(r"(?m)^([A-Z][\w '-]{1,30}):(?= )", r"**\1:**", text),
    "labels in capitals": lambda text: re.sub(r"(?m)^([A-Z][\w '-]{1,30}):(?= )", lambda m: m[0].upper(), text),
    "tabs after labels": lambda text: re.sub(r"(?m)^([A-Z][\w '-]{1,30}): ", "\\1:\t", text),
    "spaces at the ends of lines": lambda text: text.replace("\n", "   \n"),
    "indented": lambda text: textwrap.indent(text, "    "),
    "milligrams in full": lambda text: re.sub(r"(?<=\d) mg\b(?!/)", " milligrams", text),
    "a letterhead in front": lambda text: f"Harbor Lane Clinic\n12 Quay Street, Suite 4\nTel 555-0100\n\n{text}",
    "a footer behind": lambda text: f"{text}\nPage 1 of 1 - printed by records office\n",
}


# Every manner meets a third of the notes, every note a third of the manners: all pairs take minutes.
PAIRS = [
    pytest.param(mark, manner, id=f"{mark['id']}-{manner}")
    for row, mark in enumerate(NOTES)
    for column, manner in enumerate(sorted(OTHERWISE))
    if (row + column) % 3 == 0
]


@pytest.mark.parametrize(("mark", "manner"), PAIRS)
def test_the_manner_of_writing_changes_no_verdict(
    mark: dict[str, Any], manner: str, judged: Callable[[Mapping[str, Any]], Report]
) -> None:
    example: dict[str, Any] = {key: mark[key] for key in ("code", "date", "authority", "claim") if key in mark}
    report = judged({**example, "note": OTHERWISE[manner](mark["note"])})
    weighing = [finding.message for finding in report.findings if finding.severity != "note"]
    assert report.verdict == "pass", weighing
