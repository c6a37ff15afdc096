"""Evidence for every documentation field, found offline; one file a family of fields.

The finders are liberal: what they offer is grounded, read in its context and judged like words from a model.
"""

from __future__ import annotations

from doccheck.extract.rules.fields.find import find_fields

__all__ = ["find_fields"]
