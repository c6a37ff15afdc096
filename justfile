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

# Figures of README and docs/benchmarks.md.
bench:
    python benchmarks/startup.py

# Record exchanges with a real model server again (needs llama.cpp's server; see docs/local-models.md).
record *names:
    PYTHONPATH=tests/support python tests/support/record.py {{names}}
