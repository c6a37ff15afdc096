"""``doccheck eval GOLD``: score an extractor against labelled notes."""

from __future__ import annotations

import json
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Any

import click

from doccheck.cli.output import write_output
from doccheck.options import EXTRACTORS

if TYPE_CHECKING:
    from doccheck.batch.evaluation import Evaluation, Tally
    from doccheck.facts import Extraction
    from doccheck.note import Note

__all__ = ["eval_command"]

_WORST = 10


@click.command("eval", context_settings={"max_content_width": 110})
@click.argument("gold", metavar="GOLD")
@click.option(
    "--extractor",
    type=click.Choice(EXTRACTORS),
    help="Whose reading is scored: the offline rules, a model, both, or a model when one is configured (auto).",
)
@click.option("--model", help="Model to ask.")
@click.option("--base-url", metavar="URL", help="Server with the chat-completions protocol.")
@click.option("--deidentify", is_flag=True, help="Mask identifiers before anything is sent to a model.")
@click.option(
    "--prompt",
    "prompts",
    metavar="VERSION",
    multiple=True,
    help="Prompt the model is asked with (v1, or extract-facts/v1); repeat it to compare versions.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the result there, whole or not at all.")
def eval_command(
    *,
    gold: str,
    extractor: str | None,
    model: str | None,
    base_url: str | None,
    deidentify: bool,
    prompts: tuple[str, ...],
    style: str,
    output: str | None,
) -> int:
    """Read the labelled notes of GOLD (JSON lines) and print how much of them is read right.

    Precision, recall and F1 of the drugs given, of every role and field that is labelled; false passes of labelled
    checks; time a note; and the notes that came out worst, with their words. docs/labels.md shows the labels.
    """
    from doccheck.batch.evaluation import evaluate  # noqa: PLC0415 - help must not load the whole pipeline
    from doccheck.batch.labels import read_labels  # noqa: PLC0415
    from doccheck.extract.prompt import load_prompt  # noqa: PLC0415
    from doccheck.extract.reader import read  # noqa: PLC0415
    from doccheck.models.spending import Spending  # noqa: PLC0415
    from doccheck.reference.lookup import Reference  # noqa: PLC0415
    from doccheck.settings import load_settings  # noqa: PLC0415

    labels = read_labels(gold)
    reference, settings = Reference.load(), load_settings()
    chosen = extractor or settings.extractor or "auto"
    spending = Spending()

    def scored(prompt: str | None) -> Evaluation:
        def reading(note: Note) -> Extraction:
            return read(
                note,
                reference,
                code=None,
                extractor=chosen,
                model=model,
                base_url=base_url,
                deidentify=deidentify,
                settings=replace(settings, prompt=prompt),
                spending=spending,
            )

        return evaluate(labels, reading, reference)

    asked = [load_prompt(name if "/" in name else f"extract-facts/{name}").name for name in prompts]
    results = [(prompt, scored(prompt)) for prompt in (asked or (settings.prompt,))]
    if style == "json":
        data = [_as_data(result, chosen, model, prompt) for prompt, result in results]
        text = json.dumps(data if len(data) > 1 else data[0], ensure_ascii=False, indent=1) + "\n"
    else:
        text = "\n".join(_as_text(result, _read_by(chosen, model, prompt)) for prompt, result in results)
    write_output(text, output)
    return 0


def _read_by(extractor: str, model: str | None, prompt: str | None) -> str:
    details = ", ".join(detail for detail in (model, prompt and f"prompt {prompt}") if detail)
    return extractor + (f" ({details})" if details else "")


def _as_data(result: Evaluation, extractor: str, model: str | None, prompt: str | None) -> dict[str, Any]:
    return {
        "extractor": extractor,
        "model": model,
        "prompt": prompt,
        "notes": len(result.seconds),
        "outcomes": dict(sorted(result.outcomes.items())),
        "administrations": _tally(result.all_administrations),
        "by_kind": {kind: _tally(tally) for kind, tally in sorted(result.tallies.items())},
        "empty_notes": {"labelled": result.empty, "answered": result.empty_hit},
        "verdicts": {
            "labelled": result.cases,
            "right": result.cases_right,
            "should_not_pass": result.should_not_pass,
            "false_passes": result.false_passes,
        },
        "seconds": {"median": median(result.seconds), "largest": max(result.seconds)},
        "mistakes": [
            {"note": one.note, "kind": one.kind, "what": one.what, "words": one.words} for one in result.mistakes
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "right": tally.right,
        "answered": tally.answered,
        "labelled": tally.labelled,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
    }


def _as_text(result: Evaluation, read_by: str) -> str:
    lines = [f"{len(result.seconds)} labelled notes, read by {read_by}", ""]
    lines.append(f"{'':28}{'precision':>10}{'recall':>8}{'F1':>8}   right / answered / labelled")
    rows = [("administrations", result.all_administrations), *sorted(result.tallies.items())]
    for kind, tally in rows:
        figures = "".join(f"{_figure(value):>{width}}" for value, width in _columns(tally))
        lines.append(f"{kind:28}{figures}   {tally.right} / {tally.answered} / {tally.labelled}")
    lines += ["", f"notes with nothing given that got an administration: {result.empty_hit} of {result.empty}"]
    if result.cases:
        lines.append(f"verdicts right: {result.cases_right} of {result.cases}")
        lines.append(f"false passes: {result.false_passes} of {result.should_not_pass} that must not pass")
    for outcome, count in sorted(result.outcomes.items()):
        if outcome != "ok":
            lines.append(f"not read ({outcome}): {count}")
    milliseconds = [second * 1000 for second in result.seconds]
    lines.append(f"time a note: {median(milliseconds):.1f} ms in the middle, {max(milliseconds):.1f} ms at most")
    for note, mistakes in result.worst(_WORST):
        lines += ["", note]
        lines += [
            f"  {one.kind}: {one.what}" + (f"  [{_one_line(one.words)}]" if one.words else "") for one in mistakes
        ]
    return "\n".join(lines) + "\n"


def _columns(tally: Tally) -> list[tuple[float | None, int]]:
    return [(tally.precision, 10), (tally.recall, 8), (tally.f1, 8)]


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
