"""Import of CMS's own files: recognised by content, compiled, refused as a whole when a row is malformed."""

from __future__ import annotations

import contextlib
import csv
import zipfile
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doccheck.errors import ReferenceDataError
from doccheck.reference.editions import edition_for, read_editions
from doccheck.reference.lookup import Reference
from doccheck.reference.official.files import OfficialFile, open_official
from doccheck.reference.official.importing import import_files
from doccheck.reference.official.recognise import find_edition, parse_edition, recognise
from doccheck.reference.places import packaged_reference

if TYPE_CHECKING:
    from pathlib import Path


def record(code: str, kind: str, text: str, added: str = "20200101", ended: str = "", sequence: str = "00100") -> str:
    line = f"{code:>5}{sequence}{kind}{text:<80}".ljust(268) + f"{added:<8}{added:<8}{ended:<8}"
    return line.ljust(320)


HCPCS = "\r\n".join(
    [
        record("J9901", "3", "Injection, examplumab-abcd, 10 mg (code may be used"),
        record("J9901", "4", "for medicare under the direct supervision of a physician)", ""),
        record("J9902", "3", "Injection, oldarin hcl, per 5 mg", "19900101", "20211231"),
        record("A1234", "3", "Dressing of some kind"),
        record("JW", "7", "Drug amount discarded"),
    ]
)
CROSSWALK = (
    "January 2030 ASP NDC - HCPCS Crosswalk,,,\n"
    '"     Effective January 1, 2030 through March 31, 2030",,,\n,,,\n'
    "_2030_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG,,,\n"
    '90371,"Vaccine, other",Maker,00001-0002-01,Other,1 ML,1,1,1,1,,,\n'
    'J9901,"Inj, examplumab, 10 mg",Maker \xe9,00001-0002-03,Examplia,10 MG,1,1,40,40,,,\n'
    "J9901,Inj examplumab,Maker,00001-0002-04,Examplia Pen 100 mg,10 MG,1,2,10,20,,,\n"
)
LIMITS = (
    'Payment Allowance Limits,,\n"Effective January 1, 2030 through March 31, 2030",,\n'
    "HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit,Notes,\n"
    'J9901,Inj,10 MG,"1,234.500",,\nJ9902,Inj,5 MG,N/A,"a\nb",\n'
)
PRACTITIONER = (
    '"CPT codes and descriptions are copyrighted"\n'
    '"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
    "J9901,120,3 Date of Service Edit: Clinical,Prescribing Information\n99213,1,1 Line Edit,Policy\n"
)
HOSPITAL = (
    '"HCPCS/\nCPT Code",Outpatient Hospital Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
    "J9901,240,2 Date of Service Edit: Policy,Prescribing Information\n"
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "HCPC2030_JAN_ANWEB.txt").write_bytes(HCPCS.encode("cp1252"))
    (folder / "crosswalk.csv").write_bytes(CROSSWALK.encode("cp1252"))
    (folder / "limits.csv").write_bytes(LIMITS.encode("cp1252"))
    (folder / "MCR_MUE_PractitionerServices_Eff_01-01-2030.csv").write_text(PRACTITIONER, encoding="utf-8")
    (folder / "MCR_MUE_OutpatientHospitalServices_Eff_01-01-2030.csv").write_text(HOSPITAL, encoding="utf-8")
    return folder


def imported(files: Path, own: Path, reference: Reference, *names: str) -> Reference:
    import_files([files / name for name in names], own, known=reference.folder)
    return Reference(reference.folder, own)


def test_a_fixed_width_file_becomes_codes_and_modifiers(files: Path, tmp_path: Path, reference: Reference) -> None:
    both = imported(files, tmp_path / "own", reference, "HCPC2030_JAN_ANWEB.txt")
    facts = both.facts("J9901")
    assert (facts.drug, str(facts.billing_unit), facts.added, facts.ended) == (
        "examplumab",
        "10 mg",
        date(2020, 1, 1),
        None,
    )
    assert both.facts("J9902").ended == date(2021, 12, 31)
    assert both.modifiers(date(2030, 2, 1)) == {"JW"}
    assert both.editions["hcpcs"] == "2030-01"
    assert both.facts("J1745").drug == "infliximab"


