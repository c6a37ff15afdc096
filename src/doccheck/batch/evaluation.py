"""How well an extractor reads labelled notes: precision and recall by kind, false passes, time a note."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doccheck.case.administrations import read_administrations
from doccheck.case.service_date import read_service_date
from doccheck.ground.facts import ground
from doccheck.language.amounts import read_amount
from doccheck.pipeline import Order, judge
from doccheck.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doccheck.batch.labels import LabelledDose, Labels
    from doccheck.case.records import Administration
    from doccheck.facts import Extraction
    from doccheck.ground.grounded import GroundedFacts
    from doccheck.note import Note
    from doccheck.reference.lookup import Reference

__all__ = ["Evaluation", "Mistake", "Tally", "evaluate"]


@dataclass(slots=True)
class Tally:
    """Counts of one kind of thing."""

    right: int = 0
    answered: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float | None:
        """Right among answered, ``None`` when nothing was answered."""
        return self.right / self.answered if self.answered else None

    @property
    def recall(self) -> float | None:
        """Right among labelled, ``None`` when nothing is labelled."""
        return self.right / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        total = self.answered + self.labelled
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing missed or wrongly answered in one note, with its words."""

    note: str
    kind: str
    what: str
    words: str


@dataclass(slots=True)
class Evaluation:
    """The result over all labelled notes.

    Args:
        tallies: Kind (``administration billed``, ``role wasted``, ``field diagnosis`` …) → counts.
        mistakes: Everything missed or wrongly answered.
        seconds: Seconds to read each note, in the order of the labels.
        outcomes: Outcome of reading → how many notes.
        cases: Labelled checks; how many came out right, should not pass, and passed nevertheless.
        empty: Notes in which nothing is given, and how many of them got an administration.
    """

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    mistakes: list[Mistake] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    cases: int = 0
    cases_right: int = 0
    should_not_pass: int = 0
    false_passes: int = 0
    empty: int = 0
    empty_hit: int = 0

    @property
    def all_administrations(self) -> Tally:
        """Counts over all administrations."""
        whole = Tally()
        for kind, tally in self.tallies.items():
            if kind.startswith("administration"):
                whole.right += tally.right
                whole.answered += tally.answered
                whole.labelled += tally.labelled
        return whole

    def worst(self, most: int) -> list[tuple[str, list[Mistake]]]:
        """Return the notes with most mistakes, ``most`` of them at most."""
        by_note: dict[str, list[Mistake]] = defaultdict(list)
        for mistake in self.mistakes:
            by_note[mistake.note].append(mistake)
        return sorted(by_note.items(), key=lambda item: -len(item[1]))[:most]


def evaluate(labels: Sequence[Labels], read: Callable[[Note], Extraction], reference: Reference) -> Evaluation:
    """Read every labelled note with ``read`` and count what it gets right.

    Args:
        labels: Labelled notes.
        read: The extractor.
        reference: The reference.
    """
    result = Evaluation()
    for one in labels:
        began = time.perf_counter()
        extraction = read(one.note)
        result.seconds.append(time.perf_counter() - began)
        result.outcomes[extraction.outcome.value] += 1
        facts = ground(one.note, extraction)
        if one.administrations is not None:
            _score_administrations(result, one, facts, reference)
        if one.facts is not None:
            _score_roles(result, one, facts)
        if one.fields is not None:
            _score_fields(result, one, facts)
        _score_cases(result, one, extraction, reference)
    return result


