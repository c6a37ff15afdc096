"""DC504: definitions-of-code-disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS
from doccheck.checks.wording import code_list, unit_words

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.quantity import Quantity

__all__ = ["DefinitionsOfCodeDisagree"]


def _same_unit(one: Quantity | None, other: Quantity | None) -> bool:
    return one is other is None or (one is not None and other is not None and one.same_as(other))


class DefinitionsOfCodeDisagree:
    """The article and the official table say different things of the code.

    ## What it checks
    Drug and billing unit of the article against drug and unit of the CMS table. Under a pinned authority it is a
    note, under auto it asks for a person.

    ## Why
    A wrong drug or unit on a claim is a false claim, so the official table is never silently overruled, and the
    article is never silently dropped.

    ## Example
    ```yaml
    code: J2326
    date: 2026-03-09
    authority: auto
    note: |
      Date of service: 03/09/2026
      Natalizumab 300 mg IV was given today.
    fixed:
      code: J1745
    ```

    ## What to do
    Decide with the payer which definition holds, then pin it with --authority; CMS's code for the drug is named in
    the finding.

    ## Source
    The article and the HCPCS table of CMS (grade A for the table).
    """

    code: ClassVar[str] = "DC504"
    name: ClassVar[str] = "definitions-of-code-disagree"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The article and the official table say different things of the code."""
        if case.article is None:
            return Pass()
        article, official = case.article.definition, case.facts_of_code
        same_drug = case.reference.drugs.same(article.drug, official.drug)
        same_unit = _same_unit(article.billing_unit, official.billing_unit)
        if same_drug and same_unit:
            return Pass()
        documented = case.deciding.administrations
        generic = case.reference.drugs.generic(documented[0].drug) if documented else None
        drug = generic or article.drug
        listed = case.reference.codes_of(drug, case.service.date)
        right = (
            f"; CMS lists {drug} under {code_list(listed)}" if listed else f"; CMS lists no code of its own for {drug}"
        )
        message = (
            f"The article defines {case.code} as {article.drug}, {unit_words(article)}, and the CMS table as "
            f"{official.drug}, {unit_words(official)}{right}."
        )
        weight = Severity.REVIEW if case.authority == "auto" else Severity.NOTE
        return outcome_of([fault(self, message, severity=weight, citations=(article.source, HCPCS))])
