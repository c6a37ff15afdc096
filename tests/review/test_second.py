"""The blind second review, its agreement, and who settles it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.review.agreement import cohen_kappa, krippendorff_alpha, raw_agreement
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item, claim_next
from doccheck.review.decisions import decide, undo
from doccheck.review.policy import Policy
from doccheck.review.show import open_item
from doccheck.review.statistics import agreement, figures

if TYPE_CHECKING:
    from doccheck.review.store import Store


@pytest.fixture
def policy() -> Policy:
    return Policy(sample=1.0)


def _end(store: Store, number: int, who: str, value: str, *, lead: bool = False) -> str:
    lease = claim_item(store, number, who, lead=lead)
    return decide(store, lease, who, Choice("note", "override", value, "policy"), version=lease.version).state


def _view(store: Store, number: int, who: str, **more: Any) -> Any:
    with store.read() as connection:
        return open_item(store, connection, number, who, **more)


def test_two_who_agree_finish_the_item(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    assert _end(store, number, "ann", "fail") == "second"
    assert claim_next(store, "ann") == []
    assert _end(store, number, "ben", "fail") == "done"
    with store.read() as connection:
        assert agreement(connection).raw == 1


def test_two_who_differ_go_to_a_lead_who_settles_it(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    _end(store, number, "ann", "fail")
    assert _end(store, number, "ben", "pass") == "adjudication"
    assert claim_next(store, "cal") == []
    assert _end(store, number, "lea", "pass", lead=True) == "done"
    assert _view(store, number, "ann").row.result == "pass"
    with store.read() as connection:
        assert agreement(connection).raw == 0
        assert figures(store, connection).agreement.pairs == 1


def test_the_second_review_sees_nothing_of_the_first(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    _end(store, number, "ann", "fail")
    claim_item(store, number, "ben")
    assert _view(store, number, "ben").made == ()
    assert _view(store, number, "lea").made == ()
    assert len(_view(store, number, "aud", sees_all=True).made) == 1


def test_the_first_reviewer_cannot_be_the_second(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    _end(store, number, "ann", "fail")
    with pytest.raises(Exception, match="reviewed this item already"):
        claim_item(store, number, "ann")


def test_undo_waits_for_nobody_but_stops_when_the_second_has_begun(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    _end(store, number, "ann", "fail")
    assert undo(store, number, "ann") == "note"
    assert _end(store, number, "ann", "pass") == "second"
    claim_item(store, number, "ben")
    with pytest.raises(Exception, match="went on from your decision"):
        undo(store, number, "ann")


def test_an_escalated_item_is_for_leads(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    lease = claim_item(store, number, "ann")
    assert decide(store, lease, "ann", Choice("note", "escalate"), version=1).state == "escalated"
    assert claim_next(store, "ben") == []
    assert claim_next(store, "lea", lead=True)[0].kind == "adjudication"


# Cohen 1960's worked form: 25 and 25 on the diagonal of 70 yes/no pairs, by hand.
HAND = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15


def test_kappa_is_that_computed_by_hand() -> None:
    # observed 35/50; expected 25/50 × 30/50 + 25/50 × 20/50 = 1/2; κ = (0.7 − 0.5) ÷ 0.5
    assert raw_agreement(HAND) == Fraction(35, 50)
    assert cohen_kappa(HAND) == Fraction(2, 5)


def test_alpha_is_that_computed_by_hand() -> None:
    # 100 values, 55 yes and 45 no; observed 30/100; expected 2 × 55 × 45 ÷ (100 × 99); alpha = 1 − 0.3 ÷ 0.5
    assert krippendorff_alpha(HAND) == 1 - Fraction(30, 100) / Fraction(2 * 55 * 45, 100 * 99)


def test_kappa_is_not_defined_without_pairs_or_choice() -> None:
    assert cohen_kappa([]) is None
    assert cohen_kappa([("a", "a")] * 3) is None
    assert krippendorff_alpha([["a"], []]) is None


labels = st.sampled_from(["accept", "override", "cannot_tell"])


@given(st.lists(st.tuples(labels, labels), min_size=1, max_size=60))
def test_kappa_is_symmetric_and_never_above_one(pairs: list[tuple[str, str]]) -> None:
    kappa = cohen_kappa(pairs)
    assert kappa == cohen_kappa([(other, one) for one, other in pairs])
    assert kappa is None or kappa <= 1
    assert (kappa == 1) == (kappa is not None and raw_agreement(pairs) == 1)
