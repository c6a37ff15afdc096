"""A FHIR R4 transaction Bundle: what the check found, who decided what, and the trail of it.

note → DocumentReference; each point → DetectedIssue (status and gap as in Da Vinci DEQM's *gaps-detectedissue*), with
the places of its evidence and the reviewer's action as ``mitigation``; each review → Task; each finished review →
QuestionnaireResponse; its lineage → Provenance; each event → AuditEvent. Ids are derived from the item, so that
putting the same Bundle twice changes nothing. No patient is named: the queue knows none.
"""

from __future__ import annotations

import base64
import json
import uuid
from typing import TYPE_CHECKING, Any

from doccheck.review.choices import ACTIONS, REASONS
from doccheck.review.clock import iso
from doccheck.review.points import NOTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doccheck.review.export.records import Decision, Event, Record, Review
    from doccheck.review.points import Point

__all__ = ["bundle", "render"]

_NAMES = uuid.UUID("5d7d6f9e-40c1-5d6e-9a53-1c7f6f0f4a11")
_SYSTEM = "https://doccheck.dev/fhir"
_HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
_SEVERITY = {"block": "high", "missing": "high", "conflicting": "moderate", "review": "moderate"}
_TASK = {"open": "requested", "leased": "in-progress", "done": "completed"}
_AUDIT = {"view": "R", "export": "R", "enqueue": "C", "rerun": "U", "purge": "D"}


