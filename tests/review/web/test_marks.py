"""Marks in the note: whatever overlaps, the words stay whole and each mark covers its quote."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from doccheck.report.visible import visible
from doccheck.review.points import Point
from doccheck.review.web.counts import Kept
from doccheck.review.web.marks import sheet_of

texts = st.text(alphabet="ab \n\u0301\U0001f600\u202e\u200b\r\x1b", min_size=1, max_size=60)


def _view(text: str, spans: list[tuple[int, int]]) -> Any:
    findings = [
        {
            "rule": f"DC10{place}",
            "name": "x",
            "severity": "block",
            "message": "m",
            "citations": [],
            "evidence": [{"quote": text[start:end], "start": start, "end": end}],
        }
        for place, (start, end) in enumerate(spans)
    ]
    points = tuple(Point(f"finding:DC10{n}:x", "finding", f"DC10{n}", "block", "", n) for n in range(len(spans)))
    return SimpleNamespace(report={"findings": findings, "requirements": []}, points=points, text=text, mine={})


@given(texts, st.data())
def test_marks_cover_their_quotes_and_no_word_is_lost(text: str, data: Any) -> None:
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] < pair[1]), max_size=5))
    sheet = sheet_of(_view(text, spans), masked=False)
    shown = "\n".join("".join(mark.text for mark in line) for line in sheet.lines)
    assert shown == visible(text)
    for place, (start, end) in enumerate(spans):
        covered = "".join(mark.text for line in sheet.lines for mark in line if f"p{place}" in mark.cards)
        assert covered == visible(text[start:end]).replace("\n", "") or "\r" in text


@given(texts)
def test_a_masked_sheet_holds_no_word_of_the_note(text: str) -> None:
    sheet = sheet_of(_view(text, [(0, len(text))]), masked=True)
    assert sheet.lines == []
    assert sheet.cards[0].places == ()


def test_a_kept_count_is_counted_once_until_it_is_forgotten() -> None:
    kept: Kept[int] = Kept()
    calls: list[int] = []

    def count() -> int:
        calls.append(threading.get_ident())
        return len(calls)

    assert (kept.of("a", count), kept.of("a", count), kept.of("b", count)) == (1, 1, 2)
    kept.forget()
    assert kept.of("a", count) == 3
