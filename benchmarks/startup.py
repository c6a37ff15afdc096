"""How long the process takes: ``--help`` and one whole offline check, beside an empty Python process.

Times depend on the machine and on what else it does, so the processor time is given too, and as a multiple of
``python -c pass`` of the same run. Python keeps compiled modules, so run it twice after a change (and without
``PYTHONDONTWRITEBYTECODE``).
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTE = str(ROOT / "examples" / "j2326-complete.txt")
RUNS = 15
PROGRAM = [sys.executable, "-c", "from doccheck.cli.main import main; main()"]
CASES = {
    "python -c pass": ([sys.executable, "-c", "pass"], None),
    "doccheck --help": ([*PROGRAM, "--help"], 0.15),
    "one offline check, JSON": ([*PROGRAM, NOTE, "--code", "J2326", "--extractor", "rules", "--format", "json"], 0.35),
    "one offline check, text": ([*PROGRAM, NOTE, "--code", "J2326", "--extractor", "rules"], 0.35),
    "one offline check, HTML": ([*PROGRAM, NOTE, "--code", "J2326", "--extractor", "rules", "--format", "html"], None),
}


def seconds(command: list[str]) -> tuple[float, float]:
    """Return the wall-clock and the processor time of one run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own interpreter
    taken = time.perf_counter() - start
    if run.returncode not in (0, 1, 3):
        sys.exit("a process that is measured failed")
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def main() -> int:
    """Print the table; 1 when a limit is not met."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in CASES}
    for _ in range(RUNS):  # in turn, so that a slow moment of the machine meets all of them
        for name, (command, _limit) in CASES.items():
            times[name].append(seconds(command))
    empty = statistics.median(processor for _, processor in times["python -c pass"])
    print("| process | wall clock | processor | processor × empty process | limit |\n|---|---|---|---|---|")
    late = False
    for name, (_, limit) in CASES.items():
        wall, processor = (statistics.median(column) for column in zip(*times[name], strict=True))
        late |= limit is not None and wall >= limit
        wanted = f"{limit:.2f} s" if limit else ""
        print(f"| {name} | {wall:.3f} s | {processor:.3f} s | {processor / empty:.1f} | {wanted} |")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
