"""The page of a check: its docstring, as ``doccheck explain`` prints it and as ``docs/checks.md`` collects it."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from doccheck.checks.registry import CHECKS
from doccheck.errors import SettingError

if TYPE_CHECKING:
    from doccheck.checks.rule import Check

__all__ = ["SECTIONS", "example_of", "explain_page", "list_page", "sections_of"]

SECTIONS = ("What it checks", "Why", "Example", "What to do", "Source")
"""The sections every check's docstring has, in this order."""

_FAMILIES = {
    "DC0": "Input and grounding",
    "DC1": "Dose and units",
    "DC2": "Waste and modifiers",
    "DC3": "Required documentation",
    "DC4": "Dates, order and signature",
    "DC5": "Code and drug identity",
    "DC9": "The tool's own limits",
}
_HEAD = """# The checks

<!-- Written by `python docs/generate.py` from the docstrings; edit those. -->

Every check answers pass, fail or not assessed; a missing input is never a pass. `block` makes the verdict fail,
`review` makes it review at best, `note` leaves it. A finding may weigh less or more than its check's usual severity
where its page says so.
"""


def sections_of(check: type[Check]) -> dict[str, str]:
    """Return the sections of the docstring of ``check``, and its first paragraph under the key ``""``."""
    parts = re.split(r"^## (.+)$", inspect.getdoc(check) or "", flags=re.MULTILINE)
    return {"": parts[0].strip()} | {
        title.strip(): body.strip() for title, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def example_of(check: type[Check]) -> str:
    """Return the YAML of the example in the docstring of ``check``."""
    return sections_of(check)["Example"].removeprefix("```yaml\n").removesuffix("```")


def explain_page(code: str) -> str:
    """Return the page of the check ``code``, in Markdown.

    Raises:
        SettingError: There is no such check.
    """
    wanted = code.strip().upper()
    if wanted not in CHECKS:
        # The message leaves out what was typed: it may be anything.
        msg = f"there is no check of that name; checks are {min(CHECKS)} to {max(CHECKS)}, see docs/checks.md"
        raise SettingError(msg)
    return "\n".join(_page(CHECKS[wanted], level=1))


def list_page() -> str:
    """Return ``docs/checks.md``: all checks by family."""
    lines = [_HEAD]
    for prefix, family in _FAMILIES.items():
        members = [check for code, check in CHECKS.items() if code.startswith(prefix)]
        lines += [f"## {family}", "", "| check | fault | severity |", "|---|---|---|"]
        lines += [
            f"| [{one.code}](#{one.code.lower()}-{one.name}) | {sections_of(one)['']} | {one.severity.value} |"
            for one in members
        ]
        lines.append("")
        for check in members:
            lines += _page(check, level=3)
    return "\n".join(lines).rstrip() + "\n"


def _page(check: type[Check], *, level: int) -> list[str]:
    sections = sections_of(check)
    lines = [f"{'#' * level} {check.code} {check.name}", "", f"Severity: {check.severity.value}. {sections['']}", ""]
    for title in SECTIONS:
        lines += [f"**{title}.**", "", sections[title], ""] if level > 1 else [f"## {title}", "", sections[title], ""]
    return lines
