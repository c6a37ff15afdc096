# `just` alone runs what a change must pass.
default: check

# Lint, types, layers, generated documents, tests.
check: lint types layers docs-check test

lint:
    ruff check .
    ruff format --check .

types:
    mypy

layers:
    lint-imports

test *arguments:
    pytest {{arguments}}

# Write docs/cli.md and docs/checks.md again.
docs:
    python docs/generate.py

docs-check:
    python docs/generate.py --check

# Look for notes that break the offline path; coverage guides it where atheris is installed (`pip install -e ".[test,fuzz]"`).
fuzz seconds="60":
    python tests/robustness/fuzz_notes.py --seconds {{seconds}}

# Some of the figures of docs/benchmarks.md, which names the others.
bench:
    python benchmarks/startup.py
    python benchmarks/check_speed.py
    python benchmarks/false_pass.py

# Record exchanges with a real model server again (needs llama.cpp's server; see docs/models.md).
record *names:
    PYTHONPATH=tests/support python tests/support/record.py {{names}}
