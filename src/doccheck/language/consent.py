"""Find whether consent was given."""

from __future__ import annotations

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern, fold
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_consents"]

_GIVEN = Pattern(
    r"\bconsent\w*\b[^.;\n]{0,60}?\b(?:obtained|signed|on file|on chart|given|verified|confirmed|documented|in chart|"
    r"in force|remains|completed|yes|agree[sd]?|reviewed|renewed|current|scanned|witnessed|verbal\w*|written|done"
    r"|re-reviewed|reaffirmed|present)\b|"
    r"\b(?:informed|verbal|written|signed|oral|treatment)\s+(?:\w+\s+){0,2}consent\w*\b(?!\s*(?:not|was not|"
    r"pending|declined|form (?:not|blank)))|"
    r"\b(?:patient|pt|she|he|they|parent|guardian)\s+(?:\w+\s+){0,2}consent(?:ed|s)\b|\bwith (?:her|his|their|"
    r"the patient's|patient|informed|verbal) consent\b|"
    r"\bconsent\w*(?:\s*/\s*\w+| to treat\w*| form)?\**\s*[:|]\s*[^.;\n]{0,60}?\b(?:yes|y|agree\w*|signed|"
    r"obtained|given|verbal|written|on file|on chart|discussed)\b|"
    r"\b(?:risks?|benefits?|alternatives)\b[^.\n]{0,90}?\b(?:discussed|reviewed|explained)\b[^.\n]{0,60}\b"
    r"(?:agree[sd]?|wish(?:es|ed) to proceed|consent\w*|elect\w* to proceed|would like to proceed|"
    r"wants to proceed|accepts?)\b|"
    r"\bagree[sd]?\s+(?:to|with)\s+(?:the\s+)?(?:proceed\w*|infusion|injection|treatment|procedure|therapy)\b|\b"
    r"wish(?:es|ed) to proceed\b|\b(?:obtained|signed|gave|gives|given|provided)\s+(?:\w+\s+){0,3}consent\b|\[x\]"
    r"\s*(?:\w+ ){0,3}consent\w*",
    folded=True,
)
_NOT = Pattern(
    r"\bconsent\w*\b[^.;\n]{0,40}?\b(?:not|never|pending|declined|refused|missing|awaiting|needed|required|to be|"
    r"will be|no\b|n/a|outstanding|unsigned|incomplete|blank|withdrawn|expired|absent|lacking|deferred|sent|"
    r"mailed|emailed|given to|provided to)\b|"
    r"\b(?:no|without|lacks?|declined|refused|needs?|awaiting|pending|obtain|get|missing|withdrew|"
    r"unable to (?:obtain|give)|will (?:\w+ )?|to (?:obtain|sign|get))\s+(?:\w+\s+){0,4}consent\b|\[\s*\]\s*(?:\w"
    r"+ ){0,3}consent\w*|\bdoes not consent\b|\bdid not consent\b|\bnot consented\b",
    folded=True,
)


@reader("cons agre wish elec risk bene alte ")
def find_consents(text: str) -> list[Mention]:
    """Return statements on consent in the sentence ``text``; ``value`` is given or not_given."""
    text = fold(text)
    refusal = _NOT.search(text)
    if refusal:
        return [Mention(Span(*refusal.span()), "not_given")]
    return [Mention(Span(*match.span()), "given") for match in _GIVEN.finditer(text)]
