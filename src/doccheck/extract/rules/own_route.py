"""The route that stands beside a drug in a list of several: "Benadryl 50 mg IV, Tylenol 1 g po, Pepcid 20 mg IV"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.language.anatomy import INJECTED
from doccheck.language.patterns import Pattern
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.page import Page
    from doccheck.extract.rules.statement import Statement

__all__ = ["behind_the_last", "is_dripped_in", "is_swallowed", "own_route"]

_BEHIND, _AHEAD, _SHARED = 16, 14, 60
_PARTED = Pattern(r"[,;+&/]|\b(?:and|then|plus|with)\b", re.IGNORECASE)
_AND = Pattern(r"\s*(?:and|&|\+)\s*", re.IGNORECASE)
_BY_ANOTHER_WAY = Pattern(
    r"\b(?:dr[aiu]nk|drinking|ingested|swallow\w*|per rectum|enema|(?:via|by) (?:the )?(?:NGT?|G-?tube|PEG|Dobhoff)"
    r"|(?:oral|enteric|enteral|rectal)(?:ly)?(?: and rectal)?(?: administered)? (?:contrast|prep\w*))\b",
    re.IGNORECASE,
)
_WENT_IN = Pattern(r"\b(?:inject\w*|infus\w*|infiltrat\w*|IV|IM|intraven\w*|intra-?\w+ly)\b", re.IGNORECASE)


def own_route(page: Page, statement: Statement, stop: int) -> str | None:
    """Return the route right behind the statement, or right in front of it; ``None`` when there is none so near.

    A route that stands right before the next drug of a list is that one's ("Tylenol 1 g, IV Benadryl"). Two drugs
    joined by "and" share the one behind the second ("Tylenol and Benadryl 25 mg by mouth").
    """
    text, sentence = page.text, statement.segment.span
    behind = [
        route
        for route in page.routes_in(Span(statement.end, min(stop, statement.end + _BEHIND)))
        if not (
            not text[route.span.end : stop].strip()
            and stop < sentence.end
            and _PARTED.search(text, statement.end, route.span.start)
        )
    ]
    if behind:
        return behind[0].name
    lead = max(statement.start - _AHEAD, behind_the_last(page, statement, sentence))
    ahead = page.routes_in(Span(lead, statement.start))
    if ahead:
        return ahead[-1].name
    return _shared_with_next(page, statement)


_JOINT = Pattern(r"[,;+&]|\b(?:and|with|plus)\b", re.IGNORECASE)


def behind_the_last(page: Page, statement: Statement, clause: Span) -> int:
    """Return where words that can be of the statement begin: behind a comma that ends what is told of another drug."""
    start = max(clause.start, statement.start - 40)
    joints = [match.start() for match in _JOINT.finditer(page.text, start, statement.start)]
    told = bool(joints) and any(drug.end <= joints[-1] for drug in page.drugs_in(Span(clause.start, statement.start)))
    return joints[-1] if told else start


def _shared_with_next(page: Page, statement: Statement) -> str | None:
    """Return a route not by needle behind the next drug, where "and" alone joins the two."""
    text, end = page.text, min(statement.segment.span.end, statement.end + _SHARED)
    drugs = page.drugs_in(Span(statement.end, end))
    if not drugs or _AND.fullmatch(text, statement.end, drugs[0].span.start) is None:
        return None
    routes = page.routes_in(Span(drugs[0].end, drugs[1].span.start if len(drugs) > 1 else end))
    if not routes or routes[0].name in INJECTED or _PARTED.search(text, drugs[0].end, routes[0].span.start):
        return None
    return routes[0].name


def is_swallowed(page: Page, statement: Statement, clause: Span) -> bool:
    """Whether words in front say that it was drunk, or went in by tube or enema ("oral contrast: 900 mL of …")."""
    text = page.text
    leads = list(_BY_ANOTHER_WAY.finditer(text, clause.start, statement.start))
    if not leads and statement.segment.span.start == clause.start:
        leads = list(_BY_ANOTHER_WAY.finditer(statement.segment.title))[:1]
        return bool(leads) and _WENT_IN.search(text, clause.start, clause.end) is None
    return bool(leads) and _WENT_IN.search(text, leads[-1].end(), statement.start) is None


_INSTILLED = Pattern(r"\b(?:instill\w*|dripped|dropped)\b", re.IGNORECASE)
_PASSAGE = Pattern(
    r"\b(?:urethra\w*|transurethral\w*|meatus|conjunctiva\w*|fornix|cornea\w*|eyes?|nos(?:e|al|tril)\w*|nares"
    r"|ear canals?|trachea\w*|throat|pharyn\w*|cystoscop\w*)\b",
    re.IGNORECASE,
)
_BY_NEEDLE = Pattern(
    r"\b(?:inject\w*|infiltrat\w*|block\w*|needle|wheal|chamber|sub(?:cut|conj|tenon|mucos)\w*"
    r"|peri-?(?:neur|bulb|urethr|artic)\w*|retro-?bulb\w*|intra-?(?:vitr|camer|derm|artic|musc|ven)\w*)\b",
    re.IGNORECASE,
)


def is_dripped_in(page: Page, statement: Statement, clause: Span, stop: int) -> bool:
    """Whether a local anaesthetic was put into a passage of the body and no tissue ("instilled into the urethra")."""
    if statement.drug.kind != "local_anaesthetic":
        return False
    text = page.text
    if _INSTILLED.search(text, clause.start, stop) is None or _BY_NEEDLE.search(text, clause.start, stop):
        return False
    return _PASSAGE.search(text, clause.start, stop) is not None
