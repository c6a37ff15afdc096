"""DC003: value-not-in-quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Result, Severity, fault, outcome_of
from doccheck.checks.sources import TOOL

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["ValueNotInQuote"]


class ValueNotInQuote:
    """A number or unit does not stand in the quote that should prove it.

    ## What it checks
    For every amount, whether number and unit are found in its own quote as whole words.

    ## Why
    A quote that stands in the note does not prove a number that does not stand in the quote.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 400 mg IV was given over two hours today.
    extraction:
      amounts: [{role: given, quote: 400 mg, number: "500", unit: mg, drug: Infliximab}]
    fixed:
      extraction:
        amounts: [{role: given, quote: 400 mg, number: "400", unit: mg, drug: Infliximab}]
    ```

    ## What to do
    Read the words shown; the amount was left out of every decision.

    ## Source
    How doccheck grounds quotes (docs/checks.md).
    """

    code: ClassVar[str] = "DC003"
    name: ClassVar[str] = "value-not-in-quote"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A number or unit does not stand in the quote that should prove it."""
        wrong = [
            amount
            for amount in case.facts.amounts
            if amount.fact.number and amount.place.grounded and not amount.value_follows
        ]
        return outcome_of(
            fault(
                self,
                f"The amount offered as {amount.fact.role.value.replace('_', ' ')} does not follow from its own quote; "
                "it was left out of every decision.",
                evidence=() if amount.place.span is None else (case.note.evidence(amount.place.span),),
                citations=(TOOL,),
            )
            for amount in wrong
        )
