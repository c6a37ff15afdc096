"""What a new run of the check keeps, and what it asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from doccheck.errors import QueueConflictError
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item
from doccheck.review.decisions import decide
from doccheck.review.show import open_item

if TYPE_CHECKING:
    from doccheck.review.store import Store


def _view(store: Store, number: int, who: str = "ann") -> Any:
    with store.read() as connection:
        return open_item(store, connection, number, who)


def _decide(store: Store, number: int, point: str, action: str = "accept", **more: Any) -> None:
    lease = claim_item(store, number, "ann", lead=True)
    decide(store, lease, "ann", Choice(point, action, **more), version=lease.version)


def _decide_all(store: Store, number: int) -> None:
    for point in _view(store, number).points:
        _decide(store, number, point.key, comment="looked at it")
    _decide(store, number, "note")


def test_a_new_rule_set_with_the_same_points_stays_finished(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    _decide_all(store, number)
    later = type(invented)(invented.text, {**invented.report, "doccheck_version": "0.2.0"})
    again = put(store, later)
    assert (again.number, again.status, again.state, again.carried) == (number, "revised", "done", 5)
    seen = _view(store, number)
    assert (seen.row.revision, seen.row.result) == (2, "fail")
    assert {one.comment for one in seen.made if one.active and one.revision == 2} == {"looked at it", ""}


def test_an_addendum_keeps_quoted_points_and_asks_the_others_again(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    _decide_all(store, number)
    again = put(store, invented.with_text(invented.text + "Addendum: order on file.\n"))
    assert again.state == "open"
    claim_item(store, number, "ann")
    seen = _view(store, number)
    kept = {key for key, one in seen.mine.items() if one.carried}
    assert {key.split(":")[1] for key in kept} == {"DC503", "J2326.infusion_times"}
    assert {(one.rule, one.what) for one in seen.changes} == {("J2326.order", "changed"), ("DC501", "changed")}


def test_a_changed_quote_is_asked_again(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    _decide_all(store, number)
    put(store, invented.with_text(invented.text.replace("over 60 minutes", "over an hour")))
    claim_item(store, number, "ann")
    assert "requirement:J2326.infusion_times" not in _view(store, number).mine


def test_another_note_under_the_same_name_is_another_item(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    _decide_all(store, number)
    other = "Another person altogether.\nShe had Tysabri 300 mg too, over 60 minutes.\nNothing else is the same here.\n"
    second = put(store, invented.with_text(other))
    assert (second.status, second.number != number) == ("new", True)
    edited = put(store, invented.with_text(other + "Addendum.\n"))
    assert (edited.status, edited.number) == ("revised", second.number)
    assert _view(store, number).row.state == "done"


def test_without_a_source_every_text_is_its_own_item(store: Store, invented: Any, put: Any) -> None:
    numbers = {put(store, invented.with_text(invented.text + f"{n}\n"), source=None).number for n in (1, 2, 1)}
    assert len(numbers) == 2


def test_a_run_that_passes_now_closes_the_item(store: Store, invented: Any, make: Any, put: Any) -> None:
    put(store, invented)
    assert put(store, make(verdict="pass", findings=[], requirements=[])).state == "passed"


def test_a_decision_on_the_run_before_is_refused(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    lease = claim_item(store, number, "ann")
    put(store, invented.with_text(invented.text + "More.\n"))
    with pytest.raises(QueueConflictError):
        decide(store, lease, "ann", Choice("note", "cannot_tell"), version=lease.version)


def test_a_point_that_is_gone_is_said(store: Store, invented: Any, make: Any, put: Any) -> None:
    number = put(store, invented).number
    put(store, make(findings=[]))
    assert ("DC503", "gone") in {(one.rule, one.what) for one in _view(store, number).changes}
