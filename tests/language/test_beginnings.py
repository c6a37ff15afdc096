"""What an expression can begin with is read from it, and a passage that lacks it is not searched."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import pytest

import doccheck.extract.rules
import doccheck.language
from doccheck.extract.rules.cues import _CUES, cue
from doccheck.language.beginnings import beginnings_of
from doccheck.language.passages import Passage
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _patterns() -> Iterator[Pattern]:
    """Yield the expressions of every module that reads notes."""
    for package in (doccheck.language, doccheck.extract.rules):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Pattern):
                    yield value
    yield from map(cue, _CUES)


@pytest.mark.parametrize(
    ("source", "stems", "pieces"),
    [
        (r"\b(?:given|gave|IM)\b", {"give", "gave", "im"}, ()),
        (r"\bq\.?d\b|\bq ?\d|\bac (?:and|&) hs\b", {"ac", "q", "qd"}, ("q",)),  # "q4h" goes on behind the q
        (r"(?<![\w.])(?:deltoids?|FA)(?!\w)", {"delt"}, ("fa",)),
        (r"\b(?:not )?(?:held|off)", {"not", "held"}, ("off",)),
        (r"wast|discard", set(), ("discard", "wast")),
        (r"÷|\*{3}|[JQ]\d{4}", set(), ("*", "j", "q", "÷")),
        (r"(?<!was )\bused to\b", {"used"}, ()),
        (r"\b[TV]\.\s?O\.", {"t", "v"}, ()),
    ],
)
def test_the_words_an_expression_begins_with(source: str, stems: set[str], pieces: tuple[str, ...]) -> None:
    first = beginnings_of(source, re.IGNORECASE)
    assert first is not None
    assert set(first.stems) == stems
    assert first.pieces == pieces


@pytest.mark.parametrize("source", [r"\w+ing\b", r"\s*(?:given)?", r".*dose", r"(?:[a-z-]+\s+){1,4}was", r"(?!not)"])
def test_an_expression_that_begins_with_anything_is_always_searched(source: str) -> None:
    assert beginnings_of(source, re.IGNORECASE) is None


@pytest.mark.parametrize(
    "text",
    [
        "\u017fince then \u212aenalog \u0130M",
        "GIVEN",
        "given",
        "G\u0130VEN",
        "an \u0130nject\u0131on was g\u0131ven",
        "(Held)",
    ],
)
def test_letters_that_are_one_without_regard_to_case_are_one_here(text: str) -> None:
    for source in (r"\bsince\b", r"\bKenalog\b", r"\bIM\b", r"\bgiven\b", r"\binjection\b", r"\bheld\b"):
        pattern = Pattern(source, re.IGNORECASE)
        assert Passage(text).has(pattern) is (pattern.search(text) is not None)


def test_a_passage_finds_what_a_search_finds(root: Path) -> None:
    patterns = list(_patterns())
    assert len(patterns) > 100
    for path in sorted((root / "tests" / "cases" / "notes").glob("a-*.txt"))[:6]:
        text = path.read_text(encoding="utf-8")
        for sentence in find_sentences(text):
            here = Passage(text, sentence.start, sentence.end)
            for pattern in patterns:
                found = pattern.search(text, sentence.start, sentence.end)
                again = here.search(pattern)
                assert (found and found.span()) == (again and again.span())
                assert here.may_hold(pattern) or found is None


def test_a_passage_looks_only_inside_itself() -> None:
    text = "Ketorolac given. Toradol held."
    assert not Passage(text, 17).has(cue("done"))
    assert Passage(text, 0, 16).has(cue("done"))
    assert Passage("Was held", 4).alone.text == "held"
    assert Passage("given (not held) today").without(Pattern(r"\([^)]*\)")).text == "given   today"
