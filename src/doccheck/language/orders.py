"""Find orders, and whether they are signed."""

from __future__ import annotations

import re

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_orders"]

# A dose that a prescriber signed is an order though the word does not stand there.
_SIGNED_DOSE = Pattern(
    r"[^;\n]{0,120}?\b\d[\d,.]*\s*(?:mg|mcg|g|gm|units?|ml)\b[^;\n]{0,120}?\bsigned\b(?: by)?:?[^;\n]{0,50}?\b"
    r"(?:MD|DO|NP|PA|FNP|APRN)\b"
)
_SHORTHAND = 4  # T.O., V.O.
_ORDER = Pattern(
    r"\b(?:T\.?\s?O\.?|V\.?\s?O\.?)(?=[\s:./]*(?:\d|Dr\b|[A-Z]))|\b(?:orders?|ordered|ordering|Rx|prescribed|"
    r"prescription|prescribes)\b(?!\s+(?:set )?(?:number|#)|ly\b)|"
    r"(?-i:\bper\s+[A-Z][\w.]*(?:\s+[A-Z][\w'’-]*){0,3},?\s+(?:MD|DO|NP|PA|FNP|APRN)\b)|\bper (?:Dr\.?|doctor|"
    r"provider|physician|protocol|standing)\b|\bRx\s*:",
    re.IGNORECASE,
)
_CASED = Pattern(r"\b(?:T\.?O\.?|V\.?O\.?)\b")
_UNSIGNED = Pattern(
    r"\bunsigned\b|\bnever (?:been )?(?:co-?)?signed\b|\bnot (?:yet )?(?:been )?(?:co-?|e-?|"
    r"electronically )?signed\b|\bawait\w*\b[^.\n]{0,30}\b(?:sign\w*|auth\w*|cosign\w*|approval)|\bpending\b[^.\n"
    r"]{0,30}\b(?:sign\w*|co-?sign\w*|auth\w*|approval|review|provider)|"
    r"\b(?:signature|co-?sign\w*|authentication|sign-?off)\b[^.\n]{0,20}\b(?:pending|awaited|needed|required|"
    r"missing|outstanding)|\bto be signed\b|\bneeds? (?:to be )?(?:co-?)?sign\w*|\bdraft\b|\bunauthenticated\b|"
    r"\bno signature\b|\bpended\b|\bpending (?:order|state|status)\b|\border pending\b|status\s*[:=]\s*(?:pending"
    r"|unsigned|draft|pended)|_{4,}|\bnot authenticated\b",
    re.IGNORECASE,
)
_WITHDRAWN = Pattern(
    r"\borders?\s+(?:was\s+|is\s+|were\s+|has been\s+)?(?:discontinued|d/?c'?d|cancell?ed|withdrawn|voided|revoked"
    r"|rescinded)\b|"
    r"\b(?:discontinued?|d/?c'?d?|cancell?(?:ed)?|withdrew|voided|revoked|rescinded)\s+(?:(?:the|this|that|my|his|her)\s+)?"
    r"(?:[\w-]+\s+){0,3}?orders?\b|"
    r"\border\b(?:\s+(?!because|since|as\b|after)[\w-]+){1,3}\s+(?:was|is|has been)\s+"
    r"(?:discontinued|d/?c'?d|cancell?ed|withdrawn|voided|revoked|rescinded)\b|"
    r"\border\b[^;\n]{0,100}?[-–—(*:|]\s*(?:discontinued|d/?c'?d|cancell?ed|withdrawn|voided|revoked|rescinded)\b"
    r"(?=\s*(?:$|[.,;)*|\d]|(?:at|by|per|due|on|because|before|today|prior)\b))|"
    r"\b[\w-]+\s+order\s+(?:discontinued|d/?c'?d|cancell?ed|withdrawn|voided|revoked|rescinded)\b",
    re.IGNORECASE,
)
_OTHER_ORDERS = Pattern(
    r"\b(?:mri|ct|x-?rays?|labs?|imaging|tests?|cbc|cmp|consult\w*|referral|diet|activity|pt|physical therapy|"
    r"ultrasound|echo|brace|cultures?|screening|oxygen|duplicate)\s+orders?\b|\border\s+for\s+(?:an?\s+|the\s+)?(?:mri|ct|x-?ray|labs?|"
    r"imaging|cbc|cmp|consult\w*|referral|physical therapy|ultrasound|echo|brace|culture)\b",
    re.IGNORECASE,
)
_NO_ORDER = Pattern(
    r"\b(?:no|without|lacking|missing)\s+(?:\w+\s+){0,3}order\b|\border\b[^.\n]{0,20}\b(?:not (?:found|located|"
    r"on file|available|seen|in chart|documented)|missing|absent|not (?:yet )?(?:received|written|placed|"
    r"entered))|"
    r"\b(?:will|to|needs? to|should|plan to|request(?:ed|ing)?)\s+(?:\w+\s+){0,2}order\b|\border\s*[:=]\s*(?:none"
    r"|no|not)\b|\bin order to\b|\bdo not order\b|\bcancel\w*\s+order|\border\s+(?:was\s+)?(?:cancel\w*|"
    r"discontinued|expired)\b",
    re.IGNORECASE,
)
_ELSE = Pattern(
    r"\b(?:lab|labs|imaging|test|diet|activity)\s+orders?\b|\border(?:ed|s)?\b[^.;\n]{0,40}\b(?:levels?|panel|"
    r"labs|culture)\b|\b(?:order(?:ed|s)?)\s+(?:\w+\s+){0,3}(?:mri|ct|x-?ray|labs?|cbc|cmp|test(?:s|ing)?\b|genotyp\w*|"
    r"antibod\w*|ultrasound|echo|dexa|dxa|referral|pt\b|physical therapy|brace|imaging|culture)\b|\b(?:mri|ct|"
    r"x-?ray|labs?|genotyping|dxa|echo|imaging|test(?:s|ing)?)\s+(?:\w+\s+)?ordered\b",
    re.IGNORECASE,
)


@reader(
    "t v vo orde rx pres per sign",
)
def find_orders(text: str) -> list[Mention]:
    """Return the orders in the sentence ``text``; ``value`` is ordered, unsigned, withdrawn or none."""
    withdrawn = _WITHDRAWN.search(text)
    if withdrawn and not _OTHER_ORDERS.search(text):
        return [Mention(Span(*withdrawn.span()), "withdrawn")]
    absent = _NO_ORDER.search(text)
    if absent:
        return [Mention(Span(*absent.span()), "none")]
    if _ELSE.search(text):
        return []
    signed = _SIGNED_DOSE.match(text)
    if signed and not _ORDER.search(text):
        return [Mention(Span(*signed.span()), "unsigned" if _UNSIGNED.search(text) else "ordered")]
    unsigned = bool(_UNSIGNED.search(text))
    return [
        Mention(Span(*match.span()), "unsigned" if unsigned else "ordered")
        for match in _ORDER.finditer(text)
        if not (len(match[0]) <= _SHORTHAND and match[0][0] in "tTvV" and not _CASED.match(match[0]))
    ]
