"""How long the deterministic check of a 10 kB note takes.

The note is a complete infusion record with a long history in front of it; every round reads another text. ``check`` is
the check after the offline reader read the same text, ``check, fresh`` the check of a text nobody looked at, as after a
model. Times are processor time, so that other work on the machine does not count, in milliseconds and as multiples of a
yardstick of plain Python work measured in the same round, since processors change their pace.
``python benchmarks/check_speed.py [ROUNDS]``.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from doccheck.claim import ClaimLine
from doccheck.extract.rules import extract
from doccheck.note import Note
from doccheck.pipeline import Order, judge
from doccheck.reference.lookup import Reference

if TYPE_CHECKING:
    from doccheck.facts import Extraction

NOTES = Path(__file__).resolve().parent.parent / "tests" / "checks" / "complete_notes.yaml"
SIZE = 10_000
SHOWN = ("extract", "check", "check, fresh", "both")
HISTORY = (
    "Follow-up visit {n}: the patient reports fewer stools and less pain than in month {n}, walks {n} minutes a day, "
    "takes folic acid {n} mg by mouth and has no fever or rash. Blood pressure 1{n}/7{n}, pulse 6{n}, weight stable. "
    "Hemoglobin 11.{n}, platelets 3{n}2, CRP {n} mg/L. Colonoscopy of year 20{n} showed healing of the left colon.\n"
)


def texts(rounds: int) -> list[str]:
    """Return ``rounds`` different notes of about :data:`SIZE` characters."""
    mark = next(one for one in yaml.safe_load(NOTES.read_text(encoding="utf-8")) if one["id"] == "infliximab")
    found = []
    for number in range(rounds):
        line, history = 10, f"Record {number}.\n"
        while len(history) + len(mark["note"]) < SIZE:
            history += HISTORY.format(n=line)
            line += 1
        found.append(history + mark["note"])
    return found


def yardstick() -> float:
    """Return how long a fixed amount of plain Python work takes, in milliseconds."""
    start = time.process_time()
    sum(len(str(number)) for number in range(20_000))
    return (time.process_time() - start) * 1000


def _checking(note: Note, extraction: Extraction, order: Order, reference: Reference) -> float:
    """Return how long the deterministic part takes, in milliseconds."""
    start = time.process_time()
    judge(note, extraction, order, reference)
    return (time.process_time() - start) * 1000


def percentile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` of ``values`` lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main(arguments: list[str]) -> int:
    """Print p50 and p95 of reading and checking."""
    rounds = int(arguments[0]) if arguments else 60
    reference = Reference.load()
    order = Order(
        "J1745",
        (ClaimLine("J1745", 35), ClaimLine("J1745", 5, ("JW",)), ClaimLine("96413", 1)),
        date(2026, 3, 16),
        "cms",
    )
    times: dict[str, list[float]] = {name: [] for name in (*SHOWN, "yardstick")}
    multiples: dict[str, list[float]] = {name: [] for name in SHOWN}
    notes = texts(rounds + 3)
    for number, text in enumerate(notes):
        note = Note(text)
        before = yardstick()
        read = time.process_time()
        extraction = extract(note, reference)
        reading = (time.process_time() - read) * 1000
        again = _checking(note, extraction, order, reference)
        # Another text of the same length: as after a model, nothing that the offline reader looked up helps.
        fresh = _checking(Note(text[:-1] + " "), extraction, order, reference)
        if number < 3:  # noqa: PLR2004 - the first rounds load tables and compile expressions
            continue
        stick = (before + yardstick()) / 2
        times["yardstick"].append(stick)
        for name, spent in zip(SHOWN, (reading, again, fresh, reading + again), strict=True):
            times[name].append(spent)
            multiples[name].append(spent / stick)
    stick = percentile(times["yardstick"], 0.5)
    print(f"note of {len(notes[0]):,} characters, {rounds} rounds, yardstick {stick:.2f} ms")
    for name in SHOWN:
        half, most = percentile(times[name], 0.5), percentile(times[name], 0.95)
        usual, rare = percentile(multiples[name], 0.5), percentile(multiples[name], 0.95)
        print(f"{name:12} p50 {half:6.2f} ms ({usual:5.1f}x)   p95 {most:6.2f} ms ({rare:5.1f}x)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
