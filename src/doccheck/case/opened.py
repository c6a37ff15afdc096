"""Containers that facts name as opened: labelled content, count and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doccheck.case.labelled import labelled_content
from doccheck.case.records import OpenedContainer
from doccheck.facts import Role
from doccheck.language.amounts import read_amount
from doccheck.language.containers import container_kind
from doccheck.language.multiplicity import read_multiplicity
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.ground.grounded import GroundedAmount
    from doccheck.language.multiplicity import Multiplicity
    from doccheck.note import Note, Span
    from doccheck.quantity import Quantity

__all__ = ["HOLDING", "read_opened"]

HOLDING = (Role.PREPARED, Role.STRENGTH, Role.CONCENTRATION)
"""Roles of an amount that a container holds."""

_SEALED_WORDS = r"\b(?:vials?|amp(?:ou?les?|ules?|s)?|pens?|kits?|pre-?\s?filled|pre-?mix\w*|PFS|[SM]DV|carpujects?)\b"
_SEALED = Pattern(_SEALED_WORDS, re.IGNORECASE)
_VESSEL = Pattern(rf"{_SEALED_WORDS}|\b(?:syringes?|containers?)\b", re.IGNORECASE)
_EACH = Pattern(r"\beach\b[^.;\n]*$", re.IGNORECASE)
_BAG = Pattern(r"\bbags?\b", re.IGNORECASE)
_PLURAL = Pattern(r"\b(?:vials|syringes|amp(?:ou?les|ules|s)|bags|pens|kits|containers|carpujects)\b", re.IGNORECASE)


def read_opened(
    note: Note, events: Sequence[Sequence[GroundedAmount]]
) -> tuple[tuple[OpenedContainer, ...], tuple[Quantity | None, ...], set[str]]:
    """Return containers fully stated, contents of those that are not, and the kinds named.

    Args:
        note: The note.
        events: Facts of one drug that stand in the note and speak of this encounter, grouped by event.
    """
    found: list[_Found] = []
    unsure: list[Quantity | None] = []
    kinds: set[str] = set()
    for number, event in enumerate(events):
        given = any(amount.fact.role is Role.GIVEN for amount in event)
        for amount in event:
            words = _part(note, amount, "container")
            if words is None:
                continue
            kind = container_kind(words)
            kinds |= {kind} if kind else set()
            if amount.fact.role not in HOLDING or not amount.value_follows or not _holds_label(words, kind):
                continue
            content = labelled_content(amount, event)
            container = _container(note, amount, content, words, kind)
            if container is None:
                unsure.append(content)
            else:
                sealed = _SEALED.search(words) is not None
                vessel = amount.parts["container"].span
                diluted = read_amount(amount.fact.number, amount.fact.unit).exact not in (None, content)
                _merge(found, _Found(container, number, vessel, given=given, sealed=sealed, diluted=diluted))
    labelled = {one.vessel for one in found if not one.diluted}
    found = [one for one in found if not one.diluted or one.vessel not in labelled]
    kept = [one for one in found if one.sealed] or found  # a syringe filled from a vial is no second container
    return tuple(one.container for one in kept), tuple(unsure), kinds


def _holds_label(words: str, kind: str | None) -> bool:
    """Whether words name a container with a label; a bag is mixed by hand unless it is said to be premixed."""
    return _VESSEL.search(words) is not None or (kind == "single-dose" and _BAG.search(words) is not None)


@dataclass(frozen=True, slots=True)
class _Found:
    """A container as one fact names it.

    Args:
        container: The container.
        event: Number of the event that names it.
        vessel: Place of its container words.
        given: Whether that event is an administration.
        sealed: Whether it came filled and labelled: no bag or syringe filled by hand.
        diluted: Whether its content was worked out from a volume; the volume may be that of a diluent.
    """

    container: OpenedContainer
    event: int
    vessel: Span | None
    given: bool
    sealed: bool
    diluted: bool


def _merge(found: list[_Found], new: _Found) -> None:
    """Add a container or take it for one found before: administrations open their own, all else is a repetition."""
    for index, old in enumerate(found):
        same_words = old.container.evidence[0] == new.container.evidence[0]
        separate = old.given and new.given and old.event != new.event and not same_words
        if separate or not old.container.content.same_as(new.container.content):
            continue
        merged = replace(
            old.container,
            count=max(old.container.count, new.container.count),
            kind=old.container.kind or new.container.kind,
            evidence=tuple(dict.fromkeys((*old.container.evidence, *new.container.evidence))),
        )
        found[index] = replace(
            old,
            container=merged,
            given=old.given or new.given,
            sealed=old.sealed or new.sealed,
            diluted=old.diluted and new.diluted,
        )
        return
    found.append(new)


def _container(
    note: Note, amount: GroundedAmount, content: Quantity | None, words: str, kind: str | None
) -> OpenedContainer | None:
    """One kind of container with its labelled content, or ``None`` when content or count cannot be known."""
    counted = _part(note, amount, "count")
    times = read_multiplicity(counted) if counted else None
    uncounted = times is None and _PLURAL.search(words) is not None
    if content is None or content.value <= 0 or uncounted or _said_of_each(note, amount, times):
        return None
    evidence = tuple(
        note.evidence(place.span)
        for place in (amount.place, amount.parts.get("count"), amount.parts.get("container"))
        if place is not None and place.span is not None
    )
    return OpenedContainer(times.times if times else 1, content, kind, evidence)


def _said_of_each(note: Note, amount: GroundedAmount, times: Multiplicity | None) -> bool:
    """Whether one container is named for each of several administrations ("each from a 4 mg vial")."""
    span = amount.place.span
    if span is None or (times is not None and times.times > 1):
        return False
    return _EACH.search(note.text, max(0, span.start - 32), span.start) is not None


def _part(note: Note, amount: GroundedAmount, part: str) -> str | None:
    place = amount.parts.get(part)
    if place is None or not place.grounded or place.span is None:
        return None
    return note.text[place.span.start : place.span.end]
