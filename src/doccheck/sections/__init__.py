"""The sections of a note: where each begins and what it is about."""

from __future__ import annotations

from doccheck.sections.find import Section, find_sections, section_at
from doccheck.sections.titles import SectionKind, kind_of

__all__ = ["Section", "SectionKind", "find_sections", "kind_of", "section_at"]
