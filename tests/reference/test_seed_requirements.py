"""Every row of the page that maps the articles to requirements stands in the reference, and the other way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from doccheck.reference.records import Level

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.reference.lookup import Reference

pytestmark = pytest.mark.needs_shared
CODES = ("J3246", "J3424", "J3250", "J2252", "J2326")
CONDITIONS = {
    "required when a claim is given": "claim_given",
    "conditional: any amount unused": "amount_unused",
    "conditional: a claim carries modifiers": "modifiers_on_claim",
}
# Words of a row's evidence column that ask for a stricter kind than the field's usual one.
STRICTER = {
    "in milligrams": "dose_milligrams",
    "ties it to the JW quantity": "wastage_tied",
    "side where the site has sides": "site_with_side",
    "MD, DO, NP, PA": "signature_prescriber",
    "AAT serum level": "aat_lab",
    "methylmalonic": "deficiency_lab",
}


@pytest.fixture
def page(shared: Path) -> str:
    return (shared / "seed-requirements.md").read_text(encoding="utf-8")


def section(page: str, code: str) -> str:
    return re.split(r"(?m)^## ", page.split(f"## {code} ", 1)[1])[0]


def rows(page: str, code: str) -> dict[str, tuple[str, str]]:
    found = re.findall(rf"(?m)^\| ({code}\.\w+) \| (.+?) \| (.+?) \|$", section(page, code))
    return {name: (level, evidence) for name, level, evidence in found}


@pytest.mark.parametrize("code", CODES)
def test_requirements_are_those_of_the_page_with_level_and_condition(
    code: str, page: str, reference: Reference
) -> None:
    article = reference.article(code)
    assert article is not None
    wanted = rows(page, code)
    assert [one.id for one in article.requirements] == list(wanted)
    for one in article.requirements:
        level, evidence = wanted[one.id]
        if level in CONDITIONS:
            assert (one.level, one.condition) == (Level.CONDITIONAL, CONDITIONS[level])
        else:
            assert (one.level.value, one.condition) == (level, None)
        stricter = [kind for words, kind in STRICTER.items() if words in evidence]
        assert one.evidence in stricter or not stricter


@pytest.mark.parametrize("code", CODES)
def test_what_no_row_asks_for_comes_from_the_baseline_and_is_advisory(
    code: str, page: str, reference: Reference
) -> None:
    wanted = rows(page, code)
    added = [one for one in reference.requirements(code) if one.id not in wanted]
    assert added
    assert all(one.level is Level.ADVISORY for one in added)
    assert not any(one.source.source.startswith("article") for one in added)


@pytest.mark.parametrize("code", CODES)
def test_requirements_cite_a_section_of_their_article(code: str, shared: Path, reference: Reference) -> None:
    article = reference.article(code)
    assert article is not None
    source = reference.sources()[article.definition.source.source]
    text = (shared / source.where).read_text(encoding="utf-8")
    headings = {line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")}
    cited = [one.source for one in article.requirements]
    cited += [one.source for one in article.modifiers] + [one.source for one in article.similar]
    cited += [source for _, source in (*article.denials, *article.commercial, *article.context)]
    assert {one.source for one in cited} == {article.definition.source.source}
    assert {one.at for one in cited} <= headings


@pytest.mark.parametrize("code", CODES)
def test_modifiers_and_similar_codes_are_those_of_the_page(code: str, page: str, reference: Reference) -> None:
    article = reference.article(code)
    assert article is not None
    text = section(page, code)
    modifiers = text.split("Modifiers: ", 1)[1].split("Denial", 1)[0]
    named = set(
        re.findall(r"\b(25|59|52|RT|LT|JW|PO|GA|GZ|B)\b", modifiers.split("domain-rules", 1)[0].replace("B12", ""))
    )
    if "right/left" in modifiers:
        named |= {"RT", "LT"}
    ours = {one.modifier for one in article.modifiers}
    # "RT/LT not typical" names them to say that they do not fit.
    assert ours == (named - {"RT", "LT"} if "not typical" in modifiers else named)
    similar = re.split(r"(?m)^Similar|Similar:", text, maxsplit=1)[1]
    assert {one.code for one in article.similar} == set(re.findall(r"\b[JQ]\d{4}\b", similar)) - {code}


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_of_the_article_is_copied(code: str, shared: Path, reference: Reference, root: Path) -> None:
    article = reference.article(code)
    assert article is not None
    source = (shared / reference.sources()[article.definition.source.source].where).read_text(encoding="utf-8")
    own = " ".join((root / f"reference/codes/{code}.yaml").read_text(encoding="utf-8").lower().split())
    words = re.findall(r"[\w'-]+", source.lower())
    runs = {" ".join(words[at : at + 9]) for at in range(len(words) - 9)}
    assert not [run for run in runs if run in own]
