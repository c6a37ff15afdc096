"""The deterministic checks: each looks at a case and its answers and says pass, fail or not assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.checks.claim_lines import ASK_A_CLAIM, NO_CLAIM
from doccheck.checks.rule import Fail, Finding, NotAssessed, NotAssessedCheck, Severity

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.checks.rule import Answers

__all__ = ["run"]

_RANK = {Severity.BLOCK: 0, Severity.REVIEW: 1, Severity.NOTE: 2}


def run(case: Case, answers: Answers) -> tuple[tuple[Finding, ...], tuple[NotAssessedCheck, ...]]:
    """Run every check.

    Args:
        case: The case.
        answers: Requirement field → its answer.

    Returns:
        The findings, worst first and then by code, and the checks that lacked an input.
    """
    # The classes are imported with the first case that needs them: a command that checks nothing loads none of them.
    from doccheck.checks.of_records import RECORD_CHECKS  # noqa: PLC0415

    chosen = dict(RECORD_CHECKS)
    findings: list[Finding] = []
    lacking: list[NotAssessedCheck] = []
    if case.claim_given:
        from doccheck.checks.of_claims import CLAIM_CHECKS  # noqa: PLC0415

        chosen.update(CLAIM_CHECKS)
    else:
        lacking += [NotAssessedCheck(code, NO_CLAIM.reason) for code in ASK_A_CLAIM]
    for code, kind in chosen.items():
        match kind().run(case, answers):
            case Fail(found):
                findings += found
            case NotAssessed(reason):
                lacking.append(NotAssessedCheck(code, reason))
            case _:
                pass
    findings.sort(key=lambda finding: (_RANK[finding.severity], finding.rule))
    return tuple(findings), tuple(sorted(lacking))
