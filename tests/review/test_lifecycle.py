"""From a report to a finished item, on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from doccheck.errors import QueueAccessError, QueueConflictError, QueueError
from doccheck.review import clock
from doccheck.review.choices import Choice, DecisionError
from doccheck.review.claims import claim_item, claim_next
from doccheck.review.decisions import decide, reopen, undo
from doccheck.review.leases import heartbeat, release, steal
from doccheck.review.show import open_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from doccheck.review.intake import Enqueued
    from doccheck.review.store import Store

Put = "Callable[..., Enqueued]"


def view(store: Store, number: int, who: str = "ann") -> Any:
    with store.read() as connection:
        return open_item(store, connection, number, who)


def settle(
    store: Store, number: int, who: str, *, point: str | None = None, action: str = "accept", **more: Any
) -> Any:
    lease = claim_item(store, number, who, lead=True)
    return decide(store, lease, who, Choice(point or "note", action, **more), version=lease.version)


def test_a_report_comes_back_as_it_was_put_in(store: Store, invented: Any, put: Callable[..., Enqueued]) -> None:
    number = put(store, invented).number
    seen = view(store, number)
    assert seen.text == invented.text
    assert seen.report == invented.report
    assert [point.rule for point in seen.points] == ["DC503", "DC501", "J2326.order", "J2326.infusion_times"]
    assert (seen.row.top_rule, seen.row.cents, seen.row.drug) == ("DC503", 720_000, "natalizumab")


def test_the_same_report_twice_is_one_item(store: Store, invented: Any, put: Callable[..., Enqueued]) -> None:
    first, again = put(store, invented), put(store, invented)
    assert (first.status, again.status, again.number) == ("new", "unchanged", first.number)


def test_request_id_and_token_counts_do_not_make_a_new_run(
    store: Store, invented: Any, put: Callable[..., Enqueued]
) -> None:
    put(store, invented)
    extraction = {**invented.report["extraction"], "request_id": "r-2", "usage": {"input_tokens": 9}}
    assert put(store, replace(invented, report={**invented.report, "extraction": extraction})).status == "unchanged"


def test_a_report_about_another_text_is_refused(store: Store, invented: Any, put: Callable[..., Enqueued]) -> None:
    with pytest.raises(QueueError, match="not about this text"):
        put(store, replace(invented, text=invented.text.replace("300", "400")))


def test_a_pass_is_recorded_and_asks_for_nothing(store: Store, make: Any, put: Callable[..., Enqueued]) -> None:
    done = put(store, make(verdict="pass", findings=[], requirements=[]))
    assert done.state == "passed"
    assert claim_next(store, "ann") == []


def test_a_claim_is_exclusive_until_its_lease_ends(store: Store, invented: Any, put: Any, time: Any) -> None:
    number = put(store, invented).number
    lease = claim_item(store, number, "ann")
    with pytest.raises(QueueConflictError, match="ann is working"):
        claim_item(store, number, "ben")
    time.forward(10 * clock.MINUTE)
    heartbeat(store, lease, "ann")
    time.forward(10 * clock.MINUTE)
    assert claim_next(store, "ben") == []
    time.forward(6 * clock.MINUTE)
    assert [one.item for one in claim_next(store, "ben")] == [number]
    with pytest.raises(QueueConflictError):
        heartbeat(store, lease, "ann")


def test_a_late_decision_is_refused_even_when_nobody_took_over(
    store: Store, invented: Any, put: Any, time: Any
) -> None:
    lease = claim_item(store, put(store, invented).number, "ann")
    time.forward(16 * clock.MINUTE)
    with pytest.raises(QueueConflictError, match="nothing was saved"):
        decide(store, lease, "ann", Choice("note", "cannot_tell"), version=lease.version)


def test_a_decision_under_an_older_claim_of_the_same_person_is_refused(
    store: Store, invented: Any, put: Any, time: Any
) -> None:
    number = put(store, invented).number
    old = claim_item(store, number, "ann")
    time.forward(16 * clock.MINUTE)
    new = claim_item(store, number, "ann")
    assert new.fence > old.fence
    with pytest.raises(QueueConflictError):
        decide(store, old, "ann", Choice("note", "cannot_tell"), version=old.version)


def test_a_released_item_goes_to_the_next_person(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    release(store, claim_item(store, number, "ann"), "ann")
    assert claim_next(store, "ben")[0].item == number


def test_a_lead_takes_an_item_over_with_a_reason(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    mine = claim_item(store, number, "ann")
    with pytest.raises(QueueAccessError, match="reason"):
        steal(store, number, "lea", "because")
    lease = steal(store, number, "lea", "urgent")
    assert lease.fence == mine.fence + 1
    with pytest.raises(QueueConflictError):
        decide(store, mine, "ann", Choice("note", "cannot_tell"), version=mine.version)


def test_accepting_a_fault_fails_the_note(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    finding = view(store, number).points[0].key
    settle(store, number, "ann", point=finding)
    outcome = settle(store, number, "ann")
    assert (outcome.state, view(store, number).row.result) == ("done", "fail")


def test_the_note_cannot_be_accepted_while_points_are_open(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    with pytest.raises(DecisionError, match="undecided"):
        settle(store, number, "ann")
    assert view(store, number).row.state == "open"


def test_overriding_every_point_as_no_fault_passes_the_note(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    for point in view(store, number).points:
        value = "no_fault" if point.kind == "finding" else "met"
        settle(store, number, "ann", point=point.key, action="override", value=value, reason="other-words")
    assert settle(store, number, "ann").state == "done"
    assert view(store, number).row.result == "pass"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice("note", "approve"), "choose one of"),
        (Choice("note", "override", reason="policy"), "what is right"),
        (Choice("note", "override", value="met", reason="policy"), "what is right"),
        (Choice("note", "override", value="pass"), "needs a reason"),
        (Choice("note", "override", value="pass", reason="other"), "needs a comment"),
        (Choice("finding:DC999:0", "accept"), "no such point"),
        (Choice("note", "cannot_tell", comment="x" * 4_001), "longer than"),
    ],
)
def test_an_incomplete_decision_says_what_it_lacks(
    lite: Store, invented: Any, put: Any, choice: Choice, words: str
) -> None:
    lease = claim_item(lite, put(lite, invented).number, "ann")
    with pytest.raises(DecisionError, match=words):
        decide(lite, lease, "ann", choice, version=lease.version)


def test_two_tabs_of_one_person_do_not_overwrite_each_other(store: Store, invented: Any, put: Any) -> None:
    lease = claim_item(store, put(store, invented).number, "ann")
    point = view(store, lease.item).points[0].key
    decide(store, lease, "ann", Choice(point, "accept"), version=lease.version)
    with pytest.raises(QueueConflictError, match="changed since"):
        decide(store, lease, "ann", Choice(point, "cannot_tell"), version=lease.version)


def test_undo_takes_back_one_decision_at_a_time(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    point = view(store, number).points[0].key
    settle(store, number, "ann", point=point)
    settle(store, number, "ann")
    assert undo(store, number, "ann") == "note"
    assert view(store, number).row.state == "open"
    assert undo(store, number, "ann") == point
    assert not view(store, number).mine
    with pytest.raises(QueueAccessError):
        undo(store, number, "ann")


def test_a_finished_item_is_reopened_by_a_lead(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    settle(store, number, "ann", action="override", value="fail", reason="policy")
    reopen(store, number, "lea")
    assert claim_next(store, "ben")[0].item == number


def test_comments_are_kept_encrypted(store: Store, invented: Any, put: Any) -> None:
    number = put(store, invented).number
    settle(store, number, "ann", action="cannot_tell", comment="Ms. Quillfeather told me otherwise")
    assert view(store, number).made[-1].comment == "Ms. Quillfeather told me otherwise"
    with store.read() as connection:
        from doccheck.review.tables import metadata  # noqa: PLC0415 - after the extra is known to be there

        dump = "".join(
            str(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(table.select())
        )
    assert "Quillfeather" not in dump
    assert "Tysabri" not in dump
