"""What a look-up costs: cold in a fresh process, warm in a loop.

Run ``python benchmarks/reference_lookup.py``. Targets: below 30 ms cold, below 1 ms warm. Cold is the processor time
from :mod:`doccheck.reference.lookup` imported to the first answer; the import is printed beside it.
"""

from __future__ import annotations

import subprocess
import sys
import time
import timeit
from datetime import date

from doccheck.reference.lookup import Reference

QUESTIONS = {
    "facts of a code": "reference.facts('J1745')",
    "definitions, with an article": "reference.definitions('J2326')",
    "requirements, with an article": "reference.requirements('J2326')",
    "requirements, baseline": "reference.requirements('J1745')",
    "codes of a drug": "reference.codes_of('infliximab', day)",
    "successors": "reference.successors('J1030', day)",
    "containers": "reference.containers('J1745')",
    "unit limit": "reference.unit_limit('J1745', day, 'office')",
    "single-dose list": "reference.single_dose('J1745')",
    "same drug": "reference.drugs.same('Toradol', 'ketorolac')",
}
_COLD = """
import sys, time
start = time.process_time()
from datetime import date
from doccheck.reference.lookup import Reference
loaded = time.process_time()
reference, day = Reference.load(), date(2026, 5, 1)
{question}
print(1000 * (loaded - start), 1000 * (time.process_time() - loaded))
"""


def cold(question: str) -> tuple[float, float]:
    """Best of five fresh processes: import, then the first answer, in milliseconds."""
    code = _COLD.format(question=question)
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()  # noqa: S603 - our own words
        for _ in range(5)
    ]
    return min(float(run[0]) for run in runs), min(float(run[1]) for run in runs)


def yardstick() -> float:
    """Milliseconds of a fixed piece of plain Python on this machine: what the times are multiples of."""
    work = "sum(len(str(number)) for number in range(10_000))"
    return 1000 * min(timeit.repeat(work, number=1, repeat=9, timer=time.process_time))


def main() -> None:
    """Print the table."""
    reference, day, unit = Reference.load(), date(2026, 5, 1), yardstick()
    print(f"yardstick {unit:.2f} ms; × is a multiple of it")
    print(f"{'question':32} {'import ms':>10} {'cold ms':>9} {'×':>6} {'warm ms':>9}")
    for name, question in QUESTIONS.items():
        imported, first = cold(question)
        warm = min(timeit.repeat(question, globals={"reference": reference, "day": day}, number=200, repeat=5)) / 200
        print(f"{name:32} {imported:10.1f} {first:9.2f} {first / unit:6.1f} {1000 * warm:9.4f}")


if __name__ == "__main__":
    main()
