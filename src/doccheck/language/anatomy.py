"""Routes, anatomical sites and sides as clinics write them, in canonical plain words."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from doccheck.language.patterns import Pattern, fold
from doccheck.note import Span

__all__ = ["INJECTED", "AnatomyMention", "find_routes", "find_sides", "find_sites"]


class AnatomyMention(NamedTuple):
    """A route, site or side in the text.

    Args:
        span: Place of the words.
        name: Canonical plain word (``intramuscular``, ``deltoid``, ``left``).
    """

    span: Span
    name: str


# Pattern → canonical route. Order matters only for equal starts: the longer pattern stands first.
_ROUTES: tuple[tuple[str, str], ...] = (
    (
        (
            r"intra-?ven(?:ous(?:ly)?|eously)|i\.?v\.?p\.?b\.?(?!\w)|i\.v\.(?:p\.)?|IVPB?"
            r"|IV(?:[- ]?(?:push|drip|bolus|infusion|piggy-?back))?"
        ),
        "intravenous",
    ),
    (r"intra-?muscular(?:ly)?|i\.m\.|IM", "intramuscular"),
    (r"sub-?cutaneous(?:ly)?|sub-?cut\.?|sub-?q\.?|subQ|s\.[cq]\.|SQ|SC", "subcutaneous"),
    (
        (
            r"intra-?articular(?:ly)?|intra-?synovial(?:ly)?|joint injections?|into (?:the |his "
            r"|her )?(?:\w+ ){0,2}joint(?: space)?"
        ),
        "intra-articular",
    ),
    (r"intra-?dermal(?:ly)?|i\.d\.", "intradermal"),
    (r"intra-?vitreal(?:ly)?|IVT", "intravitreal"),
    (r"intra-?cameral(?:ly)?", "intracameral"),
    (r"sub-?conjunctival(?:ly)?", "subconjunctival"),
    (r"retro-?bulbar", "retrobulbar"),
    (r"peri-?bulbar", "peribulbar"),
    (r"sub-?tenon'?s?", "sub-Tenon"),
    (r"(?:trans-?foraminal |inter-?laminar |caudal )?epidural(?:ly)?", "epidural"),
    (r"intra-?thecal(?:ly)?|spinal(?= (?:anesthe|anaesthe|block))", "intrathecal"),
    (
        (
            r"intra-?lesional(?:ly)?|ILK"
            r"|IL(?= (?:kenalog|triam\w+|tac|cortico\w+|steroids?|injections?|bleo\w+|candida)\b)"
        ),
        "intralesional",
    ),
    (
        r"intra-?bursal(?:ly)?|bursal injections?|(?:into|of) the (?:\w++\s){0,2}\w*?bursa|bursa was injected",
        "intrabursal",
    ),
    (r"peri-?neural(?:ly)?|nerve (?:root )?blocks?|regional block", "perineural"),
    (r"peri-?articular(?:ly)?", "periarticular"),
    (r"trigger point injections?", "trigger point"),
    (r"soft[- ]tissue injections?|tendon sheath|peritendinous", "soft tissue"),
    (r"intra-?arterial(?:ly)?", "intra-arterial"),
    (r"intra-?peritoneal(?:ly)?", "intraperitoneal"),
    (r"intra-?pleural(?:ly)?", "intrapleural"),
    (r"intra-?vesical(?:ly)?", "intravesical"),
    (r"intra-?osseous(?:ly)?", "intraosseous"),
    (r"intra-?cavernos(?:al(?:ly)?|ous)", "intracavernosal"),
    (r"intra-?tympanic(?:ally)?", "intratympanic"),
    (r"intra-?detrusor", "intradetrusor"),
    (r"by mouth|orally|per os|p\.o\.|PO|oral(?! (?:airway|cavity|intub|mucos|endo))", "oral"),
    (r"topical(?:ly)?", "topical"),
    (r"inhaled|nebuli[sz]ed|via nebuli[sz]er", "inhaled"),
    (r"sublingual(?:ly)?|(?<![A-Za-z])SL(?![A-Za-z])", "sublingual"),
    (r"per rectum|rectally|p\.r\.", "rectal"),
    (r"intra-?nasal(?:ly)?", "intranasal"),
    (r"transdermal(?:ly)?", "transdermal"),
)

INJECTED = frozenset(
    name
    for _, name in _ROUTES
    if name not in {"oral", "topical", "inhaled", "sublingual", "rectal", "intranasal", "transdermal"}
)
"""Routes by needle or catheter."""

# Abbreviations that are only a route in capitals: "im" and "sc" are parts of other words otherwise.
_CAPITALS = {"IM", "SC", "SQ", "IV", "IVP", "IVT", "IVPB", "SL", "IL", "ILK"}

_SITES: tuple[tuple[str, str], ...] = (
    (r"deltoids?", "deltoid"),
    (r"ventro-?gluteal", "ventrogluteal"),
    (r"dorso-?gluteal", "dorsogluteal"),
    (r"glut(?:e|eal|eus|s)?(?: (?:muscle|maximus|medius|region))?|buttocks?|upper outer quadrant", "gluteal"),
    (r"vastus lateralis", "vastus lateralis"),
    (r"(?:anterior |lateral |anterolateral )?thighs?", "thigh"),
    (
        r"(?:lower |upper )?abdomen|abdominal wall|(?:peri)?umbilic\w+|(?:right|left) (?:lower|upper) quadrant",
        "abdomen",
    ),
    (r"upper arms?|back of (?:the )?arm|arms?", "arm"),
    (r"forearms?|FA", "forearm"),
    (r"ear ?lobes?|earlobes?|ears?", "ear"),
    (r"ante-?cubital(?: (?:fossa|vein|space))?|AC(?: fossa)?", "antecubital"),
    (r"(?:dorsum of the |back of the )?hands?(?! hygiene)", "hand"),
    (r"wrists?", "wrist"),
    (
        r"chest (?:wall )?port|port-?a-?cath|mediport|power ?port|PAC|implanted port|(?<=via )port|(?<=through )port",
        "chest port",
    ),
    (r"PICC(?: line)?|central (?:venous )?(?:line|catheter)|Hickman|midline", "central line"),
    (r"knees?(?: joints?)?", "knee"),
    (r"glenohumeral(?: joint)?", "glenohumeral joint"),
    (r"sub-?acromial(?:[- ](?:space|bursa))?|SA (?:space|bursa)", "subacromial space"),
    (r"acromioclavicular(?: joint)?|AC joint", "acromioclavicular joint"),
    (r"shoulders?(?: joint)?", "shoulder"),
    (r"(?:greater )?trochanteric(?: bursae?)?|greater trochanter", "trochanteric bursa"),
    (r"hips?(?: joints?)?", "hip"),
    (r"sacro-?iliac(?: joints?)?|SI joints?", "sacroiliac joint"),
    (r"(?:lateral|medial) epicondyles?", "epicondyle"),
    (r"olecranon(?: bursa)?", "olecranon bursa"),
    (r"elbows?", "elbow"),
    (r"ankles?(?: joint)?", "ankle"),
    (r"plantar fascia|heels?", "heel"),
    (r"(?:first |1st )?(?:CMC|carpometacarpal)(?: joint)?|thumbs?", "thumb"),
    (r"(?:index|middle|ring|little|long|small) fingers?|fingers?", "finger"),
    (r"carpal tunnel", "carpal tunnel"),
    (r"A1 pulley|flexor tendon sheath|tendon sheath", "tendon sheath"),
    (r"pes anserin\w+(?: bursa)?", "pes anserine bursa"),
    (r"(?:metatarso|metacarpo)phalangeal joint|MTP(?: joint)?|MCP(?: joint)?", "metatarsophalangeal joint"),
    (r"(?:third|second|3rd|2nd) (?:inter|web)\s?space|web space|interspace", "web space"),
    (r"eyes?|vitreous(?: cavity)?|O[DSU]", "eye"),
    (r"facet joints?|facets?", "facet joint"),
    (
        (
            r"(?:splenius capitis|sternocleidomastoid|SCM|trapezius|levator scapulae|masseter|temporalis"
            r"|frontalis|procerus|corrugator|orbicularis)(?: muscles?)?"
        ),
        "neck muscles",
    ),
    (
        (
            r"(?:biceps|triceps|brachi(?:alis|oradialis)|pronator teres|F[CD][RUSP]|flexor (?:carpi"
            r"|digitorum|pollicis)(?: \w+){0,2}"
            r"|gastrocnemius|soleus|tibialis (?:anterior|posterior)|adductor \w+|hamstrings?|quadriceps"
            r"|rhomboids?|occipitalis)(?: muscles?)?"
        ),
        "muscle",
    ),
    (r"neck", "neck"),
    (r"scalp", "scalp"),
    (r"foot|feet", "foot"),
    (r"toes?", "toe"),
    (r"bladder(?: wall)?|detrusor", "bladder"),
    (r"paraspinals?|paraspinous", "paraspinal muscles"),
    (r"[CTLS]\d{1,2}\s?[-\u2013/]\s?[CTLS]?\d{1,2}", "spine"),
)

_SIDES: tuple[tuple[str, str], ...] = (
    (
        (
            r"bilateral(?:ly)?|either side|OU"
            r"|(?:both|each)(?=\s+(?:of\s+(?:the\s+|his\s+|her\s+)?)?(?:\w+\s+){0,2}?(?:side|eye|knee"
            r"|shoulder|hip|elbow|wrist|ankle|heel|hand|feet|foot|thigh|arm|deltoid|buttock|breast|joint"
            r"|ear|leg|epicondyle|temple|cheek|trapezi|glute|forearm|thumb|lid|upper|lower|nostril"
            r"|tonsil)\w*)"
        ),
        "bilateral",
    ),
    (r"left|lt\.?|L(?!-\w)|OS", "left"),
    (r"right|rt\.?|R(?!-\w)|OD", "right"),
)
_SIDE_CAPITALS = {"L", "R", "OS", "OD", "OU"}


@cache
def _compiled(kind: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one alternation with a group per canonical name, and the names by group number."""
    table = {"route": _ROUTES, "site": _SITES, "side": _SIDES}[kind]
    pattern = "|".join(f"({words})" for words, _ in table)
    return re.compile(rf"(?<![\w.])(?:{pattern})(?![\w])", re.IGNORECASE), tuple(name for _, name in table)


