"""A queue for each test, on SQLite and, where a server runs, on PostgreSQL; and invented notes with their reports."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass, field, replace
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

MISSING = [name for name in ("sqlalchemy", "alembic", "cryptography") if find_spec(name) is None]

if not MISSING:
    from doccheck.review.intake import Enqueued, Origin, enqueue
    from doccheck.review.policy import Policy
    from doccheck.review.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path


class Skipped(pytest.Module):
    """A test module whose extra is not installed: it is not imported, and says why."""

    reason = ""

    def collect(self) -> Generator[pytest.Item]:
        pytest.skip(self.reason, allow_module_level=True)
        yield


def skipped(parent: pytest.Collector, module_path: Path, extra: str, missing: list[str]) -> Skipped:
    """Return the stand-in of a module that needs packages which are not installed."""
    module: Skipped = Skipped.from_parent(parent, path=module_path)
    module.reason = f"the extra {extra!r} is not installed ({', '.join(missing)})"
    return module


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Skipped | None:
    return skipped(parent, module_path, "queue", MISSING) if MISSING else None


KEY = bytes(range(32))

TEXT = """Visit 03/14/2026. Dx: relapsing MS, G35.A.
Ms. Quillfeather \U0001f600 tolerated the infusion well.
Tysabri 300 mg IV over 60 minutes, given by R. Okonkwo RN.
Nothing was left in the vial.
"""


class Clock:
    """A clock that moves only when told to."""

    def __init__(self, at: int = 1_780_000_000_000) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at

    def forward(self, milliseconds: int) -> None:
        self.at += milliseconds


@dataclass(frozen=True)
class Invented:
    """An invented note with a report on it."""

    text: str
    report: dict[str, Any] = field(repr=False)

    def with_text(self, text: str) -> Invented:
        """The same report about another text, its quotes found anew; quotes that are gone lose their evidence."""
        return Invented(text, report_on(text, code=self.report["code"], verdict=self.report["verdict"]))


def place(text: str, quote: str) -> list[dict[str, Any]]:
    start = text.find(quote)
    return [] if start < 0 else [{"quote": quote, "start": start, "end": start + len(quote)}]


def report_on(
    text: str,
    *,
    code: str = "J2326",
    verdict: str = "fail",
    note_id: str = "note.txt",
    findings: list[dict[str, Any]] | None = None,
    requirements: list[dict[str, Any]] | None = None,
    units: int | None = 300,
) -> dict[str, Any]:
    source = {"id": "article", "at": "Table 1"}
    if findings is None:
        findings = [
            {
                "rule": "DC503",
                "name": "drug-matches-another-code",
                "severity": "block",
                "message": "Another code is listed.",
                "evidence": place(text, "Tysabri 300 mg"),
                "citations": [{"source": "cms", "at": "J2323"}],
            },
            {
                "rule": "DC501",
                "name": "definitions-disagree",
                "severity": "review",
                "message": "The two definitions differ.",
                "evidence": [],
                "citations": [],
            },
            {
                "rule": "DC901",
                "name": "edition-older",
                "severity": "note",
                "message": "The edition is older.",
                "evidence": [],
                "citations": [],
            },
        ]
    if requirements is None:
        rows = [
            ("diagnosis", "required", "met", "G35.A"),
            ("order", "required", "missing", None),
            ("dose", "required", "met", "300 mg"),
            ("infusion_times", "required", "ambiguous", "over 60 minutes"),
            ("lot_number", "advisory", "missing", None),
        ]
        requirements = [
            {
                "id": f"{code}.{name}",
                "field": name,
                "label": name.replace("_", " ").capitalize(),
                "level": level,
                "status": status,
                "evidence": place(text, quote) if quote else [],
                "source": source,
                "question": None if status == "met" else f"{name.replace('_', ' ').capitalize()}?",
            }
            for name, level, status, quote in rows
        ]
    ledger = {
        "drug": "natalizumab",
        "billing_unit": "1 mg",
        "dose_total": "300 mg",
        "units": units,
        "wasted": "0 mg",
        "jw_units": 0,
        "modifier": "JZ",
        "steps": ["300 mg ÷ 1 mg = 300 units"],
        "status": "computed",
        "reason": None,
    }
    return {
        "schema_version": "1",
        "doccheck_version": "0.1.0",
        "note": {"id": note_id, "sha256": hashlib.sha256(text.encode()).hexdigest(), "chars": len(text)},
        "code": code,
        "date_of_service": "2026-03-14",
        "authority": "auto",
        "verdict": verdict,
        "extraction": {
            "extractor": "rules",
            "model": None,
            "outcome": "ok",
            "request_id": None,
            "usage": None,
            "prompt": None,
        },
        "requirements": requirements,
        "administrations": [
            {
                "drug": "natalizumab",
                "dose": "300 mg",
                "route": "intravenous",
                "site": None,
                "laterality": None,
                "date": "2026-03-14",
                "evidence": place(text, "Tysabri 300 mg IV"),
            }
        ],
        "units": [
            {"authority": "article", **ledger},
            {
                "authority": "cms",
                **ledger,
                "drug": "nusinersen",
                "billing_unit": "0.1 mg",
                "units": None,
                "status": "drug_mismatch",
                "reason": "The drug given is another one.",
                "steps": [],
            },
        ],
        "claim": [{"code": code, "units": 300, "modifiers": ["JZ"], "date": None}],
        "findings": findings,
        "reference": {"hcpcs": "2026-01", "articles": "2026-01"},
    }


@pytest.fixture
def invented() -> Invented:
    return Invented(TEXT, report_on(TEXT))


@pytest.fixture(scope="session")
def make() -> Callable[..., Invented]:
    """Make invented notes: ``make(text=…, code=…, verdict=…, findings=…, requirements=…)``."""

    def made(text: str = TEXT, **parts: Any) -> Invented:
        return Invented(text, report_on(text, **parts))

    return made


@pytest.fixture
def time() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_server)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'queue.sqlite3'}"
        return
    server = os.environ.get("DOCCHECK_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL server (DOCCHECK_TEST_POSTGRES is not set)")
    psycopg = pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    schema = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{server}?options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def policy() -> Policy:
    """No second reviews unless a test asks for them."""
    return Policy(sample=0.0, second_above_dollars=10**12)


@pytest.fixture
def store(url: str, time: Clock, policy: Policy, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(url, policy=policy, key=KEY, now=time, anchor=tmp_path / "anchor")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty queue on SQLite, made once: its tables take a while."""
    folder = tmp_path_factory.mktemp("empty")
    open_store(f"sqlite:///{folder / 'queue.sqlite3'}", policy=Policy(), key=KEY, anchor=folder / "anchor").close()
    return folder / "queue.sqlite3"


@pytest.fixture
def lite(tmp_path: Path, time: Clock, policy: Policy, empty: Path) -> Iterator[Store]:
    """A queue on SQLite only."""
    place = tmp_path / "lite.sqlite3"
    place.write_bytes(empty.read_bytes())
    place.chmod(0o600)
    opened = open_store(f"sqlite:///{place}", policy=policy, key=KEY, now=time, anchor=tmp_path / "anchor")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def put() -> Callable[..., Enqueued]:
    """Put an invented note into a queue at 24 dollars a unit."""

    def enqueued(store: Store, one: Invented, source: str | None = "/notes/a.txt", **origin: Any) -> Enqueued:
        given = replace(Origin(source=source), **origin)
        return enqueue(store, one.report, one.text, given, limit=lambda _: Decimal(24))

    return enqueued
