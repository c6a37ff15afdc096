"""When a conditional requirement applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.claim import TIMED_ADMINISTRATION_CODES
from doccheck.requirements.body_doses import doses_by_weight

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.case.records import Case
    from doccheck.reference.records import Requirement

__all__ = ["applies", "dose_by_weight"]


def applies(case: Case, requirement: Requirement) -> str | None:
    """Return why ``requirement`` does not apply, ``None`` when it does."""
    if requirement.condition is None:
        return None
    return _CONDITIONS[requirement.condition](case)


def dose_by_weight(case: Case) -> bool:
    """Whether the order or the dose of the drug is stated per kg or per m²."""
    return any(one.per_weight for one in case.deciding.administrations) or bool(doses_by_weight(case))


def _amount_unused(case: Case) -> str | None:
    """The judge of waste decides by itself: it needs the same facts and says more."""
    del case
    return None


def _by_weight(case: Case) -> str | None:
    return None if dose_by_weight(case) else "Neither the order nor the dose is stated by body weight or surface."


def _timed(case: Case) -> str | None:
    timed = any(line.code in TIMED_ADMINISTRATION_CODES for line in case.other_lines)
    return None if timed else "The claim holds no administration code that is billed by time."


def _modifiers(case: Case) -> str | None:
    return None if any(line.modifiers for line in case.claim) else "The claim carries no modifier for this code."


def _claim(case: Case) -> str | None:
    return (
        None if any(line.units is not None for line in case.claim) else "No claim with units was given for this code."
    )


_CONDITIONS: dict[str, Callable[[Case], str | None]] = {
    "amount_unused": _amount_unused,
    "dose_by_weight": _by_weight,
    "timed_administration": _timed,
    "modifiers_on_claim": _modifiers,
    "claim_given": _claim,
}
