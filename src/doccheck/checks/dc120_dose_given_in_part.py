"""DC120: dose-given-in-part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import DRUG_RECORD
from doccheck.ground.context import read_context
from doccheck.language.amounts import find_amounts
from doccheck.language.patterns import Pattern
from doccheck.language.sentences import sentence_around
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["DoseGivenInPart"]

_SHARE = (
    r"(?:half|(?:one|two)[\s-]thirds?|(?:a|one)[\s-](?:third|quarter)|three[\s-]quarters"
    r"|part|some|\d{1,2}\s?%|a portion|a fraction)"
)
_THE_DOSE = (
    r"(?:\s+(?:of\s+)?(?:it|(?:the|this|that|his|her)\s+"
    r"(?:drug|dose|medication|medicine|injection|infusion|volume|amount|bag|solution|contents?)))?"
)
_WENT_IN = r"(?:injected|infused|administered|delivered|instilled|given|went\s+in|received|infiltrated|got\s+in)"
_IN_PART = Pattern(
    rf"\b(?:only|just)\s+(?:about\s+|approximately\s+|approx\.?\s+|roughly\s+|around\s+|an?\s+estimated\s+|~\s?)?{_SHARE}{_THE_DOSE}"
    rf"\s+(?:(?:was|were|could\s+be|had\s+been|has\s+been|got)\s+)?{_WENT_IN}\b"
    rf"|\b(?:about|approximately|approx\.?|roughly|around|an?\s+estimated|~)\s?{_SHARE}{_THE_DOSE}"
    rf"\s+(?:(?:was|were|had\s+been|has\s+been|got)\s+)?{_WENT_IN}\b"
    rf"|\b(?:injected|infused|administered|gave|delivered)\s+(?:only|just|about|approximately|roughly)\s+(?:about\s+)?{_SHARE}\b"
    r"|\b(?:partial\s+dose|partially\s+(?:injected|infused|administered|delivered|given)|incomplete\s+(?:dose|injection))\b"
    r"|\b(?:(?:some|part|half|most|the\s+rest|rest|remainder|remaining\s+\w+|unknown\s+(?:amount|volume))(?:\s+of\s+(?:it|the\s+\w+))?)"
    r"\s+(?:(?:was|were|is|has)\s+)?(?:lost|spilled|spilt|leaked|sprayed|squirted|dripped)\b"
    r"|\b(?:amount|dose|volume)\s+(?:actually\s+)?(?:injected|infused|given|received|delivered)\s+(?:is\s+|was\s+)?"
    r"(?:uncertain|unknown|unclear|not\s+known|could\s+not\s+be\s+(?:determined|estimated))\b"
    r"|\b(?:stopped|halted|discontinued|interrupted|aborted|ended)(?:\s+(?:at\s+)?\d{1,2}:?\d\d)?\s+(?:after|at|with)\s+"
    r"(?:(?:only|just|about|approximately|approx\.?|roughly|around|~)\s*){0,2}"
    r"(?:half|(?:one|two)[\s-]thirds?|(?:a|one)[\s-](?:third|quarter)|three[\s-]quarters|\d{1,2}\s?%)"
    r"(?!\s+(?:of\s+)?(?:an?\s+|the\s+)?(?:hour|minute|day|week|month))",
    re.IGNORECASE,
    starts="only just a roughly ~ injected infused administered gave delivered partial incomplete "
    "some part half most the rest remain unknown dose volume stopped halted discontinued interrupted aborted ended",
)
_WENT_ON = Pattern(r"\b(?:resumed|restarted|re-started)\b", re.IGNORECASE, starts="resumed restarted re-started")


def _measured(case: Case, span: Span) -> bool:
    """Whether the amount that went in follows in so many words, was worked out from the share, or the rest followed."""
    if any(one.steps for one in case.deciding.administrations) or _WENT_ON.search(case.note.text, span.end):
        return True
    around = sentence_around(case.note.text, span)
    return any(one.reading.kind == "amount" for one in find_amounts(case.note.text[span.start : around.end]))


class DoseGivenInPart:
    """Only a part of the dose went in, and how much is not known.

    ## What it checks
    Whether words say that a part of the dose was injected, lost or leaked without the amount that went in.

    ## Why
    The amount drawn up is not the amount given, and only the amount given is billed as administered.

    ## Example
    ```yaml
    code: J1885
    date: 2026-03-20
    note: |
      Date of service: 03/20/2026
      Ketorolac 30 mg IM was given at 09:30 into the right deltoid.
      He pulled away and only about half was injected.
    fixed:
      replace: {He pulled away and only about half was injected.: He did well.}
    ```

    ## What to do
    Have the person who gave it document the amount that was given and the amount that was lost.

    ## Source
    The record states the dose given (docs/checks.md).
    """

    code: ClassVar[str] = "DC120"
    name: ClassVar[str] = "dose-given-in-part"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """Only a part of the dose went in, and how much is not known."""
        if not case.deciding.administrations:
            return NotAssessed("no administration of the drug is documented")
        found = [Span(*match.span()) for match in _IN_PART.finditer(case.note.text)]
        told = [span for span in found if read_context(case.note, span).tells_of_today and not _measured(case, span)]
        if not told:
            return Pass()
        message = f"Only a part of the dose of {case.code} went in, and the amount given is not stated."
        return outcome_of([fault(self, message, evidence=map(case.note.evidence, told), citations=(DRUG_RECORD,))])