def _score_administrations(result: Evaluation, one: Labels, facts: GroundedFacts, reference: Reference) -> None:
    """Match each answer to a label of the same drug and amount; optional labels count neither way."""
    service, _ = read_service_date(one.note, facts, (), None)
    given = read_administrations(one.note, facts, reference, service.date).given
    wanted = list(one.administrations or ())
    result.empty += not wanted
    result.empty_hit += not wanted and bool(given)
    for label in wanted:
        result.tallies[f"administration {label.group}"].labelled += not label.optional
    for answer in given:
        named = [label for label in wanted if reference.drugs.same(answer.drug, label.drug)]
        hit = next((label for label in named if _right(label, answer)), None)
        if hit is None and any(label.optional for label in named):
            wanted.remove(next(label for label in named if label.optional))
            continue
        group = hit.group if hit is not None else named[0].group if named else "billed"
        if hit is not None:
            wanted.remove(hit)
            if hit.optional:
                continue
            result.tallies[f"administration {group}"].right += 1
        else:
            words = answer.evidence[0].quote if answer.evidence else ""
            result.mistakes.append(Mistake(one.id, "administration", f"wrong: {answer.drug} {_dose(answer)}", words))
        result.tallies[f"administration {group}"].answered += 1
    for label in wanted:
        if not label.optional:
            result.mistakes.append(Mistake(one.id, "administration", f"missed: {label.drug} {label.doses[0]}", ""))


def _dose(answer: Administration) -> str:
    return str(answer.dose) if answer.dose is not None else answer.per_weight or "without an amount"


def _right(label: LabelledDose, answer: Administration) -> bool:
    return any(_same(dose, answer) for dose in label.doses)


def _same(dose: str | None, answer: Administration) -> bool:
    if dose is None:
        return answer.dose is None and answer.per_weight is None
    number, _, unit = dose.replace(",", "").partition(" ")
    if "/" in unit:
        return answer.per_weight is not None and answer.per_weight.replace(" ", "") == f"{number}{unit}".replace(
            " ", ""
        )
    return answer.dose is not None and answer.dose.same_as(Quantity.of(number, unit))


def _score_roles(result: Evaluation, one: Labels, facts: GroundedFacts) -> None:
    wanted = list(one.facts or ())
    for label in wanted:
        result.tallies[f"role {label.role.value}"].labelled += 1
    for amount in facts.amounts:
        if not amount.place.grounded:
            continue
        fact = amount.fact
        mine = read_amount(fact.number, fact.unit) if fact.number else None
        hit = next(
            (
                label
                for label in wanted
                if label.role is fact.role
                and (
                    (mine is None and not label.number)
                    or (
                        mine is not None
                        and label.number
                        and read_amount(label.number, label.unit).values == mine.values
                    )
                )
            ),
            None,
        )
        tally = result.tallies[f"role {fact.role.value}"]
        tally.answered += 1
        if hit is not None:
            tally.right += 1
            wanted.remove(hit)
        else:
            result.mistakes.append(Mistake(one.id, f"role {fact.role.value}", "wrong", fact.quote.quote))
    for label in wanted:
        result.mistakes.append(Mistake(one.id, f"role {label.role.value}", "missed", f"{label.number} {label.unit}"))


def _score_fields(result: Evaluation, one: Labels, facts: GroundedFacts) -> None:
    """A field is right when words offered for it, and believed, overlap a labelled quote; null: nothing is there."""
    text = one.note.text
    for name, quotes in (one.fields or {}).items():
        tally = result.tallies[f"field {name}"]
        offered = [
            found.place.span
            for found in facts.fields
            if found.fact.field == name and found.place.span is not None and found.place.context.proves_today
        ]
        tally.labelled += bool(quotes)
        tally.answered += bool(offered)
        places = [(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]
        right = any(span.start < end and start < span.end for span in offered for start, end in places)
        tally.right += right
        if not right and (quotes or offered):
            words = text[offered[0].start : offered[0].end] if offered else quotes[0]
            result.mistakes.append(Mistake(one.id, f"field {name}", "wrong" if offered else "missed", words))


def _score_cases(result: Evaluation, one: Labels, extraction: Extraction, reference: Reference) -> None:
    for case in one.cases:
        order = Order(case.code, case.claim, case.date, case.authority)
        verdict = judge(one.note, extraction, order, reference).verdict.value
        result.cases += 1
        result.cases_right += verdict in case.verdicts
        result.should_not_pass += "pass" not in case.verdicts
        false = verdict == "pass" and "pass" not in case.verdicts
        result.false_passes += false
        if verdict not in case.verdicts:
            what = f"{case.code} came out {verdict}" + (" (a false pass)" if false else "")
            result.mistakes.append(Mistake(one.id, "verdict", what, ""))
