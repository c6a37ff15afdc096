"""What holds of every ledger, whatever a record says of doses, containers and waste."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doccheck.case.records import LedgerStatus

Fixture: TypeAlias = Any

amounts = st.sampled_from(
    ["0 mg", "5 mg", "7.5 mg", "10 mg", "25 mg", "40 mg", "100 mg", "0.1 g", "300 mg", "2 mL", "50 units"]
)
records = st.fixed_dictionaries(
    {
        "doses": st.lists(amounts | st.none(), min_size=1, max_size=3),
        "opened": st.lists(
            st.tuples(st.integers(1, 5), amounts.filter(lambda text: not text.startswith("0 "))), max_size=2
        ),
        "discards": st.lists(amounts, max_size=2),
        "overfill": st.lists(amounts, max_size=1),
        "kinds": st.sampled_from([[], ["single-dose"], ["multi-dose"], ["single-dose", "multi-dose"]]),
        "unit": st.sampled_from(["1 mg", "10 mg", "20 mg", "0.25 mg"]),
        "on": st.sampled_from([date(2016, 1, 1), date(2020, 1, 1), date(2023, 3, 1), date(2026, 1, 1), None]),
        "setting": st.sampled_from(["office", "outpatient-hospital", "esrd", "inpatient", "asc"]),
        "authority": st.sampled_from(["article", "cms"]),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(record=records)
def test_a_ledger_never_bills_what_its_record_does_not_hold(
    record: dict[str, Any], ledger: Fixture, make: Fixture
) -> None:
    got = ledger(
        [make.given(dose) for dose in record["doses"]],
        make.supply(*record["opened"], discards=record["discards"], overfill=record["overfill"], kinds=record["kinds"]),
        of=make.definition(unit=record["unit"], authority=record["authority"]),
        on=record["on"],
        setting=record["setting"],
    )
    if got.status is not LedgerStatus.COMPUTED:
        assert got.units is None
        assert got.modifier is None
        assert got.reason.endswith(".")
        return
    assert got.reason is None
    assert 1 <= got.units <= got.units_each
    assert got.steps
    if got.modifier == "JW":
        assert got.jw_units > 0
    if got.modifier == "JZ":
        assert got.jw_units == 0
    if got.jw_units and got.labelled_units is not None:
        assert got.units + got.jw_units <= got.labelled_units
    if record["kinds"] == ["multi-dose"]:
        assert (got.jw_units, got.modifier, got.demand) == (0, None, "none")
    if record["setting"] == "inpatient" or record["kinds"] == ["single-dose", "multi-dose"]:
        assert got.modifier is None
    if got.reconciles is False:
        assert got.waste_reason is not None
    if got.demand == "required":
        assert record["on"] == date(2026, 1, 1)
        assert got.container_basis == "record"
