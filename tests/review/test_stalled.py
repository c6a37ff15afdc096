"""A program that stands still in the middle of a change does not make everybody else wait, and loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time as real_time
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from doccheck.errors import QueueStalledError
from doccheck.review import audit, commit
from doccheck.review.choices import Choice
from doccheck.review.claims import _take_first, claim_next
from doccheck.review.decisions import decide
from doccheck.review.engines import patience
from doccheck.review.leases import Lease

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.review.store import Store

SLEEPER = """
import os, signal, sys
from pathlib import Path
from doccheck.review import commit
from doccheck.review.claims import claim_next
from doccheck.review.store import open_store

chained = commit.chained
def stopping(*given):
    commit.chained = chained
    print("holding", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
    return chained(*given)
commit.chained = stopping
store = open_store(sys.argv[1], key=bytes(range(32)), anchor=Path(sys.argv[2]))
print(claim_next(store, "sleeper")[0].item, flush=True)
"""


# SQLite's one writer holds the whole file, and the system gives it free when it dies.
on_postgresql = pytest.mark.parametrize(
    "url", [pytest.param("postgresql", marks=pytest.mark.needs_server)], indirect=True
)


def _queue(store: Store, make: Any, put: Any, count: int = 3) -> None:
    for place in range(count):
        put(store, make(), source=f"/notes/{place}")


def _late(monkeypatch: pytest.MonkeyPatch, seconds: float) -> threading.Event:
    """Let the next change stand still for ``seconds`` while it holds the head of the trail; set when it does."""
    begun = threading.Event()
    chained = audit.chained

    def slow(*given: Any) -> Any:
        if not begun.is_set():
            begun.set()
            real_time.sleep(seconds)
        return chained(*given)

    monkeypatch.setattr(commit, "chained", slow)
    return begun


def _holds(store: Store) -> bool:
    with store.read() as connection:
        return isinstance(audit.verify(connection, store.vault.chain), int)


@on_postgresql
def test_a_stopped_process_that_holds_the_trail_is_soon_passed_by(
    store: Store, make: Any, put: Any, tmp_path: Any
) -> None:
    _queue(store, make, put)
    url = store.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", SLEEPER, url, str(tmp_path / "other")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sleeper:  # noqa: S603 - ours
        assert sleeper.stdout is not None
        assert sleeper.stdout.readline() == "holding\n"
        assert claim_next(store, "ann")  # it would wait for ever if the server waited for the sleeper
        os.kill(sleeper.pid, signal.SIGCONT)
        got = int(sleeper.stdout.readline())
    assert got not in {lease.item for lease in claim_next(store, "ben")}
    assert _holds(store)


@on_postgresql
def test_a_claim_that_stood_still_is_made_again(
    store: Store, make: Any, put: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _queue(store, make, put)
    begun, mine = _late(monkeypatch, 1.0), []
    slow = threading.Thread(target=lambda: mine.extend(claim_next(store, "ann")))
    slow.start()
    assert begun.wait(20)
    yours = claim_next(store, "ben")
    slow.join()
    assert len({lease.item for lease in mine + yours}) == 2
    assert _holds(store)


@on_postgresql
def test_a_decision_that_stood_still_is_made_again_and_counts_once(
    store: Store, make: Any, put: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _queue(store, make, put, 1)
    lease = claim_next(store, "ann")[0]
    _late(monkeypatch, 1.0)
    outcome = decide(store, lease, "ann", Choice("note", "override", "fail", "policy"), version=lease.version)
    assert (outcome.state, outcome.version) == ("done", lease.version + 1)
    assert claim_next(store, "ben") == []
    assert _holds(store)


@on_postgresql
def test_any_other_change_that_stood_still_is_refused_in_plain_words_and_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.read() as connection:
        before = audit.head(connection)
    _late(monkeypatch, 1.0)
    token = patience.set(50)
    with pytest.raises(QueueStalledError, match="stood still"), store.write() as connection:
        store.record(connection, "ann", "view")
    patience.reset(token)
    with store.read() as connection:
        assert audit.head(connection) == before


def test_a_claim_reads_one_place_however_many_wait(store: Store, make: Callable[..., Any], put: Any) -> None:
    _queue(store, make, put, 1)
    copy = (
        "INSERT INTO slot (id, item_id, revision, number, kind, state, fence, version, rank, ready_at)"
        " SELECT id + :more, item_id, revision, number + :more, kind, state, 0, 1, rank + :more, ready_at FROM slot"
    )
    with store.write() as connection:
        for more in (2**place for place in range(11)):
            connection.execute(text(copy), {"more": more})
        connection.execute(text("ANALYZE slot"))
    with store.read() as connection:
        built = _take_first(lead=False)._built(connection.dialect)
        given = built.values({"who": "ann", "now": store.clock(), "until": 0})
        raw: Any = connection.connection.driver_connection
        explain = "EXPLAIN QUERY PLAN " if store.is_sqlite else "EXPLAIN "
        plan = str(raw.execute(explain + built.sql, given).fetchall())
    assert "ix_slot_open" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
    assert [Lease(*row[:6]).item for row in claim_next_rows(store)] == [1]


def claim_next_rows(store: Store) -> list[Any]:
    with store.write() as connection:
        return _take_first(lead=False).all(connection, who="ann", now=store.clock(), until=store.clock() + 1)
