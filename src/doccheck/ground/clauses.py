"""Where a sentence begins to say something else: a comma or ``and`` with a subject or a verb of its own behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.language.word_list import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["new_clause", "new_deed"]

_PRONOUNS = frozenset(("he", "she", "they", "we", "i", "patient", "pt", "it"))
_NEW_STATEMENT = _PRONOUNS | {"given", "will"}
_JOINTS = frozenset((",", "and", "(", "—", "–", ":"))
_DASHES = frozenset(("—", "–", ":"))
_SHORTEST_VERB = 5
_VERBS = word_list("was were is are has had gave got took")
_NOT_YET = word_list("be will would should could may might can shall if unless")
_SUBJECT_REACH = 6


def new_clause(words: Sequence[str]) -> bool:
    """Whether a comma or ``and`` opens a new statement: a subject or a past verb follows it."""
    for at, word in enumerate(words):
        if word not in _JOINTS or (at == 0 and word == ":"):  # a label: "Ruled out: …"
            continue
        if word == ":" and words[at - 1].isdigit():
            continue  # a clock time
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in _DASHES or _is_past(following) or following in _NEW_STATEMENT:
            return True
    return False


def new_deed(between: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether something done is told behind a plan or a danger ("risks were reviewed and consent was obtained").

    Args:
        between: The words from the plan on to the place asked about.
        behind: The words from that place on.
    """
    words = [*between, *behind]
    for at, word in enumerate(between):
        if word not in (",", "and"):
            continue
        following = words[at + 1 : at + 1 + _SUBJECT_REACH]
        if following[:1] == ["and"]:
            continue
        told = words[:at]
        if _NOT_YET.intersection((*told, *following)) or not any(map(_is_verb, following)):
            continue
        subject = following[1] if following[:1] == ["the"] and len(following) > 1 else following[0]
        if subject in _PRONOUNS or any(map(_is_verb, told)):
            return True
    return False


def _is_past(word: str) -> bool:
    return len(word) >= _SHORTEST_VERB and word.endswith("ed")


def _is_verb(word: str) -> bool:
    return word in _VERBS or _is_past(word)
