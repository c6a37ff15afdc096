"""The bodies of the two protocols, as they go over the wire; made without the SDK, so that a plan can show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doccheck.models.port import Request

__all__ = ["chat_body", "responses_body"]


def responses_body(model: str, request: Request) -> dict[str, Any]:
    """Body of a Responses request. ``store`` is off: by default the vendor keeps answers for thirty days."""
    form = {"type": "json_schema", "name": request.schema_name, "schema": request.schema, "strict": True}
    return {
        "model": model,
        "instructions": request.instructions,
        "input": [{"role": "user", "content": request.content}],
        "text": {"format": form},
        "max_output_tokens": request.answer_tokens,
        "prompt_cache_key": request.cache_key,
        "store": False,
    }


def chat_body(model: str, request: Request, *, vendor: bool) -> dict[str, Any]:
    """Body of a chat-completions request; a server that is not the vendor's also gets a fixed seed."""
    form = {"name": request.schema_name, "schema": request.schema, "strict": True}
    body: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": request.instructions},
            {"role": "user", "content": request.content},
        ],
        "response_format": {"type": "json_schema", "json_schema": form},
        "store": False,
    }
    if vendor:
        return {**body, "max_completion_tokens": request.answer_tokens, "prompt_cache_key": request.cache_key}
    return {**body, "max_tokens": request.answer_tokens, "temperature": 0, "seed": 0}