@cache
def _places(kind: str) -> Pattern:
    """Return the same alternation without groups, for folded text: most words are nothing, and it says so sooner."""
    table = {"route": _ROUTES, "site": _SITES, "side": _SIDES}[kind]
    return Pattern(rf"(?<![\w.])(?:{'|'.join(words for words, _ in table)})(?![\w])", folded=True)


_AMOUNT_BEFORE = Pattern(r"\d\s?(?:mg|mcg|g|gm|ml|cc|units?|meq)\s$", re.IGNORECASE)


def _follows_an_amount(text: str, at: int, kind: str) -> bool:
    """Whether a route in small letters stands right behind an amount ("4mg iv"): it is no other word there."""
    return kind == "route" and _AMOUNT_BEFORE.search(text, max(0, at - 12), at) is not None


def _find(
    text: str, kind: str, start: int, end: int | None, capitals: frozenset[str] | set[str]
) -> list[AnatomyMention]:
    pattern, names = _compiled(kind)
    found = []
    stop = len(text) if end is None else end
    for place in _places(kind).finditer(fold(text), start, stop):
        match = pattern.match(text, place.start(), stop)
        if match is None:
            continue
        word = match.group()
        if word.upper() in capitals and word != word.upper() and not _follows_an_amount(text, place.start(), kind):
            continue
        found.append(AnatomyMention(Span(*match.span()), names[(match.lastindex or 1) - 1]))
    return found


def find_routes(text: str, start: int = 0, end: int | None = None) -> list[AnatomyMention]:
    """Return every route of administration named in ``text``, in order; oral and topical ones too."""
    return _find(text, "route", start, end, _CAPITALS)


def find_sites(text: str, start: int = 0, end: int | None = None) -> list[AnatomyMention]:
    """Return every anatomical site of an injection named in ``text``, in order, without its side."""
    return _find(
        text,
        "site",
        start,
        end,
        {"AC", "FA", "PAC", "SCM", "MTP", "MCP", "CMC", "OD", "OS", "OU", "FCR", "FCU", "FDS", "FDP"},
    )


def find_sides(text: str, start: int = 0, end: int | None = None) -> list[AnatomyMention]:
    """Return every side named in ``text``: left, right or bilateral (both, each, OU)."""
    return _find(text, "side", start, end, _SIDE_CAPITALS)
