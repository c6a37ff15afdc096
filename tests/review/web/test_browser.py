"""A real Chromium against the real command: by keyboard, by mouse, without JavaScript, with a server that dies."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from doccheck.review.accounts import add_account
from doccheck.review.intake import Origin, enqueue
from doccheck.review.keys import new_key_file, read_key_file
from doccheck.review.policy import Policy
from doccheck.review.show import open_item
from doccheck.review.store import Store, open_store
from doccheck.review.tables import session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.needs_browser

PASSWORD = "correct horse battery"  # noqa: S105 - of invented people
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def _chromium() -> str:
    found = os.environ.get("DOCCHECK_TEST_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("no Chromium (DOCCHECK_TEST_CHROMIUM is not set and none is on the path)")
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = _chromium()
    with api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Site:
    """The queue's server, as a process that can be killed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        new_key_file(home / "keys" / "queue.kek")
        (home / "queue.toml").write_text("sample = 0.0\nsecond_above_dollars = 100000000\n")
        self.store: Store = open_store(
            f"sqlite:///{home / 'queue.sqlite3'}",
            policy=Policy(sample=0.0, second_above_dollars=10**8),
            key=read_key_file(home / "keys" / "queue.kek"),
            anchor=home / "queue.audit-head",
        )
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            sys.executable,
            "-c",
            "from doccheck.cli.main import main; main()",
            "queue",
            "serve",
            "--port",
            str(self.port),
        ]
        environment = {**os.environ, "DOCCHECK_HOME": str(self.home)}
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603 - ours
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:  # noqa: S310 - ours
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.home / "server.log").read_text())

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def account(self, name: str, role: str = "reviewer") -> str:
        add_account(self.store, name, role, PASSWORD, "setup")
        return name


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    _chromium()
    one = Site(tmp_path_factory.mktemp("site"))
    one.start()
    yield one
    one.kill()
    one.store.close()
    assert "Traceback" not in (one.home / "server.log").read_text()
    assert "Quillfeather" not in (one.home / "server.log").read_text()


@pytest.fixture
def item(site: Site, make: Any, request: pytest.FixtureRequest) -> int:
    """A fresh item that only this test works on."""
    name = request.node.name
    text = f"Ms. Quillfeather \U0001f600 \u202egiven\u202c\nTysabri 300 mg IV over 60 minutes, G35.A.\n{name}\n"
    one = make(text=text)
    return enqueue(
        site.store, one.report, text, Origin(source=request.node.name, label="visit.txt"), limit=lambda _: Decimal(24)
    ).number


