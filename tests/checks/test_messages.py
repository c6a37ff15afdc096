"""Messages are sentences: no capital in the middle of one."""

from __future__ import annotations

import re
from datetime import date

import pytest

import doccheck

MID_SENTENCE = re.compile(r"[:,] (?:Neither|The|Given|What|Which|No|It|A|An|Only|More|Two)\b")


@pytest.mark.parametrize(
    ("words", "modifier"),
    [
        ("Infliximab 350 mg IV was given.", "JW"),
        ("Infliximab 350 mg IV was given. Four 100 mg single-dose vials opened, 20 mg discarded.", "JW"),
        ("Infliximab 350 mg IV was given. 50 mg discarded; waste 20 mg.", "JW"),
        ("Infliximab 350 mg IV was given. Four 100 mg single-dose vials; 50 mg wasted. Waste: 60 mg.", "JZ"),
    ],
)
def test_the_reason_of_a_waste_is_a_sentence_of_its_own(words: str, modifier: str) -> None:
    lines = [doccheck.ClaimLine("J1745", 35, (modifier,))]
    report = doccheck.check(
        f"Date of service: 03/09/2026\n{words}\n", code="J1745", claim=lines, date=date(2026, 3, 9), extractor="rules"
    )
    said = [finding.message for finding in report.findings if finding.rule in ("DC211", "DC213")]
    assert not [message for message in said if MID_SENTENCE.search(message)]
