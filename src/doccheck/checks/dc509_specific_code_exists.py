"""DC509: specific-code-exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.case.identity import is_unclassified
from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS, UNCLASSIFIED
from doccheck.checks.wording import code_list, drug_given, right_codes

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["SpecificCodeExists"]


class SpecificCodeExists:
    """An unclassified code is used for a drug that has a code of its own.

    ## What it checks
    For codes of unclassified drugs, whether the official table lists a code for the drug documented on the date of
    service.

    ## Why
    A specific code goes before an unclassified one.

    ## Example
    ```yaml
    code: J3490
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Ketorolac 30 mg IM right deltoid was given today.
    fixed:
      replace: {Ketorolac 30 mg IM right deltoid: Anakinra 100 mg subcutaneously in the left thigh}
    ```

    ## What to do
    Bill the specific code.

    ## Source
    Unclassified codes (domain rule U7; the article on J3424 says the same).
    """

    code: ClassVar[str] = "DC509"
    name: ClassVar[str] = "specific-code-exists"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """An unclassified code is used for a drug that has a code of its own."""
        if not is_unclassified(case.facts_of_code):
            return NotAssessed("the code is not one for unclassified drugs")
        given = case.deciding.administrations or case.administrations
        names = dict.fromkeys(drug_given(case, one) for one in given)
        specific = [facts for name in names for facts in right_codes(case, name) if not is_unclassified(facts)]
        if not names:
            return NotAssessed("no administration is documented")
        if not specific or len(specific) < len(names):
            return Pass()
        message = (
            f"{case.code} is for unclassified drugs, but CMS lists {code_list(dict.fromkeys(specific))} for "
            "the drug documented."
        )
        return outcome_of([fault(self, message, citations=(HCPCS, UNCLASSIFIED))])