@pytest.fixture
def visit(chromium: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Open pages signed in as somebody; afterwards nothing was asked of another host and no policy was violated."""
    contexts: list[Any] = []
    asked: list[str] = []
    complaints: list[str] = []

    def opened(name: str | None, *, scheme: str = "light", javascript: bool = True) -> Any:
        context = chromium.new_context(
            viewport={"width": 1360, "height": 900}, color_scheme=scheme, java_script_enabled=javascript
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: complaints.append(one.text) if "Content Security Policy" in one.text else None)
        page.on("pageerror", lambda one: complaints.append(str(one)))
        page.on("dialog", lambda one: complaints.append(one.message))
        if name is not None:
            page.goto(f"{site.url}/login")
            page.fill("[name=name]", name)
            page.fill("[name=password]", PASSWORD)
            page.click("main button")
            page.wait_for_selector("nav")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not [url for url in asked if not url.startswith(site.url)]
    assert complaints == []


def _result(site: Site, number: int) -> str | None:
    with site.store.read() as connection:
        result: str | None = open_item(site.store, connection, number, "-").row.result
    return result


def test_a_whole_review_by_keyboard_alone(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("kay"))
    page.goto(f"{site.url}/?q={item}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#work")
    page.keyboard.press("a")  # the first point: accept
    page.wait_for_selector("#p0.is-decided")
    page.keyboard.press("o")  # the next one is chosen by itself: override
    page.keyboard.press("n")  # chooses "no fault" in the list
    page.keyboard.press("Tab")
    page.keyboard.press("P")
    page.keyboard.press("Tab")
    page.keyboard.type("payer says so")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#p1.is-decided")
    page.keyboard.press("c")
    page.wait_for_selector("#p2.is-decided")
    page.keyboard.press("u")
    page.wait_for_selector("#p2:not(.is-decided)")
    for place in (2, 3):
        page.keyboard.press("a")
        page.wait_for_selector(f"#p{place}.is-decided")
    page.keyboard.press("a")
    page.wait_for_url(lambda url: f"/items/{item}" not in url)
    assert _result(site, item) == "fail"


def test_a_whole_review_by_mouse(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("mia"))
    page.goto(f"{site.url}/?q={item}")
    page.click("[data-row] a")
    page.click(".mark.point >> nth=0")
    assert page.locator("#p0.current").count() == 1
    page.click("#p3 .quotes a")
    assert page.evaluate("location.hash").startswith("#m")
    for place in range(4):
        page.click(f"#p{place} [data-act=accept]")
        page.wait_for_selector(f"#p{place}.is-decided")
    page.click("#whole [data-act=accept]")
    page.wait_for_url(lambda url: f"/items/{item}" not in url)
    assert _result(site, item) == "fail"


def test_a_whole_review_without_javascript(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("noa"), javascript=False)
    page.goto(f"{site.url}/items/{item}")
    page.click("#p0 [data-act=accept]")
    page.click("#p1 summary")
    page.select_option("#p1 [name^='value:']", "no_fault")
    page.fill("#p1 textarea", "typed before the reason was chosen")
    page.click("#p1 [data-act=override]")
    assert "needs a reason" in page.inner_text("#p1 [role=alert]")
    assert page.input_value("#p1 textarea") == "typed before the reason was chosen"
    page.select_option("#p1 [name^='reason:']", "policy")
    page.click("#p1 [data-act=override]")
    for place in (2, 3):
        page.click(f"#p{place} [data-act=accept]")
    page.click("#whole [data-act=accept]")
    assert _result(site, item) == "fail"


def test_two_people_on_one_item_see_each_other_and_lose_nothing(site: Site, visit: Any, item: int) -> None:
    one, other = visit(site.account("tia")), visit(site.account("tom"))
    for page in (one, other):
        page.goto(f"{site.url}/items/{item}")
    one.click("#p0 [data-act=accept]")
    one.wait_for_selector("#p0.is-decided")
    other.click("#p0 summary")
    other.fill("#p0 textarea", "Tom's own words")
    other.click("#p0 [data-act=accept]")
    other.wait_for_selector(".conflict")
    assert "tia is working on it" in other.inner_text(".conflict")
    assert "Tom's own words" in other.inner_text(".conflict")
    other.reload()
    assert "tia" in other.inner_text(".held")
    assert "Tom's own words" in other.inner_text(".typed")


def test_what_is_typed_survives_the_end_of_the_session(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("sue"))
    page.goto(f"{site.url}/items/{item}")
    page.click("#p0 summary")
    page.fill("#p0 textarea", "a sentence that took a while")
    with site.store.write() as connection:
        connection.execute(update(session).where(session.c.account == "sue").values(seen=0))
    page.click("#p0 [data-act=cannot_tell]")
    page.wait_for_selector("[name=password]")
    assert "What you typed is kept" in page.inner_text("main")
    page.fill("[name=name]", "sue")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_selector("#work")
    assert page.input_value("#p0 textarea") == "a sentence that took a while"


def test_what_is_typed_survives_a_killed_server(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("kim"))
    page.goto(f"{site.url}/items/{item}")
    page.click("#p0 summary")
    page.fill("#p0 textarea", "kept before the end")
    page.locator("#draft-state", has_text="Draft kept").wait_for()
    page.fill("#p0 textarea", "typed just before the end")
    site.kill()
    page.click("#p0 [data-act=accept]")
    page.locator("#draft-state", has_text="does not answer").wait_for()
    assert page.input_value("#p0 textarea") == "typed just before the end"
    site.start()
    page.locator("#draft-state", has_text="Draft kept").wait_for()
    page.reload()
    assert page.input_value("#p0 textarea") == "typed just before the end"
    page.click("#p0 [data-act=accept]")
    page.wait_for_selector("#p0.is-decided")


def test_a_closed_tab_leaves_its_draft_behind(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("cat"))
    page.goto(f"{site.url}/items/{item}")
    page.click("#p0 summary")
    page.fill("#p0 textarea", "half a thou")
    page.goto(f"{site.url}/help")
    page.goto(f"{site.url}/items/{item}")
    assert page.input_value("#p0 textarea") == "half a thou"


def test_single_keys_can_be_switched_off(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("off"))
    page.goto(f"{site.url}/settings")
    page.uncheck("[name=keys]")
    page.click("main button")
    page.goto(f"{site.url}/items/{item}")
    page.keyboard.press("a")
    page.keyboard.press("?")
    page.wait_for_timeout(300)
    assert page.url == f"{site.url}/items/{item}"
    assert page.locator(".is-decided").count() == 0


def test_letters_typed_in_a_field_are_letters(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("lee"))
    page.goto(f"{site.url}/items/{item}")
    page.click("#p0 summary")
    page.click("#p0 textarea")
    page.keyboard.type("a?jko/")
    assert page.input_value("#p0 textarea") == "a?jko/"
    assert page.locator(".is-decided").count() == 0


def test_every_element_a_key_acts_on_can_be_reached_with_tab(site: Site, visit: Any, item: int) -> None:
    page = visit(site.account("tab"))
    page.goto(f"{site.url}/items/{item}")
    reached: set[str] = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(document.activeElement.dataset.act || '') +"
                " (document.activeElement.tagName === 'SUMMARY' ? 'override' : '')"
            )
        )
    assert {"accept", "cannot_tell", "escalate", "override", "skip"} <= reached


def test_a_note_cannot_run_or_reverse_anything(site: Site, visit: Any, make: Any) -> None:
    text = (
        "<script>alert(1)</script><img src=x onerror=alert(2)>\n\u202egm 003\u202c 300 mg over 60 minutes\n"
        '<a href="javascript:alert(3)">x</a>\n'
    )
    one = make(text=text)
    number = enqueue(site.store, one.report, text, Origin(source="attack"), limit=lambda _: None).number
    page = visit(site.account("eve"))
    page.goto(f"{site.url}/items/{number}")
    shown = page.inner_text(".text")
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in shown
    assert "⟨U+202E⟩gm 003⟨U+202C⟩ 300 mg" in shown.replace("\n", "")


@pytest.fixture(scope="module")
def axe() -> str:
    path = os.environ.get("DOCCHECK_TEST_AXE")
    if not path:
        pytest.skip("axe-core is not there (DOCCHECK_TEST_AXE is not set)")
    return Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(site: Site, visit: Any, item: int, axe: str, scheme: str) -> None:
    page = visit(None, scheme=scheme)
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

    def check(where: str) -> list[str]:
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run(document, rules)", rules)
        return [f"{where}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in found["violations"]]

    faults: list[str] = []
    page.goto(f"{site.url}/login")
    faults += check("login")
    page.fill("[name=name]", site.account(f"adm-{scheme}", "admin"))
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_selector("nav")
    for path in (
        "/?state=all",
        f"/items/{item}",
        "/dashboard",
        "/bulk",
        "/export",
        "/trail",
        "/accounts",
        "/settings",
        "/help",
        "/nowhere",
    ):
        page.goto(f"{site.url}{path}")
        if path.startswith("/items"):
            page.keyboard.press("a")
            page.wait_for_selector("#p0.is-decided")
            page.keyboard.press("o")
            page.wait_for_timeout(200)
        faults += check(path)
    assert faults == []
