"""Every route, every role; no route without an entry here."""

from __future__ import annotations

from typing import Any

import pytest

from doccheck.review.web.guard import CONTENT_POLICY

ROLES = {"ann": "reviewer", "lea": "lead", "aud": "auditor", "adm": "admin"}
EVERYONE, DECIDE, LEAD, READ_ALL, ADMIN = (
    {"reviewer", "lead", "auditor", "admin"},
    {"reviewer", "lead", "admin"},
    {"lead", "admin"},
    {"lead", "auditor", "admin"},
    {"admin"},
)
OPEN = {("GET", "/login"), ("POST", "/login"), ("GET", "/healthz"), ("GET", "/api/v1/openapi.json")}
MAY = {
    ("GET", "/"): EVERYONE,
    ("POST", "/next"): DECIDE,
    ("POST", "/filters"): EVERYONE,
    ("GET", "/items/{number}"): EVERYONE,
    ("POST", "/items/{number}/unmask"): EVERYONE,
    ("POST", "/items/{number}/claim"): DECIDE,
    ("POST", "/items/{number}/heartbeat"): DECIDE,
    ("POST", "/items/{number}/skip"): DECIDE,
    ("POST", "/items/{number}/steal"): LEAD,
    ("POST", "/items/{number}/draft"): DECIDE,
    ("POST", "/items/{number}/undo"): DECIDE,
    ("POST", "/items/{number}/decide"): DECIDE,
    ("POST", "/items/{number}/reopen"): LEAD,
    ("GET", "/dashboard"): READ_ALL,
    ("GET", "/trail"): READ_ALL,
    ("GET", "/trail/verify"): READ_ALL,
    ("GET", "/export"): READ_ALL,
    ("GET", "/export/{form}"): READ_ALL,
    ("GET", "/bulk"): LEAD,
    ("POST", "/bulk"): LEAD,
    ("POST", "/bulk/{number}/undo"): LEAD,
    ("GET", "/accounts"): ADMIN,
    ("POST", "/accounts"): ADMIN,
    ("POST", "/purge"): ADMIN,
    ("POST", "/logout"): EVERYONE,
    ("GET", "/settings"): EVERYONE,
    ("POST", "/settings"): EVERYONE,
    ("GET", "/help"): EVERYONE,
    ("GET", "/api/v1/items"): EVERYONE,
    ("GET", "/api/v1/items/{number}"): EVERYONE,
    ("POST", "/api/v1/claims"): DECIDE,
    ("POST", "/api/v1/items/{number}/claim"): DECIDE,
    ("POST", "/api/v1/items/{number}/heartbeat"): DECIDE,
    ("POST", "/api/v1/items/{number}/release"): DECIDE,
    ("POST", "/api/v1/items/{number}/decisions"): DECIDE,
    ("POST", "/api/v1/items/{number}/undo"): DECIDE,
    ("GET", "/api/v1/stats"): READ_ALL,
    ("GET", "/api/v1/export/{form}"): READ_ALL,
}
BODIES = {
    "/api/v1/claims": {"count": 1},
    "/api/v1/items/{number}/heartbeat": {"slot": 1, "fence": 1},
    "/api/v1/items/{number}/release": {"slot": 1, "fence": 1},
    "/api/v1/items/{number}/decisions": {"slot": 1, "fence": 1, "version": 1, "action": "accept"},
}


def _routes(app: Any) -> set[tuple[str, str]]:
    found = set()
    pending = list(app._app.routes)
    while pending:
        route = pending.pop()
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if hasattr(route, "methods") and hasattr(route, "path"):
            found |= {(method, route.path) for method in route.methods - {"HEAD"}}
        elif inner is not None and hasattr(inner, "routes"):
            pending += inner.routes
    return found


def _ask(client: Any, method: str, path: str, csrf: str | None) -> Any:
    url = path.replace("{number}", "1").replace("{form}", "csv")
    if method == "GET":
        return client.get(url, follow_redirects=False)
    headers = {} if csrf is None else {"x-csrf-token": csrf}
    if path.startswith("/api/"):
        return client.post(url, json=BODIES.get(path), headers=headers, follow_redirects=False)
    return client.post(url, data={"do": "accept|note"}, headers=headers, follow_redirects=False)


def test_every_route_has_its_rule(app: Any) -> None:
    assert _routes(app) == set(MAY) | OPEN


