"""Whether a drug given is the drug of a definition, and whether the code may be used for it as it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from doccheck.case.premixed import mixture_base
from doccheck.language.drugs import find_drugs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doccheck.case.records import Administration
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import CodeFacts, Definition

__all__ = [
    "ANCILLARY_KINDS",
    "Identity",
    "codes_of_definition",
    "generic_of",
    "identify",
    "is_unclassified",
    "means_drug",
    "single_dose_listed",
]

ANCILLARY_KINDS = frozenset(
    {
        "allergen",
        "anaesthetic",
        "antiseptic",
        "blood",
        "contrast",
        "device",
        "diluent",
        "flush",
        "inhaled",
        "local_anaesthetic",
        "oral",
        "reversal",
        "sedation",
        "skin_test",
        "topical",
        "vaccine",
    }
)
"""Kinds of drug that go along with another: alone they do not show that another drug than the code's was billed."""


class Identity(NamedTuple):
    """The administrations of a definition's drug, and why none fits where none does.

    Args:
        fitting: Administrations of the drug by a route the definition allows.
        mismatch: Why what was given is not this definition's, ``None`` where something fits or nothing was given.
        reason: Why there is nothing to compute, ``None`` where something fits.
    """

    fitting: tuple[Administration, ...]
    mismatch: bool
    reason: str | None


def is_unclassified(definition: Definition | CodeFacts) -> bool:
    """Whether the code stands for any drug without a code of its own (J3490, J3590, J9999 …; domain rule U7)."""
    unnamed = not definition.drug or "classified" in definition.drug or "otherwise" in definition.drug
    return definition.billing_unit is None and unnamed


def means_drug(definition: Definition, drug: str, reference: Reference) -> bool:
    """Whether ``drug`` (generic, lower case) is the drug of ``definition``."""
    if is_unclassified(definition):
        return True
    lexicon = reference.drugs
    names = [definition.drug] + ([definition.second_drug] if definition.second_drug else [])
    return any(lexicon.fits(drug, name) for name in names)


def generic_of(words: str, reference: Reference) -> str:
    """Return the generic name of a drug as a note writes it, a strength or a second name beside it left aside."""
    lexicon = reference.drugs
    known = lexicon.generic(words)
    if known is not None:
        return known
    mentions = find_drugs(words, lexicon)
    return mentions[0].generic if mentions else " ".join(words.casefold().split())


def identify(
    definition: Definition,
    given: Sequence[Administration],
    not_given: Sequence[Administration],
    reference: Reference,
    of_code: Sequence[Definition] = (),
) -> Identity:
    """Pick the administrations that are ``definition``'s.

    Args:
        definition: Drug, routes and exclusions of one authority.
        given: Administrations of this encounter.
        not_given: Drugs named but not given (ordered, held, historical).
        reference: Gives the drug lexicon.
        of_code: Every definition of the code; a sedative that one of them means goes along with nothing.
    """
    others = [one for one in given if _billed(one.drug, of_code, reference)]
    if is_unclassified(definition) and others:
        return Identity(tuple(others), mismatch=False, reason=None)
    same = [one for one in given if means_drug(definition, one.drug, reference)]
    fitting = tuple(one for one in same if _route_allowed(definition, one))
    if fitting:
        return Identity(fitting, mismatch=False, reason=None)
    if same:
        return Identity((), mismatch=True, reason=f"the route given is not the route of {definition.code}")
    named = any(means_drug(definition, one.drug, reference) for one in not_given)
    if not others or named:
        return Identity((), mismatch=False, reason="no administration of the drug in this encounter is documented")
    return Identity((), mismatch=True, reason=f"the drug given is not {definition.drug}, the drug of {definition.code}")


def _billed(drug: str, of_code: Sequence[Definition], reference: Reference) -> bool:
    """Whether a drug is given for its own sake: by its kind, or because the code is about it."""
    if reference.drugs.kind(drug) not in ANCILLARY_KINDS:
        return True
    bases = [mixture_base(one) or one.drug for one in of_code if one.drug]
    return any(reference.drugs.same(drug, base) for base in bases)


def _route_allowed(definition: Definition, one: Administration) -> bool:
    """The official descriptor's routes bind, an article's only describes, an unstated one contradicts nothing."""
    if definition.authority != "cms" or not definition.routes or one.route is None:
        return True
    return one.route in definition.routes


def single_dose_listed(definition: Definition, on: date | None, reference: Reference) -> bool:
    """Whether CMS's single-dose list names the code, or for an article a code of the same drug."""
    return any(reference.single_dose(code) for code in codes_of_definition(definition, on, reference))


def codes_of_definition(definition: Definition, on: date | None, reference: Reference) -> tuple[str, ...]:
    """Official codes whose facts (list, containers, status) speak of the definition's drug.

    An article's code means another drug in the official table, so its drug's own codes answer there.
    """
    if definition.authority == "cms":
        return (definition.code,)
    return tuple(facts.code for facts in reference.codes_of(definition.drug, on))