def test_a_zip_is_opened_and_its_other_members_are_left(files: Path, tmp_path: Path, reference: Reference) -> None:
    archive = files / "january-2030-alpha-numeric-hcpcs-file.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("HCPC2030_JAN_ANWEB.txt", HCPCS)
        out.writestr("HCPC2030_recordlayout.txt", "CMS RIF REPORT\n")
        out.writestr("HCPC2030.xlsx", b"PK\x03\x04\0\0")
    both = imported(files, tmp_path / "own", reference, archive.name)
    assert both.facts("J9901").drug == "examplumab"
    (edition,) = [one for one in read_editions(tmp_path / "own") if one.table == "hcpcs"]
    assert edition.file == f"{archive.name}/HCPC2030_JAN_ANWEB.txt"


def test_a_crosswalk_becomes_containers_and_brand_names(files: Path, tmp_path: Path, reference: Reference) -> None:
    both = imported(files, tmp_path / "own", reference, "HCPC2030_JAN_ANWEB.txt", "crosswalk.csv", "limits.csv")
    assert [(one.ndc, str(one.content), one.billing_units) for one in both.containers("J9901")] == [
        ("00001-0002-03", "400 mg", Fraction(40)),
        ("00001-0002-04", "100 mg", Fraction(10)),
    ]
    assert both.drugs.generic("Examplia") == "examplumab"
    assert both.drugs.generic("Examplia Pen 100 mg") is None
    assert str(both.payment_limit("J9901")) == "1234.500"
    assert both.payment_limit("J9902") is None


def test_a_crosswalk_alone_takes_the_drugs_of_the_codes_that_are_known(
    files: Path, tmp_path: Path, reference: Reference
) -> None:
    (files / "crosswalk.csv").write_bytes(CROSSWALK.replace("J9901", "J1745").encode("cp1252"))
    both = imported(files, tmp_path / "own", reference, "crosswalk.csv")
    assert both.drugs.generic("Examplia") == "infliximab"
    with pytest.raises(ReferenceDataError, match="import an HCPCS file first"):
        import_files([files / "crosswalk.csv"], tmp_path / "other", known=tmp_path / "empty")


