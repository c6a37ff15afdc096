from __future__ import annotations

import pytest

from doccheck.errors import ModelError
from doccheck.models.address import VENDOR_URL, checked_address


def test_no_address_is_the_vendor_s_own() -> None:
    address = checked_address(None)
    assert (address.url, address.vendor, address.local) == (VENDOR_URL, True, False)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/v1", "http://localhost:11434/v1/", "http://[::1]:8000/v1", "http://127.8.8.8/v1"]
)
def test_this_machine_may_be_asked_in_the_clear(url: str) -> None:
    address = checked_address(url)
    assert address.local
    assert not address.vendor
    assert not address.url.endswith("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example.org/v1",
        "http://10.0.0.5/v1",
        "http://127.0.0.1.example.org/v1",
        "http://localhost.example.org/v1",
        "http://api.openai.com/v1",
    ],
)
def test_no_note_leaves_the_machine_in_the_clear(url: str) -> None:
    with pytest.raises(ModelError, match="plain http"):
        checked_address(url, ("models.example.org", "10.0.0.5"))


@pytest.mark.parametrize("url", ["https://models.example.org/v1", "https://api.openai.com.example.org/v1"])
def test_a_host_nobody_allowed_is_refused(url: str) -> None:
    with pytest.raises(ModelError, match="allowed_hosts"):
        checked_address(url)


def test_an_allowed_host_may_be_asked() -> None:
    assert checked_address("https://Models.example.org/v1", ("models.example.ORG",)).host == "models.example.org"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/v1",
        "127.0.0.1:8080",
        "http://",
        "file:///etc/passwd",
        "http://127.0.0.1:99999999/v1",
        "https://user:secret@api.openai.com/v1",
        "https://api.openai.com/v1?x=1",
        "https://api.openai.com@example.org/v1",
        "http://[::1",
    ],
)
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(ModelError) as caught:
        checked_address(url, ("example.org",))
    assert "secret" not in str(caught.value)
