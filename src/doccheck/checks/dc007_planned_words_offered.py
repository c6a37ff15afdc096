"""DC007: planned-words-offered."""

from __future__ import annotations

from typing import ClassVar

from doccheck.checks.out_of_context import OutOfContextCheck

__all__ = ["PlannedWordsOffered"]


class PlannedWordsOffered(OutOfContextCheck):
    """Words offered as evidence are a plan or an order.

    ## What it checks
    For items that are not met, whether words offered for them are intended, ordered or still to come.

    ## Why
    A plan is no service.

    ## Example
    ```yaml
    code: J1745
    date: 2026-03-09
    note: |
      Date of service: 03/09/2026
      Infliximab 350 mg IV will be given next week.
    extraction:
      amounts: [{role: given, quote: 350 mg, number: "350", unit: mg, drug: Infliximab}]
    fixed:
      replace: {will be given next week: was given today}
    ```

    ## What to do
    If it was carried out, have that documented.

    ## Source
    A plan or an order never proves what was done (docs/checks.md).
    """

    code: ClassVar[str] = "DC007"
    name: ClassVar[str] = "planned-words-offered"
    flags: ClassVar[tuple[str, ...]] = ("planned", "ordered")
    said: ClassVar[str] = "are a plan or an order"
    natural: ClassVar[tuple[str, ...]] = ("order", "treatment_plan", "patient_instructions")
