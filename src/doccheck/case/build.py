"""Put a case together: date of service, what was given, ledgers under every definition, and which one decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.case.administrations import read_administrations
from doccheck.case.containers import Supply, read_supply
from doccheck.case.derived_doses import with_derived_doses
from doccheck.case.identity import ANCILLARY_KINDS, generic_of, means_drug
from doccheck.case.ledger import build_ledger
from doccheck.case.premixed import mixture_base, with_mixture_named
from doccheck.case.records import Case
from doccheck.case.service_date import read_service_date
from doccheck.language.drugs import find_drugs
from doccheck.language.sentences import sentence_around

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doccheck.case.administrations import Administrations
    from doccheck.case.records import Ledger
    from doccheck.claim import ClaimLine
    from doccheck.facts import Extraction
    from doccheck.ground.grounded import GroundedFacts
    from doccheck.note import Note, Span
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import Definition

__all__ = ["build_case"]


def build_case(
    note: Note,
    extraction: Extraction,
    facts: GroundedFacts,
    code: str,
    reference: Reference,
    *,
    claim: Sequence[ClaimLine] | None = None,
    date_given: date | None = None,
    authority: str = "auto",
    setting: str = "office",
) -> Case:
    """Build the case of one note and one code.

    Args:
        note: The note.
        extraction: What an extractor returned.
        facts: The same, grounded.
        code: HCPCS code under check.
        reference: The reference.
        claim: Claim lines of any code; ``None`` when no claim is given.
        date_given: Date of service the caller gave.
        authority: auto, article or cms.
        setting: office, outpatient-hospital, asc, cah, esrd, rhc, fqhc, inpatient or dme.

    Raises:
        CodeError: The code is unknown or no drug code.
    """
    code = code.strip().upper()
    lines = tuple(line for line in claim or () if line.code == code)
    service, visits = read_service_date(note, facts, lines, date_given)
    read = read_administrations(note, facts, reference, service.date)
    facts_of_code = reference.facts(code, service.date)
    definitions = reference.definitions(code, service.date)
    supplies = {}
    ledgers = []
    for definition in definitions:
        named = with_mixture_named(definition, read, note, reference)
        named = with_derived_doses(definition, named, note, reference)
        supply = _supply(note, facts, definition, named, reference)
        supplies[definition.authority] = supply
        ledgers.append(
            build_ledger(
                definition, named, supply, on=service.date, setting=setting, reference=reference, of_code=definitions
            )
        )
    deciding = _deciding(ledgers, authority)
    supply = supplies[deciding.definition.authority]
    return Case(
        note=note,
        code=code,
        extraction=extraction,
        facts=facts,
        service=service,
        claim=lines,
        other_lines=tuple(line for line in claim or () if line.code != code),
        claim_given=claim is not None,
        setting=setting,
        authority=authority,
        reference=reference,
        facts_of_code=facts_of_code,
        article=reference.article(code),
        administrations=read.given,
        not_given=read.not_given,
        containers=supply.containers,
        discards=supply.discards,
        ledgers=tuple(ledgers),
        deciding=deciding,
        requirements=reference.requirements(code),
        multi_dose=_multi_dose(deciding, supply),
        visit_dates=visits,
    )


def _supply(
    note: Note, facts: GroundedFacts, definition: Definition, read: Administrations, reference: Reference
) -> Supply:
    """Containers and discards of the definition's drug; words without a drug count where only that drug was given."""
    main = {
        one.drug
        for one in read.given
        if reference.drugs.kind(one.drug) not in ANCILLARY_KINDS or means_drug(definition, one.drug, reference)
    }
    alone = bool(main) and all(means_drug(definition, drug, reference) for drug in main)

    mixed = mixture_base(definition) if definition.drug in main else None

    def belongs(drug: str | None) -> bool:
        if drug is None:
            return alone
        generic = generic_of(drug, reference)
        return means_drug(definition, generic, reference) or (
            mixed is not None and reference.drugs.same(generic, mixed)
        )

    def speaks(span: Span) -> bool:
        return belongs(_drug_beside(note, span, reference))

    return read_supply(note, facts, belongs, alone=alone, speaks=speaks)


def _drug_beside(note: Note, span: Span, reference: Reference) -> str | None:
    """The drug named in the sentence of ``span``: the nearest in front, else the nearest behind; a class names none."""
    sentence = sentence_around(note.text, span)
    named = find_drugs(note.text[sentence.start : sentence.end], reference.drugs)
    kept = [one for one in named if not one.ambiguous and reference.drugs.kind(one.generic) != "diluent"]
    front = [one for one in kept if sentence.start + one.span.start < span.start]
    chosen = front[-1:] or kept[:1]
    return chosen[0].generic if chosen else None


def _deciding(ledgers: Sequence[Ledger], authority: str) -> Ledger:
    """The ledger claim and verdict are judged by (design.md, "Two authorities").

    Under auto it is the first whose drug was given, article first; the article's where nothing fits.
    """
    if authority == "auto":
        return next((ledger for ledger in ledgers if ledger.administrations), ledgers[0])
    return next((ledger for ledger in ledgers if ledger.definition.authority == authority), ledgers[0])


def _multi_dose(deciding: Ledger, supply: Supply) -> bool | None:
    """Whether the record itself says multi-dose; ``None`` when it says nothing, or both."""
    kinds = set(supply.kinds) | {one.container for one in deciding.administrations if one.container is not None}
    return ("multi-dose" in kinds) if len(kinds) == 1 else None
