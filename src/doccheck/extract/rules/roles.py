"""The part an amount plays, read from its shape and the words right beside it (domain rule T12)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.language.amounts import AmountMention

__all__ = ["Part", "container_after", "part_of"]


class Part(StrEnum):
    """The part of an amount before it is known whether anything was given."""

    DOSE = "dose"
    VOLUME = "volume"
    CONCENTRATION = "concentration"
    PER_BODY = "per_body"
    RATE = "rate"
    CONTENT = "content"
    HOLDER = "holder"
    WASTED = "wasted"
    MAXIMUM = "maximum"
    NONE = "none"


_CONTAINER = (
    r"(?:(?:single|multi(?:ple)?|one|unit)[- ]?(?:dose|use|patient)?[- ]?(?:dose|use)?[- ]*|preservative[- ]free |pre-?filled |glass |premixed )*"
    r"(?:vials?|syringes?|ampou?les?|ampules?|amps?\b|bags?|kits?|pens?|bottles?|cartridges?|containers?|SDV|MDV|PFS|carpujects?|tubex)\b"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    flags = re.IGNORECASE
    return {
        "container_after": re.compile(
            rf"[-\s,)]{{0,3}}(?:\([^)\n]{{0,24}}\)\s*)?(?:of (?:the )?)?(?:[a-z-]+ ){{0,2}}?(?P<words>{_CONTAINER})",
            flags,
        ),
        "container_before": re.compile(
            rf"(?P<words>{_CONTAINER})(?:\s+(?:of|x\s?\d|with|containing|labell?ed(?: as)?|[a-z-]+(?: [a-z-]+)?))?\s*[-(:,]?\s*(?:of )?$",
            flags,
        ),
        "diluent_after": re.compile(
            r"[-\s]{0,2}(?:of |bag of |bag |(?:of )?preservative[- ]free |sterile |PF |bacteriostatic |normal |0\.9 ?%? ?|0\.45 ?%? ?|5 ?% ?)*"
            r"(?:NS\b|NSS\b|N\.S\.|saline|sodium chloride|NaCl|D5W?\b|D5NS|D10\w*|dextrose|sterile water|SWFI|SWI\b|WFI|lactated|LR\b|ringer|diluent|water for|PFNS)",
            flags,
        ),
        "holder_before": re.compile(
            r"(?:(?:diluted?|mixed|placed|prepared|reconstituted|added|further|made up|q\.?s\.?)\s+(?:\w+ ){0,3}?(?:in|into|to|with|up to)(?: a total (?:volume )?of)?|\bin an?|\bin|total volume(?: of)?|final volume(?: of)?|of the|bag of)\s*$",
            flags,
        ),
        "bag_after": re.compile(r"[-\s]{0,2}(?:total )?(?:bag|NS bag|volume|premix|piggyback|minibag)", flags),
        "fluid_before": re.compile(
            r"(?:blood loss|ebl|urine(?: output)?|output|drain(?:age|ed)?|aspirated|removed|withdrew|evacuated|balloon(?: with| was inflated with)?|suctioned|voided)\W{0,4}(?:\w+\W){0,5}$",
            flags,
        ),
        "fluid_after": re.compile(
            r"[-\s]{0,2}(?:of )?(?:\w+[- ]){0,4}?(?:fluid|blood|urine|pus|bile|effusion|aspirate|synovial|lipoaspirate|CSF|secretions?|material|crystalloid|colloid|clear|air\b|balloon|EBL)",
            flags,
        ),
        "size_after": re.compile(r"[-\s]{0,2}(?:syringe|needle|catheter|reservoir|balloon|implant|pump)\b", flags),
    }


def container_after(text: str, amount: Span) -> Span | None:
    """Return the words for a container right behind an amount ("100 mg single-dose vials"), if there are any."""
    match = _patterns()["container_after"].match(text, amount.end, amount.end + 60)
    return Span(*match.span("words")) if match else None


def container_before(text: str, amount: Span) -> Span | None:
    """Return the words for a container right before an amount ("prefilled syringe (20 mg/2 mL)"), if there are any."""
    start = max(0, amount.start - 60)
    match = _patterns()["container_before"].search(text[start : amount.start])
    return Span(start + match.start("words"), start + match.end("words")) if match else None


def part_of(text: str, amount: AmountMention, sentence: Span) -> Part:  # noqa: C901, PLR0911, PLR0912 - one question after the other
    """Return the part ``amount`` plays, from its shape and its neighbours inside ``sentence``."""
    reading, span = amount.reading, amount.span
    if reading.kind in ("per_kg", "per_m2"):
        return Part.PER_BODY
    if reading.kind == "rate":
        return Part.RATE
    before = text[max(sentence.start, span.start - 60) : span.start]
    after = text[span.end : min(sentence.end, span.end + 60)]
    patterns = _patterns()
    if reading.kind in ("concentration", "percent", "ratio"):
        whole = reading.per is not None and reading.kind == "concentration" and reading.per.value != 1
        if whole and (container_after(text, span) or container_before(text, span)):
            return Part.CONTENT
        return Part.CONCENTRATION
    if reading.kind not in ("amount", "range") or not reading.values:
        return Part.NONE
    value = reading.values[0]
    if value.unit in ("kg", "lb", "vials", "L") or value.dimension not in (
        "mass", "volume", "activity", "radioactivity", "equivalents", "doses",
    ):  # fmt: skip
        return Part.NONE
    if _is_wasted(before, after):
        return Part.WASTED
    if cue("maximum").search(before[-24:]) or re.match(r"\W{0,2}max(?:imum)?\b", after, re.IGNORECASE):
        return Part.MAXIMUM
    if value.dimension == "volume":
        if patterns["size_after"].match(after):
            return Part.NONE
        if patterns["fluid_before"].search(before) or patterns["fluid_after"].match(after):
            return Part.NONE
        if container_after(text, span):
            return Part.HOLDER
        if patterns["diluent_after"].match(after) and (
            patterns["holder_before"].search(before) or "/" in before[-3:] or before.rstrip().endswith(("+", "with"))
        ):
            return Part.HOLDER
        if patterns["holder_before"].search(before) or patterns["bag_after"].match(after):
            return Part.HOLDER
        return Part.VOLUME
    if container_after(text, span) or re.search(r"\bvials?\W{1,3}$", before, re.IGNORECASE):
        return Part.CONTENT
    return Part.DOSE


_WASTE_BEFORE = re.compile(
    r"(?:wast(?:e|ed|age|ing)|discard(?:ed|ing|s)?|left ?over|remain(?:ing|der)|unused|residual)(?:\W+(?:\w+\W+){0,4}?)$",
    re.IGNORECASE,
)
_WASTE_AFTER = re.compile(
    r"[-\s]{0,2}(?:\([^)\n]{0,24}\)\s*)?(?:of (?:\w+ ){1,3}|in (?:\w+ ){1,3})?(?:(?:was|were|of|drug|remaining|left|is|are|being|to be|then|beyond the|\w+) ){0,6}?"
    r"(?:wast(?:e|ed|age)\b|discard(?:ed|s)?\b|left ?over|unused|thrown away|destroyed|remain(?:ing|ed)?\b)",
    re.IGNORECASE,
)
_GIVEN_BETWEEN = re.compile(r"\b(?:given|administered|injected|infused|used|received|dose)\b", re.IGNORECASE)


def _is_wasted(before: str, after: str) -> bool:
    """Whether an amount is what was thrown away; "300 mg given, 100 mg wasted" has one of each."""
    tail = _WASTE_BEFORE.search(before)
    if (
        tail
        and not re.search(r"[;.]|\d\s*(?:mg|mcg|g|ml|cc|units?)\b", tail.group(), re.IGNORECASE)
        and not _GIVEN_BETWEEN.search(tail.group())
    ):
        return not re.search(r"\b(?:no|not|nothing|none)\b[^.;]{0,20}$", before[: tail.start()], re.IGNORECASE)
    head = _WASTE_AFTER.match(after)
    return bool(head) and not re.search(
        r"[;.,]|\b(?:given|administered|injected|infused|used|received|and|no|not)\b|\d", head.group(), re.IGNORECASE
    )
