"""Whether a drug went in by needle or catheter, and not by mouth, on the skin, as a rinse or as a diluent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.own_route import behind_the_last, is_dripped_in, is_swallowed, own_route
from doccheck.extract.rules.roles import Part
from doccheck.language.anatomy import INJECTED
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement
    from doccheck.language.passages import Passage

__all__ = [
    "SURGICAL_KINDS",
    "has_injected_route",
    "is_fluid_given",
    "is_mixed_with_anaesthetic",
    "is_not_injected",
]

_NOT_INTO_TISSUE = Pattern(
    r"\b(?:irrigat\w*|lavag\w+|rins\w+|soaked|saturated|pack(?:ed|ing)|prepped|scrubbed|painted"
    r"|swabbed|wiped|cleansed|cleaned|washed|moistened|impregnated|dressed|sprayed|topicali[sz]ed"
    r"|dipped|intrabronchial\w*|airway an(?:a?e)sthe\w+|vocal cords?|nares|nostrils?|oropharyn\w+"
    r"|pharyn\w+|gag reflex|drops?|swish\w*|gargl\w+|sponges?|cottonoids?|pledgets?|cotton)\b",
    re.IGNORECASE,
)


_INTO_TISSUE = Pattern(
    r"\b(?:inject\w*|infiltrat\w*|infus\w+|instill\w*|block\w*|bolus\w*|hung|wheal"
    r"|an(?:a?e)stheti[sz](?:ed|ing)|given|received|administered|vaccinated|sedated|premedicated|deposited|flushed"
    r"|heparini[sz]ed)\b",
    re.IGNORECASE,
)


_THEN_INTO = Pattern(
    r"\W{0,3}(?:solution |\([^)]{0,30}\)\s*)?(?:was|were)\s+(?:then |also |subsequently "
    r"|\w+ly )?(?:inject|infiltrat|infus|instill|introduc|given|administer)\w*",
    re.IGNORECASE,
)
SURGICAL_KINDS = frozenset({"local_anaesthetic", "contrast", "sedation", "anaesthesia", "radiopharmaceutical"})


_SOAKED = Pattern(r"\b(?:drops?|gtts?|pledgets?|cottonoids?|sponges?)\s+(?:of|with)\s+(?:the\s+)?$", re.IGNORECASE)
_OUTSIDE = Pattern(
    r"\b(?:for (?:airway|topical)|intrabronchial|endobronchial|vocal cords?|oropharyn|nares)", re.IGNORECASE
)
_FLUSHED = Pattern(r"\b(?:pre-?)?flushed\b|\bflush(?:es|ing)?\b", re.IGNORECASE)
_PUT_IN = Pattern(r"\b(?:inject|infiltrat|infus|introduc|instill|nerve block)\w*", re.IGNORECASE)
_RINSE = Pattern(
    r"\bflush|irrigat|lavag|dilut|mixed|(?:\d|\bml|\bcc|\bwas|\bwere)\s+(?:then\s+)?returned|wedged|implant",
    re.IGNORECASE,
)
_TREATMENT = Pattern(
    r"\b(?:bolus\w*|hydrat\w+|resuscitat\w+|IV|intravenous\w*|wide open|IVF|over (?:\d|an? |one |two ))",
    re.IGNORECASE,
)


def is_fluid_given(statement: Statement, whole: Passage) -> bool:
    """Whether saline and the like were a treatment, not what a drug came in or a line was flushed with."""
    return bool(statement.parts(Part.VOLUME)) and not whole.has(_RINSE) and whole.has(_TREATMENT)


def has_injected_route(page: Page, statement: Statement) -> bool:
    """Whether the statement's sentence names a route by needle or catheter."""
    span = statement.segment.span
    return any(route.name in INJECTED for route in page.routes_in(span))


_MIXED = Pattern(r"[^.;\n]{0,40}?(?:[+/,&]|\b(?:with|and|plus|w)\b)[^.;\n]{0,24}", re.IGNORECASE)


_PREPARED_ONLY = Pattern(
    r"\b(?:drawn up|drew up|prepared|pulled|set up|to be|available|ready|offered|quoted?|cost)\b", re.IGNORECASE
)


