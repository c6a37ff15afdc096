"""What a check cites exists: sources in the reference, rules on the page of rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.checks import sources
from doccheck.checks.registry import CHECKS

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.reference.lookup import Reference

_RULE = re.compile(r"\b([UMJNDT])(\d{1,2})(?:\s*(?:–|-|to)\s*[UMJNDT]?(\d{1,2}))?\b")


def test_every_source_that_checks_cite_is_in_the_reference(reference: Reference) -> None:
    cited = {getattr(sources, name).source for name in sources.__all__}
    assert cited <= set(reference.sources())


def test_every_rule_that_a_page_cites_is_on_the_page_of_rules(root: Path) -> None:
    page = (root / "docs" / "rules.md").read_text(encoding="utf-8")
    known = {
        f"{letter}{number}"
        for letter, first, last in _RULE.findall(page)
        for number in range(int(first), int(last or first) + 1)
    }
    cited = {
        f"{letter}{number}"
        for check in CHECKS.values()
        for sentence in re.findall(r"domain rules? ([^)]*)", check.__doc__ or "")
        for letter, first, last in _RULE.findall(sentence)
        for number in range(int(first), int(last or first) + 1)
    }
    assert cited <= known
    assert cited


def test_modules_are_named_by_the_code_of_their_check() -> None:
    for code, check in CHECKS.items():
        assert check.code == code
        assert check.__module__ == f"doccheck.checks.{code.lower()}_{check.name.replace('-', '_')}"
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", check.name)
