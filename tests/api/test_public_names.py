"""What ``import doccheck`` offers."""

from __future__ import annotations

import pytest

import doccheck


def test_all_is_sorted_and_complete() -> None:
    assert list(doccheck.__all__) == sorted(doccheck.__all__)
    assert dir(doccheck) == list(doccheck.__all__)


@pytest.mark.parametrize("name", doccheck.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(doccheck, name)
    assert value is not None
    assert isinstance(value, str) or value.__doc__


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        doccheck.chek  # noqa: B018 - the access is the test
