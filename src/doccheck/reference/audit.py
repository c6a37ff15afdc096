"""Where the articles and the official table disagree: found by comparing what each says, none of it listed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doccheck.errors import CodeError
from doccheck.reference.records import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from doccheck.quantity import Quantity
    from doccheck.reference.lookup import Reference
    from doccheck.reference.records import Article, CodeFacts, ModifierFacts, ModifierRule, SimilarCode

__all__ = ["Disagreement", "as_rows", "audit", "describe"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One statement of an article that official facts contradict.

    Args:
        subject: Code, or modifier and code, it is about.
        kind: definition, similar_code, ended_code, not_comparable, dosage_level, unknown_modifier, modifier_place
            or modifier_amount.
        article_says: What the article says.
        official_says: What the official side says.
        article: Where the article says it.
        official: Where the official side says it.
    """

    subject: str
    kind: str
    article_says: str
    official_says: str
    article: Citation
    official: Citation


def audit(reference: Reference) -> tuple[Disagreement, ...]:
    """Compare every article with the official tables, on the first day of the newest HCPCS edition."""
    record = reference.edition("hcpcs")
    if record is None:
        return ()
    comparison = _Comparison(reference, record.begins, record.edition)
    found = [one for article in reference.articles() for one in comparison.of(article)]
    return tuple(sorted(found, key=lambda one: (one.article.source, one.kind != "definition", one.subject)))


