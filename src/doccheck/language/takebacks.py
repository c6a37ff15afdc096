"""Find words that take back what a record says was done: a void entry, a visit that did not happen, a dose not given.

They stand anywhere – in an addendum, in a nurse's line, over the whole record – and name no amount. Whether they are
about the drug that is billed is for the caller to see.
"""

from __future__ import annotations

import re
from functools import lru_cache

from doccheck.language.patterns import Pattern, fold
from doccheck.note import Span

__all__ = ["find_takebacks", "undoing_label"]

# A letter group that every way of taking back holds: most notes hold none, and nothing else is searched then.
_KEY = re.compile(
    r"error|mistake|errone|void|disregard|test |training|cancel|abort|abandon|resched|defer|postpon|no[- ]show|"
    r"before|elope|"
    r"not |never|n't|spill|dropped|contaminat|extravas|returned|declin|refus|reject|withdr|no |thrown|almost|nearly|"
    r"once|pending|when|pended|home use|bedside|left|incorrect"
)
_THING = (
    r"(?:drug|dose|medication|medicine|injection|infusion|shot|treatment|procedure|therapy|administration|it|the above)"
)
_DONE = r"(?:given|administered|injected|infused|received|done|performed|started|completed)"
_RECORD = Pattern(
    r"\b(?:entered|charted|documented|made|created|recorded|signed|filed|written)\s(?:\w+\s)?(?:in"
    r"|by)\s(?:error|mistake)\b"
    r"|\b(?:incorrectly|erroneously|mistakenly|falsely)\s(?:documented|charted|recorded|entered)\b"
    r"|\berroneous\s(?:encounter|entry|note|documentation|record|charting|visit)\b"
    r"|(?:^|\n|[-(:*]\s?)(?-i:VOID(?:ED)?)(?=[^\w\n]{0,12}(?:\n|\Z|:|-))|(?:^|\n)[ \t*]*+void(?:ed)?[ \t]*:"
    r"|\bdisregard\b(?=\s+(?:the|this|above|previous|prior|all|entire|note|entry)\b|\s*(?:[-.!*]|\n|\Z))"
    r"|\btest\s(?:patient|entry|encounter)\b|\btraining\s(?:environment|record|entry|note)\b"
    r"|\bnot\sa\sreal\s(?:encounter|patient)"
    r"|\b(?:visit|appointment|encounter|infusion|injection|procedure|treatment)\s{1,2}(?:status\s?:\s?)?"
    r"(?:was\s|is\s|has\sbeen\s)?"
    r"(?:cancell?ed|aborted|abandoned|rescheduled|postponed|deferred)\b"
    r"|\bno[- ]show\b|\b(?:eloped|left\s(?:\w+\s){0,3}before\s(?!the end)|left\swithout\s(?:being|receiving"
    r"|treatment|getting))"
    r"|\bwithdrew\s(?:\w+\s)?consent\b",
    re.IGNORECASE,
)
_DOSE = Pattern(
    rf"\b(?:the\s)?(?P<thing>{_THING})\s(?:\w+\s){{0,2}}?(?:was|were|is|has been|had been)?\s?(?:not"
    rf"|never)\s(?:yet\s|actually\s)?"
    rf"{_DONE}\b"
    rf"|\b(?:was|were|is|has been)\s(?:actually\s)?(?:not|never|almost|nearly)\s(?:yet\s|actually\s)?{_DONE}\b"
    r"|\b(?:did|does)(?:\snot|n't)\s(?:actually\s)?(?:receive|get|occur|take\splace|happen|give|administer"
    r"|inject|infuse)\b"
    rf"|\bno\s(?:\w+\s)?(?:drug|dose|medication|injection|infusion)\s(?:was|were)\s{_DONE}\b"
    rf"|\b(?:before|until)\s(?:any\s|the\s|it\s|\w+\s){{0,3}}(?:was|were|could\sbe|had\sbeen)\s{_DONE}\b"
    rf"|\b(?:declined|refused|rejected)\s(?:the\s|today's\s|this\s)?{_THING}\b"
    r"|\b(?:was|were)\s(?:\w+\s(?:up\s)?(?:but|and|then)\s)?(?:\w+ly\s)?(?:rejected|refused|declined|spilled"
    r"|dropped|contaminated"
    r"|thrown\s(?:away|out)|pended|rescheduled|aborted|returned|dispensed\sfor\shome|brought\sto\sthe\sbedside)\b"
    r"|\b(?:syringe|vial|bag|contents|dose|drug|medication)\s(?:was\s|were\s)?(?:\w+\s){0,2}?(?:spilled|dropped"
    r"|contaminated|broke\w*)\b"
    r"|\bextravasat(?:ed|ion\s(?:occurred|noted|observed))\b|\biv\sinfiltrat(?:ed|ion\b)"
    r"|\bpatient\sleft\b(?=[^.;\n]{0,20}$)"
    r"|\b(?:drug|dose|medication|syringe|bag|infusion)\s(?:was\s|were\s)?(?:\w+\s){0,2}?returned\b"
    rf"|\b{_DONE.replace('done|', '')}\s(?:on\s)?the\s(?:previous|prior|next|following)\sday\b"
    rf"|\b(?:is|are|will)\s(?:to\s)?be\s{_DONE}\b[^.;\n]{{0,80}}?\b(?:once|when|as soon as|after|pending"
    rf"|until)\s(?:\w+\s){{0,3}}"
    r"(?:releas|arriv|approv|availab|clear|authori|confirm|return|result)\w*"
    r"|\b(?:the\sabove|that|this)\s(?:was|did|is)\snot?\w*\s?(?:done|happen\w*|given|occur\w*)?",
    re.IGNORECASE,
)
# What makes it no taking back: a condition, a danger, a denial, another time, a remainder.
_GUARD = Pattern(
    r"\b(?:no|not|never|without|denie[sd]|if|unless|should|would|could|may|risks?|monitor\w*|watch\w*|signs?"
    r"|avoid\w*|in\scase"
    r"|last|previous|prior|earlier|ago|remain\w*|rest|residual|balance|unused|leftover|excess|extra|empty|other"
    r"|another|second|additional|replac\w*"
    r"|nothing|none|premed\w*|vaccine|chaperone|biopsy|aspiration|imaging|mri|x-?ray|labs?)\b[^.;:\n]{0,36}$",
    re.IGNORECASE,
)
_GUARD_REACH = 60
_LABEL = Pattern(
    r"[\s*_>#(-]*+(?:void(?:ed)?|(?:not|never)\s(?:done|given|administered|started)|abort(?:ed)?|attempt(?:ed)?"
    r"|cancell?ed|discontinued|"
    r"deferred|refused|declined|omitted|missed|held|hold|pending|proposed|planned|recommended|ordered"
    r"|to\sbe\s\w{1,20}|tomorrow|"
    r"next\s(?:visit|week|dose|time)|template|samples?(?:\stext|\snote)?|example|(?:\w{1,20}\s){0,2}example"
    r"|test(?:\sentry|\snote)?|"
    r"(?:entered|charted)\sin\serror|error|patient\s[2-9b-z]|(?:at\s)?home"
    r"|yesterday|at\s(?:an\s)?outside\s\w{1,20}|(?:\w{1,20}\s)?self-?administered(?:\s\w{1,20}){0,2}|if\s\w{1,20}|erroneous)\**\s*:|\s*~~",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def find_takebacks(text: str) -> tuple[tuple[Span, bool], ...]:
    """Return the words of ``text`` that take back what was done, and whether they speak of the record as a whole."""
    if _KEY.search(fold(text)) is None:
        return ()
    found = [
        (Span(*match.span()), whole)
        for pattern, whole in ((_RECORD, True), (_DOSE, False))
        for match in pattern.finditer(text)
        if not _GUARD.search(text, max(0, match.start() - _GUARD_REACH), match.start())
    ]
    return tuple(sorted(found, key=lambda one: one[0]))


def undoing_label(text: str, at: int) -> Span | None:
    """Return the label in front of the line of ``at`` that says its words were not done ("Aborted: …", "~~…")."""
    line = text.rfind("\n", 0, at) + 1
    match = _LABEL.match(text, line, at)
    return Span(line, match.end()) if match is not None else None
