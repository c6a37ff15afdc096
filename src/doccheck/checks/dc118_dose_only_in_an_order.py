"""DC118: dose-only-in-an-order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.note import Evidence

__all__ = ["DoseOnlyInAnOrder"]

_ORDER = re.compile(
    r"\W*+(?:(?:verbal|telephone|phone|standing|written|medication|provider|physician|treatment|new)\s+)?"
    r"(?:orders?|ordered|v\.?\s?o\.?|t\.?\s?o\.?|rx|prescription)\b[^:\n]{0,60}[:\-–]",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:gave|given|administ\w+|inject(?:ed|ion done)|infused|received|pushed|tolerated|instilled|delivered"
    r"|completed?|done|started|hung|used|emptied)\b",
    re.IGNORECASE,
)


def _is_order(text: str, words: Evidence) -> bool:
    start = text.rfind("\n", 0, words.start) + 1
    end = text.find("\n", words.end)
    line = text[start : len(text) if end < 0 else end]
    return _ORDER.match(line) is not None and _DONE.search(line) is None


class DoseOnlyInAnOrder:
    """The dose stands in an order, and no word says that it was given.

    ## What it checks
    Whether every dose taken as given stands on a line that begins as an order and holds no word of giving.

    ## Why
    An order is no administration; what was ordered may have been refused, held or forgotten.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-20
    note: |
      Date of service: 03/20/2026
      V.O. Dr Fenwick 09:20: ketorolac 30 mg IM now
    extraction:
      amounts:
        - {role: given, quote: 30 mg, number: "30", unit: mg, drug: ketorolac, route: IM, time: "09:20"}
    fixed:
      replace: {"V.O. Dr Fenwick 09:20": "Given 09:20"}
    ```

    ## What to do
    Have the administration itself documented by the person who gave the drug.

    ## Source
    Quantity given, not ordered (domain rules D1 and D7, grade A).
    """

    code: ClassVar[str] = "DC118"
    name: ClassVar[str] = "dose-only-in-an-order"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The dose stands in an order, and no word says that it was given."""
        doses = [one.evidence[0] for one in case.deciding.administrations if one.evidence]
        if not doses:
            return NotAssessed("no administration of the drug is documented")
        if any(amount.fact.support is not None for amount in case.facts.amounts):
            return Pass()  # other words of the note say that it was done
        if not all(_is_order(case.note.text, words) for words in doses):
            return Pass()
        message = f"The dose of {case.code} stands only in an order, and no word beside it says that it was given."
        return outcome_of([fault(self, message, evidence=doses, citations=(DRUG_RECORD,))])
