"""A malformed reference file is refused, with the file and what is wrong in it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from doccheck.errors import ReferenceDataError
from doccheck.reference import requirement_rows, sources
from doccheck.reference.editions import read_editions
from doccheck.reference.lookup import Reference
from doccheck.reference.modifier_rules import read_modifier_rules
from doccheck.reference.strict_yaml import read_yaml

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, reference: Reference) -> Path:
    copy = tmp_path / "reference"
    shutil.copytree(reference.folder, copy)
    return copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


BAD_ARTICLES = {
    "unknown key": ("article: article-j2326", "article: article-j2326\nnotes: []", "unknown key 'notes'"),
    "missing key": ("code: J2326\n", "", "the key 'code' is missing"),
    "key twice": ("code: J2326\n", "code: J2326\ncode: J2326\n", "given twice"),
    "another code": ("code: J2326", "code: J2327", "named for another code"),
    "unknown source": ("article: article-j2326", "article: article-x", "no id of sources.yaml"),
    "unknown field": ("  consent:\n", "  agreement:\n", "no field of fields.yaml"),
    "unknown level": ("consent:\n    {level: advisory", "consent:\n    {level: wanted", "no level"),
    "unknown kind": ("evidence: consent", "evidence: handshake", "no kind of evidence"),
    "unknown condition": ("condition: amount_unused", "condition: full_moon", "no condition"),
    "conditional without condition": ("condition: amount_unused, ", "", "names its condition"),
    "unknown strength": ("strength: often", "strength: always", "no strength"),
    "unknown requirement key": (
        "{level: advisory, evidence: consent",
        "{level: advisory, weight: 3, evidence: consent",
        "unknown key 'weight'",
    ),
    "unit that is none": ("unit: 1 mg", "unit: one", "no amount such as 10 mg"),
    "number that is none": ("unit: 1 mg", "unit: x mg", "no amount such as 10 mg"),
    "unknown wording": ("wording: plain", "wording: roughly", "no wording"),
    "number for text": ('{modifier: "59"', "{modifier: 59", "text is expected"),
    "question that is none": ('with credentials?", detail', 'with credentials", detail', "ends in a question mark"),
    "list that is none": ("similar:\n", "similar: {}\nspare:\n", "unknown key"),
    "level of dosage": (
        "{code: J1745, drug: infliximab,",
        "{code: J1745, level: big, drug: infliximab,",
        "no level of dosage",
    ),
    "not YAML": ("requirements:\n", "requirements: [\n", "not valid YAML"),
}


@pytest.mark.parametrize("case", BAD_ARTICLES)
def test_a_malformed_article_is_refused_and_named(case: str, folder: Path) -> None:
    old, new, reason = BAD_ARTICLES[case]
    change(folder / "codes/J2326.yaml", old, new)
    with pytest.raises(ReferenceDataError, match=r"J2326\.yaml") as caught:
        Reference(folder).requirements("J2326")
    assert reason in str(caught.value)


BAD_FILES = {
    "fields: unknown key": ("fields.yaml", "{label: Weight,", "{label: Weight, colour: red,", "unknown key 'colour'"),
    "fields: no question": ("fields.yaml", "Condition treated?", "Condition treated", "question mark"),
    "fields: kinds no list": ("fields.yaml", "evidence: [condition]", "evidence: condition", "a list is expected"),
    "fields: row no mapping": (
        "fields.yaml",
        "weight: {label",
        "height: tall\nweight: {label",
        "a mapping is expected",
    ),
    "baseline: unknown field": ("baseline.yaml", "  route:\n", "  way:\n", "no field of fields.yaml"),
    "baseline: missing detail": ("baseline.yaml", ', detail: "How the drug was given."', "", "'detail' is missing"),
    "baseline: unknown source": (
        "baseline.yaml",
        "source: noridian-drug",
        "source: nobody-drug",
        "no id of sources.yaml",
    ),
    "baseline: key twice": ("baseline.yaml", "requirements:\n", "requirements:\nrequirements:\n", "given twice"),
    "sources: unknown grade": ("sources.yaml", "grade: own", "grade: Z", "no grade"),
    "sources: missing key": ("sources.yaml", "  grade: own\n", "", "'grade' is missing"),
    "sources: no mapping": ("sources.yaml", "cms-hcpcs:\n", "spare: text\ncms-hcpcs:\n", "a mapping is expected"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_malformed_shared_file_is_refused_and_named(case: str, folder: Path) -> None:
    name, old, new, reason = BAD_FILES[case]
    change(folder / name, old, new)
    sources.read_sources.cache_clear()
    requirement_rows.read_fields.cache_clear()
    requirement_rows.baseline_rows.cache_clear()
    changed = Reference(folder)
    with pytest.raises(ReferenceDataError) as caught:
        assert changed.sources() if name == "sources.yaml" else changed.requirements("J1745")
    assert name in str(caught.value)
    assert reason in str(caught.value)


BAD_MODIFIERS = {
    "digits without quotes": ('"25":', "25:", "two characters"),
    "unknown place": ("drug_line: never", "drug_line: sometimes", "no place on a drug line"),
    "unknown source": ("source: noridian-25", "source: nobody", "no id of sources.yaml"),
    "unknown key": ("JW: {meaning", "JW: {colour: red, meaning", "unknown key 'colour'"),
}


@pytest.mark.parametrize("case", BAD_MODIFIERS)
def test_a_malformed_modifier_rule_is_refused(case: str, folder: Path) -> None:
    old, new, reason = BAD_MODIFIERS[case]
    change(folder / "modifiers.yaml", old, new)
    with pytest.raises(ReferenceDataError, match=r"modifiers\.yaml") as caught:
        read_modifier_rules(folder)
    assert reason in str(caught.value)


def test_exclusions_of_modifiers_are_mutual(reference: Reference) -> None:
    rules = reference.modifier_rules()
    lonely = [
        (name, other) for name, rule in rules.items() for other in rule.excludes
        if other in rules and name not in rules[other].excludes and name != "KX"
    ]  # fmt: skip
    assert not lonely


BAD_EDITIONS = {
    "columns": ("table,edition", "table,name", "line 1"),
    "date": ("2026-01-01,,cms-hcpcs", "January,,cms-hcpcs", "a row is"),
    "dates that fall": ("2026-01-01,2026-03-31", "2026-01-01,2025-03-31", "ends before it begins"),
    "edition twice": ("mue,2026-Q3,2026-07-01,2026-09-30", "mue,2026-Q2,2026-07-01,2026-09-30", "stands twice"),
}


@pytest.mark.parametrize("case", BAD_EDITIONS)
def test_a_malformed_list_of_editions_is_refused(case: str, folder: Path) -> None:
    old, new, reason = BAD_EDITIONS[case]
    change(folder / "editions.csv", old, new)
    with pytest.raises(ReferenceDataError, match=r"editions\.csv") as caught:
        read_editions(folder)
    assert reason in str(caught.value)


def test_a_table_with_other_columns_or_a_short_row_is_refused(folder: Path) -> None:
    change(folder / "limits/2026-Q1.csv", "code,dosage", "code,amount")
    with pytest.raises(ReferenceDataError, match=r"limits/2026-Q1\.csv line 1"):
        Reference(folder).payment_limit("J1745")
    change(folder / "status/2025-Q4.csv", "\nJ1745,K\n", "\nJ1745,K,\n")
    with pytest.raises(ReferenceDataError, match=r"status/2025-Q4\.csv"):
        Reference(folder).status_indicator("J1745")


def test_text_that_is_not_utf8_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "fields.yaml"
    with pytest.raises(ReferenceDataError, match="missing"):
        read_yaml(path)
    path.write_bytes(b"a: \xff\n")
    with pytest.raises(ReferenceDataError, match="not UTF-8"):
        read_yaml(path)
    path.write_text("- a\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="a mapping is expected"):
        read_yaml(path)


def test_every_packaged_file_loads_and_every_edition_has_the_rows_it_records(reference: Reference) -> None:
    for code in [article.code for article in reference.articles()]:
        assert reference.requirements(code)
    for record in reference.edition_records:
        lines = record.path.read_text(encoding="utf-8").splitlines()
        assert len(lines) == record.rows + 1, record
        keys = [line.split(",")[0] for line in lines[1:]]
        assert keys == sorted(keys), record
        assert record.source in reference.sources()
        assert len(record.sha256) == 64


def test_dates_of_codes_rise(reference: Reference) -> None:
    assert not [facts.code for facts in reference.all_codes() if facts.ended is not None and facts.ended < facts.added]


def test_ids_found_without_parsing_are_those_of_the_sources(reference: Reference) -> None:
    assert sources.source_ids(reference.folder) == reference.sources().keys()


def test_every_source_that_code_cites_is_known(reference: Reference, root: Path) -> None:
    cited: set[str] = set()
    for path in (root / "src/doccheck").rglob("*.py"):
        cited |= set(re.findall(r'Citation\("([a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    assert len(cited) > 10
    assert cited <= reference.sources().keys()
