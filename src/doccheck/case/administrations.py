"""From grounded amounts to administrations: which drug was given in this encounter, how much, where.

An administration is one drug at one site and time actually given in this encounter (design.md). Facts with the same
``event`` number speak of the same one. A fact is believed only where its words stand in the note, its number follows
from them, and nothing around them says planned, historical, negated or of somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from doccheck.case.doses import Dose, reading_of, work_out
from doccheck.language.multiplicity import Multiplicity, read_multiplicity
from doccheck.case.records import Administration
from doccheck.facts import Role
from doccheck.language.anatomy import find_routes, find_sides, find_sites
from doccheck.language.containers import container_kind
from doccheck.language.dates import find_dates
from doccheck.language.deeds import says_done
from doccheck.language.drugs import find_drugs
from doccheck.language.sentences import sentence_around

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doccheck.ground.grounded import Context, GroundedAmount, GroundedFacts
    from doccheck.note import Evidence, Note
    from doccheck.quantity import Quantity
    from doccheck.reference.drugs import DrugLexicon
    from doccheck.reference.lookup import Reference

__all__ = ["Administrations", "read_administrations"]

_NAME_TAIL = re.compile(r"[\s-]*\d+$")
_NAMED_STRENGTH = re.compile(
    r"(?:kenalog|depo-?\s?medrol|aristospan|depo-?\s?provera|depo-?\s?testosterone|triamcinolone|methylprednisolone)\W{0,3}(\d{1,3})$",
    re.IGNORECASE,
)
_VOLUME_KINDS = frozenset({"local_anaesthetic", "contrast", "diluent"})
_ANCILLARY_KINDS = frozenset({"sedation", "anaesthesia", "contrast", "local_anaesthetic"})
_NOT_GIVEN_ROLES = {
    Role.ORDERED: "ordered",
    Role.PLANNED: "planned",
    Role.PREVIOUS: "given before this encounter",
}


@dataclass(frozen=True, slots=True)
class Administrations:
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
        believed = [amount for amount in stated if _doubt(note, amount, lexicon) is None]
        if believed:
            given += _administrations(note, believed, event, lexicon, service_date)
        elif stated:
            not_given.append(_not_given(note, stated, event, lexicon, _doubt(note, stated[0], lexicon) or ""))
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


def _doubt(note: Note, amount: GroundedAmount, lexicon: DrugLexicon) -> str | None:
    """Return why a fact that claims to be given is not believed, ``None`` when it is."""
    if not amount.place.grounded:
        return "its words do not stand in the note"
    if amount.fact.number and not amount.value_follows:
        return "its number does not follow from its words"
    context = amount.place.context
    if context.proves_today:
        return None
    if _only_intended(context) and (
        _done_by_its_own_words(note, amount) or _timed(amount) or _ancillary(amount, lexicon)
    ):
        return None
    support = amount.parts.get("support")
    if support is not None and support.grounded and support.context.proves_today and _can_be_supported(context):
        return None
    for said, reason in (
        (context.negated, "negated"),
        (context.other_person, "about another person"),
        (context.template, "an unfilled template"),
        (context.instruction, "words that address the reader"),
        (context.historical, "given before this encounter"),
        (context.planned, "planned"),
        (context.ordered, "ordered, not said to be given"),
    ):
        if said:
            return reason
    return "not shown to be given in this encounter"


def _only_intended(context: Context) -> bool:
    """Whether nothing but a plan or an order speaks against it."""
    return replace(context, planned=False, ordered=False).proves_today


def _done_by_its_own_words(note: Note, amount: GroundedAmount) -> bool:
    """Whether the amount's own clause says it was given ("ordered and given", "asked for a shot and was given")."""
    span = amount.place.span
    return span is not None and says_done(note.text, sentence_around(note.text, span), span) is not None


def _timed(amount: GroundedAmount) -> bool:
    """Whether a clock time and a route stand beside it: a list of medications with times is a record."""
    parts = (amount.parts.get("time"), amount.parts.get("route"))
    return all(part is not None and part.grounded for part in parts) and not amount.place.context.planned


def _ancillary(amount: GroundedAmount, lexicon: DrugLexicon) -> bool:
    """Whether a list names it that only lists what a procedure was done under: sedation, contrast, local anaesthesia."""
    drug = amount.fact.drug
    route = amount.parts.get("route")
    return (
        drug is not None
        and lexicon.kind(_generic(drug.quote, lexicon)) in _ANCILLARY_KINDS
        and not amount.place.context.planned
        and route is not None
        and route.grounded
    )


def _can_be_supported(context: Context) -> bool:
    """Other words can show that a plan or an order was carried out; they never undo a denial or another patient."""
    return not (
        context.negated or context.other_person or context.template or context.instruction or context.historical
    )


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
    strength = _name_strength(drug_text) if kind == "drug" else None
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
    return _multiplied(administration, _separate(believed))


def _name_strength(drug_text: str) -> Fraction | None:
    """Return the mg/mL that some products carry in their name ("Kenalog-40", "Depo-Medrol 80")."""
    match = _NAMED_STRENGTH.search(drug_text)
    return Fraction(match.group(1)) if match else None


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
            return [replace(one, laterality=side) for side in ("right", "left")]
        return [one] * times.times
    if one.laterality == "bilateral" and one.dose is not None and not one.candidates:
        doubled = one.dose.times(2)
        reason = "it is ambiguous whether the stated amount is for each side or for both together"
        return [replace(one, candidates=(one.dose, doubled), reason=reason)]
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
            return text, _generic(text, lexicon)
    return "", ""


def _generic(text: str, lexicon: DrugLexicon) -> str:
    """Return the generic name of a drug as written, a strength or a second name behind it left aside."""
    known = lexicon.generic(text) or lexicon.generic(_NAME_TAIL.sub("", text))
    if known is not None:
        return known.removesuffix(" with epinephrine")
    named = find_drugs(text, lexicon)
    return named[0].generic if named else " ".join(text.casefold().split())


def _evidence(note: Note, believed: Sequence[GroundedAmount], dose: Dose) -> tuple[Evidence, ...]:
    """Return the words that prove it: the amounts the dose comes from first, then the drug, route and support."""
    used = dose.sources or tuple(believed[:1])
    spans = [amount.place.span for amount in used]
    spans += [place.span for amount in used if (place := amount.parts.get("drug")) is not None and place.grounded][:1]
    for part in ("route", "site", "support"):
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