@pytest.mark.parametrize("name", ROLES)
def test_each_role_gets_what_it_may_and_nothing_else(
    name: str, browse: Any, people: Any, invented: Any, put: Any
) -> None:
    put(people, invented)
    for (method, path), roles in MAY.items():
        client = browse(name)
        answer = _ask(client, method, path, client.token())
        if ROLES[name] in roles:
            assert answer.status_code not in {401, 403}, (method, path)
            assert "/login" not in answer.headers.get("location", "") or path == "/logout"
        else:
            assert answer.status_code == 403, (method, path)


def test_nobody_gets_nothing(browse: Any, people: Any, invented: Any, put: Any) -> None:
    put(people, invented)
    client = browse()
    for method, path in MAY:
        answer = _ask(client, method, path, None)
        shut = answer.status_code == 401 or answer.headers.get("location", "").startswith("/login")
        assert shut, (method, path)
        assert "Tysabri" not in answer.text


def test_nothing_changes_without_the_token_of_the_page(browse: Any, people: Any, invented: Any, put: Any) -> None:
    put(people, invented)
    client = browse("adm")
    for method, path in MAY:
        if method == "POST":
            for token in (None, "x" * 32):
                assert _ask(client, method, path, token).status_code == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_page_is_refused(browse: Any, headers: dict[str, str]) -> None:
    client = browse("ann")
    assert client.post("/settings", data={"csrf": client.token()}, headers=headers).status_code == 403


def test_our_own_pages_may_send_a_null_origin(browse: Any) -> None:
    client = browse("ann")
    headers = {"origin": "null", "sec-fetch-site": "same-origin"}
    answer = client.post("/settings", data={"csrf": client.token()}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::2]"])
def test_a_foreign_host_name_is_refused(browse: Any, host: str) -> None:
    assert browse().get("/login", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/login", "/", "/nowhere", "/items/1", "/static/queue.css", "/api/v1/items", "/api/v1/openapi.json"]
)
def test_every_answer_carries_the_strict_headers(browse: Any, path: str) -> None:
    answer = browse("ann").get(path)
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert path.startswith("/static/") or answer.headers["cache-control"] == "no-store"


def test_a_body_too_large_is_refused(browse: Any) -> None:
    assert browse().post("/login", data={"name": "x" * 4_100_000}).status_code == 413


def test_five_wrong_passwords_lock_the_account_for_a_while(browse: Any, time: Any) -> None:
    client = browse()
    for _ in range(5):
        assert client.post("/login", data={"name": "ann", "password": "wrong"}).status_code == 401
    right = {"name": "ann", "password": "correct horse battery"}
    assert client.post("/login", data=right).status_code == 401
    time.forward(16 * 60_000)
    assert client.post("/login", data=right, follow_redirects=False).status_code == 303


def test_signing_in_gives_a_new_cookie_and_signing_out_ends_it(browse: Any) -> None:
    client = browse("ann")
    first = client.cookies["doccheck"]
    client.post("/login", data={"name": "ann", "password": "correct horse battery"}, follow_redirects=False)
    assert client.cookies["doccheck"] != first
    second = client.cookies["doccheck"]
    client.submit("/logout")
    for value in (first, second):
        client.cookies.clear()
        client.cookies.set("doccheck", value)
        assert client.get("/", follow_redirects=False).status_code == 303


def test_the_cookie_cannot_be_read_by_scripts_or_sent_by_other_pages(browse: Any) -> None:
    answer = browse().post("/login", data={"name": "ann", "password": "correct horse battery"}, follow_redirects=False)
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/login?next=/"]
)
def test_signing_in_never_leads_elsewhere(browse: Any, target: str) -> None:
    answer = browse().post(
        "/login", data={"name": "ann", "password": "correct horse battery", "next": target}, follow_redirects=False
    )
    assert answer.headers["location"] == "/"


def test_a_session_ends_when_idle_and_in_any_case_after_half_a_day(browse: Any, time: Any) -> None:
    client = browse("ann")
    time.forward(16 * 60_000)
    assert client.get("/", follow_redirects=False).status_code == 303
    client = browse("ann")
    for _ in range(12 * 60 // 10):
        time.forward(10 * 60_000)
        last = client.get("/", follow_redirects=False)
    assert last.status_code == 200
    time.forward(10 * 60_000)
    assert client.get("/", follow_redirects=False).status_code == 303


def test_a_disabled_account_is_out_at_once(browse: Any) -> None:
    client, admin = browse("ann"), browse("adm")
    assert admin.submit("/accounts", name="ann", do="disable").status_code == 303
    assert client.get("/", follow_redirects=False).status_code == 303
    assert "last admin" in admin.submit("/accounts", name="adm", do="disable").text
