"""Answers to the requirements of a code: one judge for each kind of evidence."""

from __future__ import annotations

from doccheck.requirements.judge import judge

__all__ = ["judge"]
