"""A queue with accounts, and a browser's view of it without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
argon2 = pytest.importorskip("argon2", reason="the extra 'web' is not installed")
pytest.importorskip("httpx2", reason="httpx2 is not installed")

from starlette.testclient import TestClient  # noqa: E402 - as above

from doccheck.review import accounts  # noqa: E402 - only where the extra is installed
from doccheck.review.web.app import create_app  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doccheck.review.store import Store

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