def is_mixed_with_anaesthetic(page: Page, statement: Statement) -> bool:
    """Whether a dose is told in one breath with a volume of local anaesthetic: what a joint is injected with."""
    sentence = statement.segment.span
    if statement.drug.kind != "drug" or not statement.parts(Part.DOSE, Part.VOLUME):
        return False
    if page.passage(sentence).has(_PREPARED_ONLY):
        return False
    if not any(
        value.dimension == "volume" for amount in page.amounts_in(sentence) for value in amount.reading.values[:1]
    ):
        return False
    for other in page.drugs_in(sentence):
        if other.kind != "local_anaesthetic":
            continue
        start, end = (
            (statement.drug.end, other.span.start)
            if other.span.start > statement.drug.span.start
            else (other.end, statement.drug.span.start)
        )
        if start < end and not _other_drugs(page, Span(start, end)) and _MIXED.fullmatch(_bare(page, start, end)):
            return True
    return False


def _other_drugs(page: Page, span: Span) -> bool:
    return any(drug.kind != "diluent" for drug in page.drugs_in(span))


def _bare(page: Page, start: int, end: int) -> str:
    """Return the words between two drugs without brackets and with the points of decimals left out."""
    words = re.sub(r"\([^()]*\)", " ", page.text[start:end])
    return re.sub(r"(?<=\d)\.(?=\d)", "", words)


def is_not_injected(page: Page, statement: Statement, clause: Span) -> bool:  # noqa: C901, PLR0911 - one question after the other
    """Whether the drug was swallowed, inhaled, dropped, rubbed in or used to rinse."""
    text, start, end = page.text, statement.start, statement.end
    whole = page.passage(clause)
    if statement.drug.kind == "local_anaesthetic" and whole.has(_URETHRA):
        return True
    if statement.parts(Part.RATE) and _DRIP.search(text, start, clause.end):
        return False
    stop = page.next_drug(end, clause.end)
    leads = [
        (match.start(), into)
        for words, into in ((_NOT_INTO_TISSUE, False), (_INTO_TISSUE, True))
        if whole.may_hold(words)
        for match in words.finditer(text, clause.start, start)
    ]
    if is_dripped_in(page, statement, clause, stop):
        return True
    if _SOAKED.search(text[max(0, start - 24) : start]):
        return True
    if leads and not max(leads)[1] and _THEN_INTO.match(text, end, stop) is None:
        return True
    if not leads and whole.search_in(text[end : min(stop, end + 60)], _OUTSIDE):
        return True
    if whole.search_in(text[clause.start : start], _FLUSHED) and not statement.parts(Part.DOSE, Part.VOLUME):
        return True
    if stop < clause.end:
        stop = _before_next(text, end, stop)
    own = own_route(page, statement, stop)
    if own is not None:
        return own not in INJECTED
    if is_swallowed(page, statement, clause):
        return True
    near = text[max(clause.start, start - 16) : min(stop, end + 18)]
    if not whole.search_in(near, cue("non_injected")):
        return False
    near_by = Span(behind_the_last(page, statement, clause), stop)
    if any(route.name in INJECTED for route in page.routes_in(near_by)):
        return False
    return _PUT_IN.search(text[max(clause.start, start - 28) : stop]) is None


_URETHRA = Pattern(
    r"\binstill\w*\b[^.;\n]{0,60}\b(?:urethra\w*|meatus)\b"
    r"|\b(?:urethra\w*|meatus|per urethram?)\b[^.;\n]{0,40}\binstill",
    re.IGNORECASE,
)
"""A local anaesthetic run into the urethra is on its lining, not in tissue."""
_DRIP = Pattern(r"\b(?:gtts?|drip|infusion)\b", re.IGNORECASE)
_JOINED = Pattern(r"(?:,|\b(?:and|plus|with|as well as)\b)[^,.;]{0,24}$", re.IGNORECASE)


def _before_next(text: str, start: int, stop: int) -> int:
    """Return where the words before the next drug become its own ("… as well as topical cocaine")."""
    match = _JOINED.search(text[start:stop])
    return start + match.start() if match is not None else stop
