"""Workers that are killed and paused at random: nobody decides twice, nobody decides late, nothing is lost."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "review_queue.py"


def _crash(*more: str) -> str:
    command = [sys.executable, str(BENCHMARK), "crash", "--items", "60", "--workers", "3", *more]
    run = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)  # noqa: S603 - ours
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_killed_and_paused_workers_leave_a_clean_history_on_sqlite() -> None:
    assert "FAULT double claims: 0" in _crash()


@pytest.mark.needs_server
def test_killed_and_paused_workers_leave_a_clean_history_on_postgresql() -> None:
    server = os.environ.get("DOCCHECK_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL server (DOCCHECK_TEST_POSTGRES is not set)")
    psycopg = pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    schema = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            assert "FAULT double claims: 0" in _crash("--url", f"{server}?options=-csearch_path%3D{schema}")
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")
