"""``doccheck plan NOTE --code CODE``: exactly what a model would be sent, and what it would cost. Sends nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from doccheck.cli.check_command import read_note
from doccheck.cli.output import write_output
from doccheck.errors import ModelError

if TYPE_CHECKING:
    from doccheck.extract.request import Reading
    from doccheck.settings import Settings

__all__ = ["plan_command"]


@click.command("plan", context_settings={"max_content_width": 110})
@click.argument("name", metavar="NOTE")
@click.option("--code", metavar="CODE", required=True, help="HCPCS code.")
@click.option("--model", help="Model that would be asked.")
@click.option("--base-url", metavar="URL", help="Server that would be asked.")
@click.option("--deidentify", is_flag=True, help="Mask identifiers, as check --deidentify does.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
def plan_command(
    *, name: str, code: str, model: str | None, base_url: str | None, deidentify: bool, style: str
) -> None:
    """Print the requests for NOTE word for word, their tokens and their cost. Nothing is sent."""
    from doccheck.extract.reader import with_options  # noqa: PLC0415 - help needs none of this
    from doccheck.extract.request import prepare  # noqa: PLC0415
    from doccheck.reference.lookup import Reference  # noqa: PLC0415
    from doccheck.settings import load_settings  # noqa: PLC0415

    settings = with_options(load_settings(), model=model, base_url=base_url, deidentify=deidentify, max_cost=None)
    note = read_note(name)
    reference = Reference.load()
    code = reference.facts(code.strip().upper()).code
    if settings.deidentify:
        from doccheck.extract.deidentify import masked  # noqa: PLC0415
        from doccheck.note import Note  # noqa: PLC0415

        note = Note(masked(note, settings.identifiers).text, note.id)
    reading = prepare(note, reference, code, settings)
    if reading is None:
        msg = "the model's context is too small even for a part of the note; set context_tokens in config.toml"
        raise ModelError(msg)
    plan = _plan(reading, settings)
    write_output(json.dumps(plan, indent=1, ensure_ascii=False) + "\n" if style == "json" else _text(plan), None)


def _plan(reading: Reading, settings: Settings) -> dict[str, Any]:
    """The plan as data: totals, and each request as its body."""
    from doccheck.models.bodies import chat_body, responses_body  # noqa: PLC0415 - help needs none of this
    from doccheck.models.cost import PRICES_AS_OF, most_cost, price_of  # noqa: PLC0415
    from doccheck.models.tokens import count_tokens  # noqa: PLC0415

    requests = [reading.request(index) for index in range(len(reading.stretches))]
    static = count_tokens(reading.instructions, reading.model)
    counted = [static + count_tokens(request.content, reading.model) for request in requests]
    price = price_of(reading.model, settings.prices, local=reading.address.local)
    cost = None
    if price is not None:
        cost = str(sum(most_cost(tokens, reading.answer_tokens, reading.model, price) for tokens in counted))
    vendor = reading.address.vendor
    return {
        "address": reading.address.url + ("/responses" if vendor else "/chat/completions"),
        "model": reading.model,
        "prompt": reading.prompt,
        "requests": len(requests),
        "input_tokens": sum(counted),
        "prefix_tokens": static,
        "prefix_share": round(static * len(requests) / sum(counted), 3),
        "answer_tokens_at_most": reading.answer_tokens * len(requests),
        "cost_at_most_usd": cost,
        "prices_as_of": PRICES_AS_OF if price is not None and not reading.address.local else None,
        "bodies": [
            responses_body(reading.model, request) if vendor else chat_body(reading.model, request, vendor=False)
            for request in requests
        ],
    }


def _text(plan: dict[str, Any]) -> str:
    return "\n".join((_summary(plan), *(_request(plan, number) for number in range(len(plan["bodies"]))))) + "\n"


def _summary(plan: dict[str, Any]) -> str:
    cost = "unknown, no price is known for this model"
    if plan["cost_at_most_usd"] is not None:
        dated = f" (prices as of {plan['prices_as_of']})" if plan["prices_as_of"] else ""
        cost = f"at most {plan['cost_at_most_usd']} US dollars{dated}"
    return (
        f"Nothing was sent. To {plan['address']}, model {plan['model']}, prompt {plan['prompt']}:\n"
        f"  {plan['requests']} request(s), {plan['input_tokens']:,} tokens in, of which {plan['prefix_tokens']:,} a "
        f"request ({plan['prefix_share']:.0%}) are the same for every note\n"
        f"  at most {plan['answer_tokens_at_most']:,} tokens out\n"
        f"  cost: {cost}"
    )


def _request(plan: dict[str, Any], index: int) -> str:
    body = plan["bodies"][index]
    messages = body.get("messages") or [{"role": "system", "content": body["instructions"]}, *body["input"]]
    rest = {key: value for key, value in body.items() if key not in {"messages", "instructions", "input"}}
    words = "\n".join(f"--- {message['role']} ---\n{message['content']}" for message in messages)
    head = f"\n=== request {index + 1} of {plan['requests']} ==="
    return f"{head}\n{words}\n--- settings ---\n{json.dumps(rest, ensure_ascii=False)}"
