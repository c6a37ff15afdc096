"""``doccheck codes`` and ``doccheck reference``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from doccheck.cli.codes_command import codes_command
from doccheck.cli.reference_command import reference_group
from doccheck.errors import CodeError, ReferenceDataError

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ["code", "drug", "billing_unit", "wording", "added", "ended", "article"]


def run(command: object, *arguments: str) -> str:
    result = CliRunner().invoke(command, list(arguments), catch_exceptions=False)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    return result.output


def test_codes_lists_every_drug_code_as_json() -> None:
    rows = json.loads(run(codes_command, "--format", "json"))
    assert all(list(row) == KEYS for row in rows)
    by_code = {row["code"]: row for row in rows}
    assert len(by_code) == len(rows) > 1300
    assert by_code["J2326"] == {
        "code": "J2326",
        "drug": "nusinersen",
        "billing_unit": "0.1 mg",
        "wording": "plain",
        "added": "2018-01-01",
        "ended": None,
        "article": True,
    }
    assert by_code["J1030"]["ended"] == "2024-03-31"
    assert by_code["J3490"]["billing_unit"] is None
    assert "Q4001" not in by_code


def test_one_code_is_an_array_of_one() -> None:
    (row,) = json.loads(run(codes_command, "j1885", "--format", "json"))
    assert (row["code"], row["billing_unit"], row["wording"], row["article"]) == ("J1885", "15 mg", "per", False)


def test_codes_as_text_say_wording_and_end() -> None:
    text = run(codes_command)
    assert "J1885  ketorolac, per 15 mg" in text
    assert "J1030  methylprednisolone acetate, 40 mg  ended 2024-03-31" in text
    assert "J3490  unclassified, no unit" in text


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(CodeError):
        run(codes_command, "J0001")


def test_audit_prints_both_sides_as_text_and_json() -> None:
    text = run(reference_group, "audit")
    assert "J2326 is natalizumab, 1 mg" in text
    assert "J2326 is nusinersen, 0.1 mg" in text
    rows = json.loads(run(reference_group, "audit", "--format", "json"))
    assert f"{len(rows)} disagreements" in text
    assert {"article", "official", "article_says", "official_says"} <= rows[0].keys()


def test_show_tells_editions_sources_and_a_code() -> None:
    whole = json.loads(run(reference_group, "show", "--format", "json"))
    assert {row["table"] for row in whole["editions"]} >= {
        "hcpcs",
        "containers",
        "limits",
        "mue",
        "status",
        "single-dose",
    }
    assert whole["articles"] == ["J2252", "J2326", "J3246", "J3250", "J3424"]
    page = json.loads(run(reference_group, "show", "J2326", "--format", "json"))
    assert [one["drug"] for one in page["definitions"]] == ["natalizumab", "nusinersen"]
    assert page["requirements"][0]["id"] == "J2326.diagnosis"
    assert "J2326.signature" in run(reference_group, "show", "J2326")
    assert "unit limits:" in run(reference_group, "show", "J1745")


def test_import_writes_to_the_users_folder_and_the_next_look_up_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCCHECK_HOME", str(tmp_path / "home"))
    limits = tmp_path / "limits.csv"
    limits.write_text(
        'Limits,,\n"Effective April 1, 2026 through June 30, 2026",,\n'
        "HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit,Notes\nJ1745,Infliximab,10 MG,31.5,\n",
        encoding="utf-8",
    )
    output = run(reference_group, "import", str(limits))
    assert "limits 2026-Q2: 1 rows" in output
    page = json.loads(run(reference_group, "show", "J1745", "--format", "json"))
    assert page["payment_limit"] == "31.5"
    editions = json.loads(run(reference_group, "show", "--format", "json"))["editions"]
    assert [row["edition"] for row in editions if row["own"]] == ["2026-Q2"]


def test_a_refused_import_says_file_and_line(tmp_path: Path) -> None:
    limits = tmp_path / "limits.csv"
    limits.write_text(
        "HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit\nJ1745,I,10 MG,cheap\n", encoding="utf-8"
    )
    with pytest.raises(ReferenceDataError, match=r"limits\.csv line 2"):
        run(reference_group, "import", str(limits), "--edition", "2026-Q2")
