"""Whether a drug named without an amount can be an injection at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.needle import SURGICAL_KINDS, has_injected_route
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.zones import Zone
from doccheck.language.anatomy import INJECTED
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.language.passages import Passage

__all__ = ["may_be_undosed"]

_RUNNING = Pattern(r"\bran\b|\brunning\b|\bgtt\b", re.IGNORECASE)
_BY_NEEDLE = Pattern(r"\b(?:inject|infus|instill|infiltrat|bolus|hung|vaccinat|premedicat|drip)\w*", re.IGNORECASE)
_MOSTLY_SWALLOWED = frozenset(
    {
        "acetaminophen",
        "ibuprofen",
        "doxycycline",
        "promethazine",
        "chlordiazepoxide",
        "methotrexate",
        "naproxen",
        "metronidazole",
        "fluconazole",
        "levofloxacin",
        "ciprofloxacin",
        "azithromycin",
        "prednisone",
        "famotidine",
        "pantoprazole",
        "esomeprazole",
        "levetiracetam",
        "valproate",
        "warfarin",
        "digoxin",
        "metoprolol",
        "lisinopril",
        "caffeine",
        "cyclophosphamide",
        "sumatriptan",
        "hydroxyzine",
        "metoclopramide",
        "levothyroxine",
        "phenobarbital",
        "phenytoin",
        "vitamin d",
        "clonidine",
        "tramadol",
        "codeine",
        "methadone",
        "lorazepam",
        "diazepam",
        "sulfamethoxazole and trimethoprim",
    }
)


_TABLETS = frozenset({"acetaminophen", "ibuprofen"})
"""Swallowed unless a route by needle stands beside the dose."""
_TABLETS_AS_INFUSIONS = frozenset({"ofirmev", "caldolor", "acetadote"})


def may_be_undosed(page: Page, statement: Statement, whole: Passage) -> bool:  # noqa: PLR0911 - one question after the other
    """Whether a drug named without an amount can be an injection at all.

    A local anaesthetic, contrast or sedation mostly is; of any other drug a route, a verb of injecting, or an account
    of the procedure must say so. An unnamed steroid or contrast needs its amount.
    """
    drug = statement.drug
    if statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT, Part.PER_BODY):
        named = page.text[drug.span.start : drug.span.end].casefold()
        return drug.generic not in _TABLETS or named in _TABLETS_AS_INFUSIONS or _route_beside(page, statement)
    if drug.generic == "epinephrine" and re.search(
        r"\b(?:with|w/|and|of)\s*$", page.text[max(0, statement.start - 8) : statement.start]
    ):
        return False
    if any(word in drug.generic for word in ("unspecified", "low osmolar contrast", "viscoelastic")):
        return False
    if statement.parts(Part.MAXIMUM):
        return False
    if drug.kind in SURGICAL_KINDS:
        return True
    if drug.generic in _MOSTLY_SWALLOWED:
        return _route_beside(page, statement)
    if has_injected_route(page, statement):
        return True
    if statement.parts(Part.RATE) and whole.has(_RUNNING):
        return True
    if whole.has(_BY_NEEDLE):
        return True
    return statement.segment.zone in (Zone.PROCEDURE, Zone.RECORD) or drug.kind == "vaccine"


def _route_beside(page: Page, statement: Statement) -> bool:
    """Whether a route by needle stands right beside the drug's own words."""
    sentence = statement.segment.span
    end = page.next_drug(statement.end, min(sentence.end, statement.end + 24))
    near = Span(max(sentence.start, statement.start - 24), end)
    return any(route.name in INJECTED for route in page.routes_in(near))
