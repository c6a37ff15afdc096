"""DC226: route-modifier-against-route."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.claim_lines import modifiers_on, no_claim
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import ROUTE_MODIFIERS

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["RouteModifierAgainstRoute"]

_ROUTES = {"JA": "intravenous", "JB": "subcutaneous"}


class RouteModifierAgainstRoute:
    """JA or JB names another route than the record.

    ## What it checks
    JA (into a vein) and JB (under the skin) on lines of the code against the documented route; also both on one
    line.

    ## Why
    Where one code covers two routes, coverage differs by route.

    ## Example
    ```yaml
    code: J0490
    date: 2026-02-25
    claim: [{code: J0490, units: 60, modifiers: [JB]}]
    note: |
      Date of service: 02/25/2026
      Belimumab 600 mg IV was given today over one hour.
    fixed:
      claim: [{code: J0490, units: 60, modifiers: [JA]}]
    ```

    ## What to do
    Correct the modifier to the route documented.

    ## Source
    JA for intravenous, JB for subcutaneous (domain rules A5, grade A and B).
    """

    code: ClassVar[str] = "DC226"
    name: ClassVar[str] = "route-modifier-against-route"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """JA or JB names another route than the record."""
        if (missing := no_claim(case)) is not None:
            return missing
        claimed = [modifier for modifier in modifiers_on(case) if modifier in _ROUTES]
        if not claimed:
            return Pass()
        if any({"JA", "JB"} <= set(line.modifiers) for line in case.claim):
            message = f"A line for {case.code} carries both JA (intravenous) and JB (subcutaneous)."
            return outcome_of([fault(self, message, citations=(ROUTE_MODIFIERS,))])
        routes = {administration.route for administration in case.deciding.administrations if administration.route}
        if not routes:
            return NotAssessed("the record names no route")
        wrong = [modifier for modifier in claimed if _ROUTES[modifier] not in routes]
        evidence = [one for administration in case.deciding.administrations for one in administration.evidence]
        return outcome_of(
            fault(
                self,
                f"{modifier} says {_ROUTES[modifier]}, but the record documents another route for {case.code}.",
                evidence=evidence,
                citations=(ROUTE_MODIFIERS,),
            )
            for modifier in wrong
        )
