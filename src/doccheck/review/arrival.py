"""A report as it arrives: checked against its text, with the columns of its item worked out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doccheck.errors import QueueError
from doccheck.review import money
from doccheck.review.points import doubt, points_of, top_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doccheck.review.money import PaymentLimit
    from doccheck.review.points import Point
    from doccheck.review.vault import Vault

__all__ = ["Arrival", "Origin", "arrive"]

_VOLATILE = frozenset({"request_id", "usage"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from and how the site sorts it.

    Args:
        source: What names this note in every run (an absolute path, a document number); ``None`` when only its
            text does. It is stored as a keyed hash.
        label: A name to show people; stored encrypted.
        specialty: Specialty for assignment.
        payer: Payer for assignment.
        due: Due date in milliseconds, ``None`` for the policy's.
    """

    source: str | None = None
    label: str | None = None
    specialty: str | None = None
    payer: str | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report ready for the tables.

    Args:
        report: The report.
        text: The note exactly as checked.
        origin: Where it comes from.
        label: The name to show people.
        lineage: Look-up hash of source and code.
        content: Look-up hash of everything the report says but request ids and token counts.
        note_mac: Look-up hash of the note.
        points: What there is to decide.
        values: Columns of the item.
    """

    report: Mapping[str, Any]
    text: str
    origin: Origin
    label: str
    lineage: str
    content: str
    note_mac: str
    points: tuple[Point, ...]
    values: dict[str, Any]


def arrive(vault: Vault, report: Mapping[str, Any], text: str, origin: Origin, limit: PaymentLimit) -> Arrival:
    """Check a report against its text and work out the columns of its item.

    Raises:
        QueueError: The report has another schema version or is not of this text.
    """
    _refuse_foreign(report, text)
    sha = report["note"]["sha256"]
    settled = {**report, "extraction": {k: v for k, v in report["extraction"].items() if k not in _VOLATILE}}
    points = points_of(report, vault)
    label = origin.label or report["note"]["id"]
    content = vault.mac("content", json.dumps(settled, sort_keys=True))
    return Arrival(
        report,
        text,
        origin,
        label,
        vault.mac("lineage", origin.source or sha, report["code"]),
        content,
        vault.mac("note", sha),
        points,
        {"content": content, "label_mac": vault.mac("label", label), **_columns(vault, report, points, limit)},
    )


def _columns(vault: Vault, report: Mapping[str, Any], points: tuple[Point, ...], limit: PaymentLimit) -> dict[str, Any]:
    extraction, unsure, cents = report["extraction"], doubt(report, points), money.cents_at_risk(report, limit)
    model = f"/{extraction['model']}" if extraction["model"] else ""
    rules = vault.mac("rules", report["doccheck_version"], json.dumps(report["reference"], sort_keys=True))
    return {
        "code": report["code"],
        "drug": _drug(report)[:120],
        "date_of_service": report["date_of_service"],
        "authority": report["authority"],
        "verdict": report["verdict"],
        "reader": f"{extraction['extractor']}{model}"[:120],
        "prompt": extraction["prompt"],
        "outcome_of_reading": extraction["outcome"],
        "rule_set": rules[:16],
        "top_rule": top_rule(points)[:60],
        "points": len(points),
        "doubt": unsure,
        "cents": cents or 0,
        "priced": cents is not None,
        "rank": money.rank(cents, unsure),
    }


def _refuse_foreign(report: Mapping[str, Any], text: str) -> None:
    if report.get("schema_version") != "1":
        msg = "the queue takes reports of schema version 1; this one has another"
        raise QueueError(msg)
    places = [
        place
        for part in ("requirements", "findings", "administrations")
        for row in report[part]
        for place in row["evidence"]
    ]
    if report["note"]["chars"] != len(text) or any(text[p["start"] : p["end"]] != p["quote"] for p in places):
        msg = "the report is not about this text: its quotes do not stand where it says; check the note again"
        raise QueueError(msg)


def _drug(report: Mapping[str, Any]) -> str:
    by_authority = {ledger["authority"]: ledger["drug"] for ledger in report["units"]}
    return by_authority.get("article") or by_authority.get("cms") or ""
