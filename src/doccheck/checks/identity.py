"""Which drug was given, seen from the code under check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.identity import ANCILLARY_KINDS

if TYPE_CHECKING:
    from doccheck.case.records import Administration, Case

__all__ = ["code_of_ndc", "is_same_drug_other_form", "known_ndcs", "strangers"]

# Biosimilars carry four letters of their own behind the name: infliximab-dyyb.
_SUFFIX = re.compile(r"-[a-z]{4}$")


def strangers(case: Case) -> tuple[Administration, ...]:
    """Return the administrations that make the drug another one; local anaesthetics and the like only when alone."""
    kind = case.reference.drugs.kind
    main = tuple(one for one in case.administrations if kind(one.drug) not in ANCILLARY_KINDS)
    return main or case.administrations


def is_same_drug_other_form(case: Case) -> bool:
    """Whether the drug given is the definition's own by name, so that only its route or form is excluded."""
    definition = case.deciding.definition
    base = _SUFFIX.sub("", definition.drug)
    return any(
        case.reference.drugs.same(one.drug, definition.drug) or _SUFFIX.sub("", one.drug) == base
        for one in strangers(case)
    )


def known_ndcs(case: Case) -> frozenset[str]:
    """Return the NDCs of the code in the container table, eleven digits each."""
    return frozenset(one.ndc.replace("-", "") for one in case.reference.containers(case.code))


def code_of_ndc(case: Case, digits: str) -> str | None:
    """Return the code under which the container table lists the NDC, or ``None``."""
    listed = (
        facts.code
        for facts in case.reference.all_codes()
        if any(one.ndc.replace("-", "") == digits for one in case.reference.containers(facts.code))
    )
    return next(listed, None)
