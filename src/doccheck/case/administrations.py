"""From grounded amounts to administrations: which drug was given in this encounter, how much, where.

An administration is one drug at one site and time actually given in this encounter (design.md). Facts with the same
``event`` number speak of the same one. A fact is believed only where its words stand in the note, its number follows
from them, and nothing around them says planned, historical, negated or of somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from doccheck.case.belief import doubt
from doccheck.case.divided_doses import is_divided, is_spread
from doccheck.case.doses import Dose, reading_of, work_out
from doccheck.case.drug_words import generic_of, name_strength
from doccheck.case.records import Administration
from doccheck.facts import Role
from doccheck.language.anatomy import find_routes, find_sides, find_sites
from doccheck.language.containers import container_kind
from doccheck.language.dates import find_dates
from doccheck.language.multiplicity import Multiplicity, read_multiplicity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doccheck.ground.grounded import GroundedAmount, GroundedFacts
    from doccheck.note import Evidence, Note
    from doccheck.quantity import Quantity
    from doccheck.reference.drugs import DrugLexicon
    from doccheck.reference.lookup import Reference

__all__ = ["Administrations", "read_administrations"]

_VOLUME_KINDS = frozenset({"local_anaesthetic", "contrast", "diluent"})
_NOT_GIVEN_ROLES = {
    Role.ORDERED: "ordered",
    Role.PLANNED: "planned",
    Role.PREVIOUS: "given before this encounter",
}


class Administrations(NamedTuple):
    """What was given in this encounter, and what the note names without it having been given."""

    given: tuple[Administration, ...] = ()
    not_given: tuple[Administration, ...] = ()


def read_administrations(
    note: Note, facts: GroundedFacts, reference: Reference, service_date: date | None
) -> Administrations:
    """Return the administrations that ``facts`` prove, in the order of the note's facts.

    Args:
        note: The note the facts were grounded in.
        facts: Grounded facts.
        reference: Gives the drug lexicon.
        service_date: Date of this encounter, used where an administration states none of its own.
    """
    lexicon = reference.drugs
    given: list[Administration] = []
    not_given: list[Administration] = []
    for event in _events(facts.amounts):
        stated = [amount for amount in event if amount.fact.role is Role.GIVEN]
        believed = [amount for amount in stated if doubt(note, amount, lexicon) is None]
        if believed:
            given += _administrations(note, believed, event, lexicon, service_date)
        elif stated:
            not_given.append(_not_given(note, stated, event, lexicon, doubt(note, stated[0], lexicon) or ""))
        else:
            for role, reason in _NOT_GIVEN_ROLES.items():
                named = [amount for amount in event if amount.fact.role is role and amount.place.grounded]
                if named:
                    not_given.append(_not_given(note, named, event, lexicon, reason))
    return Administrations(tuple(_without_copies(given)), tuple(not_given))


def _events(amounts: Sequence[GroundedAmount]) -> list[list[GroundedAmount]]:
    """Group facts of one event; a fact without an event stands alone."""
    groups: dict[object, list[GroundedAmount]] = {}
    for index, amount in enumerate(amounts):
        event = amount.fact.event
        groups.setdefault(("alone", index) if event is None else event, []).append(amount)
    return list(groups.values())


def _administrations(
    note: Note,
    believed: Sequence[GroundedAmount],
    event: Sequence[GroundedAmount],
    lexicon: DrugLexicon,
    service_date: date | None,
) -> list[Administration]:
    """Return the one administration of ``event``, or several where a count says so."""
    drug_text, drug = _drug(believed, event, lexicon)
    kind = lexicon.kind(drug) if drug_text else ""
    around = [amount for amount in event if amount.place.grounded and amount.value_follows]
    strength = name_strength(drug_text) if kind == "drug" else None
    dose = work_out(believed, around, keep_volume=kind in _VOLUME_KINDS, name_strength=strength)
    if any(amount.place.ambiguous for amount in believed) and dose.amount is not None:
        reason = "the amount is ambiguous: the same words stand at places that differ in meaning"
        dose = Dose(None, (dose.amount,), None, dose.sources, dose.steps, reason)
    administration = Administration(
        drug=drug,
        drug_text=drug_text,
        dose=dose.amount,
        evidence=_evidence(note, believed, dose),
        per_weight=dose.per_weight,
        candidates=dose.candidates,
        route=_route(believed),
        site=_site(believed),
        laterality=_laterality(believed),
        date=_date(believed) or service_date,
        time=_words(believed, "time"),
        container=_container(event),
        reason=dose.reason,
        steps=dose.steps,
    )
    if is_divided(note, believed, dose.amount) or is_spread(note, believed):
        return [administration]
    return _multiplied(administration, _separate(believed))


def _separate(believed: Sequence[GroundedAmount]) -> Multiplicity | None:
    for amount in believed:
        for words in (amount.fact.count, amount.fact.side):
            times = read_multiplicity(words.quote) if words is not None else None
            if times is not None and times.separate and times.times > 1:
                return times
    return None


def _multiplied(one: Administration, times: Multiplicity | None) -> list[Administration]:
    """Repeat an administration that was given several times; two sides become left and right."""
    if times is not None:
        if times.sides and times.times == 2:  # noqa: PLR2004 - left and right
            return [one._replace(laterality=side) for side in ("right", "left")]
        return [one] * times.times
    if one.laterality == "bilateral" and one.dose is not None and not one.candidates:
        doubled = one.dose.times(2)
        reason = "it is ambiguous whether the stated amount is for each side or for both together"
        return [one._replace(candidates=(one.dose, doubled), reason=reason)]
    return [one]


def _without_copies(given: list[Administration]) -> list[Administration]:
    """Drop an administration proved by exactly the same words as an earlier one (an extractor said it twice)."""
    kept: list[Administration] = []
    for one in given:
        twins = [other for other in kept if other.evidence == one.evidence and other.drug == one.drug]
        if not twins or any(other == one or other.laterality != one.laterality for other in twins):
            kept.append(one)
    return kept


def _not_given(
    note: Note, stated: Sequence[GroundedAmount], event: Sequence[GroundedAmount], lexicon: DrugLexicon, reason: str
) -> Administration:
    drug_text, drug = _drug(stated, event, lexicon)
    amount: Quantity | None = None
    reading = reading_of(stated[0])
    if reading is not None and reading.kind == "amount" and not reading.ambiguous and len(reading.values) == 1:
        amount = reading.values[0]
    evidence = tuple(
        note.evidence(one.place.span) for one in stated if one.place.span is not None and one.place.grounded
    )
    return Administration(
        drug=drug,
        drug_text=drug_text,
        dose=amount,
        evidence=evidence,
        route=_route(stated),
        site=_site(stated),
        laterality=_laterality(stated),
        date=_date(stated),
        reason=reason,
    )


def _drug(believed: Sequence[GroundedAmount], event: Sequence[GroundedAmount], lexicon: DrugLexicon) -> tuple[str, str]:
    """Return the note's own word and the generic name, the believed facts' first."""
    for amount in (*believed, *event):
        place = amount.parts.get("drug")
        if amount.fact.drug is not None and place is not None and place.grounded:
            text = amount.fact.drug.quote
            return text, generic_of(text, lexicon)
    return "", ""


def _evidence(note: Note, believed: Sequence[GroundedAmount], dose: Dose) -> tuple[Evidence, ...]:
    """Return the words that prove it: amounts first, then the drug, route, site, support and time."""
    used = dose.sources or tuple(believed[:1])
    spans = [amount.place.span for amount in used]
    spans += [place.span for amount in used if (place := amount.parts.get("drug")) is not None and place.grounded][:1]
    for part in ("route", "site", "support", "time"):
        spans += [place.span for amount in used if (place := amount.parts.get(part)) is not None and place.grounded][:1]
    seen = dict.fromkeys(span for span in spans if span is not None)
    return tuple(note.evidence(span) for span in seen)


def _words(believed: Sequence[GroundedAmount], part: str) -> str | None:
    for amount in believed:
        place = amount.parts.get(part)
        if place is not None and place.grounded:
            return place.quoted.quote
    return None


def _route(believed: Sequence[GroundedAmount]) -> str | None:
    words = _words(believed, "route")
    found = find_routes(words) if words else []
    return found[0].name if found else None


def _site(believed: Sequence[GroundedAmount]) -> str | None:
    words = _words(believed, "site")
    if words is None:
        return None
    found = find_sites(words)
    return found[0].name if found else words


def _laterality(believed: Sequence[GroundedAmount]) -> str | None:
    for part in ("site", "side"):
        words = _words(believed, part)
        sides = {mention.name for mention in find_sides(words)} if words else set()
        if len(sides) == 1:
            return sides.pop()
        if sides:
            return "bilateral"
    return None


def _date(believed: Sequence[GroundedAmount]) -> date | None:
    words = _words(believed, "date")
    found = [mention.date for mention in find_dates(words)] if words else []
    return found[0] if found and found[0] is not None else None


def _container(event: Sequence[GroundedAmount]) -> str | None:
    for amount in event:
        words = amount.fact.container
        kind = container_kind(words.quote) if words is not None else None
        if kind is not None:
            return kind
    return None
