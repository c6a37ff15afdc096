"""DC119: total-and-parts-added."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.language.sentences import sentence_around

if TYPE_CHECKING:
    from doccheck.case.records import Administration, Case
    from doccheck.note import Span

__all__ = ["TotalAndPartsAdded"]

_FEWEST = 3


def _is_total_and_parts(group: list[Administration]) -> bool:
    doses = [one.dose for one in group if one.dose is not None]
    if len(doses) < _FEWEST or not all(dose.comparable(doses[0]) for dose in doses):
        return False
    values = [dose.to(doses[0].unit).value for dose in doses]
    return max(values) * 2 == sum(values)


class TotalAndPartsAdded:
    """A stated total and its parts were counted as separate doses.

    ## What it checks
    Whether, in one sentence, one of three or more doses of the drug is the sum of the others.

    ## Why
    A total that is stated with its parts would be billed twice.

    ## Example
    ```yaml
    code: J2357
    date: 2026-03-24
    note: |
      Date of service: 03/24/2026
      Omalizumab 225 mg SC was given today: 150 mg right arm, 75 mg left arm.
    extraction:
      amounts:
        - {role: given, quote: 225 mg, number: "225", unit: mg, drug: Omalizumab}
        - {role: given, quote: 150 mg, number: "150", unit: mg, drug: Omalizumab}
        - {role: given, quote: 75 mg, number: "75", unit: mg, drug: Omalizumab}
    fixed:
      replace: {"225 mg SC was given today: 150 mg": "150 mg SC was given today:"}
      extraction:
        amounts:
          - {role: given, quote: 150 mg, number: "150", unit: mg, drug: Omalizumab}
          - {role: given, quote: 75 mg, number: "75", unit: mg, drug: Omalizumab}
    ```

    ## What to do
    Bill the total once; have the record say what is the total and what are its parts.

    ## Source
    Multiplicity of doses (domain rule T13).
    """

    code: ClassVar[str] = "DC119"
    name: ClassVar[str] = "total-and-parts-added"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """A stated total and its parts were counted as separate doses."""
        given = [one for one in case.deciding.administrations if one.dose is not None and one.evidence]
        if not given:
            return NotAssessed("no dose given is known")
        groups: dict[Span, list[Administration]] = {}
        for one in given:
            groups.setdefault(sentence_around(case.note.text, one.evidence[0].span), []).append(one)
        torn = [group for group in groups.values() if _is_total_and_parts(group)]
        return outcome_of(
            fault(
                self,
                f"One of the doses of {case.code} is the sum of the others in the same sentence; a total may "
                "be counted twice.",
                evidence=(one.evidence[0] for one in group),
                citations=(DRUG_RECORD,),
            )
            for group in torn
        )