def render(records: Iterable[Record], *, include_phi: bool) -> bytes:
    """Return the items as one Bundle in JSON."""
    entries = [entry for record in records for entry in _entries(record, include_phi=include_phi)]
    return json.dumps(bundle(entries), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def bundle(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a transaction Bundle of ``entries``."""
    made: dict[str, Any] = {"resourceType": "Bundle", "type": "transaction"}
    return made | ({"entry": entries} if entries else {})


def _entries(record: Record, *, include_phi: bool) -> list[dict[str, Any]]:
    maker = _Item(record, include_phi=include_phi)
    resources = [maker.document()]
    resources += [maker.issue(point) for point in record.points]
    resources += [maker.task(review) for review in record.reviews]
    finished = [review for review in record.reviews if review.state == "done"]
    resources += [maker.answers(review) for review in finished]
    resources += [maker.provenance(review) for review in finished]
    resources += [maker.audit(event) for event in record.events]
    return [
        {
            "fullUrl": f"urn:uuid:{resource['id']}",
            "resource": resource,
            "request": {"method": "PUT", "url": f"{resource['resourceType']}/{resource['id']}"},
        }
        for resource in resources
    ]


class _Item:
    """Makes the resources of one item."""

    def __init__(self, record: Record, *, include_phi: bool) -> None:
        self.record = record
        self.row = record.row
        self.include_phi = include_phi
        self.decisions: dict[tuple[str, int], Decision] = {(one.point, one.slot): one for one in record.decisions}

    def id(self, kind: str, *more: str) -> str:
        parts = (kind, self.record.note_mac, str(self.row.id), str(self.row.revision), *more)
        return str(uuid.uuid5(_NAMES, "\x1f".join(parts)))

    def reference(self, kind: str, *more: str) -> dict[str, str]:
        return {"reference": f"urn:uuid:{self.id(kind, *more)}", "type": kind}

    def identifier(self, *more: str) -> list[dict[str, str]]:
        return [{"system": f"{_SYSTEM}/item", "value": "/".join((str(self.row.id), str(self.row.revision), *more))}]

    def document(self) -> dict[str, Any]:
        attachment: dict[str, Any] = {"contentType": "text/plain; charset=utf-8"}
        if self.record.text is not None:
            data = self.record.text.encode("utf-8", "surrogatepass")
            attachment |= {"data": base64.b64encode(data).decode(), "size": len(data)}
        else:
            attachment["title"] = "text not included"
        made: dict[str, Any] = {
            "resourceType": "DocumentReference",
            "id": self.id("DocumentReference"),
            "identifier": self.identifier("note"),
            "status": "current",
            "type": {"text": "Clinical note"},
            "content": [{"attachment": attachment}],
        }
        if self.record.label is not None:
            made["description"] = self.record.label
        if self.include_phi and self.row.date_of_service:
            day = self.row.date_of_service
            made["context"] = {"period": {"start": day, "end": day}}
        return made

    def issue(self, point: Point) -> dict[str, Any]:
        decisions = [one for one in self.record.decisions if one.point == point.key]
        last = decisions[-1] if decisions else None
        made: dict[str, Any] = {
            "resourceType": "DetectedIssue",
            "id": self.id("DetectedIssue", point.key),
            "identifier": self.identifier(point.key),
            "status": "final" if last else "preliminary",
            "severity": _SEVERITY.get(point.status, "low"),
            "code": {
                "coding": [
                    {
                        "system": f"{_SYSTEM}/rule",
                        "code": point.rule,
                        "display": self.record.messages.get(point.key, point.rule),
                    }
                ]
            },
            "identifiedDateTime": iso(self.row.created),
            "implicated": [self.reference("DocumentReference")],
            "extension": [
                {"url": f"{_SYSTEM}/gap-status", "valueCode": "closed" if _closes(last) else "open"},
                {"url": f"{_SYSTEM}/status", "valueCode": point.status},
            ],
        }
        places = self.record.words.get(point.key, ())
        if places:
            made["evidence"] = [
                {"detail": [self.reference("DocumentReference")], "extension": [_place(p.start, p.end, p.quote)]}
                for p in places
            ]
        if decisions:
            made["mitigation"] = [self._mitigation(one) for one in decisions]
        return made

    def _mitigation(self, one: Decision) -> dict[str, Any]:
        words = (
            ACTIONS[one.action]
            + (f": {one.value}" if one.value else "")
            + (f" ({REASONS[one.reason]})" if one.reason else "")
        )
        return {
            "action": {"coding": [{"system": f"{_SYSTEM}/action", "code": one.action}], "text": words},
            "date": one.at,
            "author": {"display": one.reviewer},
        }

    def task(self, review: Review) -> dict[str, Any]:
        made: dict[str, Any] = {
            "resourceType": "Task",
            "id": self.id("Task", str(review.number)),
            "identifier": self.identifier("review", str(review.number)),
            "status": _TASK.get(review.state, "requested"),
            "intent": "order",
            "priority": "urgent" if self.row.verdict == "fail" else "routine",
            "code": {"text": "Review" if review.kind == "review" else "Adjudication"},
            "focus": self.reference("DocumentReference"),
            "authoredOn": iso(self.row.created),
            "reasonCode": {"coding": [{"system": f"{_SYSTEM}/rule", "code": self.row.top_rule}]},
            "input": [
                {
                    "type": {"text": "code checked"},
                    "valueCodeableConcept": {"coding": [{"system": _HCPCS, "code": self.row.code}]},
                },
                {"type": {"text": "verdict of the check"}, "valueCode": self.row.verdict},
                *(
                    {"type": {"text": name}, "valueString": value}
                    for name, value in (("specialty", self.row.specialty), ("payer", self.row.payer))
                    if value
                ),
            ],
        }
        if review.reviewer:
            made["owner"] = {"display": review.reviewer}
        if review.until and review.state == "leased":
            made["restriction"] = {"period": {"end": review.until}}
        if review.result:
            made["output"] = [{"type": {"text": "result of the review"}, "valueCode": review.result}]
        return made

    def answers(self, review: Review) -> dict[str, Any]:
        items = []
        for key, words in [
            *((p.key, self.record.messages.get(p.key, p.rule)) for p in self.record.points),
            (NOTE, "The note as a whole"),
        ]:
            one = self.decisions.get((key, review.number))
            if one is not None:
                answer = [{"valueCoding": {"system": f"{_SYSTEM}/action", "code": one.action}}]
                answer += [{"valueCoding": {"system": f"{_SYSTEM}/value", "code": one.value}}] if one.value else []
                answer += [{"valueCoding": {"system": f"{_SYSTEM}/reason", "code": one.reason}}] if one.reason else []
                items.append({"linkId": key, "text": words, "answer": answer})
        made: dict[str, Any] = {
            "resourceType": "QuestionnaireResponse",
            "id": self.id("QuestionnaireResponse", str(review.number)),
            "identifier": self.identifier("answers", str(review.number))[0],
            "status": "completed",
            "authored": self._ended(review),
            "author": {"display": review.reviewer or "unknown"},
        }
        return made | ({"item": items} if items else {})

    def provenance(self, review: Review) -> dict[str, Any]:
        return {
            "resourceType": "Provenance",
            "id": self.id("Provenance", str(review.number)),
            "target": [self.reference("QuestionnaireResponse", str(review.number))],
            "recorded": self._ended(review),
            "activity": {"text": review.kind},
            "agent": [
                {"type": {"text": "reviewer"}, "who": {"display": review.reviewer or "unknown"}},
                {
                    "type": {"text": "check"},
                    "who": {"display": f"doccheck {self.row.reader} rules {self.row.rule_set}"},
                },
            ],
            "entity": [{"role": "source", "what": self.reference("DocumentReference")}],
        }

    def audit(self, event: Event) -> dict[str, Any]:
        return {
            "resourceType": "AuditEvent",
            "id": self.id("AuditEvent", str(event.seq)),
            "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
            "subtype": [{"system": f"{_SYSTEM}/event", "code": event.action}],
            "action": _AUDIT.get(event.action, "E"),
            "recorded": event.at,
            "outcome": "0",
            "agent": [{"who": {"display": event.actor}, "requestor": True}],
            "source": {"observer": {"display": "doccheck queue"}},
            "entity": [{"what": self.reference("DocumentReference")}],
        }

    def _ended(self, review: Review) -> str:
        whole = self.decisions.get((NOTE, review.number))
        return whole.at if whole is not None else iso(self.row.closed or self.row.created) or ""


def _closes(decision: Decision | None) -> bool:
    return (
        decision is not None
        and decision.action == "override"
        and decision.value in {"no_fault", "note", "met", "not_applicable"}
    )


def _place(start: int, end: int, quote: str | None) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [
        {"url": "start", "valueInteger": start},
        {"url": "end", "valueInteger": end},
        {"url": "unit", "valueCode": "code-point"},
    ]
    if quote is not None:
        parts.append({"url": "quote", "valueString": quote})
    return {"url": f"{_SYSTEM}/place", "extension": parts}
