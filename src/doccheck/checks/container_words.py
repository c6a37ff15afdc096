"""What the record says about the container, as the waste checks ask for it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from doccheck.checks.rule import NotAssessed

if TYPE_CHECKING:
    from doccheck.case.records import Case, Ledger
    from doccheck.note import Evidence

__all__ = ["container_evidence", "container_unknown", "is_multi_dose", "waste_readings"]


def is_multi_dose(case: Case) -> bool:
    """Whether the record says that the drug came from a container meant for several doses."""
    return case.deciding.container == "multi-dose" or (case.deciding.container is None and bool(case.multi_dose))


def container_unknown(case: Case) -> NotAssessed | None:
    """Return why the container's kind cannot be judged, or ``None`` when the record or the official list tells it."""
    if case.deciding.container is None and case.multi_dose is None:
        return NotAssessed("the record does not say what kind of container was used")
    return None


def container_evidence(case: Case) -> tuple[Evidence, ...]:
    """The words on the containers opened, else those on the dose."""
    words = tuple(one for container in case.containers for one in container.evidence)
    return words or tuple(one for given in case.deciding.administrations for one in given.evidence[:1])


def waste_readings(ledger: Ledger) -> tuple[int, ...]:
    """The discarded units: one number, both readings of a content that is no whole number, or none."""
    if ledger.jw_units is not None:
        return (ledger.jw_units,)
    if ledger.jw_alternative is None or ledger.labelled_units is None or ledger.units is None:
        return ()
    return (max(0, math.floor(ledger.labelled_units) - ledger.units), ledger.jw_alternative)
