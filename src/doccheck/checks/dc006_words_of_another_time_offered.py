"""DC006: words-of-another-time-offered."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.out_of_context import OutOfContextCheck

__all__ = ["WordsOfAnotherTimeOffered"]


class WordsOfAnotherTimeOffered(OutOfContextCheck):
    """Words offered as evidence speak of another visit.

    ## What it checks
    For items that are not met, whether words offered for them are about an earlier visit, a copied note or history.

    ## Why
    What was true or done at another time proves nothing of this one.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      At the last visit on 01/12/2026 infliximab 350 mg IV was given.
    extraction:
      amounts: [{role: given, quote: 350 mg, number: "350", unit: mg, drug: infliximab}]
    fixed:
      replace: {At the last visit on 01/12/2026 infliximab: Today infliximab}
    ```

    ## What to do
    If it was done again at this visit, have that documented.

    ## Source
    History never proves what was done today (docs/checks.md).
    """

    code: ClassVar[str] = "DC006"
    name: ClassVar[str] = "words-of-another-time-offered"
    flags: ClassVar[tuple[str, ...]] = ("historical",)
    said: ClassVar[str] = "speak of another time"
    natural: ClassVar[tuple[str, ...]] = (
        "prior_therapies",
        "disease_progression",
        "lab_results",
        "genetic_testing",
        "diagnosis",
        "treatment_response",
        "order",
    )
