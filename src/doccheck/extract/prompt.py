"""The request for one note: the static part first, the note last, fenced as data.

Prompts are versioned files, ``prompts/<id>/<version>.md``; a released one is never edited. The static part depends on
the code only, so that a server can keep it between notes.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from doccheck.errors import ReferenceDataError, SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["DEFAULT_PROMPT", "Asked", "Prompt", "content", "instructions", "load_prompt"]

DEFAULT_PROMPT = "extract-facts/v1"

_HERE = Path(__file__).resolve()
_NAME = re.compile(r"[a-z0-9-]+/v[0-9]+")
_KEYS = {"id", "version", "why"}
_UNSEEN = frozenset({"Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of what no reader sees: format and direction marks, surrogates, private use, separators."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file.

    Args:
        name: ``id/version``, as the report prints it.
        why: Why this version was made.
        body: Its text with ``<<CODE>>``, ``<<REQUIREMENTS>>`` and ``<<SCHEMA>>`` still in it.
    """

    name: str
    why: str
    body: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What evidence is asked for: the id the answer names, a label, and what the evidence must hold."""

    id: str
    label: str
    detail: str


def _folder() -> Path:
    for folder in (_HERE.parents[1] / "_data" / "prompts", _HERE.parents[3] / "prompts"):
        if folder.is_dir():
            return folder
    msg = "the prompts of doccheck are not installed; install the package again"
    raise ReferenceDataError(msg)


@cache
def load_prompt(name: str = DEFAULT_PROMPT) -> Prompt:
    """Return the prompt ``id/version``.

    Raises:
        SettingError: There is no such prompt.
        ReferenceDataError: The file's front matter is malformed.
    """
    path = _folder() / f"{name}.md"
    if not _NAME.fullmatch(name) or not path.is_file():
        known = sorted(str(file.relative_to(_folder()).with_suffix("")) for file in _folder().glob("*/v*.md"))
        msg = f"there is no such prompt; the prompts are {', '.join(known)}"
        raise SettingError(msg)
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    front = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    if set(front) != _KEYS or f"{front['id']}/{front['version']}" != name or not body.strip():
        msg = f"{path}: the front matter must name exactly id, version and why, and agree with the file's name"
        raise ReferenceDataError(msg)
    return Prompt(name, front["why"], body)


def instructions(prompt: Prompt, code: str | None, requirements: Sequence[Asked], schema: Mapping[str, object]) -> str:
    """Return the static part: the same for every note that is read for ``code``.

    Args:
        prompt: The prompt file.
        code: HCPCS code, ``None`` when the note is read for no code.
        requirements: What the code asks for.
        schema: JSON schema of the answer.
    """
    lines = [f"- {row.id}: {row.label.rstrip('.')}. {row.detail}".rstrip() for row in requirements]
    return (
        prompt.body.replace("<<CODE>>", code or "ANY INJECTED DRUG")
        .replace("<<REQUIREMENTS>>", "\n".join(lines))
        .replace("<<SCHEMA>>", json.dumps(schema, separators=(",", ":")))
    )


def content(text: str, part: int = 1, parts: int = 1) -> str:
    """Return the last part: ``text`` as one JSON string between two fences nobody can foretell in the note.

    Args:
        text: The note, or a stretch of a long one.
        part: Which stretch, from 1.
        parts: How many.
    """
    # Derived from the words, not random: the same note gives the same request, so that recordings replay.
    fence = f"NOTE-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    which = f"Part {part} of {parts} of the note; the parts overlap.\n" if parts > 1 else ""
    return f"{which}{fence}\n{_as_json(text)}\n{fence}"


def _as_json(text: str) -> str:
    """JSON with letters as they are, and every invisible or direction-changing character spelled out."""
    plain = json.dumps(text, ensure_ascii=False)
    if plain.isascii():
        return plain
    return "".join(json.dumps(letter)[1:-1] if unicodedata.category(letter) in _UNSEEN else letter for letter in plain)
