"""Measures the review queue: pages with many items, claims a second, and claims while workers are killed and paused.

::

    python benchmarks/review_queue.py pages --items 100000
    python benchmarks/review_queue.py claims --items 4000 [--url postgresql+psycopg://…]
    python benchmarks/review_queue.py crash --items 80000 --workers 8 [--url postgresql+psycopg://…]

A database given by ``--url`` must be empty. Times depend on the machine and on who else uses it, so each run also
prints what a bare transaction costs in the same place at the same time; compare with that.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from contextlib import closing
from decimal import Decimal
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, delete, func, select, text, update

from doccheck.errors import QueueError
from doccheck.review import audit
from doccheck.review.arrival import Origin
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_next
from doccheck.review.decisions import decide
from doccheck.review.intake import enqueue_many
from doccheck.review.policy import Policy
from doccheck.review.store import Store, open_store
from doccheck.review.tables import decision, event, item, payload, point, slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Select

KEY = bytes(range(32))
CODES = ("J2326", "J3301", "J1745", "J9271", "J0897", "Q5103")
RULES = ("DC101", "DC205", "DC203", "DC402", "DC502", "DC501")
NOTE = (
    """Visit 03/14/2026. Dx: an invented disease.
Some drug {n} mg IV over 60 minutes, given by R. Okonkwo RN. One vial opened, nothing left.
"""
    + "Nothing else happened that day, and this line is here to make the note as long as notes are.\n" * 20
)


def invented(number: int, rnd: random.Random) -> tuple[dict[str, Any], str, Origin]:
    """Return an invented report, its note, and where it comes from."""
    text = NOTE.format(n=100 + number)
    quote = f"{100 + number} mg"
    place = {"quote": quote, "start": text.index(quote), "end": text.index(quote) + len(quote)}
    code = rnd.choice(CODES)
    findings = [
        {
            "rule": rule,
            "name": rule.lower(),
            "severity": rnd.choice(["block", "review"]),
            "message": "A fault is here.",
            "evidence": [place],
            "citations": [{"source": "cms", "at": "1"}],
        }
        for rule in rnd.sample(RULES, rnd.choice((1, 2, 3)))
    ]
    requirements = [
        {
            "id": f"{code}.{name}",
            "field": name,
            "label": name,
            "level": "required",
            "status": status,
            "evidence": [place] if status == "met" else [],
            "source": {"id": "article", "at": "1"},
            "question": f"{name}?",
        }
        for name, status in (
            ("diagnosis", "met"),
            ("dose", "met"),
            ("order", rnd.choice(("met", "missing"))),
            ("route", "met"),
        )
    ]
    units = rnd.choice((1, 10, 40, 300))
    ledger = {
        "authority": "cms",
        "drug": f"drug {code.lower()}",
        "billing_unit": "1 mg",
        "dose_total": "300 mg",
        "units": units,
        "wasted": None,
        "jw_units": 0,
        "modifier": None,
        "steps": ["300 mg ÷ 1 mg = 300 units"],
        "status": "computed",
        "reason": None,
    }
    report = {
        "schema_version": "1",
        "doccheck_version": "0.1.0",
        "note": {"id": "n", "sha256": hashlib.sha256(text.encode()).hexdigest(), "chars": len(text)},
        "code": code,
        "date_of_service": "2026-03-14",
        "authority": "cms",
        "verdict": rnd.choice(("fail", "review")),
        "extraction": {
            "extractor": "rules",
            "model": None,
            "outcome": "ok",
            "request_id": None,
            "usage": None,
            "prompt": None,
        },
        "requirements": requirements,
        "administrations": [],
        "units": [ledger],
        "claim": None,
        "findings": findings,
        "reference": {"hcpcs": "2026-01"},
    }
    return report, text, Origin(source=f"/notes/{number}", label=f"note {number}")


def fill(store: Store, count: int) -> None:
    """Put ``count`` invented items into the queue."""
    rnd = random.Random(7)  # noqa: S311 - no secret
    began = time.perf_counter()
    for start in range(0, count, 500):
        batch = [invented(number, rnd) for number in range(start, min(count, start + 500))]
        enqueue_many(store, batch, limit=lambda _: Decimal(24))
    spent = time.perf_counter() - began
    print(f"filled {count:,} items in {spent:.1f} s ({count / spent:,.0f} a second)")


def multiply(store: Store, base: int, count: int) -> None:
    """Copy the ``base`` items there are until there are ``count``: rows of all tables but the audit trail.

    The copies differ in number, rank, dollars and age, and share their note's text.
    """
    if count == base:
        return
    began = time.perf_counter()
    changes = {
        "item": {
            "id": "id + :more",
            "rank": "rank - :more % 977",
            "cents": "cents + :more % 977",
            "created": "created - :more * 9000",
            "lineage": "substr(lineage, 1, 48) || CAST(:more AS TEXT)",
        }
    }
    for table in (item, payload, point, slot):
        other = {"item_id": "item_id + :more"} if table is not item else changes["item"]
        if table is slot:
            other["id"] = "id + :more"
        names = [column.name for column in table.columns]
        values = ", ".join(other.get(name, f'"{name}"') for name in names)
        quoted = ", ".join(f'"{name}"' for name in names)
        key = "id" if table is item else "item_id"
        copy = text(f"INSERT INTO {table.name} ({quoted}) SELECT {values} FROM {table.name} WHERE {key} <= :base")  # noqa: S608
        with store.write() as connection:
            for more in range(base, count, base):
                connection.execute(copy, {"more": more, "base": base})
    with store.write() as connection:
        if not store.is_sqlite:  # the numbers were given here, so PostgreSQL has not counted them
            for table in (item, slot):
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")  # noqa: S608
                )
        connection.execute(text("ANALYZE"))
    print(f"copied to {count:,} items in {time.perf_counter() - began:.1f} s")


def bare(folder: Path, url: str | None = None, count: int = 300) -> float:
    """Return how many bare transactions that are flushed to disk one process does a second just now.

    SQLite in this folder with ``synchronous=FULL``, or PostgreSQL at ``url``.
    """
    if url is not None:
        import psycopg  # noqa: PLC0415 - only where there is a server

        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
            server.execute("CREATE TABLE IF NOT EXISTS bare (a text)")
            return _a_second(lambda: server.execute("INSERT INTO bare VALUES (%s)", ("x" * 300,)), count)
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE IF NOT EXISTS t (a)")
        return _a_second(lambda: raw.execute("INSERT INTO t VALUES (?)", ("x" * 300,)), count)


def _a_second(run: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        run()
    return count / (time.perf_counter() - began)


def p95(times: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return 1000 * statistics.quantiles(times, n=20)[18]


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pages(folder: Path, count: int, rounds: int, *, browser: bool) -> None:
    """Time every page at the server (over loopback) and, where Chromium is there, in a browser."""
    import uvicorn  # noqa: PLC0415 - only this part serves

    from doccheck.review.accounts import add_account  # noqa: PLC0415 - as above
    from doccheck.review.web.app import create_app  # noqa: PLC0415 - as above

    store = open_store(
        f"sqlite:///{folder / 'queue.sqlite3'}", key=KEY, anchor=folder / "anchor", policy=Policy(sample=0)
    )
    base = min(count, 500)
    fill(store, base)
    multiply(store, base, count)
    add_account(store, "lea", "lead", "correct horse battery", "setup")
    server = uvicorn.Server(
        uvicorn.Config(create_app(store, counting=True), port=0, log_level="warning", access_log=False)
    )
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def ask(path: str, **fields: str) -> str:
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with client.open(url + path, data) as answer:
            body: str = answer.read().decode()
            return body

    ask("/login", name="lea", password="correct horse battery", next="/")  # noqa: S106 - of an invented person
    first = ask("/")
    later = "/"
    for _ in range(40):
        later = "/" + re.search(r'rel="next" href="/([^"]+)"', ask(later))[1].replace("&amp;", "&")  # type: ignore[index]
    numbers = re.findall(r'href="/items/(\d+)', first)
    wanted = {
        "list": lambda _: ask("/"),
        "list, page 41": lambda _: ask(later),
        "list, by code and rule": lambda _: ask("/?code=J3301&rule=DC101"),
        "list, by dollars": lambda _: ask("/?sort=dollars"),
        "list, all states": lambda _: ask("/?state=all"),
        "search, one number": lambda n: ask(f"/?state=all&q={n + 1}"),
        "search, a drug": lambda _: ask("/?q=drug"),
        "item": lambda n: ask(f"/items/{numbers[n % len(numbers)]}"),
        "dashboard": lambda _: ask("/dashboard"),
        "bulk": lambda _: ask("/bulk"),
        "trail": lambda _: ask("/trail"),
        "API list": lambda _: ask("/api/v1/items"),
        "help": lambda _: ask("/help"),
    }
    print(f"bare transactions a second here and now: {bare(folder):,.0f}")
    print("processor time is that of server and client together, in one process")
    print(f"{'page':<26} {'p50 ms':>8} {'p95 ms':>8} {'first ms':>9} {'processor p50':>14} {'p95':>6}")
    for name, fetch in wanted.items():
        began = time.perf_counter()
        fetch(0)
        cold = 1000 * (time.perf_counter() - began)
        times, used = [], []
        for place in range(rounds):
            began, busy = time.perf_counter(), time.process_time()
            fetch(place)
            times.append(time.perf_counter() - began)
            used.append(time.process_time() - busy)
        row = f"{name:<26} {1000 * statistics.median(times):>8.1f} {p95(times):>8.1f} {cold:>9.1f}"
        print(f"{row} {1000 * statistics.median(used):>14.1f} {p95(used):>6.1f}")
    _decisions(ask, numbers, rounds)
    if browser:
        _in_browser(url, numbers[-1])
    server.should_exit = True
    store.close()


def _decisions(ask: Callable[..., str], numbers: list[str], rounds: int) -> None:
    times = []
    for number in numbers[: min(rounds, 40)]:
        html = ask(f"/items/{number}")
        fields = {
            name: re.search(rf'name="{name}" value="([^"]*)"', html.split('id="work"')[1])[1]
            for name in ("csrf", "slot", "version", "revision")
        }  # type: ignore[index]
        key = re.search(r'value="accept\|([^"]+)"', html)[1]  # type: ignore[index]
        began = time.perf_counter()
        ask(f"/items/{number}/decide", **fields, do=f"accept|{key}")
        times.append(time.perf_counter() - began)
    print(f"{'decide, then the page':<26} {1000 * statistics.median(times):>8.1f} {p95(times):>8.1f}")


_LOADED = "(() => { const t = performance.getEntriesByType('navigation')[0]; return t.loadEventEnd; })()"


def _in_browser(url: str, number: str) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is installed

    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=os.environ.get("DOCCHECK_TEST_CHROMIUM", "/usr/bin/chromium"), args=flags
        )
        page = browser.new_page()
        page.goto(f"{url}/login")
        page.fill("[name=name]", "lea")
        page.fill("[name=password]", "correct horse battery")
        page.click("main button")
        for path in ("/", f"/items/{number}", "/dashboard"):
            times = []
            for _ in range(15):
                page.goto(url + path)
                times.append(page.evaluate(_LOADED))
            print(
                f"in Chromium {path:<20} p50 {statistics.median(times):.0f} ms, p95 {p95(times) / 1000:.0f} ms to load"
            )
        browser.close()


# ── claims ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def claims(folder: Path, count: int, url: str | None) -> None:
    """Claim and decide one item a transaction with one process and with eight, then claim fifty a transaction."""
    address = url or f"sqlite:///{folder / 'queue.sqlite3'}"
    policy = Policy(sample=0, second_above_dollars=10**9)
    store = open_store(address, key=KEY, anchor=folder / "anchor", policy=policy)
    base = min(count, 500)
    fill(store, base)
    multiply(store, base, count)
    for workers, batch in ((1, 1), (8, 1), (1, 50), (8, 50)):
        _all_open(store)
        before = bare(folder, url)
        context = multiprocessing.get_context("spawn")
        gate = context.Barrier(workers)
        with context.Pool(workers, _meet_at, (gate,)) as pool:
            got = pool.starmap(_claim_all, [(address, str(folder), f"r{number}", batch) for number in range(workers)])
        after = bare(folder, url)
        items = [number for one in got for number in one.items]
        doubles = len(items) - len(set(items))
        print(f"{workers} process(es), {batch} a transaction: {len(items):,} claims, {doubles} doubles")
        print(f"  bare transactions of one process: {before:,.0f} a second before, {after:,.0f} after")
        _tell("claims", [one.claims for one in got], len(items), before)
        if batch == 1:
            _tell("decisions", [one.decisions for one in got], len(items), before)
    store.close()


def _tell(what: str, runs: list[_Timed], count: int, bare_before: float) -> None:
    spent = max(run.end for run in runs) - min(run.began for run in runs)
    busy = 1000 * sum(run.busy for run in runs) / count
    times = [one for run in runs for one in run.times]
    rate = count / spent
    print(
        f"  {what}: {rate:,.0f} a second ({rate / bare_before:.2f}x bare), p50 {1000 * statistics.median(times):.1f} ms"
        f", p95 {p95(times):.1f} ms, {busy:.2f} ms of this program's processor each"
    )


def _all_open(store: Store) -> None:
    """Put everything back in line, as if nobody had worked yet; only the audit trail grows."""
    with store.write() as connection:
        connection.execute(delete(decision))
        connection.execute(update(slot).values(state="open", reviewer=None, lease_until=None, result=None))
        connection.execute(update(item).values(state="open", result=None, closed=None))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if store.is_sqlite else "VACUUM ANALYZE slot, item, decision, event")


class _Timed:
    """What one worker did of one kind, and how long each took."""

    def __init__(self) -> None:
        """Begin now."""
        self.began, self.busy, self.times, self.end = time.time(), -time.process_time(), [], 0.0

    def ended(self) -> None:
        """End now."""
        self.end, self.busy = time.time(), self.busy + time.process_time()


class _Done(NamedTuple):
    items: list[int]
    claims: _Timed
    decisions: _Timed


_gate: Any = None


def _meet_at(gate: Any) -> None:  # noqa: ANN401 - a barrier between processes
    global _gate  # noqa: PLW0603 - how a pool gives its workers something
    _gate = gate


def _claim_all(url: str, folder: str, name: str, batch: int) -> _Done:
    policy = Policy(sample=0, second_above_dollars=10**9)
    store = open_store(url, key=KEY, anchor=Path(folder) / "anchor", policy=policy)
    with store.read():
        pass
    _gate.wait()
    claimed, mine = _Timed(), []
    while True:
        began = time.perf_counter()
        leases = claim_next(store, name, count=batch)
        claimed.times.append(time.perf_counter() - began)
        if not leases:
            break
        mine += leases
    claimed.ended()
    _gate.wait()
    decided = _Timed()
    for lease in mine if batch == 1 else ():
        began = time.perf_counter()
        decide(store, lease, name, Choice("note", "override", "fail", "policy"), version=lease.version)
        decided.times.append(time.perf_counter() - began)
    decided.ended()
    store.close()
    return _Done([lease.item for lease in mine], claimed, decided)


# ── crash ────────────────────────────────────────────────────────────────────────────────────────────────────────────

LEASE_MS = 800
STALLED_MS = 500  # PostgreSQL takes a change from a worker that stands still in the middle of it for so long


class _Short(Policy):
    """A policy with a lease of less than a second, so that paused workers come back too late."""

    @property
    def lease(self) -> int:
        """The lease in milliseconds."""
        return LEASE_MS


def _impatient(url: str) -> str:
    mark = "%20" if "options=" in url else "&options=" if "?" in url else "?options="
    return f"{url}{mark}-c%20idle_in_transaction_session_timeout%3D{STALLED_MS}"


def crash(folder: Path, count: int, workers: int, url: str | None, seed: int, seconds: int) -> bool:
    """Let workers claim and decide while they are killed and paused at random, then read the history.

    Every claim and every decision is a transaction of its own.

    Returns:
        Whether every item was decided once, with no double claim, no decision under a lease that was over, no lost
        decision and a whole audit trail.
    """
    address = _impatient(url) if url else f"sqlite:///{folder / 'queue.sqlite3'}"
    policy = _Short(sample=0, second_above_dollars=10**9)
    store = open_store(url or address, key=KEY, anchor=folder / "anchor", policy=policy)
    base = min(count, 500)
    fill(store, base)
    multiply(store, base, count)
    crew = _Crew(address, folder, workers, seed)
    began = time.monotonic()
    while _open(store) and time.monotonic() - began < seconds:
        crew.disturb()
    spent = time.monotonic() - began
    crew.end()
    faults = _faults(store, folder)
    name = store.engine.dialect.name
    print(
        f"{name}: {count:,} items, {workers} workers, {spent:.0f} s ({count / spent:,.0f} items a second), "
        f"{crew.killed} killed, {crew.paused} paused"
    )
    for fault, number in faults.items():
        print(f"  {fault}: {number:,}")
    store.close()
    return not any(number for fault, number in faults.items() if fault.startswith("FAULT"))


class _Crew:
    """The workers, and the chaos among them."""

    def __init__(self, address: str, folder: Path, size: int, seed: int) -> None:
        # A worker is a copy of a process that has read the modules already, else most of the time goes to starting.
        self.context, self.rnd = multiprocessing.get_context("forkserver"), random.Random(seed)  # noqa: S311 - no secret
        needed = ("doccheck.review.store", "doccheck.review.decisions", "cryptography.hazmat.primitives.ciphers.aead")
        self.context.set_forkserver_preload([*needed, *(["psycopg"] if "postgresql" in address else [])])
        self.given, self.size, self.folder = (address, str(folder)), size, folder
        self.running: dict[int, tuple[str, Any]] = {}
        self.hired = self.killed = self.paused = 0
        self._fill()

    def _fill(self) -> None:
        for pid, (_, process) in list(self.running.items()):
            if not process.is_alive():
                del self.running[pid]
        while len(self.running) < self.size:
            self.hired += 1
            process = self.context.Process(target=_work, args=(*self.given, f"w{self.hired}"), daemon=True)
            process.start()
            self.running[process.pid] = (f"w{self.hired}", process)

    def disturb(self) -> None:
        """Wait a little, then kill one worker or put one to sleep past its lease."""
        time.sleep(self.rnd.uniform(0.5, 1.5))
        at_work = [pid for pid, (name, _) in self.running.items() if (self.folder / f"{name}.said").exists()]
        if not at_work:
            return
        victim = self.rnd.choice(at_work)
        try:
            if self.rnd.random() < 0.4:  # noqa: PLR2004 - a share
                os.kill(victim, signal.SIGKILL)
                self.killed += 1
            else:
                os.kill(victim, signal.SIGSTOP)
                self.paused += 1
                threading.Timer(2.5 * LEASE_MS / 1000, _wake, (victim,)).start()
        except ProcessLookupError:
            pass
        self._fill()

    def end(self) -> None:
        """Let the sleepers wake and decide too late, then stop everybody."""
        time.sleep(3 * LEASE_MS / 1000)
        for _, process in self.running.values():
            process.kill()
            process.join(30)


def _wake(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        return


def _open(store: Store) -> int:
    with store.read() as connection:
        count: int = connection.execute(
            select(func.count()).select_from(item).where(item.c.state == "open")
        ).scalar_one()
    return count


def _work(address: str, folder: str, name: str) -> None:
    """Claim, think a little, decide; write down what the queue said was saved."""
    store = open_store(
        address, key=KEY, anchor=Path(folder) / "anchor", policy=_Short(sample=0, second_above_dollars=10**9)
    )
    rnd, idle = random.Random(name), 0  # noqa: S311 - no secret
    with (Path(folder) / f"{name}.said").open("a", buffering=1) as said:
        while idle < 60:  # noqa: PLR2004 - about six seconds without work
            try:
                leases = claim_next(store, name)
                if not leases:
                    idle += 1
                    time.sleep(0.1)
                    continue
                idle = 0
                if rnd.random() < 0.0025:  # noqa: PLR2004 - a share of people who think longer than their lease
                    time.sleep(1.2 * LEASE_MS / 1000)
                lease = leases[0]
                decide(store, lease, name, Choice("note", "override", "fail", "policy"), version=lease.version)
                said.write(f"{lease.item} {lease.fence}\n")
            except QueueError as error:
                said.write(f"# {type(error).__name__}\n")
    store.close()


def _faults(store: Store, folder: Path) -> dict[str, int]:
    """Read the audit trail as a history and count what must never be in it."""
    holder: dict[int, tuple[str, int] | None] = {}
    claimed = expired = doubles = stale = finished_twice = 0
    decided: dict[int, tuple[str, int]] = {}
    with store.read() as connection:
        rows = connection.execute(
            select(event.c.actor, event.c.action, event.c.item_id, event.c.detail).order_by(event.c.seq)
        ).all()
        holds = audit.verify(
            connection, store.vault.chain, tuple(a for a in (audit.read_anchor(folder / "anchor"),) if a)
        )
        tables = _faults_in_tables(connection)
    for actor, action, number, words in rows:
        detail = json.loads(words)
        if action == "claim":
            claimed += 1
            doubles += holder.get(number) is not None
            holder[number] = (actor, detail["fence"])
        elif action == "lease-expired":
            expired += 1
            holder[number] = None
        elif action == "decide":
            stale += holder.get(number) != (actor, detail["fence"])
            finished_twice += number in decided
            decided[number] = (actor, detail["fence"])
            holder[number] = None
    said = [
        (path.stem, *map(int, line.split()))
        for path in folder.glob("*.said")
        for line in path.read_text().splitlines()
        if line[:1].isdigit()
    ]
    lost = sum(decided.get(number) != (name, fence) for name, number, fence in said)
    refused = sum(
        line.startswith("# QueueConflict") for path in folder.glob("*.said") for line in path.read_text().splitlines()
    )
    return {
        "claims": claimed,
        "leases that ran out": expired,
        "decisions": len(decided),
        "late decisions refused": refused,
        "FAULT double claims": doubles,
        "FAULT stale decisions": stale,
        "FAULT decided twice": finished_twice,
        "FAULT decisions said to be saved and lost": lost,
        **tables,
        "FAULT audit chain broken": int(not isinstance(holds, int)),
    }


def _faults_in_tables(connection: Connection) -> dict[str, int]:
    """Count what must never be in the tables of decisions and slots, whatever the audit trail says."""

    def number(query: Select[Any]) -> int:
        return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())

    on_note = select(decision.c.item_id).where(decision.c.point_key == "note", decision.c.active)
    again = on_note.group_by(decision.c.item_id).having(func.count() > 1)
    other = and_(slot.c.fence == decision.c.fence, slot.c.reviewer == decision.c.reviewer, slot.c.state == "done")
    stale = select(decision.c.id).join(slot, slot.c.id == decision.c.slot_id).where(~other)
    return {
        "FAULT items not decided": number(select(item.c.id).where(item.c.state != "done")),
        "FAULT items without a decision in the table": number(select(item.c.id).where(item.c.id.not_in(on_note))),
        "FAULT items with two decisions in the table": number(again),
        "FAULT decisions of another claim than the slot's last": number(stale),
        "FAULT slots still held": number(select(slot.c.id).where(slot.c.state != "done")),
    }


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["pages", "claims", "crash"])
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--url", default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=3_600, help="end the crash run after so long")
    parser.add_argument("--folder", type=Path, default=None, help="where the database goes (its disk decides)")
    parser.add_argument("--browser", action="store_true")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="doccheck-bench-", dir=given.folder))
    os.environ["DOCCHECK_HOME"] = str(folder)
    try:
        if given.what == "pages":
            pages(folder, given.items, given.rounds, browser=given.browser)
        elif given.what == "claims":
            claims(folder, given.items, given.url)
        elif not crash(folder, given.items, given.workers, given.url, given.seed, given.seconds):
            sys.exit(1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
