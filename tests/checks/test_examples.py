"""Every check's page holds an example that shows the fault, and its remedy, which does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from doccheck.checks.page import SECTIONS, example_of, sections_of
from doccheck.checks.registry import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doccheck.assessment import Report

EVERY = pytest.mark.parametrize("code", sorted(CHECKS))


@EVERY
def test_page_has_its_sections_in_order(code: str) -> None:
    assert list(sections_of(CHECKS[code])) == ["", *SECTIONS]


@EVERY
def test_example_shows_the_fault_and_its_remedy_does_not(
    code: str,
    judged: Callable[[Mapping[str, Any]], Report],
    mended: Callable[[Mapping[str, Any]], dict[str, Any]],
    read_yaml: Callable[[str], Any],
) -> None:
    example = read_yaml(example_of(CHECKS[code]))
    faulty = judged(example)
    assert code in {finding.rule for finding in faulty.findings}, faulty.findings
    assert code not in {finding.rule for finding in judged(mended(example)).findings}


@EVERY
def test_message_is_one_plain_sentence_that_keeps_the_words_of_the_note_out(
    code: str, judged: Callable[[Mapping[str, Any]], Report], read_yaml: Callable[[str], Any]
) -> None:
    example = read_yaml(example_of(CHECKS[code]))
    for finding in judged(example).findings:
        assert finding.message[:1].isupper() or finding.message[:1].isdigit()
        assert finding.message.endswith(".")
        assert "None" not in finding.message
        for one in finding.evidence:
            assert example["note"][one.start : one.end] == one.quote


@EVERY
def test_message_of_a_check_that_lacks_an_input_says_which(
    code: str, judged: Callable[[Mapping[str, Any]], Report], read_yaml: Callable[[str], Any]
) -> None:
    for lacking in judged(read_yaml(example_of(CHECKS[code]))).not_assessed:
        assert lacking.reason
        assert lacking.rule in CHECKS
