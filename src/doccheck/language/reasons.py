"""Find why a treatment is given: the reason of medical necessity, and why this drug rather than another."""

from __future__ import annotations

import re

from doccheck.language.mention import Mention
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_drug_rationales", "find_necessities", "is_bare_necessity"]

_BECAUSE = re.compile(
    r"\b(?:because|since(?! (?:last|the last|her|his|\d|\w+day|january|february|march|april|may|june|july|august|september|october|november|december|starting|then|onset|first|surgery|\w+ \d))|due to|owing to|given (?:the|her|his|their|that|persist\w*|fail\w*|inadequate|recurr\w*|sever\w*|intoler\w*|progress\w*|ongoing|continued|active|disabling|refractory|lack|contra\w*|poor)|"
    r"in light of|in view of|as (?:a result|she|he|they|the (?:pain|disease|patient|symptoms)|nsaids?|oral)|so that|in order to|to (?:avoid|prevent|reduce|relieve|control|restore|slow|preserve|allow|facilitate|enable|treat|decrease|improve|break|calm|bridge|keep|correct|replace|replenish|help)|"
    r"therefore|thus|hence|indicated (?:for|because|by|as|due|given|since|to|in)|warrant\w*|necessary|needed (?:for|to|since|because|as)|is needed|are needed|requires?|required (?:for|to|because|since|as|due)|need for|needs (?:it|this|to|parenteral|injectable|a|an|iv|im|more)|"
    r"justif\w*|rationale|candidate|would (?:help|benefit|allow)|benefit from|fail\w*|refractory|inadequate|despite|intoleran\w*|persist\w*|uncontrolled|unresponsive|breakthrough|elected|appropriate|only option|last resort|no longer (?:able|responding)|cannot|can't|unable|contraindicated|so (?:we|i)\b|not (?:respond\w*|controlled|relieved|helped|absorb\w*)|poor (?:absorption|response|control)|malabsor\w*|will not absorb|step (?:up|therapy)|high disease activity|keep(?:s|ing)? (?:her|him|them|pt|the patient)|risk of (?:progression|disability|blindness|bleeding))\b",
    re.IGNORECASE,
)
_THERAPY = re.compile(
    r"\b(?:inject\w*|infus\w*|treatment|therap\w+|treat(?:ed|ing)?|augment\w*|replac\w*|replet\w*|supplement\w*|shot|steroids?|cortico\w*|blockade|biologic\w*|drug|medication|dose|dosing|agent|parenteral|intramuscular|im\b|iv\b|b-?12|cobalamin|"
    r"cyanocobalamin|anakinra|kineret|tysabri|natalizumab|methylprednisolone|depo-?medrol|alpha|aat\b|prolastin|zemaira|aralast|glassia|[a-z]{3,}(?:mab|cept|kinra|nib|toxin\w*|olone|asone|zone|lone|ine|cillin|xone|limus|platin|taxel|lac|ate|ide|ban|fiban|in)\b|relief|symptom\w*|inhibitor\w*|it\b|this\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*(?:why\b[^:\n]{0,30}|medical necessity|necessity|rationale|reason(?: for [a-z ]{2,25})?|justification|clinical (?:rationale|justification|indication)|indications?|med(?:ical)? nec)\**\s*(?::|\t| {2,}|\s[-–—]\s)\**\s*",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:medical(?:ly)?\s+(?:necessary|necessity)|med(?:ical)?\.? nec\w*|necessity|necessary|indicated|required|warranted|appropriate|needed|reasonable|treatment|therapy|injection|infusion|shot|dose|drug|medication|is|was|are|the|this|that|it|a|an|for|and|of|to|at|by|as|today|todays|today's|patient|pt|pts|patient's|provider|per|physician|md|met|criteria|established|documented|support\w*|confirm\w*|yes|continued|continue|services?|visit|with|in|be|given|has|have|been|standard|care|deemed|considered|meets|all|necessity:|reason|indication|due|because|clinically|on|file|see|above|below|chart|note|attached|we|i|feel|felt|believe|determined)\b",
    re.IGNORECASE,
)
_MEANINGFUL_WORDS = 2
_RATIONALE = re.compile(
    r"\b(?:favou?r(?:ed|s)?|chosen|chose|choice|select(?:ed|ion)|prefer\w*|rather than|instead of|over (?:oral|nsaids?|repeat|systemic|other|surgery)|in place of|opt(?:ed|ing)? for|elect(?:ed|ing)?|contraindicat\w*|avoid\w*|cannot (?:take|tolerate|use)|can't (?:take|tolerate|use)|"
    r"unable to (?:take|tolerate|use)|not (?:a )?candidates?|intoleran\w*|because|since|given (?:the|her|his|their|that|prior|previous|persist\w*|ckd|diabet\w*|intoler\w*|contra\w*|gi)|due to|long(?:er)?[- ]acting|prior (?:good )?(?:response|relief)|previous(?:ly)? (?:good )?(?:response|relief|helped)|good (?:prior )?response|worked (?:well )?(?:before|last)|rationale|why|targeted|local(?:i[sz]ed)?|anti-?inflammatory|reason)\b",
    re.IGNORECASE,
)
_STEROID = re.compile(
    r"\b(?:steroids?|cortico\w*|cortisone|methylprednisolone|depo-?medrol|depot|kenalog|triamcinolone|inject\w*|injectable|shot|prednisolone|celestone|betamethasone|dexamethasone)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:nsaids?|oral|surgery|tka|tha|prednisone|opioids?|meloxicam|ibuprofen|naproxen|anticoag\w*|apixaban|warfarin|gi bleed|ulcer|renal|ckd|diabet\w*|pt|therapy|relief|response|hyaluron\w*|triamcinolone|dexamethasone|systemic|inflamm\w*|effusion|synovitis|acetaminophen|duration|local\w*|refractory|fail\w*)\b",
    re.IGNORECASE,
)


