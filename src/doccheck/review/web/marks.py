"""The note on the item page: its lines with the evidence marked, each mark tied to its card."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doccheck.note import Span
from doccheck.report.highlight import cut_lines
from doccheck.report.visible import OBEYED
from doccheck.review.points import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doccheck.review.show import Made, View

__all__ = ["Card", "Mark", "Sheet", "sheet_of"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a line: its text, and the cards whose evidence covers it.

    Args:
        text: Characters as shown; invisible ones by their name.
        cards: Ids of the cards.
        anchors: Ids this stretch carries, so that a card can point at it.
        tone: ``point``, ``met`` or ``""``.
        token: Whether it stands for a character that a screen would obey.
    """

    text: str
    cards: tuple[str, ...]
    anchors: tuple[str, ...]
    tone: str
    token: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A point to decide, or an answer that needs none.

    Args:
        id: Id on the page.
        key: Key of the point, ``""`` for what needs no decision.
        kind: ``finding`` or ``requirement``.
        rule: Rule code or requirement id.
        status: Status or severity.
        title: The check's sentence, or the requirement's label.
        question: Question for the clinician, if any.
        places: (anchor in the note, quote) for each piece of evidence.
        cited: Sources, in words.
        made: The decision in force, if any.
    """

    id: str
    key: str
    kind: str
    rule: str
    status: str
    title: str
    question: str
    places: tuple[tuple[str, str], ...]
    cited: tuple[str, ...]
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the item page shows of the report.

    Args:
        lines: The note's lines.
        cards: What there is to decide.
        settled: What needs no decision: met requirements, notes.
        odd: How many characters of the note a screen would obey instead of showing.
    """

    lines: list[list[Mark]] = field(default_factory=list)
    cards: tuple[Card, ...] = ()
    settled: tuple[Card, ...] = ()
    odd: int = 0


def sheet_of(view: View, *, masked: bool) -> Sheet:
    """Return the sheet of an item; ``masked`` leaves out the note and every quote."""
    report = view.report
    if report is None:
        bare = tuple(
            Card(f"p{p.place}", p.key, p.kind, p.rule, p.status, p.rule, "", (), (), view.mine.get(p.key))
            for p in view.points
        )
        return Sheet(cards=bare)
    rows = rows_of(report)
    spans: list[Span] = []
    tones: list[tuple[str, str]] = []
    cards = tuple(
        _card(
            f"p{point.place}",
            point.key,
            *rows[point.place],
            spans,
            tones,
            "point",
            view.mine.get(point.key),
            masked=masked,
        )
        for point in view.points
    )
    settled = tuple(
        _card(f"s{place}", "", kind, row, spans, tones, "met", None, masked=masked)
        for place, (kind, row) in enumerate(_settled(report, rows))
    )
    text = "" if masked or view.text is None else view.text
    return Sheet(_lines(text, spans, tones), cards, settled, len(OBEYED.findall(text.replace("\r\n", "\n"))))


def _settled(
    report: Mapping[str, Any], rows: Sequence[tuple[str, Mapping[str, Any]]]
) -> list[tuple[str, Mapping[str, Any]]]:
    judged = [id(row) for _, row in rows]
    every = [("requirement", row) for row in report["requirements"]] + [
        ("finding", row) for row in report["findings"] if not row["rule"].startswith("DC3")
    ]
    return [(kind, row) for kind, row in every if id(row) not in judged]


def _card(
    ident: str,
    key: str,
    kind: str,
    row: Mapping[str, Any],
    spans: list[Span],
    tones: list[tuple[str, str]],
    tone: str,
    made: Made | None,
    *,
    masked: bool,
) -> Card:
    places: list[tuple[str, str]] = []
    for place in () if masked else row["evidence"]:
        places.append((f"m{len(spans)}", place["quote"]))
        spans.append(Span(place["start"], place["end"]))
        tones.append((ident, tone))
    if kind == "finding":
        cited = tuple(f"{one['source']}, {one['at']}" for one in row["citations"])
        return Card(ident, key, kind, row["rule"], row["severity"], row["message"], "", tuple(places), cited, made)
    source = row["source"]
    return Card(
        ident,
        key,
        kind,
        row["id"],
        row["status"],
        row["label"],
        row.get("question") or "",
        tuple(places),
        (f"{source['id']}, {source['at']}",),
        made,
    )


def _lines(text: str, spans: list[Span], tones: list[tuple[str, str]]) -> list[list[Mark]]:
    if not text:
        return []
    return [
        [
            Mark(
                piece.text,
                tuple(dict.fromkeys(tones[number][0] for number in piece.marks)),
                tuple(f"m{number}" for number in piece.begins),
                "point" if any(tones[number][1] == "point" for number in piece.marks) else "met" if piece.marks else "",
                piece.token,
            )
            for piece in line
            if piece.text
        ]
        for line in cut_lines(text, spans)
    ]
