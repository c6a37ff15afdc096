"""What leaves the queue, what must not, and that it comes back."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.errors import QueueError
from doccheck.review.choices import Choice
from doccheck.review.claims import claim_item
from doccheck.review.decisions import decide
from doccheck.review.export import FORMATS, export
from doccheck.review.export.formula import harmless, original
from doccheck.review.export.labelstudio import Utf16
from doccheck.review.filters import Filter
from doccheck.review.incoming import bring_in, read_decisions
from doccheck.review.retention import backup
from doccheck.review.show import open_item
from doccheck.review.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.review.store import Store

ALL = Filter(state="all")
COMMENT = "=cmd|' /C calc'!A0 said Ms. Quillfeather"


def _work(store: Store, invented: Any, put: Any) -> int:
    number: int = put(store, invented).number
    with store.read() as connection:
        points = open_item(store, connection, number, "ann").points
    for point in points:
        lease = claim_item(store, number, "ann")
        value = "no_fault" if point.kind == "finding" else "met"
        decide(store, lease, "ann", Choice(point.key, "override", value, "other", COMMENT), version=lease.version)
    lease = claim_item(store, number, "ann")
    decide(store, lease, "ann", Choice("note", "accept"), version=lease.version)
    return number


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "labelstudio"])
def test_no_word_of_the_note_leaves_unless_asked(lite: Store, invented: Any, put: Any, form: str) -> None:
    pytest.importorskip("pyarrow", reason="the extra 'export' is not installed")
    pytest.importorskip("openpyxl", reason="the extra 'export' is not installed")
    _work(lite, invented, put)
    data = _plain(form, export(lite, form, ALL, "ann"))
    for word in ("Quillfeather", "Tysabri", "Okonkwo", "note.txt", "2026-03-14", "60 minutes"):
        assert word not in data
    assert "override" in data
    assert "Quillfeather" in _plain(form, export(lite, form, ALL, "ann", include_phi=True))


def _plain(form: str, data: bytes) -> str:
    if form == "parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - optional

        return str(pq.read_table(io.BytesIO(data)).to_pylist())
    if form == "xlsx":
        from openpyxl import load_workbook  # noqa: PLC0415 - optional

        return str(list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)))
    text = data.decode()
    if form == "fhir":
        import base64  # noqa: PLC0415 - only here

        for entry in json.loads(text)["entry"]:
            for content in entry["resource"].get("content", []):
                text += base64.b64decode(content["attachment"].get("data", "")).decode()
    return text


def test_label_studio_needs_the_text(lite: Store) -> None:
    with pytest.raises(QueueError, match="include-phi"):
        export(lite, "labelstudio", ALL, "ann")


def test_an_unknown_format_is_refused(lite: Store) -> None:
    with pytest.raises(QueueError, match="choose one of"):
        export(lite, "pdf", ALL, "ann")


def test_spreadsheets_get_no_formula(lite: Store, invented: Any, put: Any) -> None:
    load_workbook = pytest.importorskip("openpyxl", reason="the extra 'export' is not installed").load_workbook
    _work(lite, invented, put)
    rows = list(csv.DictReader(io.StringIO(export(lite, "csv", ALL, "ann", include_phi=True).decode(), newline="")))
    assert rows[0]["comment"] == f"'{COMMENT}"
    sheet = load_workbook(io.BytesIO(export(lite, "xlsx", ALL, "ann", include_phi=True))).active
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(str(cell.value or "").startswith(("=", "+", "@")) for row in sheet.iter_rows() for cell in row)


@given(st.text(max_size=20))
def test_a_cell_made_harmless_comes_back_unchanged(text: str) -> None:
    safe = harmless(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
    assert safe == text or original(safe) == text
    assert original(safe) == text or not text.startswith("'")


@given(st.text(alphabet=st.sampled_from("a\u0301é\U0001f600\U00020000\u202e\n"), max_size=40))
def test_utf16_offsets_name_the_same_words(text: str) -> None:
    offsets, units = Utf16(text), text.encode("utf-16-le")
    for start in range(len(text) + 1):
        assert offsets.back(offsets.to(start)) == start
        assert units[: 2 * offsets.to(start)].decode("utf-16-le") == text[:start]


def test_label_studio_spans_stand_where_javascript_counts_them(lite: Store, invented: Any, put: Any) -> None:
    _work(lite, invented, put)
    task = json.loads(export(lite, "labelstudio", ALL, "ann", include_phi=True))[0]
    units = task["data"]["text"].encode("utf-16-le")
    spans = task["predictions"][0]["result"]
    assert spans
    for span in spans:
        value = span["value"]
        assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "labelstudio"])
def test_decisions_come_back_whole_and_only_once(
    lite: Store, invented: Any, put: Any, form: str, tmp_path: Path, time: Any
) -> None:
    number = put(lite, invented).number
    backup(lite, tmp_path / "before.sqlite3", "ann")
    time.forward(12_345)
    assert _work(lite, invented, put) == number
    data = export(lite, form, ALL, "ann", include_phi=True)
    other = open_store(
        f"sqlite:///{tmp_path / 'before.sqlite3'}",
        policy=lite.policy,
        key=bytes(range(32)),
        now=time,
        anchor=tmp_path / "a2",
    )
    decisions = read_decisions(data, form)
    first = bring_in(other, decisions, "lea")
    assert (first.added, first.same, first.refused) == (5, 0, [])
    assert _meaning(export(other, "jsonl", ALL, "ann", include_phi=True)) == _meaning(
        export(lite, "jsonl", ALL, "ann", include_phi=True)
    )
    again = bring_in(other, decisions, "lea")
    assert (again.added, again.same, again.refused) == (0, 5, [])
    other.close()


def _meaning(data: bytes) -> list[Any]:
    rows = [json.loads(line) for line in data.decode().splitlines()]
    for row in rows:
        row["decisions"] = sorted((one | {"id": 0} for one in row["decisions"]), key=lambda one: one["point"])
    return rows


def test_a_decision_on_an_older_run_stays_out(lite: Store, invented: Any, put: Any) -> None:
    _work(lite, invented, put)
    data = export(lite, "jsonl", ALL, "ann", include_phi=True)
    put(lite, invented.with_text(invented.text + "Addendum.\n"))
    result = bring_in(lite, read_decisions(data, "jsonl"), "lea")
    assert result.added == 0
    assert result.same + len(result.refused) == 5


@pytest.mark.parametrize("data", [b"{}", b"not json", b'{"item": 1}', b"\xff\xfe"])
@pytest.mark.parametrize("form", ["jsonl", "labelstudio"])
def test_a_file_of_another_shape_is_refused_in_plain_words(data: bytes, form: str) -> None:
    with pytest.raises(QueueError, match="does not hold decisions"):
        read_decisions(data, form)


@pytest.mark.parametrize("include_phi", [False, True])
def test_the_fhir_bundle_is_valid_r4(lite: Store, invented: Any, put: Any, include_phi: bool) -> None:  # noqa: FBT001
    bundles = pytest.importorskip("fhir.resources.R4B.bundle", reason="fhir.resources is not installed")
    _work(lite, invented, put)
    data = json.loads(export(lite, "fhir", ALL, "ann", include_phi=include_phi))
    bundle = bundles.Bundle.model_validate(data)
    kinds = {entry.resource.get_resource_type() for entry in bundle.entry}
    assert kinds == {"DocumentReference", "DetectedIssue", "Task", "QuestionnaireResponse", "Provenance", "AuditEvent"}
    known = {entry["fullUrl"] for entry in data["entry"]}
    assert len(known) == len(data["entry"])
    assert {ref for ref in _references(data) if ref.startswith("urn:")} <= known


@pytest.mark.parametrize("include_phi", [False, True])
def test_the_fhir_bundle_fits_the_models_of_r4_itself(
    lite: Store,
    invented: Any,
    put: Any,
    include_phi: bool,  # noqa: FBT001
) -> None:
    bundles = pytest.importorskip("fhirclient.models.bundle", reason="fhirclient is not installed")
    from fhirclient.models.fhirabstractbase import FHIRValidationError  # noqa: PLC0415 - as the line above

    _work(lite, invented, put)
    data = json.loads(export(lite, "fhir", ALL, "ann", include_phi=include_phi))
    assert bundles.Bundle(data, strict=True).as_json() == data
    data["entry"][0]["resource"]["masked"] = True
    with pytest.raises(FHIRValidationError, match="masked"):
        bundles.Bundle(data, strict=True)


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [
            *([node["reference"]] if isinstance(node.get("reference"), str) else []),
            *(r for v in node.values() for r in _references(v)),
        ]
    return [ref for one in node for ref in _references(one)] if isinstance(node, list) else []


def test_the_same_items_give_the_same_fhir_ids(lite: Store, invented: Any, put: Any) -> None:
    _work(lite, invented, put)
    one, other = (json.loads(export(lite, "fhir", ALL, "ann")) for _ in range(2))
    assert [entry["request"]["url"] for entry in one["entry"]] == [entry["request"]["url"] for entry in other["entry"]][
        : len(one["entry"])
    ]


def test_an_empty_export_has_its_shape(lite: Store) -> None:
    pytest.importorskip("pyarrow", reason="the extra 'export' is not installed")
    for form in FORMATS:
        assert isinstance(export(lite, form, ALL, "ann", include_phi=True), bytes)
