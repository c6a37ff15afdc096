"""The part an amount plays, read from its shape and the words right beside it (domain rule T12)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from doccheck.extract.rules.container_words import CONTAINER, container_after, container_before, names_container
from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.fluids import is_fluid
from doccheck.extract.rules.gauges import is_needle, may_be_gauge
from doccheck.extract.rules.waste import is_wasted
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.language.amounts import AmountMention
    from doccheck.note import Span

__all__ = ["Part", "part_of"]


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
    ORDERED = "ordered"
    MAXIMUM = "maximum"
    NONE = "none"


@cache
def _patterns() -> dict[str, Pattern]:
    flags = re.IGNORECASE
    return {
        "diluent_after": Pattern(
            r"[-\s]{0,2}(?:of |bag |preservative[- ]free |sterile |PF |bacteriostatic "
            r"|normal |0\.9 ?%? ?|0\.45 ?%? ?|5 ?% ?)*"
            r"(?:NS\b|NSS\b|N\.S\.|saline|sodium chloride|NaCl|D5W?\b|D5NS|D10\w*|dextrose"
            r"|sterile water|SWFI|SWI\b|WFI|lactated|LR\b|ringer|diluent|water for|PFNS)",
            flags,
        ),
        "holder_before": Pattern(
            r"(?:(?:diluted?|mixed|placed|prepared|reconstituted|added|further|made up"
            r"|q\.?s\.?)\s+(?:\w+ ){0,3}?(?:in|into|to|with|up to)(?: a total (?:volume )?of)?"
            r"|\bin an?|\bin|total volume(?: of)?|final volume(?: of)?|of the|bag of)\s*$",
            flags,
        ),
        "bag_after": Pattern(r"[-\s]{0,2}(?:total )?(?:bag|NS bag|volume|premix|piggyback|minibag)", flags),
        "fluid_before": Pattern(
            r"(?:blood loss|ebl|urine(?: output)?|output|drain(?:age|ed)?|aspirated|removed|withdrew"
            r"|evacuated|balloon(?: with| was inflated with)?|suctioned|voided)\W{0,4}(?:\w+\W){0,5}$",
            flags,
        ),
        "fluid_label": Pattern(
            r"\b(?:(?:IV )?fluids?|IVFs?|crystalloids?|colloids?|intake|irrigation)\b(?: \w+){0,2}\s*[:=]\s*"
            r"(?:about |approx\w*\.? |total (?:of )?)?$",
            flags,
        ),
        "fluid_after": Pattern(
            r"[-\s]{0,2}(?:of )?(?:\w+[- ]){0,4}?(?:fluid|blood|urine|pus|bile|effusion|aspirate"
            r"|synovial|lipoaspirate|CSF|secretions?|material|crystalloid|colloid|clear|air\b|balloon"
            r"|EBL)",
            flags,
        ),
        "counted_vials": Pattern(
            rf"\b(?:vials?|syringes?|ampules?|ampoules?|SDV)(?:\s+(?:of|at|containing|each)"
            rf"|\s+of (?:\w+[ -]){{1,3}}|:)?[\s(]{{0,2}}$|\b(?:two|three|four|five|six|seven|eight"
            rf"|\d)\s+(?:{CONTAINER})\s+of\s+(?:\w+[ -]){{0,3}}$",
            flags,
        ),
        "counted": Pattern(
            r"(?:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})|[x\u00d7])\s*(?:[x\u00d7]\s*)?$", flags
        ),
        "more_vials": Pattern(
            r"\s*(?:\+|and|,|&|plus)\s*(?:one|two|three|four|five|six|seven|eight|nine|ten"
            r"|\d{1,2})\s*(?:[x\u00d7]\s*)?[\d,.]+\s*(?:mg|mcg|g|units?)\b",
            flags,
        ),
        "container_near": Pattern(rf"[^.;\n]{{0,24}}\b(?:{CONTAINER})", flags),
        "syringe_after": Pattern(
            r"\s*(?:single-dose |pre-?filled |PF )*(?:syringes?|PFS|pens?|auto-?injectors?)\b", flags
        ),
        "given_after": Pattern(
            r"\s*+(?:(?:was|were|is)\s*+)?(?:then\s+)?(?:inject|infus|given|admin|intra|subcut|IV\b|IM\b"
            r"|SC\b|SQ\b|over \d)",
            flags,
        ),
        "mixture_after": Pattern(
            r"\s*(?:of\s+)?(?:an?\s+|the\s+)?(?:total\s+)?(?:\d+\s?[:/]\s?\d+\s+)?(?:(?:mixture|mix"
            r"|combination|injectate|cocktail)\b"
            r"|solution\s+(?:containing|consisting))|\s*of\s+(?:(?:this|that|the|same|above|our|injection)\s+){0,2}solution\b(?!\s+of\b)",
            flags,
        ),
        "size_after": Pattern(r"[-\s]{0,2}(?:syringe|needle|catheter|reservoir|balloon|implant|pump)\b", flags),
    }


_COLUMN_PARTS: tuple[tuple[Pattern, Part], ...] = (
    (Pattern(r"wast|discard|remain", re.IGNORECASE), Part.WASTED),
    (Pattern(r"order|prescri|plan", re.IGNORECASE), Part.ORDERED),
    (Pattern(r"vial|strength|stock|container|package|supplied|on hand", re.IGNORECASE), Part.CONTENT),
    (Pattern(r"max", re.IGNORECASE), Part.MAXIMUM),
)


def part_in_column(part: Part, column: str | None, *, zero: bool = False) -> Part:
    """Return what the heading of a table column makes of an amount below it; ``zero`` below "Waste" is waste too."""
    if column is not None and zero and _COLUMN_PARTS[0][0].search(column):
        return Part.WASTED
    if column is None or part not in (Part.DOSE, Part.VOLUME, Part.CONTENT):
        return part
    for words, meant in _COLUMN_PARTS:
        if words.search(column) and not re.search(r"given|admin", column, re.IGNORECASE):
            return Part.HOLDER if meant is Part.CONTENT and part is Part.VOLUME else meant
    return Part.DOSE if part is Part.CONTENT and re.search(r"given|admin|dose", column, re.IGNORECASE) else part


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
        whole = (
            reading.per is not None
            and reading.kind == "concentration"
            and (reading.per.value != 1 or re.search(r"/\s?1\s?(?:ml|cc)", amount.unit, re.IGNORECASE) is not None)
        )
        if reading.per is not None and reading.per.dimension == "vials":
            return Part.CONTENT
        if reading.kind == "concentration" and patterns["syringe_after"].match(after):
            return Part.CONTENT
        if whole and (
            container_after(text, span)
            or container_before(text, span)
            or patterns["diluent_after"].match(after)
            or patterns["bag_after"].match(after)
            or patterns["given_after"].match(after)
            or patterns["container_near"].match(after)
        ):
            return Part.CONTENT
        return Part.CONCENTRATION
    if reading.kind not in ("amount", "range") or not reading.values:
        return Part.NONE
    value = reading.values[0]
    if value.unit in ("kg", "lb", "vials") or value.dimension not in (
        "mass", "volume", "activity", "radioactivity", "equivalents", "doses",
    ):  # fmt: skip
        return Part.NONE
    if value.unit == "L" and not is_fluid(value, before, after):
        return Part.NONE
    if is_wasted(before, after):
        return Part.WASTED
    if value.value == 0:
        return Part.NONE
    if cue("maximum").search(before[-24:]) or re.match(r"\W{0,2}max(?:imum)?\b", after, re.IGNORECASE):
        return Part.MAXIMUM
    if re.match(r"\s*(?:(?:per|an?)\s+|/\s*)(?:second|sec|s\b|min|hour|hr|h\b|day)", after, re.IGNORECASE):
        return Part.RATE
    if re.match(r"\s?/\s?[A-Za-z]", after):
        return Part.NONE
    if re.search(r"\bper\s*$", before, re.IGNORECASE):
        return Part.NONE
    if re.search(
        r"\b(?:aliquots?|increments?)(?: of)?(?: about| approximately)?\s*$", before, re.IGNORECASE
    ) or re.match(r"\s*(?:aliquots|increments)\b", after, re.IGNORECASE):
        return Part.NONE
    if value.dimension != "volume" and re.search(
        r"\b(?:drip|gtt|infusion)\b[^.;,\d]{0,16}\bat\s*$", before, re.IGNORECASE
    ):
        return Part.RATE
    if value.dimension == "doses" and (
        value.value == 1 or re.match(r"\s*of\b", after) or re.search(r"[x\u00d7]\s*$", before, re.IGNORECASE)
    ):
        return Part.NONE
    if may_be_gauge(amount) and is_needle(before, after):
        return Part.NONE
    if value.dimension == "volume":
        if patterns["mixture_after"].match(after):
            return Part.NONE
        if patterns["size_after"].match(after):
            return Part.NONE
        if patterns["fluid_label"].search(before):
            return Part.NONE
        if patterns["fluid_before"].search(before) or patterns["fluid_after"].match(after):
            return Part.NONE
        if container_after(text, span) or (container_before(text, span) and _SIZE_OF_IT.match(after)):
            return Part.HOLDER
        if patterns["diluent_after"].match(after) and (
            patterns["holder_before"].search(before) or "/" in before[-3:] or before.rstrip().endswith(("+", "with"))
        ):
            return Part.HOLDER
        if patterns["holder_before"].search(before) or patterns["bag_after"].match(after):
            return Part.HOLDER
        return Part.VOLUME
    held = names_container(before)
    if held and _TOTAL_OF_VIALS.search(before) and not cue("done").search(text, sentence.start, sentence.end):
        return Part.NONE
    counted = patterns["counted_vials"].search(before) or _IN_BRACKETS.search(before)
    if container_after(text, span) or counted or _in_vial_list(before, after):
        return Part.CONTENT
    return Part.DOSE


def _in_vial_list(before: str, after: str) -> bool:
    """Whether an amount is one of counted containers: "4 x 1,000 mg + 1 x 500 mg vials", "Vials: four 1,000 mg"."""
    patterns = _patterns()
    if not patterns["counted"].search(before):
        return False
    if patterns["more_vials"].match(after) or re.search(r"\b(?:vials?|SDV)\b\s*:?[^.;]{0,40}$", before, re.IGNORECASE):
        return True
    return (
        re.match(rf"[^.;]{{0,30}}\b{CONTAINER}", after, re.IGNORECASE) is not None
        and re.search(r"[x\u00d7]\s*$", before, re.IGNORECASE) is not None
    )


_IN_BRACKETS = Pattern(
    r"\d\s?(?:mg|mcg|g|units?)\b[^().;]{0,24}\(\s*(?:\d|two|three|four|five|six)\s*(?:[x\u00d7]\s*)?$", re.IGNORECASE
)
"""A counted amount in brackets behind a dose is what it came in: "300 mg SC (2 x 150 mg)"."""
_SIZE_OF_IT = Pattern(
    r"\s*(?:$|[,;)\n](?![^.;\n]{0,24}\b(?:given|inject|infus|admin|used in))|\.(?:\s|$))", re.IGNORECASE
)
_TOTAL_OF_VIALS = Pattern(
    r"\b(?:vials?|syringes?|ampules?|ampoules?|SDVs?|kits?)\b[^.;]{0,40}\btotal(?:ing|ling|s)?(?: of)?\s*[=:(]?\s*$",
    re.IGNORECASE,
)
"""What the containers hold together is no dose: "opened 5 vials, total 4,500 mg"."""
