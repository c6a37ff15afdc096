"""The openai SDK behind the port: Responses at the vendor's own address, chat completions everywhere else.

The SDK is used for the connection only. Its retries are off (:mod:`doccheck.models.channel` has its own), its answer
parsing is not used (:mod:`doccheck.models.decode` keeps usage and request id). This module is loaded only when a model
is asked.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

import httpx2
import openai

from doccheck.facts import Outcome
from doccheck.models.bodies import chat_body, responses_body
from doccheck.models.channel import Channel, Try
from doccheck.models.connections import Connections
from doccheck.models.decode import Decoded, decode_chat, decode_responses
from doccheck.models.faults import Fault, fault_of_status, retry_after

if TYPE_CHECKING:
    from doccheck.models.address import Address
    from doccheck.models.limits import Limits
    from doccheck.models.port import Reply, Request

__all__ = ["OpenAIModel"]

_ERROR_HEAD = 300
"""Characters of a server's message looked at for a hint that the input was too long."""


class OpenAIModel:
    """A model behind the openai SDK. Lives in one event loop; see :mod:`doccheck.models.loop`.

    Args:
        name: The model's name at the server.
        address: A server that may be asked.
        api_key: Its key, ``None`` for a server that wants none.
        limits: The numbers of the failure handling.
    """

    def __init__(self, name: str, address: Address, api_key: str | None, limits: Limits) -> None:
        """Prepare the connection; nothing is sent yet."""
        self.name = name
        self.address = address
        self._limits = limits
        self._chat = not address.vendor
        self._connections = Connections(address, api_key, limits)
        self.channel = Channel(self, limits)
        self.gate = asyncio.Semaphore(limits.in_flight + limits.in_flight // 4 + 1)

    async def ask(self, request: Request) -> Reply:
        """Answer ``request``, or say how asking ended; see :class:`doccheck.models.port.Model`."""
        return await self.channel.ask(request)

    async def close(self) -> None:
        """Close the connections."""
        await self._connections.close()

    async def send(self, request: Request) -> Try:
        """Send once. A server without the Responses protocol is asked again by chat completions, and from then on."""
        tried = await self._send(request)
        if not self._chat and isinstance(tried.result, Fault) and tried.result.wrong_protocol:
            self._chat = True
            return await self._send(request)
        return tried

    async def _send(self, request: Request) -> Try:
        chat = self._chat
        path = "/chat/completions" if chat else "/responses"
        body = chat_body(self.name, request, vendor=self.address.vendor) if chat else responses_body(self.name, request)
        try:
            with self._connections.client() as client:
                response = await client.post(path, cast_to=httpx2.Response, body=body)
        except openai.APIStatusError as error:
            return _status_fault(error)
        except openai.APITimeoutError as error:
            return Try(_connection_fault("The server did not answer in time.", error))
        except (openai.APIError, httpx2.HTTPError) as error:
            return Try(_connection_fault("The connection to the server failed.", error))
        return Try(self._decoded(response, chat=chat), response.headers.get("x-request-id"))

    def _decoded(self, response: httpx2.Response, *, chat: bool) -> Decoded:
        try:
            answer: object = json.loads(response.content)
        except ValueError:
            answer = None
        return (decode_chat if chat else decode_responses)(answer, self._limits.answer_bytes)


def _connection_fault(detail: str, error: Exception) -> Fault:
    unreachable = isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)
    return Fault(Outcome.TRANSPORT, detail, again=True, counts_against_server=True, unreachable=unreachable)


def _status_fault(error: openai.APIStatusError) -> Try:
    body = error.body if isinstance(error.body, dict) else {}
    code = " ".join(str(body[name]) for name in ("code", "type") if body.get(name))
    message = body.get("message")
    head = message[:_ERROR_HEAD] if isinstance(message, str) else ""
    pause = retry_after(error.response.headers, time.time())
    return Try(fault_of_status(error.status_code, code, head, pause), error.request_id)
