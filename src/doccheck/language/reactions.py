"""Find what a note says of reactions and complications during and after the administration."""

from __future__ import annotations

import re

from doccheck.language.conditions import find_conditions
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern, fold
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_reactions"]

_EVENT = (
    r"(?:adverse (?:drug )?(?:events?|reactions?|effects?)|(?:infusion|injection|allergic|immediate|delayed|local"
    r"|site|systemic|hypersensitivity|untoward)"
    r"(?:[- ](?:site|related))?\s*(?:reactions?|events?|effects?)|complications?|reactions?|side[- ]?effects?|"
    r"AEs?\b|hypersensitivity|anaphyla\w+|ADRs?\b|ill effects?|untoward (?:events?|effects?)|"
    r"bleeding|hematoma|events|problems?|issues|difficult(?:y|ies)|distress|rxns?)"
)
_NONE = Pattern(
    rf"\b(?:no|without|w/o|denies|denied|free of|nil|zero|absence of|not? (?:have|experience|report|develop)\w"
    rf"*(?: any)?|"
    rf"did not (?:have|experience|report|develop)(?: any)?|there (?:were|was) no)\s+(?:(?:any|acute|immediate|"
    rf"apparent|obvious|known|noted|new|significant|further|signs? of|evidence of|s/s of|s/sx of|"
    rf"serious|other|and|or|adverse)\s+){{0,3}}(?:(?:[A-Za-z/-]+,? (?:or |and |nor )?){{0,4}}?){_EVENT}(?:\s"
    rf"+(?:with (?:it|injection|infusion|the \w+)|noted|observed|reported|seen|today|during\b[^.;\n]{{0,30}}|"
    rf"after\b[^.;\n]{{0,30}}))?",
    folded=True,
)
_LABEL_NONE = Pattern(
    rf"\b{_EVENT}(?:\s*/\s*\w+)?(?:\s+(?:noted|observed|reported|during infusion|today))?\**+\s*+[:=|\-–—]++[\s*|"
    rf"]*+(?:none|no\b|nil|0\b|denied|negative|absent|neg\b)[^.;|\n]{{0,20}}",
    folded=True,
)
_SYMPTOM = (
    r"(?:itch\w*|prurit\w*|hives|rash|dyspn\w+|shortness of breath|sob|chest (?:pain|tightness)|dizz\w*|lighthead"
    r"\w*|nausea|flush\w*|swelling|"
    r"redness|erythema|fever|chills|rigors|headache|wheez\w*|pain|complaints?|c/o)"
)
_SYMPTOM_NONE = Pattern(
    rf"\b(?:no|denies|denied|without|w/o)\s+(?:\w+\s+){{0,2}}?{_SYMPTOM}\b[^.;\n]{{0,60}}?\b(?:after|following|"
    rf"during|post|with)\b[^.;\n]{{0,20}}\b"
    rf"(?:injection|infusion|inj|dose|procedure|shot|administration)|\b(?:post|after|following|during)\b[^.;\n"
    rf"]{{0,30}}?\b(?:no|denies)\s+(?:\w+\s+){{0,2}}?{_SYMPTOM}\b",
    folded=True,
)
_ASKED_NONE = Pattern(
    rf"\b{_EVENT}\s*+(?:\?\s*+)?(?:\[\s*\]\s*yes\s*)?(?:\[[xX✓]\]\s*)?(?:none|no)\b|\b(?:none|no)\s+{_EVENT}|\bNAD\b"
    rf"[^.;\n]{{0,12}}\b(?:inj\w*|infusion|dose)",
    folded=True,
)
_LABEL_EVENT = Pattern(
    r"\b(?:adverse|infusion|injection|allergic)[- ](?:events?|reactions?|effects?)\**+\s*+[:=]\s*+\**+\s*+(?!none|no"
    r"\b|n/?a\b|nil|denied|pending|unknown|not\b|tbd)[A-Za-z][^.;|\n]{3,60}",
    folded=True,
)
_TOLERATED = Pattern(
    r"\b(?:(?:tolerated|tolerating|tolerates)\b[^.;\n]{0,40}?\b(?:well|fine|without (?:\w+ )?(?:incident|"
    r"difficulty|complications?|problems?|issues?|reaction|event))|"
    r"(?:well|good) toler(?:ated|ance)|tolerance[:\s]+good|uneventful(?:ly)?|without (?:\w+ )?(?:incident|event|"
    r"complications?|sequelae|difficulty|adverse|reaction|problems?)|tol(?:erated)? (?:inj(?:ection)?|infusion|"
    r"procedure|well)\b[^.;\n]{0,10})",
    folded=True,
)
_HAPPENED = Pattern(
    r"\b(?:(?:developed|experienced|had|reported|reports|complained of|c/o|noted|with|mild|moderate|severe|"
    r"transient|brief|some|slight|became|felt)\b[^.;\n]{0,50}?\b(?:"
    r"hives|urticaria|flushing|flush(?:ed)?|itching|pruritus|rash|chest tightness|chills|rigors|fever|nausea|"
    r"vomit\w+|headache|dizz\w+|lighthead\w+|hypotens\w+|"
    r"dyspnea|wheez\w+|shortness of breath|swelling|redness|erythema|bruis\w+|syncope|vasovagal|faint\w*|anaphyla"
    r"\w+|throat tightness|back pain|injection[- ]site (?:reaction|pain|redness)|"
    r"(?:infusion|allergic|adverse|local|hypersensitivity)[- ](?:\w+ )?(?:reaction|event)s?|reaction|stinging|"
    r"burning|soreness|infiltrat\w+|extravasat\w+|hematoma)"
    r"|(?:infusion|injection|procedure)\s+(?:was\s+)?(?:stopped|interrupted|paused|slowed|aborted)\b[^.;\n]{0,40})",
    folded=True,
)
_NOT_ABOUT_TODAY = Pattern(
    r"\b(?:allerg(?:y|ies)\s*[:|]|risks?\b|consent|discussed|explained|includ\w+|possible|potential|watch for|"
    r"monitor (?:for|her|him|them)|call\b|report any|instructed|if (?:you|any|she|he|they)|"
    r"advised|counsel\w*|educat\w*|return (?:for|if|to)|warned|reviewed (?:the )?(?:risks|signs)|can cause|"
    r"may cause|precautions|signs of|history of|hx of|chief complaint|cc\s*:|hpi\s*:|presents|"
    r"in the event|emergency kit|protocol for|orders? for|prn|prevent\w*|prophyla\w*|bleeding (?:disorder|risk|"
    r"time)|gi bleed)",
    folded=True,
)


