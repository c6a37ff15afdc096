"""DC512: drug-name-leaves-form-open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from doccheck.checks.rule import Answers, NotAssessed, Pass, Result, Severity, fault, outcome_of
from doccheck.checks.sources import HCPCS
from doccheck.checks.wording import listing

if TYPE_CHECKING:
    from doccheck.case.records import Case

__all__ = ["DrugNameLeavesFormOpen"]

# Into a joint, bursa or tendon sheath only the depot form of a steroid is given, into a vein only the soluble one.
_LOCAL = ("intra-articular", "intrabursal", "intralesional", "soft tissue", "peritendinous", "tendon", "periarticular")
_DEPOT, _SOLUBLE = "acetate", "succinate"


def _settled(route: str | None, drug: str) -> bool:
    """Whether the route leaves only one form, and that is the form of ``drug``."""
    if route == "intravenous":
        return _SOLUBLE in drug
    return (route or "").startswith(_LOCAL) and _DEPOT in drug


def _named_elsewhere(case: Case, vague: str) -> bool:
    """Whether another mention of the drug in the note says which one it is."""
    lexicon = case.reference.drugs
    names = {amount.fact.drug.quote for amount in case.facts.amounts if amount.fact.drug is not None}
    specific = {generic for name in names if (generic := lexicon.generic(name)) and not lexicon.is_vague(generic)}
    return any(lexicon.same(vague, name) for name in specific)


class DrugNameLeavesFormOpen:
    """The record names the drug so that two drugs with codes of their own are possible.

    ## What it checks
    Whether the name given is a family name, such as a steroid without its salt or an immune globulin without its
    product, and no other mention, route or brand settles which one was given.

    ## Why
    The salts and products are billed with different codes and units.

    ## Example
    ```yaml
    code: J1010
    date: 2026-03-24
    note: |
      Date of service: 03/24/2026
      Methylprednisolone 40 mg IM right gluteal was given today.
    fixed:
      replace: {Methylprednisolone 40 mg: Methylprednisolone acetate 40 mg}
    ```

    ## What to do
    Have the salt, product or brand documented.

    ## Source
    Salts and products with codes of their own (domain rule T9; code descriptors).
    """

    code: ClassVar[str] = "DC512"
    name: ClassVar[str] = "drug-name-leaves-form-open"
    severity: ClassVar[Severity] = Severity.REVIEW

    def run(self, case: Case, answers: Answers) -> Result:  # noqa: ARG002 - every check has the same shape
        """The record names the drug so that two drugs with codes of their own are possible."""
        lexicon, drug = case.reference.drugs, case.deciding.definition.drug
        administrations = case.deciding.administrations
        if not administrations:
            return NotAssessed("no administration of the drug is documented")
        if lexicon.is_vague(drug):
            return Pass()  # the code itself is for the family
        vague = [one for one in administrations if lexicon.is_vague(one.drug) and not _settled(one.route, drug)]
        if not vague or _named_elsewhere(case, vague[0].drug):
            return Pass()
        names = dict.fromkeys(
            facts.drug for one in vague for facts in case.reference.codes_of(one.drug, case.service.date)
        )
        which = f" ({listing(names, 'or')})" if len(names) > 1 else ""
        message = f"The record leaves open which form of the drug of {case.code} was given{which}."
        evidence = (words for one in vague for words in one.evidence)
        return outcome_of([fault(self, message, evidence=evidence, citations=(HCPCS,))])
