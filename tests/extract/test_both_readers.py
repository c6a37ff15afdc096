"""Model and rules side by side: agreement is silent, a difference that weighs is shown with the words of both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from model_server import ModelServer, chat, facts

from doccheck.checker import Checker
from doccheck.facts import Outcome
from doccheck.reference.lookup import Reference
from doccheck.verdict import Verdict

HERE = Path(__file__).parent
ANSWERS: dict[str, Any] = yaml.safe_load((HERE / "written_by_hand" / "answers.yaml").read_text(encoding="utf-8"))


def answer(code: str) -> dict[str, Any]:
    ids = {row.id for row in Reference.load().requirements(code)}
    evidence = [
        {"requirement": f"{code}.{field}", "quote": quote}
        for field, quotes in ANSWERS[code]["evidence"].items()
        for quote in quotes
        if f"{code}.{field}" in ids
    ]
    data: dict[str, Any] = json.loads(facts([dict(row) for row in ANSWERS[code]["amounts"]], evidence))
    return data


def checked(root: Path, code: str, data: dict[str, Any] | None) -> Any:
    text = json.dumps(data)
    with ModelServer(lambda _: chat(text) if data is not None else chat(None, refusal="no")) as server:
        checker = Checker(extractor="both", base_url=server.base_url, authority="article")
        return checker.check(root / "examples" / f"{code.lower()}-complete.txt", code=code)


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_two_good_readings_of_a_good_note_pass_without_a_word(code: str, root: Path) -> None:
    report = checked(root, code, answer(code))
    assert report.extraction.disagreements == ()
    assert report.verdict is Verdict.PASS


def test_another_dose_is_shown_with_the_words_of_both(root: Path) -> None:
    data = answer("J2326")
    data["amounts"][0].update(quote="100 mL normal saline", number="100", unit="mL")
    report = checked(root, "J2326", data)
    (apart,) = [one for one in report.extraction.disagreements if one.kind == "amount" and one.name == "given"]
    assert apart.model is not None
    assert apart.rules is not None
    assert (apart.model.quote, apart.rules.quote) == ("100 mL normal saline", "300 mg")
    assert report.verdict is Verdict.REVIEW
    assert "DC904" in {finding.rule for finding in report.findings}


def test_a_field_only_one_of_them_found_is_shown_when_it_weighs(root: Path) -> None:
    data = answer("J2326")
    data["evidence"] = [row for row in data["evidence"] if row["requirement"] != "J2326.diagnosis"]
    report = checked(root, "J2326", data)
    (apart,) = report.extraction.disagreements
    assert (apart.kind, apart.name, apart.model) == ("field", "diagnosis", None)


def test_the_rules_alone_read_a_note_the_model_refuses(root: Path) -> None:
    report = checked(root, "J2326", None)
    assert (report.extraction.outcome, report.extraction.fallback) == (Outcome.OK, Outcome.REFUSED)
    assert report.verdict is Verdict.REVIEW
