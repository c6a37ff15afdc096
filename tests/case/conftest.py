"""A small reference for tests of the case: five drugs, no tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import pytest

from doccheck.case.administrations import Administrations
from doccheck.case.containers import Supply
from doccheck.case.ledger import build_ledger
from doccheck.case.records import Administration, Discard, Ledger, OpenedContainer
from doccheck.quantity import Quantity
from doccheck.reference.records import Citation, CodeFacts, Container, Definition

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doccheck.reference.lookup import Reference

KINDS = {"lidocaine": "local_anaesthetic", "saline": "diluent"}


def q(text: str) -> Quantity:
    number, unit = text.split(" ", 1)
    return Quantity.of(number, unit)


class SmallLexicon:
    """Drugs are the same when their names are."""

    def generic(self, name: str) -> str | None:
        return name.casefold()

    def same(self, one: str, other: str) -> bool:
        return one == other

    def fits(self, given: str, defined: str) -> bool:
        return given == defined

    def kind(self, generic: str) -> str:
        return KINDS.get(generic, "drug")


@dataclass
class SmallReference:
    """Answers what a ledger asks; each answer can be set."""

    listed: set[str] = field(default_factory=set)
    indicators: dict[str, str] = field(default_factory=dict)
    contents: dict[str, list[str]] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    drugs: SmallLexicon = field(default_factory=SmallLexicon)

    def single_dose(self, code: str) -> bool | None:
        return True if code in self.listed else None

    def status_indicator(self, code: str, on: date | None = None) -> str | None:  # noqa: ARG002 - the real signature
        return self.indicators.get(code)

    def containers(self, code: str, on: date | None = None) -> tuple[Container, ...]:  # noqa: ARG002 - the real signature
        return tuple(Container(code, "", "", q(text), Fraction(1)) for text in self.contents.get(code, []))

    def codes_of(self, drug: str, on: date | None) -> tuple[CodeFacts, ...]:  # noqa: ARG002 - the real signature
        return tuple(
            CodeFacts(code, drug, None, "plain", (), (), date(2000, 1, 1), None) for code in self.codes.get(drug, [])
        )


@pytest.fixture
def small() -> SmallReference:
    return SmallReference()


def definition(
    drug: str = "infliximab",
    unit: str | None = "10 mg",
    *,
    authority: str = "cms",
    code: str = "J1745",
    wording: str = "plain",
    routes: tuple[str, ...] = (),
) -> Definition:
    return Definition(
        authority, code, drug, q(unit) if unit else None, wording, routes, (), None, None, Citation("test", "test")
    )


def given(dose: str | None, drug: str = "infliximab", **more: object) -> Administration:
    return Administration(drug, drug, q(dose) if dose else None, (), **more)  # type: ignore[arg-type]


def supply(
    *opened: tuple[int, str],
    discards: Sequence[str] = (),
    overfill: Sequence[str] = (),
    kinds: Sequence[str] = ("single-dose",),
    **more: object,
) -> Supply:
    return Supply(
        containers=tuple(OpenedContainer(count, q(content), None, ()) for count, content in opened),
        discards=tuple(Discard(q(text), ()) for text in discards)
        + tuple(Discard(q(text), (), overfill=True) for text in overfill),
        kinds=frozenset(kinds),
        **more,  # type: ignore[arg-type]
    )


Build = "Callable[..., Ledger]"


@pytest.fixture
def ledger(small: SmallReference) -> Callable[..., Ledger]:
    """``ledger(administrations, supply, …) -> Ledger`` with the small reference, on 2026-03-02 in an office."""

    def build(
        administrations: Sequence[Administration],
        supplied: Supply | None = None,
        *,
        of: Definition | None = None,
        not_given: Sequence[Administration] = (),
        on: date | None = date(2026, 3, 2),
        setting: str = "office",
    ) -> Ledger:
        return build_ledger(
            of or definition(),
            Administrations(tuple(administrations), tuple(not_given)),
            supplied or Supply(),
            on=on,
            setting=setting,
            reference=cast("Reference", small),
        )

    return build


@pytest.fixture
def make() -> type:
    """Makers of definitions, administrations and supplies, under one name."""

    class Make:
        definition = staticmethod(definition)
        given = staticmethod(given)
        supply = staticmethod(supply)
        q = staticmethod(q)

    return Make
