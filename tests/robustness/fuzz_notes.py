"""Fuzzes the whole offline path, guided by coverage: any text gets a report whose evidence stands in the text.

    pip install -e '.[fuzz]' && python tests/robustness/fuzz_notes.py --seconds 60

A finding is a crash, a quote that is not in the note, a pass without an administration, or a note of a few kilobytes
that takes longer than fifteen seconds, as only a runaway expression does. The input is kept and its path printed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]

with atheris.instrument_imports(include=["doccheck"]):
    import doccheck

    # Most modules are imported when a note first needs them; only what is imported here has its branches counted.
    for _example in sorted((ROOT / "examples").glob("*.txt")):
        _report = doccheck.check(_example.read_text(encoding="utf-8"), code="J1745", extractor="rules")
        doccheck.to_json(_report), doccheck.to_text(_report)

CODES = ("J3246", "J3424", "J3250", "J2252", "J2326", "J1745", "J3301", "J0696", "J1885", "J3420", "J9271", "J0897")
LONGEST = 6_000
"""Bytes of a note."""
SLOW = 15
"""Seconds; a note of this size takes a twentieth of one, ten times that with every branch counted."""

# What clinics write, so that mutation need not find it letter by letter.
WORDS = (
    *("natalizumab", "Kenalog-40", "methylprednisolone acetate", "1% lidocaine", "ceftriaxone", "ketorolac"),
    *("300 mg", "1,000 mcg", "0.5 mL", "40 mg/mL", "2 mg/kg", "1:1,000", "3.375 g", "x 2", "10 units", "µg", "½"),
    *("given", "was injected", "infused", "not given", "held", "refused", "ordered", "will receive", "last visit"),
    *("IM", "IV", "subcutaneously", "left deltoid", "each knee", "bilateral", "R hand", "(L)", "wasted", "single-dose"),
    *("03/14/2026", "2026-03-14", "09:10", "0910", "10:15 AM", "today", "tomorrow", "on Monday"),
    *("ASSESSMENT:", "PLAN:", "## Procedure", "MAR", "Allergies:", "HPI\n", "[Copied from", "Electronically signed by"),
    *(" | ", "\t", "\n\n", "[x]", "[ ]", "***", "____", "\r\n", "\u202e", "\u200b", "\u00a0", "é", "😀", "٣"),
)


def check_one(data: bytes) -> None:
    """Check one note: the first byte picks the code, the others are the note."""
    text = data[1:].decode("utf-8", "replace")
    if not text.strip(" \t\r\n\f\v\ufeff"):
        return
    try:
        report = doccheck.check(text, code=CODES[data[0] % len(CODES)], extractor="rules")
    except doccheck.NoteError:
        return  # what is no note is said to be none
    json.loads(doccheck.to_json(report))
    doccheck.to_text(report)
    for answer in report.answers:
        for words in answer.evidence:
            if text[words.start : words.end] != words.quote:
                msg = f"{answer.requirement.id}: evidence at {words.start} is not in the note"
                raise AssertionError(msg)
    if report.verdict == "pass" and not report.administrations:
        msg = "a note passed in which nothing was given"
        raise AssertionError(msg)


def _seed(folder: Path) -> None:
    for path in sorted((ROOT / "examples").glob("*.txt")):
        for number in range(len(CODES)):
            (folder / f"{path.stem}-{number}").write_bytes(bytes([number]) + path.read_bytes())


def _dictionary(path: Path) -> None:
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"' for word in WORDS)
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> None:
    """Fuzz for the asked time; leaves with a status that is not 0 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers, to repeat a run")
    parser.add_argument("--found", type=Path, default=None, help="folder for what was found (a new one otherwise)")
    given = parser.parse_args()
    found = given.found or Path(tempfile.mkdtemp(prefix="doccheck-fuzz-"))
    with tempfile.TemporaryDirectory() as name:
        corpus, words = Path(name, "corpus"), Path(name, "words")
        corpus.mkdir()
        _seed(corpus)
        _dictionary(words)
        options = (
            f"-max_total_time={given.seconds}",
            f"-seed={given.seed}",
            f"-max_len={LONGEST}",
            f"-timeout={SLOW}",
            f"-dict={words}",
            f"-artifact_prefix={found}/",
            "-rss_limit_mb=4096",
            "-print_final_stats=1",
        )
        sys.stderr.write(f"seed {given.seed}; what is found goes to {found}\n")
        atheris.Setup([sys.argv[0], *options, str(corpus)], check_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
