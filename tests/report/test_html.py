"""The page: self-contained, escaped, linked both ways."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.note import Span
from doccheck.report import html as report_html
from doccheck.report.highlight import cut_lines
from doccheck.report.visible import OBEYED, visible

if TYPE_CHECKING:
    from doccheck.assessment import Report


class _Page(HTMLParser):
    """Collects tags, ids, links and the text of marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def page(report: Report) -> _Page:
    parser = _Page()
    parser.feed(report_html.render(report))
    return parser


def test_page_has_no_script_no_handler_and_nothing_from_outside(page: _Page) -> None:
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in page.tags}
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "style", "srcdoc"}]
        assert (attributes.get("href") or "#").startswith("#")


def test_words_of_the_note_are_escaped(report: Report, page: _Page) -> None:
    assert "<script>alert" not in report_html.render(report)
    assert "alert(1)</script>" in page.text


def test_control_characters_are_tokens(page: _Page) -> None:
    assert not OBEYED.search(page.text)
    assert "⟨U+202E⟩" in page.text


def test_every_link_has_its_target_and_every_id_is_unique(page: _Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    links = [(attributes.get("href") or "")[1:] for tag, attributes in page.tags if tag == "a" and "href" in attributes]
    assert len(ids) == len(set(ids))
    assert links
    assert set(links) <= set(ids)


def test_each_finding_links_to_its_words_and_the_words_link_back(page: _Page) -> None:
    links = {attributes.get("href") for tag, attributes in page.tags if tag == "a"}
    assert {"#r0-w1", "#r0-finding-0", "#r0-J2326.diagnosis"} <= links


def test_policy_names_exactly_the_style_of_the_page(report: Report) -> None:
    source = report_html.render(report)
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in source
    assert "url(" not in style.group(1)
    assert "@import" not in style.group(1)


def test_several_reports_share_a_page_without_clashing_ids(report: Report) -> None:
    parser = _Page()
    parser.feed(report_html.render([report, report]))
    ids = [attributes["id"] for _, attributes in parser.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


_TEXTS = st.text(alphabet="ab \n\r\u202e<&é😀", max_size=60)


@given(text=_TEXTS, bounds=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_cut_lines_loses_nothing_and_marks_exactly_the_spans(text: str, bounds: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(len(text), start + size)) for start, size in bounds if start < len(text)]
    lines = cut_lines(text, spans)
    rows = ["".join(piece.text for piece in line) for line in lines]
    assert rows == visible(text).split("\n")
    for number, span in enumerate(spans):
        marked = "".join(piece.text for line in lines for piece in line if number in piece.marks)
        covered = text[span.start : span.end]
        assert marked == "".join(visible(row) for row in _rows(text, span)), covered
        assert sum(piece.begins.count(number) for line in lines for piece in line) == 1
        assert sum(piece.ends.count(number) for line in lines for piece in line) == 1


def _rows(text: str, span: Span) -> list[str]:
    """The covered characters of each line, without the line end CRLF or LF."""
    kept = [
        character
        for at, character in enumerate(text[span.start : span.end], span.start)
        if character != "\n" and text[at : at + 2] != "\r\n"
    ]
    return ["".join(kept)]
