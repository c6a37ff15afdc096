"""Characters of a note that a screen would obey instead of showing are shown by their name.

A right-to-left override makes a note display other words than those that were checked; an escape sequence can
rewrite a terminal. Reports show such characters as ``⟨U+202E⟩``.
"""

from __future__ import annotations

import re

__all__ = ["OBEYED", "visible"]

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""One control, zero-width, bidirectional or unpaired character; tab and line feed are left alone."""


def visible(text: str) -> str:
    """Return ``text`` with every character of :data:`OBEYED` as a visible token; CRLF becomes a line feed."""
    return OBEYED.sub(_token, text.replace("\r\n", "\n"))


def _token(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found.group()):04X}⟩"
