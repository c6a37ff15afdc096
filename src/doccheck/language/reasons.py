"""Find why a treatment is given: the reason of medical necessity, and why this drug rather than another."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.language.conditions import find_conditions
from doccheck.language.icd import find_icd_codes
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern, fold
from doccheck.language.reading import reader
from doccheck.language.word_list import word_list
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["find_drug_rationales", "find_necessities", "is_bare_necessity"]

_NOT_A_CAUSE = (
    r"last|the last|her|his|\d|\w+day|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|start|starting|then|onset|first|the (?:first|start|beginning|onset|surgery|procedure|injection|"
    r"infusion)|surgery|beginning|\w+ \d"
)
_MEANS = (
    r"avoid|prevent|reduce|relieve|control|restore|slow|preserve|allow|facilitate|enable|treat|decrease|improve|break|"
    r"calm|bridge|keep|correct|replace|replenish|help"
)
_CIRCUMSTANCE = (
    r"the|her|his|their|that|persist\w*|fail\w*|inadequate|recurr\w*|sever\w*|intoler\w*|progress\w*|ongoing|continued|"
    r"active|disabling|refractory|lack|contra\w*|poor"
)
# What says why by itself.
_CAUSE = (
    rf"because|\bb/c|(?:which|that) (?:is|was) why|since(?! (?:{_NOT_A_CAUSE}))|due to|owing to|given "
    rf"(?:{_CIRCUMSTANCE})|in light of|in view of|"
    rf"as (?:a result|she|he|they|the (?:pain|disease|patient|symptoms)|nsaids?|oral)|so that|in order to|"
    rf"to (?:{_MEANS})|"
    r"therefore|thus|hence|indicated (?:for|because|by|as|due|given|since|to|in)|(?:is|are|was) indicated|warrant"
    r"\w*|necessary|"
    r"needed (?:for|to|since|because|as)|(?:is|are) needed|needed(?=\s*:)|requires?|required (?:for|to|because|"
    r"since|as|due)|need for|"
    r"needs (?:it|this|to|il-?1|parenteral|injectable|a|an|iv|im|more)|justif\w*|rationale|candidate|"
    r"would (?:help|benefit|allow)|benefit from|elected|appropriate|only option|last resort|so (?:we|i)\b|"
    r"will not absorb|does not absorb|not absorb\w*|keep(?:s|ing)? (?:her|him|them|pt|the patient)|"
    r"which is why|reason (?:why|for (?:starting|choosing))|risk of (?:progression|disability|blindness|bleeding)"
)
# A state that calls for treatment; it is a reason only beside words that say the treatment is used for it.
_STATE = (
    r"fail\w*|refractory|inadequate|despite|intoleran\w*|persist\w*|uncontrolled|unresponsive|breakthrough|"
    r"no longer (?:able|responding)|cannot|can't|unable|contraindicated|not (?:respond\w*|controlled|relieved|helped)|"
    r"poor (?:absorption|response|control)|malabsor\w*|high disease activity|step (?:up|therapy)"
)
_ACT = (
    r"inject\w*|infus\w*|augment\w*|replac\w*|initiat\w*|start(?:ed|ing)?|proceed\w*|escalat\w*|begin|chos\w+|selected|"
    r"used|offer\w*|recommend\w*|request\w*|continu\w*|give[ns]?|administer\w*|treat with"
)
_EARLIER = Pattern(
    r"\W*(?:prior|previous(?:ly)?|tried|past|treatments? (?:so far|to date|tried|history)|failed|hx|history|"
    r"conservative|"
    r"response|outcome|tolerat\w+|symptoms?|complaints?|cc|exam|labs?|meds?|medications|allerg\w+)\b",
    folded=True,
)
_LABEL = Pattern(
    r"^\W*(?:why\b[^:\n]{0,30}|medical necessity|necessity|rationale|reason(?: for [a-z ]{2,25})?|justification|"
    r"clinical (?:rationale|justification|indication)|indications?(?: for [a-z ]{2,25})?|med(?:ical)? nec|need(?: "
    r"for [a-z ]{2,25})?)\**\s*"
    r"(?:[:|]|\t| {2,}|\s[-–—]\s)\**\s*",
    folded=True,
)
_SPEAKING_LABELS = (
    "need",
    "why",
    "med",
    "nec",
    "rat",
    "just",
    "reason for",
    "indication for",
    "clinical rat",
    "clinical just",
)
_OTHER_REASONS = Pattern(
    r"\W*reason for (?:the )?(?:visit|consult\w*|referral|encounter|call|admission|appointment)",
    folded=True,
)
_TELLING_WORDS = 4
# Words that may stand around an assertion of necessity without giving a reason.
_EMPTY_WORDS = word_list(
    "medically medical necessary necessity med nec indicated required warranted appropriate needed reasonable "
    "treatment therapy injection infusion shot dose drug medication the this that and for with today todays today's "
    "patient patient's patients pts provider per physician met criteria established documented support supported "
    "supports confirm confirmed yes continued continue service services visit given has have had been standard care "
    "deemed considered meets all reason indication due because clinically file see above below chart note attached "
    "feel felt believe determined are was were will protocol administered administration injected infused her his "
    "their our policy guidelines payer insurance medicare requirements requirement documentation necessitated is be "
    "it as by at of to in on or an a i we pt md"
)
_ENOUGH_WORDS = 2
_ASKED = Pattern(r"\W*why\b", folded=True)
# What an injected steroid is weighed against by name; how bad the complaint is explains no choice.
_ALTERNATIVE = Pattern(
    r"\b(?:inject\w*|shots?|nsaids?|oral|surgery|tka|tha|prednisone|opioids?|meloxicam|ibuprofen|naproxen|diclofenac|"
    r"anticoag\w*|apixaban|warfarin|ulcer|renal|ckd|diabet\w*|physical therapy|physio\w*|exercises?|hyaluron\w*|"
    r"systemic|acetaminophen|tylenol|gastritis|gi bleed\w*|kidney)\b",
    folded=True,
)
_ASSERTED = Pattern(
    r"\bmedical(?:ly)?\s+(?:necessary|necessity)\b",
    folded=True,
)


@cache
def _patterns() -> dict[str, Pattern]:
    """The patterns of the parts of a reason, for folded text."""
    therapy = (
        r"inject\w*|infus\w*|treatment|therap\w+|treat(?:ed|ing)?|augment\w*|replac\w*|replet\w*|supplement\w*|shot|"
        r"steroids?|cortico\w*|blockade|biologic\w*|drug|medication|dose|dosing|agent|parenteral|intramuscular|im"
        r"|iv|b-?12|"
        r"cobalamin|kineret|tysabri|depo-?medrol|aat|prolastin|zemaira|aralast|glassia|[a-z]{3,}(?:mab|cept|kinra|nib|"
        r"toxin\w*|olone|asone|zone|lone|ine|cillin|xone|limus|platin|taxel|lac|ate|ide|ban|fiban|in)|relief|"
        r"symptom\w*|"
        r"inhibitor\w*|it|this"
    )
    choice = (
        r"favou?r(?:ed|s)?|chosen|chose|choice|select(?:ed|ion)|prefer\w*|rather than|instead of|"
        r"over (?:oral|nsaids?|repeat|systemic|other|surgery)|in place of|opt(?:ed|ing)? for|elect(?:ed|ing)?|"
        r"contraindicat\w*|avoid\w*|(?:cannot|can't|unable to) (?:take|tolerate|use)|not (?:a )?candidates?|"
        r"intoleran\w*"
    )
    cause = (
        r"because|b/c|2/2|since|due to|given (?:the|her|his|their|that|prior|previous|persist\w*|ckd|diabet\w*|"
        r"intoler\w*"
        r"|contra\w*|gi)|"
        r"long(?:er)?[- ]acting|(?:prior|previous(?:ly)?|good|last)\b[^.;\n]{0,40}?\b(?:response|relief|helped|"
        r"benefit)|"
        r"worked (?:well )?(?:before|last)|rationale|why|targeted|reason|so that|as (?:she|he|they|nsaids?|oral)"
    )
    steroid = (
        r"steroids?|cortico\w*|cortisone|methylprednisolone|depo-?medrol|depot|kenalog|triamcinolone|prednisolone|"
        r"celestone|betamethasone|dexamethasone"
    )
    other = (
        r"nsaids?|oral|surgery|tka|tha|prednisone|opioids?|meloxicam|ibuprofen|naproxen|anticoag\w*|apixaban|"
        r"warfarin|gi|"
        r"ulcer|renal|ckd|diabet\w*|pt|therapy|relief|response|hyaluron\w*|systemic|inflamm\w*|effusion|synovitis|"
        r"acetaminophen|duration|local\w*|refractory|fail\w*|sugars?|glucose|gastritis|bleed\w*|kidney"
    )
    sources = {
        "cause": _CAUSE,
        "state": _STATE,
        "act": _ACT,
        "therapy": therapy,
        "choice": choice,
        "because": cause,
        "steroid": steroid,
        "injection": r"inject\w*|shots?",
        "other": other,
    }
    return {name: Pattern(rf"\b(?:{source})\b", folded=True) for name, source in sources.items()}


def is_bare_necessity(text: str) -> bool:
    """Whether ``text`` only asserts necessity (``medically necessary``) and gives no reason."""
    words = re.findall(r"[a-z']{3,}", text.casefold())
    return sum(word not in _EMPTY_WORDS for word in words) < _ENOUGH_WORDS


@reader(
    "beca whic b sinc due owin give ligh view as so orde avoi prev redu cont rest slow pres allo faci enab trea decr "
    "impr brea "
    "calm brid keep corr repl help ther thus henc indi warr nece need requ just rati cand woul bene fail refr "
    "inad desp "
    "into pers unco unre elec appr only last cann can' unab not poor mala will does step high risk why reas medi "
    "med no reli",
)
def find_necessities(text: str) -> Iterable[Mention]:
    """Return the sentence ``text`` when it says why the treatment is given; ``value`` is reason, or bare.

    A failed earlier treatment alone is no reason: the sentence must say that this treatment follows from it.
    """
    words = text
    text = fold(text)
    label = _LABEL.match(text)
    body = text[label.end() :] if label else text
    if label and _OTHER_REASONS.match(text):
        label, body = None, text
    if not label and not _ASSERTED.search(text) and not _gives_reason(text):
        return []
    if label:
        speaking = label[0].lstrip(" *#-").startswith(_SPEAKING_LABELS)
        if not speaking and not _ASSERTED.search(text) and not _tells_more(words[len(text) - len(body) :]):
            return []
    span = Span(label.end() if label and label.end() < len(text) else 0, len(text))
    return [Mention(span, "bare" if is_bare_necessity(body) else "reason")]


def _tells_more(body: str) -> bool:
    """Whether an indication says more than the name of a condition."""
    patterns = _patterns()
    folded = fold(body)
    if patterns["cause"].search(folded) or patterns["state"].search(folded):
        return True
    rest = list(body)
    for mention in (*find_conditions(body), *find_icd_codes(body)):
        rest[mention.span.start : mention.span.end] = " " * (mention.span.end - mention.span.start)
    return len(re.findall(r"[A-Za-z]{3,}", "".join(rest))) >= _TELLING_WORDS


def _gives_reason(text: str) -> bool:
    patterns = _patterns()
    if patterns["cause"].search(text):
        return bool(patterns["therapy"].search(text))
    if _EARLIER.match(text):
        return False
    return bool(patterns["state"].search(text) and patterns["act"].search(text))


@reader("ster cort meth depo kena tria inje shot pred cele beta dexa why")
def find_drug_rationales(text: str) -> Iterable[Mention]:
    """Return the sentence ``text`` when it says why the injectable steroid was chosen.

    The steroid with a choice or a cause, or an injection with a choice, and something it is weighed against.
    """
    text = fold(text)
    patterns = _patterns()
    if not patterns["other"].search(text):
        return []
    choice = patterns["choice"].search(text)
    steroid = patterns["steroid"].search(text) and (choice or patterns["because"].search(text))
    injection = choice and patterns["injection"].search(text)
    asked = _ASKED.match(text) and (choice or patterns["steroid"].search(text) or _ALTERNATIVE.search(text))
    return [Mention(Span(0, len(text)), "reason")] if steroid or injection or asked else []
