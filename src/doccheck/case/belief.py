"""Whether a fact that claims a drug was given may be believed: its words, its number, and what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.drug_words import generic_of
from doccheck.language.deeds import clause_around, says_done
from doccheck.language.sentences import sentence_around

if TYPE_CHECKING:
    from doccheck.ground.grounded import Context, GroundedAmount
    from doccheck.note import Note, Span
    from doccheck.reference.drugs import DrugLexicon

__all__ = ["doubt"]

_ANCILLARY_KINDS = frozenset({"sedation", "anaesthesia", "contrast", "local_anaesthetic"})


def doubt(note: Note, amount: GroundedAmount, lexicon: DrugLexicon) -> str | None:  # noqa: PLR0911 - one reason after the other
    """Return why a fact that claims to be given is not believed, ``None`` when it is."""
    if not amount.place.grounded:
        return "its words do not stand in the note"
    if amount.fact.number and not amount.value_follows:
        return "its number does not follow from its words"
    context = amount.place.context
    if context.proves_today:
        return None
    if _only_intended(context) and (
        _done_by_its_own_words(note, amount) or _timed(note, amount) or _ancillary(amount, lexicon)
    ):
        return None
    if _elsewhere_in_its_sentence(note, amount):
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
    return context._replace(planned=False, ordered=False).proves_today


def _done_by_its_own_words(note: Note, amount: GroundedAmount) -> bool:
    """Whether the amount's own clause says it was given ("ordered and given", "asked for a shot and was given")."""
    span = amount.place.span
    return span is not None and says_done(note.text, sentence_around(note.text, span), span) is not None


_ASIDE_REACH = 60
_KNOWN_HISTORY = ("history", "h/o", "hx")


def _elsewhere_in_its_sentence(note: Note, amount: GroundedAmount) -> bool:
    """Whether what speaks against it belongs to another clause of its sentence, while its own says it was done.

    "No adverse effects were noted and subsequently 1 mL was injected"; "has a history of keloids and 1 mL was
    injected".
    """
    context, span = amount.place.context, amount.place.span
    if span is None or not context._replace(negated=False, historical=False).proves_today:
        return False
    sentence = sentence_around(note.text, span)
    if says_done(note.text, sentence, span) is None:
        return False
    clause = clause_around(note.text, sentence, span.start, span.end)
    if all(_in_aside(note.text, cue, span) for cue in context.cues):
        return True
    words = [note.text[cue.start : cue.end].casefold() for cue in context.cues]
    if context.historical and not all(any(known in word for known in _KNOWN_HISTORY) for word in words):
        return False
    return context.historical or all(cue.end <= clause.start or cue.start >= clause.end for cue in context.cues)


def _in_aside(text: str, cue: Span, span: Span) -> bool:
    """Whether ``cue`` stands in brackets that do not hold ``span`` ("right side this month (left last month)")."""
    opened = text.rfind("(", max(0, cue.start - _ASIDE_REACH), cue.start)
    closed = text.find(")", cue.end, cue.end + _ASIDE_REACH)
    if opened < 0 or closed < 0 or ")" in text[opened : cue.start] or "(" in text[cue.end : closed]:
        return False
    return not opened < span.start < closed


def _timed(note: Note, amount: GroundedAmount) -> bool:
    """Whether a clock time and a route stand beside it: a list of medications with times is a record."""
    parts = (amount.parts.get("time"), amount.parts.get("route"))
    if not all(part is not None and part.grounded for part in parts):
        return False
    context = amount.place.context
    again = all(note.text[cue.start : cue.end].casefold() == "repeat" for cue in context.cues)
    return not context.planned or again  # "Repeat Toradol 15 mg IV 1830"


def _ancillary(amount: GroundedAmount, lexicon: DrugLexicon) -> bool:
    """Whether it is what a procedure was done under, in a list: sedation, contrast, local anaesthesia."""
    drug = amount.fact.drug
    route = amount.parts.get("route")
    return (
        drug is not None
        and lexicon.kind(generic_of(drug.quote, lexicon)) in _ANCILLARY_KINDS
        and not amount.place.context.planned
        and route is not None
        and route.grounded
    )


def _can_be_supported(context: Context) -> bool:
    """Other words can show that a plan or an order was carried out; they never undo a denial or another patient."""
    return not (
        context.negated or context.other_person or context.template or context.instruction or context.historical
    )
