"""What there is to decide in a report, and the verdict that follows from the decisions.

A point is a requirement that weighs and is not settled, or a finding that blocks or asks for review. Points carry over
to a later run of the check when what they rest on is the same: the same requirement or rule, the same answer and the
same quotes; a point without a quote rests on the whole note.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doccheck.review.vault import Vault

__all__ = ["NOTE", "Decided", "Point", "doubt", "points_of", "rows_of", "top_rule", "verdict_after"]

NOTE = "note"
"""Key of the decision on the note as a whole."""

_SETTLED = frozenset({"met", "not_applicable"})
_WEIGHT = {"block": 0, "missing": 1, "conflicting": 2, "review": 3, "ambiguous": 4, "not_checkable": 5}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to decide.

    Args:
        key: ``requirement:<id>`` or ``finding:<rule>:<short hash>``; the same in every run that finds it.
        kind: ``requirement`` or ``finding``.
        rule: Requirement id or rule code.
        status: Requirement status or finding severity.
        evidence_mac: Look-up hash of what the point rests on.
        place: Order in the report.
    """

    key: str
    kind: str
    rule: str
    status: str
    evidence_mac: str
    place: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in force, as far as the verdict needs it."""

    action: str
    value: str | None = None


def points_of(report: Mapping[str, Any], vault: Vault) -> tuple[Point, ...]:
    """Return the points of a report (JSON report, schema version 1), findings first, in the report's order."""
    sha = report["note"]["sha256"]
    points: list[Point] = []
    taken: dict[str, int] = {}
    for kind, row in rows_of(report):
        quotes = [place["quote"] for place in row["evidence"]]
        if kind == "finding":
            rule, status = row["rule"], row["severity"]
            mac = vault.mac(rule, row["name"], status, *(quotes or [sha, row["message"]]))
            # The key names the fault and what it is about, so that two findings of one rule stay apart.
            key = f"finding:{rule}:{vault.mac(row['name'], *quotes)[:12]}"
        else:
            rule, status = row["id"], row["status"]
            mac = vault.mac(rule, status, *(quotes or [sha]))
            key = f"requirement:{rule}"
        taken[key] = taken.get(key, 0) + 1
        key = key if taken[key] == 1 else f"{key}.{taken[key]}"
        points.append(Point(key, kind, rule, status, mac, len(points)))
    return tuple(points)


def rows_of(report: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the rows of the report that are points, in the points' order: ``finding`` or ``requirement``, and the row.

    Findings of the DC3 family repeat a requirement's answer and are decided there.
    """
    findings = [
        ("finding", row)
        for row in report["findings"]
        if row["severity"] != "note" and not row["rule"].startswith("DC3")
    ]
    requirements = [
        ("requirement", row)
        for row in report["requirements"]
        if row["level"] != "advisory" and row["status"] not in _SETTLED
    ]
    return findings + requirements


def top_rule(points: Iterable[Point]) -> str:
    """Return the rule or requirement that weighs most: the reason the item is here; ``-`` without points."""
    heaviest = min(points, key=lambda point: (_WEIGHT.get(point.status, 9), point.place), default=None)
    return "-" if heaviest is None else heaviest.rule


def doubt(report: Mapping[str, Any], points: tuple[Point, ...]) -> int:
    """Return how unsure the machine is, in thousandths.

    The share of undecided answers among all that weigh: a clear ``missing`` or a block is an answer, ``ambiguous``,
    ``conflicting``, ``not_checkable`` and review findings are not. A reading that did not end well is wholly unsure.
    """
    if report["extraction"]["outcome"] != "ok":
        return 1000
    weighing: int = sum(requirement["level"] != "advisory" for requirement in report["requirements"])
    findings = sum(point.kind == "finding" for point in points)
    undecided = sum(point.status in {"review", "ambiguous", "conflicting", "not_checkable"} for point in points)
    return round(1000 * undecided / max(1, weighing + findings))


def verdict_after(verdict: str, points: Iterable[Point], decided: Mapping[str, Decided]) -> str:
    """Return the verdict that follows from the machine's ``verdict`` and people's decisions on its points.

    A fault that a person confirms fails the note; one that a person overrides as no fault does not; one that is
    undecided, escalated or that nobody can tell leaves ``review``. Without points the machine's verdict stands.
    """
    effects = [_effect(point, decided.get(point.key)) for point in points]
    if not effects:
        return verdict
    if "fault" in effects:
        return "fail"
    return "review" if "open" in effects else "pass"


def _effect(point: Point, decision: Decided | None) -> str:
    if decision is None or decision.action in {"cannot_tell", "escalate"}:
        return "open"
    if decision.action == "accept":
        return "fault"
    if point.kind == "finding":
        return "none" if decision.value in {"no_fault", "note"} else "fault"
    return "none" if decision.value in _SETTLED else "fault"
