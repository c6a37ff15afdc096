"""LangExtract and doccheck side by side: the same notes, the same server, the same planted wrong quotes.

A server on this machine plays the model for both and counts requests and tokens (o200k_base). It answers each in its
own format with true quotes of the note and with planted wrong ones: another number, another unit, another drug,
swapped digits, words put together. A planted quote is let through when the tool gives it a place in the note:
LangExtract by an alignment, doccheck by a grounded fact whose value follows. ``pip install langextract``;
``python benchmarks/langextract_side_by_side.py``.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

import langextract as lx  # noqa: E402
from langextract.providers.openai import OpenAILanguageModel  # noqa: E402
from model_server import ModelServer, Scripted, chat, facts  # noqa: E402

from doccheck.extract.reader import read  # noqa: E402
from doccheck.ground.facts import ground  # noqa: E402
from doccheck.models.tokens import count_tokens  # noqa: E402
from doccheck.note import Note  # noqa: E402
from doccheck.reference.lookup import Reference  # noqa: E402
from doccheck.settings import Settings  # noqa: E402

# Note of examples/ → (code, true quotes, planted wrong quotes as (quote, number, unit)).
CASES: dict[str, tuple[str, list[tuple[str, str, str]], list[tuple[str, str, str]]]] = {
    "j2326-complete": (
        "J2326",
        [
            ("Natalizumab 300 mg in 100 mL normal saline", "300", "mg"),
            ("300 mg/15 mL single-dose vial", "300", "mg/15 mL"),
        ],
        [
            ("Natalizumab 400 mg in 100 mL normal saline", "400", "mg"),
            ("Natalizumab 300 mcg in 100 mL normal saline", "300", "mcg"),
            ("Ocrelizumab 300 mg in 100 mL normal saline", "300", "mg"),
            ("from one 330 mg/15 mL single-dose vial", "330", "mg/15 mL"),
            ("infused intravenously through a 20G catheter in the left hand", "", ""),
        ],
    ),
    "j3424-complete": (
        "J3424",
        [("cyanocobalamin 1,000 mcg IM today", "1,000", "mcg")],
        [
            ("cyanocobalamin 1,000 mg IM today", "1,000", "mg"),
            ("cyanocobalamin 10,000 mcg IM today", "10,000", "mcg"),
            ("hydroxocobalamin 1,000 mcg IM today", "1,000", "mcg"),
            ("serum vitamin B12 412 pg/mL (low, ref 232-1245)", "", ""),
        ],
    ),
    "j2252-complete": (
        "J2252",
        [("Dose given       4,200 mg IV, left forearm", "4,200", "mg")],
        [
            ("Dose given       2,400 mg IV, left forearm", "2,400", "mg"),
            ("60 mg/kg x 70 lb = 4,200 mg", "4,200", "mg"),
            ("Discarded        80 mg (5,000 mg - 4,200 mg)", "80", "mg"),
            ("AAT serum level 6.4 umol/L (protective threshold 11)", "", ""),
        ],
    ),
}


class Counted:
    """Answers every request with the same text; counts requests and tokens."""

    def __init__(self, text: str) -> None:
        """Keep the answer."""
        self.text = text
        self.requests = self.tokens = 0

    def __call__(self, request: dict[str, Any]) -> Scripted:
        """Answer and count."""
        self.requests += 1
        self.tokens += sum(count_tokens(message["content"], "gpt-4o") for message in request["messages"])
        return chat(self.text)


def by_langextract(note: Note, quotes: list[str]) -> tuple[Counted, set[str]]:
    """Run LangExtract with its defaults; returns what was counted and the quotes it gave a place."""
    counted = Counted(json.dumps({"extractions": [{"fact": quote} for quote in quotes]}))
    example = lx.data.ExampleData(
        text="Zorvexil 7 mg SQ to L thigh.",
        extractions=[lx.data.Extraction(extraction_class="fact", extraction_text="Zorvexil 7 mg SQ")],
    )
    with ModelServer(counted) as server:
        model = OpenAILanguageModel(model_id="scripted", api_key="none", base_url=server.base_url)
        prompt = "Extract the words that document an injected drug, exactly as written."
        done = lx.extract(
            note.text, prompt_description=prompt, examples=[example], model=model, show_progress=False, max_workers=1
        )
    placed = {one.extraction_text for one in done.extractions or [] if one.char_interval is not None}
    return counted, placed


def by_doccheck(note: Note, code: str, rows: list[tuple[str, str, str]]) -> tuple[Counted, set[str]]:
    """Read and ground; returns what was counted and the quotes that became grounded facts."""
    amounts = [{"role": "given", "quote": quote, "number": number, "unit": unit} for quote, number, unit in rows]
    counted = Counted(facts(amounts))
    with ModelServer(counted) as server:
        settings = Settings(base_url=server.base_url, model="scripted")
        extraction = read(note, Reference.load(), code=code, extractor="model", settings=settings)
    grounded = ground(note, extraction).amounts
    return counted, {entry.fact.quote.quote for entry in grounded if entry.place.grounded and entry.value_follows}


def main() -> None:
    """Print the table."""
    logging.disable(logging.WARNING)
    totals = {"langextract": [0, 0, 0, 0], "doccheck": [0, 0, 0, 0]}
    planted = true = 0
    for name, (code, right, wrong) in CASES.items():
        note = Note.from_path(ROOT / "examples" / f"{name}.txt")
        quotes = [row[0] for row in (*right, *wrong)]
        runs = {
            "langextract": by_langextract(note, quotes),
            "doccheck": by_doccheck(note, code, [*right, *wrong]),
        }
        planted += len(wrong)
        true += len(right)
        for tool, (counted, placed) in runs.items():
            found = (
                counted.requests,
                counted.tokens,
                len(placed & {row[0] for row in wrong}),
                len(placed & {row[0] for row in right}),
            )
            totals[tool] = [one + other for one, other in zip(totals[tool], found, strict=True)]
    print(f"{len(CASES)} notes, {true} true and {planted} planted wrong quotes")
    for tool, (requests, tokens, through, kept) in totals.items():
        print(
            f"  {tool:12} {requests / len(CASES):.1f} requests and {tokens / len(CASES):,.0f} tokens a note; "
            f"{through} of {planted} wrong quotes let through; {kept} of {true} true ones kept"
        )


if __name__ == "__main__":
    main()
