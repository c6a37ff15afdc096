"""Grounding against LangExtract's default aligner: 40 quotes in a 2,000-word note, and thirteen guard cases.

Both run in this process on the same note and the same quotes, in turns; times are processor time, medians of the
rounds, and the figures are ratios. LangExtract aligns; doccheck is timed once doing just that, and once as it is used,
reading sections, sentences and the context of every occurrence of a note it has never seen.
``pip install langextract`` first; ``python benchmarks/grounding.py [ROUNDS]``.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from dataclasses import dataclass

from langextract.core import data
from langextract.resolver import WordAligner

from doccheck.facts import Quoted
from doccheck.ground import fold, near_miss
from doccheck.ground.locate import locate, occurrences
from doccheck.note import Note

WORDS = 2_000
QUOTES = 40

WHO = ("patient", "daughter", "nurse", "physician", "pharmacist", "husband", "therapist", "clinic", "laboratory")
DID = (
    "reports",
    "describes",
    "confirms",
    "reviewed",
    "discussed",
    "recorded",
    "measured",
    "noted",
    "compared",
    "checked",
)
WHAT = (
    "stools", "fatigue", "weight", "appetite", "sleep", "gait", "swelling", "hemoglobin", "platelets", "creatinine",
    "albumin", "blood pressure", "oxygen saturation", "the left knee", "the right shoulder", "morning stiffness",
    "the infusion site", "folic acid 1 mg", "prednisone 5 mg", "infliximab 400 mg", "the colonoscopy", "vitamin D",
)  # fmt: skip
HOW = ("better", "worse", "unchanged", "stable", "improved", "slightly lower", "within range", "borderline", "resolved")
SINCE = (
    "since March",
    "over two weeks",
    "for three months",
    "after the infusion",
    "before breakfast",
    "at home",
    "today",
)


def long_note() -> str:
    """Return an invented note of about :data:`WORDS` words, no two sentences alike but by chance."""
    pick = random.Random(11)  # noqa: S311 - the same note in every run
    lines: list[str] = []
    count = 0
    while count < WORDS:
        subject = f"The {pick.choice(WHO)} {pick.choice(DID)} {pick.choice(WHAT)} and {pick.choice(WHAT)}"
        counted = f"{pick.randrange(10, 400)} of {pick.randrange(400, 999)}"
        line = f"{subject}, {pick.choice(HOW)} {pick.choice(SINCE)} ({counted})."
        lines.append(line + ("\n" if pick.random() < 0.3 else " "))  # noqa: PLR2004 - a line of about three sentences
        count += len(line.split())
    return "".join(lines)


def quotes_of(text: str) -> list[str]:
    """Return verbatim quotes of three to ten words, and every eighth one with another letter case."""
    pick = random.Random(7)  # noqa: S311 - the same quotes in every run
    words = text.split()
    found = []
    for index in range(QUOTES):
        start = pick.randrange(len(words) - 12)
        quote = " ".join(words[start : start + pick.randrange(3, 11)]).strip(".,:")
        found.append(quote.upper() if index % 8 == 7 else quote)  # noqa: PLR2004 - every eighth
    return found


@dataclass(frozen=True)
class Guard:
    """A case with one right answer: the exact words of the note, or that they are not there."""

    name: str
    note: str
    quote: str
    right: str | None


GUARDS = (
    Guard("verbatim", "Gave ketorolac 30 mg IM today.", "ketorolac 30 mg IM", "ketorolac 30 mg IM"),
    Guard("other case and blanks", "Gave Ketorolac\n 30 mg  IM today.", "ketorolac 30 mg im", "Ketorolac\n 30 mg  IM"),
    Guard(
        "quotes and dashes",
        "Felt \u201cfine\u201d \u2013 no rash.",
        '"fine" - no rash',
        "\u201cfine\u201d \u2013 no rash",
    ),
    Guard("another number", "Belimumab 400 mg IV was given over one hour.", "Belimumab 500 mg IV was given", None),
    Guard("another unit", "Cyanocobalamin 1000 mcg IM was given today.", "Cyanocobalamin 1000 mg IM was given", None),
    Guard(
        "another drug",
        "Methylprednisolone acetate 40 mg into the knee.",
        "Triamcinolone acetonide 40 mg into the knee",
        None,
    ),
    Guard("inside a number", "Gave midazolam 15 mg IV slowly.", "5 mg IV", None),
    Guard("behind a decimal point", "Gave hydromorphone 0.5 mg IV slowly.", "5 mg IV", None),
    Guard("half a range", "May repeat 25-50 mg at night.", "50 mg at night", None),
    Guard("words put together", "No rash. She was given ketorolac. No fever.", "No rash. No fever", None),
    Guard("invented words", "Seen for follow-up, doing well today.", "Consent was obtained in writing", None),
    Guard("denial left out", "Consent was not obtained before the visit.", "Consent was obtained", None),
    Guard("digits swapped", "Lot number 48213 was recorded.", "Lot number 42813 was recorded", None),
)


def by_langextract(text: str, quotes: list[str]) -> list[str | None]:
    """Align with LangExtract's defaults, all quotes in one call as its resolver does."""
    wanted = [data.Extraction(extraction_class="fact", extraction_text=quote) for quote in quotes]
    aligned = WordAligner().align_extractions([wanted], text)[0]
    return [
        text[one.char_interval.start_pos : one.char_interval.end_pos] if one.char_interval else None for one in aligned
    ]


