"""Expressions that are tried only where a match can begin."""

import gc
import importlib
import pkgutil
import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import doccheck
from doccheck.language.patterns import Pattern

TEXT = "Only half was given.\nThe DOSE was held; dose 2 was given, only 10 % of it. A wrong chart: K\u212a \u017feen."


def with_starts() -> list[Pattern]:
    """Every expression of the package that names its beginnings."""
    for module in pkgutil.walk_packages(doccheck.__path__, "doccheck."):
        if not module.name.startswith(("doccheck.review", "doccheck.cli", "doccheck.models")):
            importlib.import_module(module.name)
    return [one for one in gc.get_objects() if isinstance(one, Pattern) and one.starts]


def begins(items: list[Any], starts: tuple[str, ...], typed: str = "") -> bool:
    """Whether whatever ``items`` of a parsed expression match after ``typed`` begins with one of ``starts``."""
    if typed.startswith(starts) or not items or not any(one.startswith(typed) for one in starts):
        return typed.startswith(starts)
    return all(begins([*first, *items[1:]], starts, typed + letter) for first, letter in steps(*items[0]))


def steps(code: Any, value: Any) -> list[tuple[list[Any], str]]:  # noqa: PLR0911 - the kinds of item there are
    """What may come of one item: what has to be looked at before the rest, and the letter it matches."""
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return [([], "")]
    if code is codes.LITERAL:
        return [([], chr(value).lower())]
    if code is codes.IN and all(kind is codes.LITERAL for kind, _ in value):
        return [([], chr(one).lower()) for _, one in value]
    if code is codes.BRANCH:
        return [(list(branch), "") for branch in value[1]]
    if code is codes.SUBPATTERN:
        return [(list(value[-1]), "")]
    if code is codes.ATOMIC_GROUP:
        return [(list(value), "")]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, repeated = value
        again = [(code, (max(0, least - 1), most - 1, repeated))] if most > 1 else []
        return [([*repeated, *again], "")] + ([] if least else [([], "")])
    return [([], "\0")]  # anything: no beginning holds it


def test_the_beginnings_named_are_all_there_are() -> None:
    patterns = with_starts()
    assert len(patterns) > 10
    for pattern in patterns:
        compiled = pattern.compiled()
        assert begins(list(parser.parse(compiled.pattern, compiled.flags)), pattern.starts), compiled.pattern[:60]


def test_a_beginning_left_out_is_noticed() -> None:
    parsed = list(parser.parse(r"\b(?:only|just)\s+x|[-+]\d|ab?c"))
    assert begins(parsed, ("only", "ju", "-", "+", "a"))
    assert not begins(parsed, ("only", "-", "+", "a"))
    assert not begins(parsed, ("only", "just", "-", "a"))
    assert not begins(parsed, ("only", "just", "-", "+", "ab"))


@pytest.mark.parametrize(
    ("source", "starts"),
    [
        (r"\b(?:only|just)\s+(?:half|\d+)\b", "only just"),
        (r"\bdose\b(?: was)?", "dose"),
        (r"[;:.]\s*\w+|\bwrong", "; : . wrong"),
        (r"kk|\bseen\b", "k seen"),
        (r"given(?!\.)", "given"),
    ],
)
def test_the_same_is_found_with_and_without_beginnings(source: str, starts: str) -> None:
    plain, quick = re.compile(source, re.IGNORECASE), Pattern(source, re.IGNORECASE, starts=starts)
    assert [one.span() for one in quick.finditer(TEXT)] == [one.span() for one in plain.finditer(TEXT)] != []
    for start in range(len(TEXT)):
        for end in (start + 9, len(TEXT)):
            for ours, theirs in (
                (quick.search, plain.search),
                (quick.match, plain.match),
                (quick.fullmatch, plain.fullmatch),
            ):
                mine, other = ours(TEXT, start, end), theirs(TEXT, start, end)
                assert (mine and mine.span()) == (other and other.span())


def test_a_text_without_a_beginning_compiles_nothing() -> None:
    pattern = Pattern("(never compiled", starts="never")
    assert pattern.search("something else") is None
    assert pattern.match("something else") is None
    assert list(pattern.finditer("something else")) == []
