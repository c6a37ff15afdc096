"""Every check there is: code → class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.checks.of_claims import CLAIM_CHECKS
from doccheck.checks.of_records import RECORD_CHECKS

if TYPE_CHECKING:
    from doccheck.checks.rule import Check

__all__ = ["CHECKS"]

CHECKS: dict[str, type[Check]] = dict(sorted({**RECORD_CHECKS, **CLAIM_CHECKS}.items()))
