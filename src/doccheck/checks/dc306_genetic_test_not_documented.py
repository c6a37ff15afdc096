"""DC306: genetic-test-not-documented."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.documentation import DocumentationCheck

__all__ = ["GeneticTestNotDocumented"]


class GeneticTestNotDocumented(DocumentationCheck):
    """The record holds no genotype or phenotype of the patient.

    ## What it checks
    The answer to `genetic_testing`: a result of this patient; a test that is only ordered and a relative's result
    do not count. A required item that is missing blocks, an undecided one asks for a person, an advisory one is a
    note.

    ## Why
    The article names the test.

    ## Example
    ```yaml
    code: J2252
    date: 2026-03-09
    authority: article
    note: |
      Date of service: 03/09/2026
      Alpha-1 proteinase inhibitor 4,500 mg IV was given today for alpha-1 antitrypsin deficiency.
      Seen at 9 am.
    fixed:
      replace: {Seen at 9 am.: "Phenotype PiZZ."}
    ```

    ## What to do
    Ask the author of the note for an addendum on what was done; nothing is ever suggested as a fact.

    ## Source
    The requirement cites its article or the Medicare baseline; the citation stands with the finding.
    """

    code: ClassVar[str] = "DC306"
    name: ClassVar[str] = "genetic-test-not-documented"
    fields: ClassVar[tuple[str, ...]] = ("genetic_testing",)
