"""DC008: words-about-another-person-offered."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.out_of_context import OutOfContextCheck

__all__ = ["WordsAboutAnotherPersonOffered"]


class WordsAboutAnotherPersonOffered(OutOfContextCheck):
    """Words offered as evidence are about somebody else.

    ## What it checks
    For items that are not met, whether words offered for them are about a relative or another patient.

    ## Why
    A relative's disease, test or treatment is not the patient's.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV was given today. Family history: mother with Crohn's disease.
    extraction:
      fields: [{field: diagnosis, quote: Crohn's disease}]
    fixed:
      replace: {"Family history: mother with": "Assessment:"}
    ```

    ## What to do
    Have the patient's own finding documented.

    ## Source
    Family and other patients never prove anything of this one (docs/checks.md).
    """

    code: ClassVar[str] = "DC008"
    name: ClassVar[str] = "words-about-another-person-offered"
    flags: ClassVar[tuple[str, ...]] = ("other_person",)
    said: ClassVar[str] = "are about another person"
