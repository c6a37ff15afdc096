"""Find ICD-10-CM codes by their shape and by what stands around them."""

from __future__ import annotations

import re

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_icd_codes"]

# Letter, digit, then a digit or one of the letters the third place really has (C7A, D3A, M1A, O9A, Z3A, C4A, C7B);
# after the dot up to four letters or digits (G35.A, M75.01, S72.001A).
_CATEGORY = r"[A-TV-Z][0-9](?:[0-9]|(?<=[CDMOZ][0-9])[AB])"
_DOTTED = Pattern(
    rf"(?<![A-Za-z0-9.\-]){_CATEGORY}\.[0-9A-Z]{{1,4}}(?![A-Za-z0-9]|\.\d|\s*°|\s*(?:C|F)\b(?!\w))", re.IGNORECASE
)
_BARE = Pattern(rf"(?<![A-Za-z0-9.\-])(?:{_CATEGORY})[0-9A-Z]{{0,4}}(?![A-Za-z0-9.\-/])")
_LABEL = Pattern(
    r"(?:icd(?:[\s-]*10)?(?:[\s-]*cm)?|\bdx|\bdxs|diagnos[ei]s|\bcodes?|assessment|impression)\b[^\n.;]{0,60}$",
    re.IGNORECASE,
)
_BRACKET = Pattern(r"[A-Za-z]{4}[^()\[\]\n]{0,40}[(\[][^()\[\]\n]{0,40}$")
_OTHER_NUMBER = Pattern(
    r"(?:\blot|\bbatch|\bmrn|\bserial|\bexp|\bref|\bsn|\bjob|\bphone|\broom|\bsuite|\bchair|\bt|\btemp|\bndc|\b"
    r"model)[#:\s.]*$",
    re.IGNORECASE,
)
_TEMPERATURE = Pattern(r"T(?:3[4-9]|4[0-2])\.\d", re.IGNORECASE)
_HCPCS = Pattern(r"[A-V]\d{4}")
# Bare shapes that are vitamins, vertebrae, nerves, heart sounds and the like.
_LOOKALIKE = Pattern(r"[BTLCSHGK]\d{1,2}")
_BARE_TRUSTED = 3


@reader("#")
def find_icd_codes(text: str) -> list[Mention]:
    """Return the ICD-10-CM codes of ``text``; ``value`` is the code in capitals.

    A code with a dot is taken by its shape (but not a lot number, a temperature, or ``A1c``, which has no such
    shape). One without a dot (``I10``) needs a label or a bracket behind a condition, for ``B12``, ``T4``
    or ``L5`` look the same.
    """
    found: list[Mention] = []
    for match in _DOTTED.finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        if _OTHER_NUMBER.search(before):
            continue
        if _TEMPERATURE.fullmatch(match[0]) and not _LABEL.search(text[max(0, match.start() - 80) : match.start()]):
            continue
        if match[0][0].islower() and not _LABEL.search(text[max(0, match.start() - 80) : match.start()]):
            continue
        found.append(Mention(Span(*match.span()), match[0].upper()))
    for match in _BARE.finditer(text):
        code = match[0]
        if _HCPCS.fullmatch(code) and len(code) > _BARE_TRUSTED:
            continue
        before = text[max(0, match.start() - 100) : match.start()].rsplit("\n", 1)[-1]
        labelled = bool(re.search(r"icd(?:[\s-]*10)?(?:[\s-]*cm)?\W{0,3}(?:codes?)?\W{0,3}$", before, re.IGNORECASE))
        bracketed = bool(_BRACKET.search(before)) and text[match.end() : match.end() + 1] in "),; ]"
        behind_dx = bool(_LABEL.search(before))
        if code.upper() == "B12" or _OTHER_NUMBER.search(before[-14:]):
            continue
        lookalike = bool(_LOOKALIKE.fullmatch(code))
        if labelled or (not lookalike and (bracketed or behind_dx)):
            found.append(Mention(Span(*match.span()), code.upper()))
    return sorted(found, key=lambda mention: mention.span)
