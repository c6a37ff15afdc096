"""The drugs a note speaks of: a brand behind its generic name, or an additive, belongs to the drug in front."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doccheck.extract.rules.fluids import is_as_diluent, is_given_itself
from doccheck.language.drugs import find_drugs
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.note import Span
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["Drug", "read_drugs"]


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug as one stretch of the note, a brand in brackets behind its generic name included.

    Args:
        span: Place of the first name, as written.
        end: Where the last name of the stretch ends.
        generic: Canonical generic name.
        kind: Kind of the lexicon (drug, local_anaesthetic, contrast …).
    """

    span: Span
    end: int
    generic: str
    kind: str


# A second name of the same drug close behind the first: "infliximab (Remicade)", "Celestone, Soluspan".
_APPOSITION = Pattern(r"\s{0,2}[(\[/,]?\s{0,2}(?:\d[\d.]*\s?%\s?|brand|generic|aka|i\.e\.)?\s{0,2}")


# Words right beside an ambiguous name that show a drug is meant.
_SHOWN_BEFORE = Pattern(
    r"(?:\d\s?(?:mg|mcg|g|ml|cc|units?|u|%|mci|meq|amps?|l|liters?)\.?\s*(?:/\s?(?:ml|cc)\s*)?(?:of\s+)?(?:\w{1,30}\s){0,2}"
    r"|\b(?:gave|given|with|injected|received|iv|of)\s+)$",
    re.IGNORECASE,
)


_SHOWN_AFTER = Pattern(
    r"[\s,(:=-]{0,3}(?:\w+ |\w+(?: \w+)?\s?[:=]\s?(?:about |approx\w*\.? )?|(?:a )?total (?:dose )?(?:of )?)?"
    r"(?:\d[\d.,]*\s?(?:%|(?:mg|mcg|g|ml|cc|units?|u|mci|meq|amps?|l|liters?)\b)|\b(?:iv|im|sq|sc"
    r"|subq|was (?:given|injected|administered|infused|used)|injection|placed))",
    re.IGNORECASE,
)


# "lidocaine with epinephrine 1:100,000": a vasoconstrictor in a local anaesthetic is part of it.
_ADDED = Pattern(
    r"[\s,]*+(?:\d[\d.]*+\s?%[\s,]*+)?(?:plain[\s,]*+)?(?:solution[\s,]*+)?"
    r"(?:(?:without|with|w/o|w/|w|c|and|plus|\+|/|containing|-|\(|mixed with"
    r"|in)\s*(?:\(?1\s?:\s?\d[\d,]*\)?\s*(?:of\s+)?)?|1\s?:\s?\d[\d,]*\s+)(?:dilute\s+)?",
    re.IGNORECASE,
)


_RATIO_BEHIND = Pattern(
    r"\s*+(?:,\s*+)?(?:in\s+|at\s+|of\s+)?(?:a\s+)?(?:concentration\s+(?:of\s+|in\s+)?"
    r"|dilution\s+of\s+)?\(?1\s?(?::|to|in|/)\s?\d[\d,]*(?:k\b)?\)?(?:\s*units)?(?:\s*(?:solution"
    r"|dilution|concentration))?",
    re.IGNORECASE,
)


_ADDITIVE_REACH = 48
_LISTED = Pattern(r"\s*(?:and|,|with|&|/|\+|plus|,\s*and)\s*", re.IGNORECASE)


def _is_additive(before: Drug, generic: str, gap: str) -> bool:
    return (
        before.kind == "local_anaesthetic"
        and generic == "epinephrine"
        and len(gap) < _ADDITIVE_REACH
        and bool(_ADDED.fullmatch(gap))
    )


def _behind_ratio(text: str, end: int) -> int:
    match = _RATIO_BEHIND.match(text, end, end + 60)
    return match.end() if match else end


def read_drugs(text: str, lexicon: DrugLexicon) -> tuple[Drug, ...]:
    """Find the drugs; names of one drug side by side count once."""
    found: list[Drug] = []
    mentions = find_drugs(text, lexicon)
    for at, mention in enumerate(mentions):
        span = mention.span
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        leads = (
            following is not None
            and not following.ambiguous
            and bool(_LISTED.fullmatch(text[span.end : following.span.start][:12]))
        )
        listed = leads or (bool(found) and _LISTED.fullmatch(text[found[-1].end : span.start][:12]) is not None)
        if (
            mention.ambiguous
            and not listed
            and not (
                _SHOWN_BEFORE.search(text[max(0, span.start - 40) : span.start])
                or _SHOWN_AFTER.match(text, span.end, span.end + 40)
            )
        ):
            continue
        kind = lexicon.kind(mention.generic)
        if kind == "diluent" and is_given_itself(text, span, mention.generic):
            kind = "drug"
        if kind == "local_anaesthetic" and is_as_diluent(text, span):
            kind = "diluent"
        generic = mention.generic.removesuffix(" with epinephrine")
        if found:
            before = found[-1]
            gap = text[before.end : span.start]
            if _is_additive(before, mention.generic, gap):
                found[-1] = Drug(before.span, _behind_ratio(text, span.end), before.generic, before.kind)
                continue
            if before.kind == kind == "radiopharmaceutical" and not gap.strip(" -("):
                found[-1] = Drug(before.span, span.end, generic, kind)
                continue
            exact = lexicon.more_specific(before.generic, mention.generic)
            if exact is not None and len(gap) <= 12 and _APPOSITION.fullmatch(gap):  # noqa: PLR2004
                # The words that say more are the ones quoted: grounding reads the drug out of them again.
                named = before.span if exact == before.generic else span
                found[-1] = Drug(named, span.end, exact, before.kind)
                continue
        found.append(
            Drug(span, _behind_ratio(text, span.end) if generic != mention.generic else span.end, generic, kind)
        )
    return tuple(found)
