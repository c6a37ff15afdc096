"""The audit finds where the articles and the official tables disagree, by comparing."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from doccheck.reference.audit import as_rows, audit
from doccheck.reference.lookup import Reference

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = {  # subject → words its official side must hold
    "J3246": ["tirofiban", "0.25 mg", "anakinra has no code"],
    "J3424": ["hydroxocobalamin", "25 mg", "J3420", "up to 1000 mcg"],
    "J3420": ["cyanocobalamin", "J3425", "10 mcg", "intramuscular"],
    "J3250": ["trimethobenzamide", "up to 200 mg", "J1010", "1 mg", "2024-04-01", "J1020/J1030/J1040"],
    "J3260": ["tobramycin", "up to 80 mg"],
    "J2930": ["2024-03-31", "J2919", "5 mg"],
    "J2252": ["midazolam in 0.8% sodium chloride", "1 mg", "J0256", "J0257", "10 mg"],
    "J0256": ["alpha-1-proteinase inhibitor", "10 mg"],
    "J0222": ["patisiran", "0.1 mg", "not comparable by drug"],
    "J2326": ["nusinersen", "0.1 mg", "J2323", "Q5134"],
    "B on J3424": ["no such modifier"],
    "25 on J3246": ["evaluation and management line"],
    "52 on J3250": ["procedure line", "fewer units"],
    "JW on J3424": ["JZ", "one billing unit"],
}


def test_exactly_the_known_disagreements_are_found(reference: Reference) -> None:
    found = {one.subject: one for one in audit(reference)}
    assert found.keys() == EXPECTED.keys()
    for subject, words in EXPECTED.items():
        assert all(word in found[subject].official_says for word in words), found[subject]


@pytest.mark.needs_shared
def test_every_row_of_the_page_is_found(shared: Path, reference: Reference) -> None:
    page = (shared / "seed-requirements.md").read_text(encoding="utf-8")
    table = page.split("## Where the articles and the official", 1)[1]
    subjects = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")][2:]
    found = {one.subject for one in audit(reference)}
    for row in subjects:
        named = re.search(r"[JQ]\d{4}", row)
        modifier = re.match(r"(?:modifier )?(JW|25|52|B)\b", row)
        if modifier:
            assert any(subject.startswith(f"{modifier[1]} on ") for subject in found), row
        else:
            assert named is not None
            assert named[0] in found, row


def test_both_sides_are_cited_with_known_sources(reference: Reference) -> None:
    rows = as_rows(audit(reference))
    sources = reference.sources()
    for row in rows:
        for side in ("article", "official"):
            cited = row[side]
            assert isinstance(cited, dict)
            assert cited["source"] in sources
            assert cited["at"]


def test_an_article_that_agrees_is_silent_and_a_changed_one_is_found(tmp_path: Path, reference: Reference) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference.folder, folder)
    path = folder / "codes/J2326.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("drug: natalizumab, unit: 1 mg", "drug: nusinersen, unit: 0.1 mg"), encoding="utf-8")
    assert "J2326" not in {one.subject for one in audit(Reference(folder))}
    path.write_text(text.replace("drug: natalizumab, unit: 1 mg", "drug: nusinersen, unit: 1 mg"), encoding="utf-8")
    assert "J2326" in {one.subject for one in audit(Reference(folder))}