def is_bare_necessity(text: str) -> bool:
    """Whether ``text`` only asserts necessity (``medically necessary``) and gives no reason."""
    rest = _STATED.sub(" ", re.sub(r"[^A-Za-z' -]", " ", text))
    return len([word for word in re.findall(r"[A-Za-z]{3,}", rest)]) < _MEANINGFUL_WORDS


@reader(
    "beca sinc due owin give ligh view as so orde avoi prev redu cont rest slow pres allo faci enab trea "
    "decr impr brea calm brid keep corr repl help ther thus henc indi warr nece need requ just rati cand "
    "woul bene fail refr inad desp into pers unco unre elec appr only last cann can' unab not poor mala "
    "will step high risk why reas medi med no reli",
)
def find_necessities(text: str) -> list[Mention]:
    """Return the sentence ``text`` when it says why the treatment is given; ``value`` is reason, or bare."""
    label = _LABEL.match(text)
    body = text[label.end() :] if label else text
    asserted = re.search(r"\bmedical(?:ly)?\s+(?:necessary|necessity)\b", text, re.IGNORECASE)
    if not label and not asserted and not (_BECAUSE.search(text) and _THERAPY.search(text)):
        return []
    if label and not (
        _BECAUSE.search(body)
        or asserted
        or label[0].casefold().lstrip(" *#-").startswith(("why", "med", "nec", "rat", "just", "reason for t", "reason for i", "reason for n"))
    ):
        return []
    start = label.end() if label else 0
    span = Span(start, max(start + 1, len(text)))
    return [Mention(span, "bare" if is_bare_necessity(body) else "reason")]


@reader(
    "ster cort meth depo kena tria inje shot pred cele beta dexa why "
)
def find_drug_rationales(text: str) -> list[Mention]:
    """Return the sentence ``text`` when it says why the injectable steroid was chosen."""
    if not _RATIONALE.search(text) or not _STEROID.search(text):
        if not (re.match(r"\W*why\b", text, re.IGNORECASE) and _OTHER.search(text)):
            return []
    if not _OTHER.search(text) and not re.search(r"\b(?:because|since|due to)\b", text, re.IGNORECASE):
        return []
    return [Mention(Span(0, len(text)), "reason")]