class _Comparison:
    """Compares articles with one edition."""

    def __init__(self, reference: Reference, on: date, edition: str) -> None:
        self.reference = reference
        self.on = on
        self.edition = edition

    def of(self, article: Article) -> Iterator[Disagreement]:
        """Disagreements of one article: its definition, its similar codes, its modifiers."""
        definition = article.definition
        claimed = _Claim(article.code, definition.drug, definition.billing_unit, definition.source, definition.wording)
        yield from self._code(claimed, "definition")
        for similar in article.similar:
            yield from self._similar(article, similar)
        for modifier in article.modifiers:
            yield from self._modifier(article, modifier)

    def _official(self, code: str) -> Citation:
        return Citation("cms-hcpcs", f"{code}, edition {self.edition}")

    def _facts(self, code: str) -> CodeFacts | None:
        try:
            return self.reference.facts(code, self.on)
        except CodeError:
            return None

    def _code(self, claimed: _Claim, kind: str) -> Iterator[Disagreement]:
        facts = self._facts(claimed.code)
        says = f"{claimed.code} is {claimed.drug}{_amount(claimed.wording, claimed.unit)}"
        if facts is None:
            yield Disagreement(claimed.code, kind, says, "no such code", claimed.source, self._official(claimed.code))
            return
        drug_differs = facts.drug and not self.reference.drugs.same(claimed.drug, facts.drug)
        unit_differs = (
            claimed.unit is not None and facts.billing_unit is not None and not claimed.unit.same_as(facts.billing_unit)
        )
        if drug_differs or unit_differs:
            official = f"{facts.code} is {describe(facts)}"
            if drug_differs:
                official += f"; {self._where_billed(claimed.drug)}"
            yield Disagreement(claimed.code, kind, says, official, claimed.source, self._official(claimed.code))
        elif not facts.in_force(self.on):
            official = f"{facts.code} ended {facts.ended}; {self._where_billed(facts.drug)}"
            says += ", in use"
            yield Disagreement(claimed.code, "ended_code", says, official, claimed.source, self._official(claimed.code))

    def _where_billed(self, drug: str) -> str:
        """Which codes bill ``drug``: in force, its biosimilars, and those that ended."""
        now = self.reference.codes_of(drug, self.on)
        if not now:
            return f"{drug} has no code of its own"
        ended = [one.code for one in self.reference.codes_of(drug, None) if one.ended is not None]
        text = f"{drug} is " + " / ".join(f"{one.code}, {describe(one, name=False)}" for one in now)
        text += f", since {now[0].added}" if ended else ""
        text += f" ({'/'.join(ended)} before)" if ended else ""
        sisters = self.reference.biosimilars_of(drug, self.on)
        return text + (f" (biosimilar {', '.join(one.code for one in sisters)})" if sisters else "")

    def _similar(self, article: Article, similar: SimilarCode) -> Iterator[Disagreement]:
        facts = self._facts(similar.code)
        if similar.drug is None:
            # Claimed by what it is used for: the table has drugs only, so it can be shown and not judged.
            if facts is None or facts.drug:
                official = describe(facts) if facts is not None else "no such code"
                yield Disagreement(
                    similar.code,
                    "not_comparable",
                    f"{similar.code} is {similar.claim}",
                    f"{similar.code} is {official}; not comparable by drug",
                    similar.source,
                    self._official(similar.code),
                )
            return
        yield from self._code(_Claim(similar.code, similar.drug, similar.billing_unit, similar.source), "similar_code")
        same = facts is not None and self.reference.drugs.same(similar.drug, facts.drug)
        if facts is not None and same and similar.level is not None:
            yield Disagreement(
                similar.code,
                "dosage_level",
                f"{similar.code} is a {similar.level} dosage level of {article.definition.drug}",
                f"{similar.code} is {describe(facts)}, for any dose; a billing unit is no dosage level",
                similar.source,
                self._official(similar.code),
            )

    def _modifier(self, article: Article, claimed: ModifierFacts) -> Iterator[Disagreement]:
        rule: ModifierRule | None = self.reference.modifier_rules().get(claimed.modifier)
        subject = f"{claimed.modifier} on {article.code}"
        says = f"modifier {claimed.modifier}: {claimed.meaning}"
        if rule is None and claimed.modifier not in self.reference.modifiers(self.on):
            cited = Citation("cms-hcpcs", f"modifiers, edition {self.edition}")
            yield Disagreement(subject, "unknown_modifier", says, "no such modifier", claimed.source, cited)
        if rule is None:
            return
        if rule.drug_line == "never":
            official = f"a modifier for {rule.meaning}: it belongs on {rule.belongs}"
            yield Disagreement(subject, "modifier_place", says, official, claimed.source, rule.source)
        unit = article.definition.billing_unit
        if rule.least == "one billing unit" and _never_a_unit(claimed.part_of, unit):
            official = f"{claimed.modifier} needs {rule.least} discarded; less than {unit} unused takes JZ"
            yield Disagreement(subject, "modifier_amount", says, official, claimed.source, rule.source)


def _never_a_unit(part_of: Quantity | None, unit: Quantity | None) -> bool:
    """Whether the unused part of ``part_of`` can never be a whole billing unit."""
    return part_of is not None and unit is not None and part_of.comparable(unit) and part_of / unit <= 1


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an article says a code is."""

    code: str
    drug: str
    unit: Quantity | None
    source: Citation
    wording: str = "plain"


def describe(facts: CodeFacts, *, name: bool = True) -> str:
    """Say what a code is: drug, wording, unit, route."""
    drug = (facts.drug or "unclassified") if name else ""
    routes = "".join(f", {route}" for route in facts.routes)
    return f"{drug}{_amount(facts.wording, facts.billing_unit)}{routes}".removeprefix(", ")


def _amount(wording: str, unit: Quantity | None) -> str:
    if unit is None:
        return ""
    return f", {wording} {unit}" if wording in {"up to", "per"} else f", {unit}"


def as_rows(found: Iterable[Disagreement]) -> list[dict[str, str | dict[str, str]]]:
    """Plain values for JSON."""
    return [
        {
            "subject": one.subject,
            "kind": one.kind,
            "article_says": one.article_says,
            "official_says": one.official_says,
            "article": {"source": one.article.source, "at": one.article.at},
            "official": {"source": one.official.source, "at": one.official.at},
        }
        for one in found
    ]
