"""JSON lines: one item a line, with its points, places and decisions; the format that comes back whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from doccheck.review.clock import iso

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.review.export.records import Record

__all__ = ["as_data", "render"]


def render(records: Iterable[Record]) -> bytes:
    """Return one JSON object a line."""
    return b"".join(
        json.dumps(as_data(record), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
        + b"\n"
        for record in records
    )


def as_data(record: Record) -> dict[str, Any]:
    """Return one item as JSON data."""
    row = record.row
    data: dict[str, Any] = {
        "item": row.id,
        "revision": row.revision,
        "code": row.code,
        "drug": row.drug,
        "authority": row.authority,
        "verdict": row.verdict,
        "state": row.state,
        "result": row.result,
        "dollars_at_risk": f"{row.cents // 100}.{row.cents % 100:02d}" if row.priced else None,
        "doubt": row.doubt / 1000,
        "specialty": row.specialty,
        "payer": row.payer,
        "reader": row.reader,
        "prompt": row.prompt,
        "rule_set": row.rule_set,
        "note_hash": record.note_mac[:32],
        "note_chars": record.chars,
        "created": iso(row.created),
        "closed": iso(row.closed),
        "points": [
            {
                "key": point.key,
                "kind": point.kind,
                "rule": point.rule,
                "status": point.status,
                "places": [
                    {"start": p.start, "end": p.end, **({} if p.quote is None else {"quote": p.quote})}
                    for p in record.words.get(point.key, ())
                ],
            }
            for point in record.points
        ],
        "decisions": [
            {key: value for key, value in asdict(one).items() if value not in {None, ""}} for one in record.decisions
        ],
        "reviews": [{key: value for key, value in asdict(one).items() if value is not None} for one in record.reviews],
    }
    if record.text is not None:
        data |= {
            "date_of_service": row.date_of_service,
            "note": record.label,
            "text": record.text,
            "report": record.report,
        }
    return data
