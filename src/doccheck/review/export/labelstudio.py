"""Label Studio tasks: the note, the evidence as labelled spans, and people's decisions as annotations.

Label Studio counts characters as JavaScript does, in UTF-16 code units; a note counts code points. Spans are turned
from one into the other, so that they stay in place after an emoji.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from doccheck.review.points import NOTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.review.export.records import Record

__all__ = ["CONFIGURATION", "Utf16", "render", "task"]

CONFIGURATION = """\
<View>
  <Labels name="finding" toName="text"/>
  <Choices name="action" toName="text" perRegion="true">
    <Choice value="accept"/><Choice value="override"/><Choice value="cannot_tell"/><Choice value="escalate"/>
  </Choices>
  <Choices name="value" toName="text" perRegion="true"/>
  <Choices name="reason" toName="text" perRegion="true"/>
  <Text name="text" value="$text"/>
</View>
"""
"""The labelling interface that these tasks fit; labels are taken from the tasks themselves."""


class Utf16:
    """Turns code-point offsets of one text into UTF-16 offsets and back."""

    def __init__(self, text: str) -> None:
        """Find the characters that take two code units."""
        self._wide = [at for at, character in enumerate(text) if ord(character) > 0xFFFF]  # noqa: PLR2004 - end of the BMP

    def to(self, at: int) -> int:
        """Return the UTF-16 offset of the code-point offset ``at``."""
        return at + bisect_left(self._wide, at)

    def back(self, at: int) -> int:
        """Return the code-point offset of the UTF-16 offset ``at``."""
        low, high = 0, len(self._wide)
        while low < high:
            middle = (low + high) // 2
            if self._wide[middle] + middle < at:
                low = middle + 1
            else:
                high = middle
        return at - low


def render(records: Iterable[Record]) -> bytes:
    """Return the tasks as one JSON array; items whose text was purged are left out."""
    tasks = [task(record) for record in records if record.text is not None]
    return json.dumps(tasks, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def task(record: Record) -> dict[str, Any]:
    """Return one item as a task."""
    row, offsets = record.row, Utf16(record.text or "")
    spans = [part for point in record.points for part in _spans(record, point.key, point.rule, offsets)]
    return {
        "data": {
            "text": record.text,
            "item": row.id,
            "revision": row.revision,
            "code": row.code,
            "drug": row.drug,
            "verdict": row.verdict,
            "specialty": row.specialty,
            "payer": row.payer,
            "offsets": "utf-16",
        },
        "predictions": [
            {"model_version": f"doccheck/{row.rule_set}", "score": round(1 - row.doubt / 1000, 3), "result": spans}
        ],
        "annotations": [
            {"completed_by": {"email": reviewer}, "result": _annotation(record, reviewer, offsets)}
            for reviewer in dict.fromkeys(one.reviewer for one in record.decisions)
        ],
    }


def _spans(record: Record, key: str, rule: str, offsets: Utf16) -> list[dict[str, Any]]:
    return [
        {
            "id": _region(key, place),
            "from_name": "finding",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": offsets.to(words.start),
                "end": offsets.to(words.end),
                "text": words.quote,
                "labels": [rule],
            },
        }
        for place, words in enumerate(record.words.get(key, ()))
    ]


def _region(key: str, place: int) -> str:
    return key if place == 0 else f"{key}#{place}"


def _annotation(record: Record, reviewer: str, offsets: Utf16) -> list[dict[str, Any]]:
    rules = {point.key: point.rule for point in record.points} | {NOTE: NOTE}
    result: list[dict[str, Any]] = []
    for one in record.decisions:
        if one.reviewer == reviewer:
            result += _spans(record, one.point, rules[one.point], offsets)
            chosen = {"action": one.action, "value": one.value, "reason": one.reason}
            result += [
                {
                    "id": one.point,
                    "from_name": name,
                    "to_name": "text",
                    "type": "choices",
                    "value": {"choices": [value]},
                }
                for name, value in chosen.items()
                if value
            ]
            if one.comment:
                result.append(
                    {
                        "id": one.point,
                        "from_name": "comment",
                        "to_name": "text",
                        "type": "textarea",
                        "value": {"text": [one.comment]},
                    }
                )
    return result
