"""A real HTTP server that plays a model: every answer is a function of the request. For tests and benchmarks."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

from doccheck.models.service import shutdown

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ModelServer", "Scripted", "chat", "error", "facts", "note_of", "responses"]


@dataclass(frozen=True)
class Scripted:
    """What the server sends: status, a body (JSON value or raw bytes), headers, and how long it thinks."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    hang_up: bool = False


def chat(text: str | None, reason: str = "stop", **message: Any) -> Scripted:
    """A chat-completions answer."""
    return Scripted(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "model": "scripted",
            "choices": [
                {"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": text, **message}}
            ],
            "usage": {
                "prompt_tokens": 100,
                "completion_tokens": 20,
                "total_tokens": 120,
                "prompt_tokens_details": {"cached_tokens": 60},
            },
        }
    )


def responses(text: str | None, status: str = "completed", reason: str | None = None, refusal: str = "") -> Scripted:
    """A Responses answer."""
    parts: list[dict[str, Any]] = [] if text is None else [{"type": "output_text", "text": text, "annotations": []}]
    if refusal:
        parts.append({"type": "refusal", "refusal": refusal})
    return Scripted(
        {
            "id": "resp_1",
            "object": "response",
            "status": status,
            "incomplete_details": {"reason": reason} if reason else None,
            "output": [
                {"type": "reasoning", "id": "rs_1", "summary": []},
                {"type": "message", "id": "msg_1", "role": "assistant", "content": parts},
            ],
            "usage": {"input_tokens": 100, "output_tokens": 20, "input_tokens_details": {"cached_tokens": 60}},
        }
    )


def error(status: int, message: str = "no", code: str | None = None, **headers: str) -> Scripted:
    """An error answer; ``headers`` with ``_`` for ``-``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Scripted({"error": {"message": message, "type": "error", "code": code}}, status, named)


def facts(amounts: list[dict[str, Any]] | None = None, evidence: list[dict[str, Any]] | None = None) -> str:
    """The text of an answer; amounts get null for every key they leave out."""
    keys = ("drug", "route", "site", "side", "date", "time", "count", "container", "support", "event")
    full = [{**dict.fromkeys(keys), "number": "", "unit": "", **row} for row in amounts or []]
    return json.dumps({"amounts": full, "evidence": evidence or []})


def note_of(request: dict[str, Any]) -> str:
    """The note inside a request, as the model is meant to read it."""
    content = request["messages"][-1]["content"] if "messages" in request else request["input"][0]["content"]
    first = content.index("NOTE-")
    fence = content[first : first + 21]
    text = content[first + 22 : content.index(f"\n{fence}", first + 22)]
    note: str = json.loads(text)
    return note


class ModelServer:
    """Serves ``/v1/chat/completions`` and ``/v1/responses`` on this machine while the context is open.

    Args:
        answer: From the parsed request body to what is sent.
    """

    def __init__(self, answer: Callable[[dict[str, Any]], Scripted]) -> None:
        """Bind a free port."""
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.faults: list[Exception] = []
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                request = json.loads(raw)
                with outer._lock:
                    outer.requests.append(request)
                    outer.paths.append(self.path)
                    outer.headers.append({name.lower(): value for name, value in self.headers.items()})
                    number = len(outer.requests)
                try:
                    scripted = answer(request)
                except Exception as fault:  # noqa: BLE001 - raised again when the server stops
                    outer.faults.append(fault)
                    self.close_connection = True
                    return
                if scripted.seconds:
                    time.sleep(scripted.seconds)
                if scripted.hang_up:
                    self.close_connection = True
                    return
                data = scripted.body if isinstance(scripted.body, bytes) else json.dumps(scripted.body).encode()
                self.send_response(scripted.status)
                sent = {"content-type": "application/json", "x-request-id": f"req-{number}", **scripted.headers}
                for name, value in sent.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(data)))
                with suppress(ConnectionError):  # whoever asked may have given up
                    self.end_headers()
                    self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.base_url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        """Start serving."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and close what this process holds open to it."""
        shutdown()
        if self.faults:
            raise self.faults[0]
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
