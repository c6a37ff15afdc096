"""Amounts that stand beside several drugs, needles or fluids: each belongs to its own drug, or to none."""

from __future__ import annotations

import pytest

from doccheck.case.administrations import read_administrations
from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.facts import Extraction, Outcome
from doccheck.ground.facts import ground
from doccheck.note import Note
from doccheck.reference.lookup import Reference

REFERENCE = Reference.load()


def given(text: str) -> list[str]:
    note = Note(text)
    found = ground(note, Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE)))
    return [f"{one.drug} {one.dose}" for one in read_administrations(note, found, REFERENCE, None).given]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ceftriaxone ordered. Given 500 mg IM L glute, diluted with 1% lidocaine 1 mL.",
            ["ceftriaxone 500 mg"],
        ),
        ("Cefazolin ordered. 750 mg given IM, recon'd with lidocaine.", ["cefazolin 750 mg"]),
        (
            "Invanz today. 1 g IM given, dissolved in 3.2 mL lidocaine 1%.",
            ["ertapenem 1 g"],
        ),
        ("Rocephin today. Gave 250 mg IM (powder recon w/ 0.9 mL 1% lidocaine).", ["ceftriaxone 250 mg"]),
        (
            "Kenalog opened. 40 mg injected with lidocaine 1% 2 mL into the knee.",
            ["triamcinolone acetonide 40 mg", "lidocaine 2 mL"],
        ),
        ("Skin numbed with 20 mg of lidocaine.", ["lidocaine 20 mg"]),
        ("Injected 20 mg and then 40 mg of lidocaine.", ["lidocaine 20 mg", "lidocaine 40 mg"]),
        (
            "Powder vial of cefazolin 1 g reconstituted with 2 mL 1% lidocaine and injected in the left gluteus.",
            ["cefazolin 1 g"],
        ),
    ],
)
def test_a_dose_is_never_of_the_drug_it_was_dissolved_in(text: str, expected: list[str]) -> None:
    assert given(text) == expected