def by_doccheck(text: str, quotes: list[str]) -> list[str | None]:
    """Locate with doccheck, nothing remembered of the note."""
    for remembered in (fold.folded, near_miss._tokens_of_note):  # noqa: SLF001 - a fresh note every round
        remembered.cache_clear()
    note = Note(text)
    places = [locate(note, Quoted(quote)) for quote in quotes]
    return [text[place.span.start : place.span.end] if place.grounded and place.span else None for place in places]


def places_only(text: str, quotes: list[str]) -> list[str | None]:
    """Find the same quotes without reading any context: what an aligner does."""
    for remembered in (fold.folded, near_miss._tokens_of_note):  # noqa: SLF001 - a fresh note every round
        remembered.cache_clear()
    found = [occurrences(text, quote) for quote in quotes]
    return [text[spans[0].start : spans[0].end] if spans else None for spans in found]


def timed(work: object, text: str, quotes: list[str]) -> float:
    """Milliseconds of processor time of one call."""
    started = time.process_time()
    work(text, quotes)  # type: ignore[operator]
    return 1000 * (time.process_time() - started)


def main(rounds: int) -> None:
    """Print the ratio and the guard cases."""
    text = long_note()
    quotes = quotes_of(text)
    works = {
        "langextract, aligned": by_langextract,
        "doccheck, found": places_only,
        "doccheck, found and context read": by_doccheck,
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds):
        for name, work in works.items():
            times[name].append(timed(work, f"{text}End of visit {turn}.\n", quotes))
    middle = {name: statistics.median(values) for name, values in times.items()}
    print(f"{QUOTES} quotes, {len(text.split()):,} words, {rounds} rounds")
    for name, value in middle.items():
        print(f"  {name:33} {value:8.2f} ms   {middle['langextract, aligned'] / value:6.1f} x")
    print(f"  {sum(found is not None for found in by_doccheck(text, quotes))} of {QUOTES} quotes found by doccheck")
    for name, work in (("langextract", by_langextract), ("doccheck", by_doccheck)):
        wrong = [guard.name for guard in GUARDS if work(guard.note, [guard.quote])[0] != guard.right]
        right = len(GUARDS) - len(wrong)
        print(f"guard cases, {name}: {right} of {len(GUARDS)} right{': wrong ' + ', '.join(wrong) if wrong else ''}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
