"""The HTML report in a real browser: nothing is blocked, nothing is requested, links lead to their words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from doccheck.report import html as report_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from doccheck.assessment import Report

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]

pytestmark = pytest.mark.needs_browser


@pytest.fixture
def said() -> list[str]:
    """What the page asked for and what the browser complained about."""
    return []


@pytest.fixture
def page(report: Report, tmp_path: Path, said: list[str]) -> Iterator[Page]:
    program = os.environ.get("DOCCHECK_TEST_CHROMIUM")
    if not program:
        pytest.skip("DOCCHECK_TEST_CHROMIUM names no browser")
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")
    place = tmp_path / "report.html"
    place.write_text(report_html.render(report), encoding="utf-8")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=program, args=FLAGS)
        opened: Page = browser.new_page()
        opened.on("console", lambda message: said.append(message.text))
        opened.on("request", lambda request: said.append(request.url))
        opened.goto(place.as_uri())
        yield opened
        browser.close()


def test_page_asks_for_nothing_and_breaks_no_policy(page: Page, said: list[str]) -> None:
    assert said == [page.url]


def test_style_of_the_page_is_applied(page: Page) -> None:
    assert page.evaluate("getComputedStyle(document.querySelector('.item')).borderLeftWidth") == "4px"


def test_quote_leads_to_its_words_and_back(page: Page) -> None:
    page.locator("#r0-finding-0 .quote a").first.click()
    target = page.evaluate("document.querySelector(':target + mark').textContent")
    assert target == "300 mg"
    page.locator("a.back[href='#r0-finding-0']").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "r0-finding-0"


def test_words_of_the_note_run_in_the_order_they_are_stored(page: Page) -> None:
    row = page.locator(".line").nth(3).inner_text()
    assert row.index("U+202E") < row.index("signature") < row.index("U+202C")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for selector in (".title", ".reason", ".question", ".about", ".where", ".source", "mark", ".badge", ".result"):
        assert page.evaluate(_CONTRAST, selector) >= 4.5, f"{selector} in {scheme}"


def test_printed_page_shows_the_whole_note(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.record')).maxHeight") == "none"


# WCAG 2.2 contrast of the first element that fits, against the first ground behind it that is painted.
_CONTRAST = """selector => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = colour => colour.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let ground = document.querySelector(selector);
  const ink = light(parse(getComputedStyle(ground).color));
  while (parse(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const paper = light(parse(getComputedStyle(ground).backgroundColor));
  return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
}"""