def test_without_a_drug_before_it_a_dose_dissolved_in_something_is_nobodys() -> None:
    assert given("Given 500 mg IM, reconstituted with 1% lidocaine.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cefazolin 25 mg/kg ordered = 640 mg. Given IM divided: 320 mg R vastus + 320 mg L vastus.",
            ["cefazolin 640 mg"],
        ),
        (
            "Order: Rocephin 2 g IM. Administered split: 1 g R glute, 1 g L glute.",
            ["ceftriaxone 2 g"],
        ),
        ("Rocephin 1 g ordered IM. Given divided, 500 mg R glute. L glute refused.", ["ceftriaxone 500 mg"]),
        (
            "Kenalog 80 mg ordered. Injected 40 mg R knee, 40 mg L knee.",
            ["triamcinolone acetonide 40 mg", "triamcinolone acetonide 40 mg"],
        ),
    ],
)
def test_an_ordered_total_given_in_parts_that_add_up_is_one_dose(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eylea 2 mg/0.05 mL injected 4 mm from the limbus, ST quadrant, 30g.", ["aflibercept 2 mg"]),
        ("Lucentis 0.5 mg OD, 3.5 mm from limbus 32g.", ["ranibizumab 0.5 mg"]),
        ("Haldol dec due. Given 100 mg IM to R deltoid, 1.5 inch 21g.", ["haloperidol decanoate 100 mg"]),
        ("Toradol 60 mg IM R glute w/ 22g 1.5 inch.", ["ketorolac 60 mg"]),
        ('Depo-Provera 150 mg IM L deltoid, 25g 1".', ["medroxyprogesterone acetate 150 mg"]),
        (
            "Kenalog 40 mg w/ 4 mL lidocaine 1% injected R knee using 22 g.",
            ["triamcinolone acetonide 40 mg", "lidocaine 4 mL"],
        ),
        ("Humira 40 mg SC thigh given w/ 29g.", ["adalimumab 40 mg"]),
        (
            "Synvisc-One 48 mg/6 mL injected L knee 20g after 3 mL lidocaine 1% skin.",
            ["hyaluronan (synvisc) 48 mg", "lidocaine 3 mL"],
        ),
        ("Privigen 20 g given via 22g IV R FA.", ["immune globulin (privigen) 20 g"]),
        ("IVIG hung. Given 25 g IV total, R FA 22g.", ["immune globulin 25 g"]),
    ],
)
def test_the_gauge_of_a_needle_is_no_dose(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gammagard 10% 30 g IV given over 4 h.", ["immune globulin (gammagard liquid) 30 g"]),
        ("Privigen 20 g IV R FA given.", ["immune globulin (privigen) 20 g"]),
        ("Received 25 g of albumin with ketorolac 30 mg IV.", ["albumin (human) 25 g", "ketorolac 30 mg"]),
        ("Albumin 25% 25 g IV given.", ["albumin (human) 25 g"]),
        ("Ceftriaxone 20 g IV given.", ["ceftriaxone 20 g"]),
        ("Methotrexate 20 g IV infused over 4 h.", ["methotrexate 20 g"]),
    ],
)
def test_grams_beside_the_name_or_of_a_drug_given_in_grams_are_a_dose(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ILK 10 mg/cc x 0.3 cc injected into keloid.", ["triamcinolone acetonide 3 mg"]),
        ("ILK done today: 3.3 mg/mL, 1.2 mL scalp.", ["triamcinolone acetonide 3.96 mg"]),
        ("ILK-10, 0.5 mL injected to chest keloid.", ["triamcinolone acetonide 5 mg"]),
        ("IL Kenalog 2.5 mg/mL, 0.4 mL total to 6 cysts.", ["triamcinolone acetonide 1 mg"]),
        ("IL TAC 10 mg/mL 0.4 mL injected into plaques.", ["triamcinolone acetonide 4 mg"]),
        ("Last visit ILK 10 mg/mL 0.5 mL injected.", []),
        ("Plan: ILK 5 mg/mL next visit.", []),
        ("He lives in Peoria, IL. Others of that ilk were discussed.", []),
    ],
)
def test_intralesional_steroids_are_read_by_their_short_names(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two dilutions of ILK: 5 mg/mL 1 mL scalp and 40 mg/mL 0.3 mL chest injected.",
        "Kenalog 5 mg/mL 1 mL was injected into scalp and 40 mg/mL 0.3 mL into the chest.",
        "Kenalog 5 mg/mL 1 mL to scalp, 40 mg/mL x 0.3 mL to chest injected.",
        "Injected 1 mL of Kenalog 5 mg/mL into scalp and 0.3 mL of 40 mg/mL into chest.",
    ],
)
def test_each_dilution_goes_with_its_own_volume(text: str) -> None:
    assert given(text) == ["triamcinolone acetonide 5 mg", "triamcinolone acetonide 12 mg"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Botox 200 units in 20 cc NS; injected 40 sites x 0.5 cc in the detrusor.", "200 units"),
        ("Botox 100 U diluted in 10 mL PFNS. Injected 0.5 mL at each of 20 sites in the bladder wall.", "100 units"),
        ("Botox 200 units in 20 mL NS: 20 x 1 mL injected in detrusor.", "200 units"),
        ("Botox 100 units/10 mL, injected 20 sites with 0.5 mL per site.", "100 units"),
        ("Botox 100 U vial in 2 mL NS; 0.1 mL x 12 sites injected in forehead.", "60 units"),
        ("Botox 100 units in 2 mL saline. Injected 10 points, 0.1 mL each.", "50 units"),
        ("Botox 200 units in 20 mL NS. Injected 1 mL in 20 sites.", "200 units"),
        ("Botox 300 units in 30 mL; 1 mL injected into 30 detrusor sites.", "300 units"),
        ("Botox 100 units reconstituted 2 mL NS; injected 5 units x 20 sites.", "100 units"),
        ("Botox 155 units injected: 31 sites x 5 units.", "155 units"),
        ("Botox 155 units in 31 sites injected.", "155 units"),
        ("Botox 100 units in 10 cc NS; injected 0.5 cc in detrusor. Rest discarded.", "5 units"),
    ],
)
def test_shares_of_many_places_are_one_dose_of_all_of_them(text: str, expected: str) -> None:
    assert given(text) == [f"onabotulinumtoxina {expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lidocaine 1% injected at 5 sites x 0.5 mL.", ["lidocaine 2.5 mL"]),
        ("Lidocaine 1% 5 mL in 5 sites injected.", ["lidocaine 5 mL"]),
        ("Kenalog 40 mg/mL, injected 4 sites x 0.25 mL into plantar fascia.", ["triamcinolone acetonide 40 mg"]),
        ("Kenalog 40 mg x2 injected, one each knee.", ["triamcinolone acetonide 40 mg"] * 2),
        ("Toradol 30 mg IM x 2 doses given.", ["ketorolac 30 mg"] * 2),
    ],
)
def test_places_count_once_and_sides_and_doses_count_apart(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Botox 100 units reconstituted with 2 mL saline and injected in the forehead, 20 units.", "20 units"),
        (
            "Xeomin 100 units was reconstituted in 2.5 mL of saline. 45 units were injected into the glabella.",
            "45 units",
        ),
        ("Botox 50 units diluted with 1 mL saline was injected into the masseter.", "50 units"),
    ],
)
def test_what_was_made_up_is_no_dose_where_less_of_it_was_given(text: str, expected: str) -> None:
    assert [one.split(" ", 1)[1] for one in given(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Given: Zofran 4 mg IV, Pepcid 20 mg po, Toradol 30 mg IV.", ["ondansetron 4 mg", "ketorolac 30 mg"]),
        ("Oral Tylenol 1000 mg, IV Benadryl 50 mg given.", ["diphenhydramine 50 mg"]),
        ("PO dexamethasone 12 mg and IV ondansetron 8 mg given.", ["ondansetron 8 mg"]),
        ("Premedicated with Tylenol 650 mg and Benadryl 25 mg by mouth.", []),
        ("Rocephin 1 g IV and zentrex 500 mg po given.", ["ceftriaxone 1 g"]),
        ("Zofran 4 mg IV given, then 8 mg po at discharge.", ["ondansetron 4 mg"]),
        ("Patient drank 900 mL of dilute Omnipaque; 100 mL Isovue 370 IV given.", ["iopamidol 100 mL"]),
        ("Oral contrast: 30 mL Omnipaque in water. Isovue-300 100 mL IV injected.", ["iopamidol 100 mL"]),
        ("CT with oral and IV contrast, Omnipaque 350 100 mL IV given.", ["iohexol 100 mL"]),
        ("Oral prednisone was not helping, so Kenalog 40 mg IM given.", ["triamcinolone acetonide 40 mg"]),
    ],
)
def test_each_drug_of_a_list_has_the_route_that_stands_beside_it(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    "fluids",
    [
        "FLUIDS RECEIVED: 300 mL.",
        "IV FLUIDS GIVEN: 500 mL.",
        "Fluids administered: 1000 cc.",
        "Crystalloids: 900 cc given.",
    ],
)
def test_the_volume_of_another_field_is_of_no_drug(fluids: str) -> None:
    assert given(f"Marcaine 0.25% 12 mL was given as a ring block. {fluids}") == ["bupivacaine 12 mL"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After 2% lidocaine was instilled, the anterior urethra is normal.", []),
        ("10 mL of 2% lidocaine was instilled into the urethra.", []),
        ("5 mL of 1% lidocaine was injected around the urethra.", ["lidocaine 5 mL"]),
        ("20 mL of 0.25% Marcaine was instilled into the knee joint.", ["bupivacaine 20 mL"]),
        ("BCG 50 mg instilled into the bladder.", ["bacillus calmette-guerin 50 mg"]),
    ],
)
def test_an_anaesthetic_dripped_into_a_passage_is_no_injection(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Avastin 25 mg/mL, 50 microliters was injected intravitreally OD.", ["bevacizumab 1.25 mg"]),
        ("Preservative-free lidocaine 1%, 200 uL injected into the anterior chamber.", ["lidocaine 0.2 mL"]),
        ("Toradol 60 mg IM given; platelets 250 K/uL.", ["ketorolac 60 mg"]),
    ],
)
def test_microlitres_are_volumes(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was given 1 g of Ancef and the patient was on oral antibiotics at home.", ["cefazolin 1 g"]),
        ("Given 500 mg of Rocephin and she will take oral Keflex at home.", ["ceftriaxone 500 mg"]),
        ("MRI of the knee was performed without and with 14 ml of IV gadolinium (Magnevist).", ["gadopentetate 14 mL"]),
        ("CT of the head was performed without contrast.", []),
        ("She was told about Toradol 60 mg IM and she will get it next week.", []),
    ],
)
def test_words_of_the_next_clause_do_not_colour_a_dose(text: str, expected: list[str]) -> None:
    assert given(text) == expected
