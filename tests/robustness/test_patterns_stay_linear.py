"""Every regular expression of the package costs work that grows with the text and no faster."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from pattern_attacks import worst

if TYPE_CHECKING:
    from pathlib import Path

BOUNDED: dict[tuple[str, str], str] = {
    # module and how the expression begins → why no text long enough can reach it
    ("cli/units_command.py", r"(?P<amount>.*?\D)"): "an amount typed on the command line",
    ("extract/rules/unknown_names.py", r"(?P<lead>"): "the sixty-four characters before an amount",
    ("language/numbers.py", r"^(?:between"): "a number of at most eighty characters",
    ("language/referrals.py", r"[A-Za-z)\]*]"): "the twelve characters before a value",
    ("reference/official/brands.py", ""): "a name in CMS's table of brands",
    ("language/sentences.py", r"[A-Za-z][A-Za-z.]*$"): "the last word of the twelve characters before a full stop",
    ("language/vials.py", r"[\s,]*+(?:\(\s*+)?(?P<volume>"): "matched behind a container, never searched for",
    ("reference/descriptor.py", ""): "a descriptor of CMS's code list: a line of at most a few hundred characters",
    ("reference/descriptor_drug.py", ""): "a descriptor of CMS's code list, as above",
}
"""Expressions that grow faster than their text, and whose callers give them short text only."""

FROM_TABLES = ("extract/identifiers.py", "reference/descriptor.py", "requirements/claim.py", "sections/strangers.py")
"""Modules that make expressions of single words, or of a table which package_patterns.exercise() goes through."""
PARTS = 4
CATASTROPHES = {
    "nested": r"(a+)+b",
    "two repeats side by side": r"\s*\n\s*x",
    "a repeat at the start": r"\s+x",
    "a repeat at the end": r"\d+$",
    "a repeat around an optional part": r"x\s*(?:of)?\s*y",
    "an end that each beginning looks for": r"was\b.*\bgiven",
    "one sign in two repeats": r"[a-z]+[a-z0-9]*:",
    "three repeats": r"\W*-*\W*-*\W*z",
}
SOUND = (r"(?<!\s)\s++$", r"x\s*+(?:of\s*+)?y", r"[^.;]{0,60}\bgiven", r"\b(?:\w++ ){0,3}x", r"\d+(?:\.\d+)?")


@cache
def _collected(root: str) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "tests/support/package_patterns.py"], cwd=root, check=True, capture_output=True, text=True
    )
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def test_expressions_of_the_whole_package_are_known(root: Path) -> None:
    found = _collected(str(root))
    assert len(found["patterns"]) > 600
    unknown = [place for place in found["never_made"] if not place.startswith(FROM_TABLES)]
    assert not unknown, "let package_patterns.exercise() make it, so that it is attacked"


@pytest.mark.parametrize("part", range(PARTS))
def test_no_expression_grows_faster_than_its_text(root: Path, part: int) -> None:
    faults = []
    for pattern in _collected(str(root))["patterns"][part::PARTS]:
        if _reason(pattern) is None:
            found = worst(pattern["source"], pattern["flags"], pattern["ways"])
            if found is not None:
                attack, growth = found
                faults.append(f"{pattern['places'][0]} {pattern['source'][:60]!r}: {attack} grows {growth:.1f} times")
    assert not faults, "\n".join(faults)


def test_every_exception_is_still_needed(root: Path) -> None:
    patterns = _collected(str(root))["patterns"]
    for (module, beginning), why in BOUNDED.items():
        excused = [pattern for pattern in patterns if _is(pattern, module, beginning)]
        still = any(worst(one["source"], one["flags"], one["ways"]) for one in excused)
        assert still, f"take it off the table: {module}, {why}"


def _reason(pattern: dict[str, Any]) -> str | None:
    for (module, beginning), why in BOUNDED.items():
        if _is(pattern, module, beginning):
            return why
    return None


def _is(pattern: dict[str, Any], module: str, beginning: str) -> bool:
    here = all(place.startswith(module) for place in pattern["places"])
    return here and bool(pattern["source"].startswith(beginning))


@pytest.mark.parametrize("source", CATASTROPHES.values(), ids=CATASTROPHES.keys())
def test_a_planted_catastrophe_is_found(source: str) -> None:
    assert worst(source, re.IGNORECASE, ("search",)) is not None


@pytest.mark.parametrize("source", SOUND)
def test_a_sound_expression_is_no_finding(source: str) -> None:
    assert worst(source, re.IGNORECASE, ("search", "match", "fullmatch")) is None
