"""Starts the web server, and refuses to do it in a way that would show notes to strangers."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import uvicorn

from doccheck.errors import QueueError
from doccheck.review.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doccheck.review.store import Store

__all__ = ["is_loopback", "serve"]


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(
    store: Store,
    *,
    host: str,
    port: int,
    hosts: Sequence[str] = (),
    behind_proxy: bool = False,
    certificate: str | None = None,
    key: str | None = None,
) -> None:
    """Serve until stopped.

    Args:
        store: The open queue.
        host: Address to listen on.
        port: Port to listen on; 0 for any free one.
        hosts: Host names that browsers use, besides those of this machine.
        behind_proxy: A proxy in front speaks TLS.
        certificate: File of the certificate, to speak TLS itself.
        key: File of the certificate's key.

    Raises:
        QueueError: The address is open to others and nothing speaks TLS, or no host name is given for it.
    """
    if not is_loopback(host):
        if certificate is None and not behind_proxy:
            msg = f"{host} is open to others: give --tls-cert and --tls-key, or --behind-proxy when a proxy speaks TLS"
            raise QueueError(msg)
        if not hosts:
            msg = "name the host that browsers will use with --allow-host"
            raise QueueError(msg)
    secure = certificate is not None or behind_proxy
    uvicorn.run(
        create_app(store, hosts=hosts, secure=secure, counting=True),
        host=host,
        port=port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        server_header=False,
        date_header=True,
        access_log=False,
        log_level="info",
        proxy_headers=behind_proxy,
        timeout_keep_alive=30,
    )
