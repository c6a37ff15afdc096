"""How long one note takes inside a running process, offline: reading it, deciding about it, and both.

The note is 10 kB: an invented visit between plain history lines, different in every run so that nothing kept from the
run before helps. Times depend on the machine, so each is also given as a multiple of hashing 10 kB two hundred times
in the same run.
"""

from __future__ import annotations

import hashlib
import statistics
import sys
import time
from pathlib import Path

import doccheck
from doccheck.note import Note

ROOT = Path(__file__).resolve().parent.parent
RUNS = 200
FILLER = (
    "She slept well, walks her dog twice a day and has no new complaints; lungs clear, heart regular, abdomen soft, "
    "gait steady. Home medications reviewed: lisinopril 10 mg daily, vitamin D 1000 units daily.\n"
)
LIMITS = {"yardstick: SHA-256 of 10 kB, 200 times": None, "deciding": 0.020, "reading and deciding": 0.050}


def ten_kilobytes(run: int) -> str:
    """Return the note of one run: half of the filler, the visit, the other half."""
    visit = (ROOT / "examples" / "j2326-complete.txt").read_text(encoding="utf-8")
    half = FILLER * ((10_000 - len(visit)) // len(FILLER) // 2)
    return f"Record {run}\n{half}\n{visit}\n{half}"


def one_run(checker: doccheck.Checker, run: int) -> list[float]:
    """Return the seconds of the yardstick, of deciding, and of reading and deciding."""
    text = ten_kilobytes(run)
    start = time.perf_counter()
    for _ in range(200):
        hashlib.sha256(text.encode()).digest()
    hashed = time.perf_counter()
    note = Note(text)
    extraction = checker.read(note, code="J2326")
    read = time.perf_counter()
    checker.judge(note, extraction, code="J2326")
    decided = time.perf_counter()
    return [hashed - start, decided - read, decided - hashed]


def main() -> int:
    """Print the table; 1 when a limit is not met."""
    checker = doccheck.Checker(extractor="rules")
    one_run(checker, 0)  # loads what a running process has loaded
    columns = list(zip(*(one_run(checker, run) for run in range(1, RUNS + 1)), strict=True))
    yardstick = statistics.median(columns[0])
    print(f"note of {len(ten_kilobytes(0)):,} characters, {RUNS} runs\n")
    print("| work | median | p95 | median × yardstick | limit of p95 |\n|---|---|---|---|---|")
    late = False
    for (name, limit), times in zip(LIMITS.items(), columns, strict=True):
        median, high = statistics.median(times), sorted(times)[int(RUNS * 0.95)]
        late |= limit is not None and high >= limit
        wanted = f"{limit * 1000:.0f} ms" if limit else ""
        print(f"| {name} | {median * 1000:.1f} ms | {high * 1000:.1f} ms | {median / yardstick:.1f} | {wanted} |")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