def test_a_file_without_any_drug_code_is_refused(files: Path, tmp_path: Path, reference: Reference) -> None:
    text = PRACTITIONER.replace("J9901", "A4206")
    (files / "mue_2030Q1.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="concerns a drug code"):
        imported(files, tmp_path / "own", reference, "mue_2030Q1.csv")


def test_a_status_list_and_a_single_dose_list_are_read_strictly(
    files: Path, tmp_path: Path, reference: Reference
) -> None:
    (files / "addendum_b_2030jan.csv").write_text("code,short,si,apc\nJ9901,Ex,G,9\nA4206,Syr,N,\n", encoding="utf-8")
    (files / "single-2030-02-03.csv").write_text("hcpcs\r\nJ9901\r\n", encoding="utf-8")
    both = imported(files, tmp_path / "own", reference, "addendum_b_2030jan.csv", "single-2030-02-03.csv")
    assert (both.status_indicator("J9901"), both.single_dose("J9901")) == ("G", True)
    assert both.editions["single-dose"] == "2030-02-03"
    for name, text in (
        ("addendum_b_2030jan.csv", "code,short,si\nJ9901,Ex,?\n"),
        ("single-2030-02-03.csv", "hcpcs\nJ99\n"),
    ):
        (files / name).write_text(text, encoding="utf-8")
        with pytest.raises(ReferenceDataError, match=rf"{name} line 2"):
            imported(files, tmp_path / "own", reference, name)


def test_both_places_of_service_of_a_quarter_stand_in_one_edition(
    files: Path, tmp_path: Path, reference: Reference
) -> None:
    own, on = tmp_path / "own", date(2030, 2, 1)
    one = imported(files, own, reference, "MCR_MUE_PractitionerServices_Eff_01-01-2030.csv")
    assert one.unit_limit("J9901", on, "outpatient-hospital") is None
    both = imported(files, own, reference, "MCR_MUE_OutpatientHospitalServices_Eff_01-01-2030.csv")
    office, hospital = (both.unit_limit("J9901", on, setting) for setting in ("office", "outpatient-hospital"))
    assert office is not None
    assert hospital is not None
    assert (office.units, office.indicator, hospital.units, hospital.indicator) == (120, 3, 240, 2)


def test_files_of_one_edition_in_one_import_are_joined(files: Path, tmp_path: Path, reference: Reference) -> None:
    names = [f"MCR_MUE_{place}Services_Eff_01-01-2030.csv" for place in ("Practitioner", "OutpatientHospital")]
    other = CROSSWALK.replace("00001-0002-04", "00001-0002-05")
    (files / "opps-crosswalk.csv").write_bytes(other.encode("cp1252"))
    names += ["HCPC2030_JAN_ANWEB.txt", "crosswalk.csv", "opps-crosswalk.csv"]
    both = imported(files, tmp_path / "own", reference, *names)
    assert {one.setting for one in both.unit_limits("J9901") if one.quarter == "2030-Q1"} == {
        "practitioner",
        "outpatient-hospital",
    }
    assert [one.ndc[-2:] for one in both.containers("J9901")] == ["03", "04", "05"]


def test_files_that_contradict_each_other_are_refused(files: Path, tmp_path: Path, reference: Reference) -> None:
    (files / "limits-again.csv").write_bytes(LIMITS.replace("1,234.500", "9.000").encode("cp1252"))
    with pytest.raises(ReferenceDataError, match="differ on J9901"):
        imported(files, tmp_path / "own", reference, "limits.csv", "limits-again.csv")


BAD_ROWS = {
    "hcpcs short date": ("HCPC2030_JAN_ANWEB.txt", "20200101", "2020 101", "is no date"),
    "hcpcs end before begin": ("HCPC2030_JAN_ANWEB.txt", "20211231", "19891231", "ends before it begins"),
    "hcpcs orphan continuation": ("HCPC2030_JAN_ANWEB.txt", "J9901001004for", "J9903001004for", "does not stand above"),
    "hcpcs odd record": ("HCPC2030_JAN_ANWEB.txt", "A1234001003", "A1234001009", "320-character"),
    "hcpcs odd code": ("HCPC2030_JAN_ANWEB.txt", "A1234001003", "A-234001003", "a letter and four digits"),
    "hcpcs twice": ("HCPC2030_JAN_ANWEB.txt", "J9902001003", "J9901001003", "stands twice"),
    "crosswalk odd code": ("crosswalk.csv", 'J9901,"Inj,', 'J99,"Inj,', "a letter and four digits"),
    "crosswalk odd ndc": ("crosswalk.csv", "00001-0002-03", "1-2-3", "an NDC has the shape"),
    "crosswalk no number": ("crosswalk.csv", ",1,1,40,40", ",1,1,many,40", "BILLUNITS is no number"),
    "crosswalk zero": ("crosswalk.csv", ",1,1,40,40", ",1,1,0,40", "above 0"),
    "crosswalk too many values": ("crosswalk.csv", ",1,1,40,40,,,", ",1,1,40,40,5,6,7", "values under"),
    "crosswalk without a column": ("crosswalk.csv", "PKG SIZE", "SIZE", "no column 'PKG SIZE'"),
    "crosswalk column twice": ("crosswalk.csv", "PKG QTY", "PKG SIZE", "no column 'PKG QTY'"),
    "limits without a column": ("limits.csv", "HCPCS Code Dosage", "Dosage", "no column 'HCPCS Code Dosage'"),
    "limits no number": ("limits.csv", "1,234.500", "cheap", "Payment Limit is no number"),
    "limits twice": ("limits.csv", "J9902,Inj,5 MG,N/A", "J9901,Inj,5 MG,1", "stands twice"),
    "mue no number": ("MCR_MUE_PractitionerServices_Eff_01-01-2030.csv", "J9901,120", "J9901,some", "a whole number"),
    "mue odd indicator": ("MCR_MUE_PractitionerServices_Eff_01-01-2030.csv", "120,3 Date", "120,4 Date", "indicator"),
    "mue odd code": ("MCR_MUE_PractitionerServices_Eff_01-01-2030.csv", "J9901,120", "J9,120", "five characters"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_malformed_row_is_refused_with_file_and_line_and_nothing_is_written(
    case: str, files: Path, tmp_path: Path, reference: Reference
) -> None:
    name, old, new, reason = BAD_ROWS[case]
    data = (files / name).read_bytes()
    assert old.encode() in data
    (files / name).write_bytes(data.replace(old.encode(), new.encode(), 1))
    own = tmp_path / "own"
    order = ["limits.csv", "HCPC2030_JAN_ANWEB.txt", name]
    with pytest.raises(ReferenceDataError, match=r"line \d+") as caught:
        imported(files, own, reference, *dict.fromkeys(order))
    assert name in str(caught.value)
    assert reason in str(caught.value)
    assert not own.exists()


@pytest.mark.parametrize("content", [b"", b"just words\n", b"%PDF-1.7\n\0\0", b"code,name\nJ1,x\n"])
def test_a_file_nobody_knows_is_refused(content: bytes, tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "some.csv"
    path.write_bytes(content)
    with pytest.raises(ReferenceDataError, match=r"some\.csv"):
        import_files([path], tmp_path / "own", known=reference.folder)
    assert not (tmp_path / "own").exists()


def test_a_missing_file_and_a_broken_archive_are_refused(tmp_path: Path, reference: Reference) -> None:
    with pytest.raises(ReferenceDataError, match="cannot be read"):
        open_official(tmp_path / "absent.zip")
    whole = tmp_path / "broken.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.txt", HCPCS)
    data = bytearray(whole.read_bytes())
    data[60:90] = b"\xff" * 30
    whole.write_bytes(bytes(data))
    with pytest.raises(ReferenceDataError, match=r"broken\.zip"):
        import_files([whole], tmp_path / "own", known=reference.folder)


def test_an_interrupted_write_leaves_the_older_edition(
    files: Path, tmp_path: Path, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    imported(files, own, reference, "limits.csv")
    before = {path.name: path.read_bytes() for path in own.rglob("*") if path.is_file()}

    def full(descriptor: int) -> None:
        raise OSError(28, f"no space left for {descriptor}")

    monkeypatch.setattr("doccheck.reference.official.importing.os.fsync", full)
    with pytest.raises(ReferenceDataError, match="cannot be written"):
        imported(files, own, reference, "HCPC2030_JAN_ANWEB.txt")
    assert {path.name: path.read_bytes() for path in own.rglob("*") if path.is_file()} == before


@pytest.mark.needs_shared
def test_the_packaged_tables_are_what_the_import_makes_of_the_official_files(
    shared: Path, tmp_path: Path, reference: Reference
) -> None:
    data = shared / "data"
    names = {record.file.split("/")[0] for record in reference.edition_records}
    paths = [next(data.rglob(name)) for name in sorted(names)]
    import_files(paths, tmp_path, known=reference.folder)
    for record in reference.edition_records:
        made = tmp_path / record.table / f"{record.edition}.csv"
        assert made.read_bytes() == record.path.read_bytes(), record.table
    assert (tmp_path / "editions.csv").read_bytes() == (reference.folder / "editions.csv").read_bytes()


@pytest.mark.needs_shared
def test_the_cleaned_files_compile_to_the_same_facts(shared: Path, tmp_path: Path, reference: Reference) -> None:
    names = ["hcpcs_JQ_2026JAN.csv", "asp_ndc_crosswalk_2026Q1_levelII.csv", "asp_payment_limits_2026Q1_levelII.csv"]
    import_files([shared / "data" / name for name in names], tmp_path, known=reference.folder)
    for table, edition in (
        ("hcpcs", "2026-01"),
        ("containers", "2026-Q1"),
        ("limits", "2026-Q1"),
        ("brands", "2026-Q1"),
    ):
        name = f"{table}/{edition}.csv"
        assert (tmp_path / name).read_bytes() == (reference.folder / name).read_bytes()


@pytest.mark.needs_shared
def test_no_description_of_the_official_files_is_committed(shared: Path, reference: Reference) -> None:
    with (shared / "data/hcpcs_JQ_2026JAN.csv").open(encoding="utf-8-sig", newline="") as lines:
        long_texts = [row["long"].lower() for row in csv.DictReader(lines) if len(row["long"]) > 60]
    committed = " ".join(path.read_text(encoding="utf-8").lower() for path in reference.folder.rglob("*.*"))
    assert not [text for text in long_texts if text in committed]


def file(name: str, text: str = "") -> OfficialFile:
    return OfficialFile(name, text, "")


@pytest.mark.parametrize(
    ("table", "name", "edition", "begins", "ends"),
    [
        ("hcpcs", "HCPC2026_OCT_ANWEB.txt", "2026-10", date(2026, 10, 1), None),
        ("hcpcs", "april-2026-alpha-numeric-hcpcs-file.zip", "2026-04", date(2026, 4, 1), None),
        ("mue", "mue_2026Q3.csv", "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("mue", "MCR_MUE_Eff_10-01-2026.csv", "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("containers", "asp_crosswalk_2026_may.csv", "2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("single-dose", "list-2025-06-20.csv", "2025-06-20", date(2025, 6, 20), None),
    ],
)
def test_an_edition_is_told_from_the_name(table: str, name: str, edition: str, begins: date, ends: date | None) -> None:
    found = find_edition(table, file(name))
    assert (found.name, found.begins, found.ends) == (edition, begins, ends)


def test_an_edition_that_cannot_be_told_is_asked_for() -> None:
    with pytest.raises(ReferenceDataError, match="--edition"):
        find_edition("limits", file("limits.csv"))
    assert find_edition("limits", file("limits.csv"), "2026-Q2").name == "2026-Q2"
    with pytest.raises(ReferenceDataError, match="names no edition"):
        parse_edition("limits", "spring")


@given(year=st.integers(2000, 2099), quarter=st.integers(1, 4))
def test_quarters_follow_each_other_without_a_gap(year: int, quarter: int) -> None:
    here = parse_edition("mue", f"{year}-Q{quarter}")
    assert here.ends is not None
    assert (here.ends - here.begins).days in {89, 90, 91}
    assert here.ends.month == 3 * quarter
    if quarter < 4:
        after = parse_edition("mue", f"{year}-Q{quarter + 1}")
        assert (after.begins - here.ends).days == 1


@settings(max_examples=60, deadline=None)
@given(
    whole=st.sampled_from([HCPCS, CROSSWALK, LIMITS, PRACTITIONER, HOSPITAL]),
    cut=st.integers(0, 2000),
    length=st.integers(0, 40),
    put=st.binary(max_size=12),
)
def test_a_damaged_file_is_imported_or_refused_and_never_breaks(
    whole: str, cut: int, length: int, put: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    data = whole.encode("cp1252")
    at = cut % len(data)
    (folder / "some_2030_jan.csv").write_bytes(data[:at] + put + data[at + length :])
    with contextlib.suppress(ReferenceDataError):
        import_files([folder / "some_2030_jan.csv"], folder / "own", known=packaged_reference())
        assert read_editions(folder / "own")


@given(st.text(max_size=300))
def test_any_text_is_recognised_or_not_without_an_error(text: str) -> None:
    assert recognise(file("x", text)) in {
        None,
        "hcpcs",
        "hcpcs-csv",
        "containers",
        "limits",
        "mue",
        "status",
        "single-dose",
    }


def test_a_day_has_the_newest_edition_that_had_begun(reference: Reference) -> None:
    limits = [one for one in reference.edition_records if one.table == "mue"]
    assert [
        getattr(edition_for(limits, day), "edition", None)
        for day in (None, date(2026, 8, 1), date(2026, 5, 1), date(2020, 1, 1))
    ] == [
        "2026-Q3",
        "2026-Q3",
        "2026-Q2",
        "2026-Q2",
    ]
    assert edition_for([], None) is None
