"""Who a header names: a patient's name, record number and date of birth, and whether two of them can be one person.

Only what a label announces counts (``Patient:``, ``MRN``, ``DOB``), with the name in front of it on its line. A
name is compared by its words, so that "Tellwright, Georgiana" and "Georgiana M. Tellwright" are one person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Likeness", "Person", "likeness", "name_at", "name_in", "number_at", "same_name"]

# Words that stand behind "Patient" in capitals and are no names.
_NOT_NAMES = """
    a abn about above account acknowledged acknowledges active admitted after age agreed agrees alert all allergies
    ambulatory amount and and/or appeared appears application arrived as asked assistance associates at attending
    awake aware balance bed been before being brought called calm came can care cell center centre chair chart
    class clinic comfortable complains complaint concerns condition confirmed consent consented consents contact
    continue continued continues cooperative counseled counseling counselled counselling current currently date
    declined declines demographics denied denies departed department did discharge discharged discussed do dob
    doctor doing dose dr drug educated education encounter family feeling feels felt financial flowsheet followed
    for from full gave gender given goals group had has have health height here history home hospital hospitalized
    hx id identification identified identifiers identity in information informed infusion injection institute
    instructed instructions intake is label last leaving left location lot lpn md med medical medication medications
    medicine monitored monitoring mr mrn mrs ms name new next no none normal not note now np number nurse nursing
    observed of office on order ordering oriented outcome pa page pharmacy pharmd phd phone physician placed plan
    policy portal position positioned practice prefers preparation prepped presented presents prior procedure
    profile provider ready received receives record referred refused regional reported reports representative
    requested responded response responsibility resting rests returned returns rights rn room route safety same sat
    satisfaction screened seated see seen selection service services sex signature signed since site sitting
    specific stable stated states status summary supine supplied support taking teach teaching tearful the then this
    time to today tolerance tolerated tolerating type understanding understands understood unit units university
    unknown up verbal verbalised verbalized verbalizes verification verified visit voices ward was weighed weight
    well were with without years yes yo you
"""
_JOINING = "de del della der den di da dos du la le van von bin ibn al el st y e"
_TITLED = "mr mrs ms miss mx jr sr ii iii iv"
_NO_NAMES, _PARTICLES, _TITLES = (frozenset(words.split()) for words in (_NOT_NAMES, _JOINING, _TITLED))
# Everyday short forms that no rule of letters leads back to the name.
_SHORT_FORMS = {
    short: name
    for name, shorts in {
        "margaret": "peg peggy meg maggie greta rita",
        "william": "bill billy will willy",
        "robert": "bob bobby rob robbie bert",
        "richard": "dick rick ricky rich",
        "james": "jim jimmy jamie",
        "john": "jack johnny jon",
        "edward": "ted ed eddie ned",
        "elizabeth": "liz lizzie beth betty betsy bess eliza libby",
        "katherine": "kate kathy katie kit kitty kat",
        "anthony": "tony",
        "henry": "hank harry hal",
        "charles": "chuck charlie chas",
        "theodore": "ted teddy theo",
        "dorothy": "dot dottie dolly",
        "mary": "molly polly mae",
        "sarah": "sally sadie",
        "joseph": "joe joey",
        "michael": "mike mick mickey",
        "thomas": "tom tommy",
        "francis": "frank",
        "alexander": "sandy sasha alec",
    }.items()
    for short in shorts.split()
}
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019.-](?=[^\W\d_]))*\.?")
_LEAD = re.compile(r"[ \t*_|#>-]*(?:(?:patient|pt)\b[.:]?[ \t*_|]*)?", re.IGNORECASE)
_BETWEEN = re.compile(r",?[ \t](?:[\"\u201c(]\w+[\"\u201d)][ \t])?|(?<=,)")
_MOST_WORDS = 5
_FEWEST = 2
_PREFIX = 3
_DIGITS_OF_NUMBER = 3
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BIRTH = re.compile(
    r"(?P<a>\d{1,4})[-/. ]+(?P<m>\d{1,2}|[A-Za-z]{3,9})\.?[-/., ]+(?P<b>\d{2,4})(?!\d)"
    r"|(?P<name>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})(?!\d)"
)
_NUMBER = re.compile(r"[A-Za-z]{0,4}[-\d][\w-]*")
_CENTURY = 100


class Likeness(StrEnum):
    """Whether two headers speak of one person."""

    SAME = "same"
    OTHER = "other"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Person:
    """What a header tells of a person.

    Args:
        name: Words of the name, folded; empty when it is not told.
        number: Digits of the record number, without zeros in front.
        born: Day, month and year of birth in ascending order, the year without its century.
    """

    name: tuple[str, ...] = ()
    number: str = ""
    born: tuple[int, ...] = ()


def name_at(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Return the words of the name that begins at ``start``, and its end; no words where none begins there."""
    words: list[str] = []
    at = stop = start
    while len(words) < _MOST_WORDS:
        word = _WORD.match(text, at, end)
        if word is None:
            break
        plain = word[0].rstrip(".").casefold()
        if plain in _NO_NAMES and plain not in _TITLES:
            return ((), start) if not words else (tuple(words), stop)
        if not (word[0][0].isupper() or (words and plain in _PARTICLES)):
            break
        stop = word.end()
        full = len(plain) > 1 and word[0].endswith(".") and plain not in _TITLES
        words += [part for part in re.split(r"[-'\u2019.]", plain) if part]
        gap = None if full else _BETWEEN.match(text, stop, end)
        if gap is None or ("," in gap[0] and at > start):
            break  # "Tellwright, Georgiana", but not "Georgiana Tellwright, Back pain"
        at = gap.end()
    return tuple(word for word in words if word not in _TITLES), stop


