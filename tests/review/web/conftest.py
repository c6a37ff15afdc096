"""A queue with accounts, and a browser's view of it without a browser."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

WANTED = (
    "sqlalchemy",
    "alembic",
    "cryptography",
    "fastapi",
    "argon2",
    "jinja2",
    "python_multipart",
    "uvicorn",
    "httpx2",
)
MISSING = [name for name in WANTED if find_spec(name) is None]  # httpx2 comes with openai

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from doccheck.review.store import Store
else:
    TestClient = object if MISSING else import_module("starlette.testclient").TestClient

if not MISSING:
    import argon2

    from doccheck.review import accounts
    from doccheck.review.web.app import create_app


class Skipped(pytest.Module):
    """A test module whose extra is not installed: it is not imported, and says why."""

    def collect(self) -> Generator[pytest.Item]:
        pytest.skip(f"the extra 'web' is not installed ({', '.join(MISSING)})", allow_module_level=True)
        yield


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Skipped | None:
    if not MISSING:
        return None
    module: Skipped = Skipped.from_parent(parent, path=module_path)
    return module


PEOPLE = {"ann": "reviewer", "ben": "reviewer", "lea": "lead", "aud": "auditor", "adm": "admin"}
PASSWORD = "correct horse battery"  # noqa: S105 - of invented people


@pytest.fixture
def people(lite: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The queue with one or two people of each role; their passwords are hashed cheaply."""
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "hasher", lambda: cheap)
    for name, role in PEOPLE.items():
        accounts.add_account(lite, name, role, PASSWORD, "setup")
    return lite


@pytest.fixture
def app(people: Store) -> Any:
    return create_app(people)


class Browser(TestClient):
    """A client that sends what a browser sends, and reads the CSRF token from the page before."""

    def token(self, path: str = "/settings") -> str:
        page: str = self.get(path).text
        return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]

    def submit(self, path: str, **fields: Any) -> Any:
        return self.post(path, data={"csrf": self.token(), **fields}, follow_redirects=False)


@pytest.fixture
def browse(app: Any) -> Iterator[Callable[..., Browser]]:
    """Return a signed-in browser of ``name``, or one that is nobody's."""
    opened: list[Browser] = []

    def browser(name: str | None = None) -> Browser:
        client = Browser(app, base_url="http://127.0.0.1", headers={"origin": "http://127.0.0.1"})
        opened.append(client)
        if name is not None:
            answer = client.post("/login", data={"name": name, "password": PASSWORD}, follow_redirects=False)
            assert answer.status_code == 303
        return client

    yield browser
    for client in opened:
        client.close()


@pytest.fixture
def fields() -> Callable[[str], dict[str, str]]:
    """Read the hidden fields of the item page's form."""

    def read(html: str) -> dict[str, str]:
        form = html.split('<form id="work"', 1)[1]
        names = ("csrf", "slot", "version", "revision")
        return {name: form.split(f'name="{name}" value="', 1)[1].split('"', 1)[0] for name in names}

    return read