def _names_condition(text: str, end: int) -> bool:
    """Whether a condition is named directly in front of ``end``."""
    return any(0 <= end - mention.span.end <= _BESIDE for mention in find_conditions(text))


_BESIDE = 3
_PATTERNS = (
    (_NONE, "none"),
    (_LABEL_NONE, "none"),
    (_ASKED_NONE, "none"),
    (_SYMPTOM_NONE, "none"),
    (_TOLERATED, "none"),
    (_LABEL_EVENT, "event"),
    (_HAPPENED, "event"),
)


@reader(
    "adve even reac comp side ae aes adr adrs ill unto blee hema prob issu diff dist rxn rxns tole tol  "
    "unev with well good inci nad hype anap alle hive urti flus itch prur rash ches chil rigo feve naus  "
    "vomi head dizz ligh hypo dysp whee shor swel redn eryt brui sync vaso fain thro pain sore burn stin  "
    "infi extr sob c",
)
def find_reactions(text: str) -> list[Mention]:
    """Return statements on reactions in the sentence ``text``; ``value`` is none or event.

    A consent talk, a warning for later and an allergy list say nothing about what happened.
    """
    words = text
    text = fold(text).replace("\n", " ").replace("\r", " ")  # a sentence holds no line ends but those of a wrapped page
    found: list[Mention] = []
    for pattern, value in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(mention.span.overlaps(span) for mention in found):
                continue
            before = re.split(r"[.;]\s", text[max(0, span.start - 90) : span.start])[-1]
            if match[0][:2] in ("wi", "w/") and _names_condition(words, span.start):
                continue  # "pancolitis without complications" is a diagnosis
            if _NOT_ABOUT_TODAY.search(before) or (value == "event" and _NOT_ABOUT_TODAY.search(match[0])):
                continue
            found.append(Mention(span, value))
    return sorted(found, key=lambda mention: mention.span)