def name_in(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the words of the name that fills ``text[start:end]`` ("TELLWRIGHT, GEORGIANA  "), none otherwise."""
    lead = _LEAD.match(text, start, end)
    left = lead.end() if lead else start
    words, stop = name_at(text, left, end)
    return words if len(words) >= _FEWEST and not text[stop:end].strip(" \t,;|*_()-") else ()


def number_at(text: str, start: int, end: int, *, born: bool) -> Person | None:
    """Return the record number or the date of birth that stands at ``start``; ``None`` where none stands there."""
    if not born:
        match = _NUMBER.match(text, start, end)
        digits = "".join(filter(str.isdigit, match[0])).lstrip("0") if match else ""
        return Person(number=digits) if len(digits) >= _DIGITS_OF_NUMBER else None
    date = _BIRTH.match(text, start, end)
    if date is None:
        return None
    parts = [date[group] for group in ("a", "m", "b", "name", "day", "year") if date[group]]
    values = [int(part) if part.isdigit() else _month(part) for part in parts]
    return None if 0 in values else Person(born=tuple(sorted(value % _CENTURY for value in values)))


def _month(word: str) -> int:
    short = word[:3].casefold()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def likeness(first: Person, second: Person) -> Likeness | None:
    """Return whether the two can be one person, ``None`` where they tell nothing that could be compared."""
    told: list[Likeness] = []
    if first.name and second.name:
        told.append(same_name(first.name, second.name))
    if first.number and second.number:
        short, long = sorted((first.number, second.number), key=len)
        told.append(Likeness.SAME if long.endswith(short) else Likeness.OTHER)
    if first.born and second.born:
        told.append(Likeness.SAME if first.born == second.born else Likeness.OTHER)
    if told[-2:] == [Likeness.OTHER] * 2:
        return Likeness.OTHER  # two things told of a person differ, whatever a like name says
    if not told:
        return None
    if Likeness.OTHER not in told:
        return Likeness.SAME if Likeness.SAME in told else Likeness.UNCLEAR
    return Likeness.UNCLEAR if Likeness.SAME in told else Likeness.OTHER


def same_name(first: tuple[str, ...], second: tuple[str, ...]) -> Likeness:
    """Return whether two names can be one person's: the shorter one is found in the longer, or they share nothing."""
    short, long = sorted((first, second), key=len)
    left = list(long)
    shared = 0
    for word in sorted(short, key=len, reverse=True):
        found = next((other for other in left if _is_form_of(word, other)), None)
        if found is not None:
            left.remove(found)
            shared += 1
    if shared == len(short) or shared >= _FEWEST:
        return Likeness.SAME
    return Likeness.UNCLEAR if shared or len(short) < _FEWEST else Likeness.OTHER


def _is_form_of(word: str, other: str) -> bool:
    """Whether one word of a name is the other, its initial, or a short form of it."""
    if word == other or len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    mine, theirs = _SHORT_FORMS.get(word, word), _SHORT_FORMS.get(other, other)
    if mine == theirs:
        return True
    short, long = sorted((word.rstrip("ie").removesuffix("y"), other), key=len)
    return len(short) >= _PREFIX and long.startswith(short)
