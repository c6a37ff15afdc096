"""Find fields whose whole value sends the reader elsewhere: ``Diagnosis: see problem list``, ``Site: as above``.

Such words are no value: what they point to is not part of the note, or stands elsewhere in it and is read there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from doccheck.language.patterns import Pattern, fold
from doccheck.note import Span

__all__ = ["find_referrals"]

_KEY = re.compile(
    r"(?:see|please|refer|per|as|same|documented|listed|charted|recorded|noted|ditto|above|unknown|unavailable|not)\b"
)
_PAPER = (
    r"(?:problem list|problems|chart|notes?|above|below|attach\w{0,10}|orders?|order set|e?mar|flow ?sheets?|emr|ehr|"
    r"epic|cerner|records?|forms?|scan\w{0,10}|sheets?|list|h ?& ?p|hpi|media(?: tab)?|referral|letter|reports?|"
    r"encounter|documentation|documents?|log|system|system list|protocol|policy|history|visit|consult\w{0,10}|file|"
    r"paper\w{0,10}|page|section|tab|plan|assessment|template|face ?sheet|registration|pharmacy (?:record|label)|label|"
    r"vitals)"
)
_REFERRAL = Pattern(
    r"(?:please )?(?:(?:see|refer(?: back)? to|(?:as )?per|(?:as )?(?:documented|listed|charted|recorded|noted|stated|"
    rf"described)(?: (?:in|on|under|by))?|same as|as (?:in|on)) (?:(?:the|her|his|their|today'?s|pt'?s?|patient'?s?"
    rf"|prior|previous|last|separate|scanned|attached|signed|paper|provider'?s?|physician'?s?|nurse'?s?|nursing|"
    rf"infusion|injection|procedure|clinic|medical|electronic|consent|progress|office|my|our|dr|in) ){{0,4}}{_PAPER}"
    r"(?: (?:for|in|under|from|of|dated|on|and)\b[^\n;|]{0,40}?)?"
    r"|as (?:above|below|before|previously|ordered)|same(?: as (?:above|before|last \w+))?|ditto|above"
    r"|unknown|unavailable|not (?:documented|recorded|provided|available|stated|listed|charted|on file))"
    r"(?=[ \t]{0,8}[.)\]*_]{0,40}[ \t]{0,8}(?:[\r\n\f|;]|\Z| {2,}|\t|\.\s))",
    re.IGNORECASE,
)
_LABEL = Pattern(
    r"[A-Za-z)\]*](?:[ \t]*\**[ \t]*(?::|\||\s[-\u2013\u2014](?=\s))|\t| {2,})[ \t*_|]*"
    r"(?:\r?\n[ \t]*(?:[-*\u2022][ \t]+)?)?[(\[]?$"
)
_REACH = 12


@lru_cache(maxsize=4)
def find_referrals(text: str) -> tuple[Span, ...]:
    """Return the values of ``text`` that only send the reader elsewhere, in order."""
    found: list[Span] = []
    for key in _KEY.finditer(fold(text)):
        start = key.start()
        if (found and start < found[-1].end) or not _LABEL.search(text, max(0, start - _REACH), start):
            continue
        match = _REFERRAL.match(text, start)
        if match is not None:
            found.append(Span(*match.span()))
    return tuple(found)
