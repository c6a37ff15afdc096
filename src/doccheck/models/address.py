"""Where notes may be sent: the vendor's own address, this machine, and hosts a person has allowed."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from doccheck.errors import ModelError

__all__ = ["VENDOR_URL", "Address", "checked_address"]

VENDOR_URL = "https://api.openai.com/v1"
"""The vendor's own address; only there is the Responses protocol used."""

_VENDOR_HOSTS = frozenset({"api.openai.com", "us.api.openai.com", "eu.api.openai.com"})


@dataclass(frozen=True, slots=True)
class Address:
    """A server that may be asked.

    Args:
        url: Base address without a trailing slash.
        host: Host name, lower case.
        vendor: Whether it is the vendor's own.
        local: Whether it is this machine.
    """

    url: str
    host: str
    vendor: bool
    local: bool


def checked_address(base_url: str | None, allowed_hosts: tuple[str, ...] = ()) -> Address:
    """Return the address to ask, or refuse it.

    Args:
        base_url: The configured address, ``None`` for the vendor's own.
        allowed_hosts: Hosts a person has allowed notes to be sent to.

    Raises:
        ModelError: The address is malformed, would send notes unencrypted, or its host was not allowed.
    """
    url = (base_url or VENDOR_URL).strip().rstrip("/")
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower().rstrip(".")
        _ = parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        msg = "the model's address is no http(s) address; write it like http://127.0.0.1:8080/v1"
        raise ModelError(msg)
    if parts.username or parts.password or parts.query or parts.fragment:
        msg = "the model's address must hold no user name, password, query or fragment; set OPENAI_API_KEY instead"
        raise ModelError(msg)
    local = _is_this_machine(host)
    if parts.scheme == "http" and not local:
        msg = f"notes are not sent over plain http to {host}; use https, or a server on this machine"
        raise ModelError(msg)
    vendor = host in _VENDOR_HOSTS
    if not (vendor or local or host in {allowed.lower() for allowed in allowed_hosts}):
        msg = (
            f"notes may not be sent to {host}; if your organisation allows it, add it to allowed_hosts in config.toml "
            "or to DOCCHECK_ALLOWED_HOSTS"
        )
        raise ModelError(msg)
    return Address(url, host, vendor, local)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
