"""Fuzzes the whole offline path: any text gets a report that keeps the promises of ``note_promises``.

    pip install -e '.[test,fuzz]' && python tests/robustness/fuzz_notes.py --seconds 60
    python tests/robustness/fuzz_notes.py FILE …      # checks again what was found

Where atheris is installed (Linux on x86-64), coverage guides it; elsewhere, or with ``--random``, invented notes are
changed at random for the same time. A finding is written to a file whose path is printed, and the status is not 0.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
import traceback
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
GUIDED = find_spec("atheris") is not None and "--random" not in sys.argv
if GUIDED:
    import atheris

    with atheris.instrument_imports(include=["doccheck"]):
        import note_promises

        # Most modules are imported when a note first needs them; only what is imported here has its branches counted.
        for _seed in note_promises.seeds():
            note_promises.check_note(_seed)
else:
    import note_promises
from note_mutations import WORDS, mutated  # noqa: E402 - after what is instrumented

LONGEST = 6_000
"""Bytes of a note that coverage guides; one in sixteen is stretched."""
STRETCH = 24_000
SLOW = 30
"""Seconds after which a guided run stops inside one note: a runaway expression."""


def check_one(data: bytes) -> None:
    """Check one input; where the second byte is a stretched one's, a piece of it stands in it many times."""
    if len(data) < 2:
        return
    note_promises.check_note(data)
    if hashlib.blake2b(data, digest_size=1).digest()[0] % 16 == 0:
        at = data[-1] * len(data) // 256
        pump = data[at : at + 1 + data[-2] % 12] or b" "
        note_promises.check_note(data[:1] + data[1:at] + pump * (STRETCH // len(pump)) + data[at:])


def _dictionary(path: Path) -> None:
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"' for word in WORDS)
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def _guided(seconds: int, seed: int, found: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        corpus, words = Path(name, "corpus"), Path(name, "words")
        corpus.mkdir()
        for number, data in enumerate(note_promises.seeds()):
            (corpus / str(number)).write_bytes(data)
        _dictionary(words)
        options = (
            f"-max_total_time={seconds}",
            f"-seed={seed}",
            f"-max_len={LONGEST}",
            f"-timeout={SLOW}",
            f"-dict={words}",
            f"-artifact_prefix={found}/",
            "-rss_limit_mb=4096",
            "-print_final_stats=1",
        )
        atheris.Setup([sys.argv[0], *options, str(corpus)], check_one)
        atheris.Fuzz()


def _at_random(seconds: int, seed: int, found: Path) -> int:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    seeds = note_promises.seeds()
    stop, notes = time.monotonic() + seconds, 0
    while time.monotonic() < stop:
        data = mutated(seeds, chance)
        notes += 1
        try:
            note_promises.check_note(data)
        except Exception:  # noqa: BLE001 - whatever it is, it is the finding
            path = found / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            traceback.print_exc()
            sys.stderr.write(f"{notes} notes; found: {path}\nagain: python tests/robustness/fuzz_notes.py {path}\n")
            return 1
    sys.stderr.write(f"{notes} notes changed at random, nothing found\n")
    return 0


def main() -> int:
    """Fuzz for the asked time, or check files again; the status is not 0 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="what an earlier run found")
    parser.add_argument("--seconds", type=int, default=60, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers, to repeat a run")
    parser.add_argument("--found", type=Path, default=None, help="folder for what was found (a new one otherwise)")
    parser.add_argument("--random", action="store_true", help="do not let coverage guide it")
    given = parser.parse_args()
    for path in given.files:
        (check_one if path.name.startswith("crash-") else note_promises.check_note)(path.read_bytes())
        sys.stdout.write(f"{path}: nothing found\n")
    if given.files:
        return 0
    found = given.found or Path(tempfile.mkdtemp(prefix="doccheck-fuzz-"))
    found.mkdir(parents=True, exist_ok=True)
    way = "coverage (atheris)" if GUIDED else "random changes of invented notes; atheris is not used"
    sys.stderr.write(f"guided by {way}; {given.seconds} s, seed {given.seed}; what is found goes to {found}\n")
    if not GUIDED:
        return _at_random(given.seconds, given.seed, found)
    _guided(given.seconds, given.seed, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
