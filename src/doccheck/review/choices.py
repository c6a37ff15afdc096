"""The words of a decision: what may be chosen, why, and what makes a choice complete."""

from __future__ import annotations

from dataclasses import dataclass

from doccheck.errors import QueueError
from doccheck.review.points import NOTE

__all__ = ["ACTIONS", "REASONS", "VALUES", "Choice", "DecisionError", "refuse_incomplete", "values_for"]

ACTIONS = {
    "accept": "The machine is right",
    "override": "The machine is wrong",
    "cannot_tell": "Cannot tell from this note",
    "escalate": "A lead should decide",
}
"""What may be decided, and what it means."""

REASONS = {
    "elsewhere": "Documented elsewhere in the note",
    "other-words": "Documented in words the check missed",
    "wrong-quote": "The quote says something else",
    "wrong-amount": "The amount was read wrongly",
    "not-this-drug": "About another drug",
    "not-applicable": "Does not apply to this service",
    "outside-record": "Documented in another part of the record",
    "policy": "Payer policy allows it",
    "rule-wrong": "The rule itself is wrong",
    "other": "Other (say so in the comment)",
}
"""Why a person overrides."""

VALUES = {
    "requirement": ("met", "missing", "conflicting", "not_applicable"),
    "finding": ("no_fault", "note", "review", "block"),
    NOTE: ("pass", "fail"),
}
"""What an override may say instead, by kind of point."""

_LONGEST_COMMENT = 4_000


class DecisionError(QueueError):
    """The decision is incomplete: no reason, no value, an unknown action. What was typed is still the caller's."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision as a person makes it.

    Args:
        point: Key of the point, or ``note`` for the note as a whole.
        action: accept, override, cannot_tell or escalate.
        value: For an override, what is right instead (:data:`VALUES`).
        reason: For an override, one of :data:`REASONS`.
        comment: Free text; encrypted.
    """

    point: str
    action: str
    value: str | None = None
    reason: str | None = None
    comment: str = ""


def values_for(key: str) -> tuple[str, ...]:
    """Return what an override of the point ``key`` may say; nothing when there is no such kind of point."""
    return VALUES.get(key.partition(":")[0], ())


def refuse_incomplete(choice: Choice) -> None:
    """Refuse a choice that lacks what its action needs.

    Raises:
        DecisionError: The action is unknown, the comment too long, or an override has no value or reason.
    """
    if choice.action not in ACTIONS:
        msg = f"choose one of: {', '.join(ACTIONS)}"
        raise DecisionError(msg)
    if len(choice.comment) > _LONGEST_COMMENT:
        msg = f"the comment is longer than {_LONGEST_COMMENT:,} characters"
        raise DecisionError(msg)
    if choice.action != "override":
        return
    if choice.value not in values_for(choice.point):
        msg = f"an override needs what is right instead: {', '.join(values_for(choice.point))}"
        raise DecisionError(msg)
    if choice.reason not in REASONS:
        msg = f"an override needs a reason: {', '.join(REASONS)}"
        raise DecisionError(msg)
    if choice.reason == "other" and not choice.comment.strip():
        msg = "the reason 'other' needs a comment"
        raise DecisionError(msg)
