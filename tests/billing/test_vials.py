"""Smallest combination of vials: domain rule J12."""

from __future__ import annotations

import pytest

from doccheck.billing.vials import smallest_combination
from doccheck.errors import QuantityError
from doccheck.quantity import Quantity


def mg(*numbers: str) -> list[Quantity]:
    return [Quantity.of(number, "mg") for number in numbers]


@pytest.mark.parametrize(
    ("dose", "sizes", "total", "counts"),
    [
        ("300", ["100", "400"], "300", {"100": 3}),
        ("237", ["100", "160"], "260", {"160": 1, "100": 1}),
        ("400", ["100", "400"], "400", {"400": 1}),
        ("4500", ["500", "1000"], "4500", {"1000": 4, "500": 1}),
        ("10", ["100"], "100", {"100": 1}),
        ("0.9", ["0.4", "0.6"], "1", {"0.6": 1, "0.4": 1}),
        ("7", ["3", "5"], "8", {"5": 1, "3": 1}),
    ],
)
def test_the_least_total_wins_then_the_fewest_containers(
    dose: str, sizes: list[str], total: str, counts: dict[str, int]
) -> None:
    found = smallest_combination(mg(dose)[0], mg(*sizes))
    assert found is not None
    assert found.total == mg(total)[0]
    assert [(str(content), count) for content, count in found.containers] == [
        (f"{size} mg", number) for size, number in counts.items()
    ]


def test_containers_of_another_kind_of_amount_are_left_out() -> None:
    assert smallest_combination(mg("10")[0], [Quantity.of(100, "units"), Quantity.of(0, "mg")]) is None


def test_sizes_may_be_written_in_other_units() -> None:
    found = smallest_combination(mg("700")[0], [Quantity.of("0.5", "g"), Quantity.of(1, "g")])
    assert found is not None
    assert str(found.total) == "1000 mg"
    assert [count for _, count in found.containers] == [1]


def test_an_absurd_number_of_containers_is_not_computed() -> None:
    assert smallest_combination(mg("1000000")[0], mg("1")) is None
    assert smallest_combination(mg("200000")[0], mg("1")) is None
    most = smallest_combination(mg("199999")[0], mg("1"))
    assert most is not None
    assert most.containers == ((mg("1")[0], 199_999),)


def test_nothing_needs_no_vial() -> None:
    with pytest.raises(QuantityError, match=r"^a combination of vials needs a dose of more than nothing$"):
        smallest_combination(mg("0")[0], mg("1"))
