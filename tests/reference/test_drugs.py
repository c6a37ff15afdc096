"""The drug lexicon: names, sisters, kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doccheck.errors import ReferenceDataError
from doccheck.reference import drug_names
from doccheck.reference.drug_names import canonical_name, curated, fold, is_known
from doccheck.reference.drugs import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from doccheck.reference.lookup import Reference

NAMES = {
    "Kenalog": "triamcinolone acetonide",
    "KENALOG-40": "triamcinolone acetonide",
    "Depo-Medrol": "methylprednisolone acetate",
    "depo medrol": "methylprednisolone acetate",
    "Solu-Medrol": "methylprednisolone sodium succinate",
    "Celestone Soluspan": "betamethasone",
    "Toradol": "ketorolac",
    "ketorolac tromethamine": "ketorolac",
    "Rocephin": "ceftriaxone",
    "ceftriaxone sodium": "ceftriaxone",
    "Marcaine": "bupivacaine",
    "Xylocaine": "lidocaine",
    "lidocaine HCl": "lidocaine",
    "B12": "cyanocobalamin",
    "vitamin B-12": "cyanocobalamin",
    "Decadron": "dexamethasone",
    "dexamethasone sodium phosphate": "dexamethasone",
    "Phenergan": "promethazine",
    "Demerol": "meperidine",
    "Omnipaque": "iohexol",
    "Botox": "onabotulinumtoxina",
    "OnabotulinumtoxinA": "onabotulinumtoxina",
    "Synvisc-One": "hyaluronan (synvisc)",
    "sodium hyaluronate": "hyaluronan",
    "Prolastin-C": "alpha-1-proteinase inhibitor",
    "Alpha\u20111 proteinase inhibitor": "alpha-1-proteinase inhibitor",
    "Kineret": "anakinra",
    "Tysabri": "natalizumab",
    "Spinraza": "nusinersen",
    "ropivacaine": "ropivacaine",
    "risankizumab-rzaa": "risankizumab",
    "Inflectra": "infliximab-dyyb",
    "Opuviz": "aflibercept-yszy",
    "Trodelvy": "sacituzumab govitecan",
    "infliximab (Inflectra)": "infliximab-dyyb",
    "Euflexxa (1% sodium hyaluronate)": "hyaluronan (euflexxa)",
    "Kenalog-40 40 mg/mL (triamcinolone acetonide)": "triamcinolone acetonide",
    "methylprednisolone acetate (Depo-Medrol), preservative free": "methylprednisolone acetate",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_means_its_drug(name: str, reference: Reference) -> None:
    assert reference.drugs.generic(name) == NAMES[name]


@pytest.mark.parametrize(
    "name", ["", "the", "patient", "luminal", "ms", "emerge", "hope", "plus", "xyzzy", "(", "Toradol/Kenalog", "5 mg"]
)
def test_a_word_that_is_no_drug_means_none(name: str, reference: Reference) -> None:
    assert reference.drugs.generic(name) is None


SAME = [
    ("ketorolac", "Toradol"),
    ("lidocaine hydrochloride", "Xylocaine"),
    ("heparin sodium", "heparin"),
    ("methylprednisolone", "Depo-Medrol"),
    ("methylprednisolone", "Solu-Medrol"),
    ("hyaluronic acid", "Euflexxa"),
    ("IVIG", "Privigen"),
    ("unheard of", "Unheard  of"),
]
DIFFERENT = [
    ("Depo-Medrol", "Solu-Medrol"),
    ("Kenalog", "Aristospan"),
    ("Synvisc", "Euflexxa"),
    ("Remicade", "Inflectra"),
    ("infliximab", "infliximab-dyyb"),
    ("natalizumab", "Tyruko"),
    ("testosterone cypionate", "testosterone enanthate"),
    ("cyanocobalamin", "hydroxocobalamin"),
    ("haloperidol", "haloperidol decanoate"),
    ("midazolam", "midazolam in 0.8% sodium chloride"),
    ("Botox", "Dysport"),
    ("pemetrexed", "pemetrexed dipotassium"),
    ("aflibercept", "aflibercept hd"),
    ("Darzalex", "Darzalex Faspro"),
    ("paclitaxel", "Abraxane"),
    ("bicillin l-a", "penicillin g potassium"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_drug_by_two_names(one: str, other: str, reference: Reference) -> None:
    assert reference.drugs.same(one, other)
    assert reference.drugs.same(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_drugs_with_codes_of_their_own_are_not_the_same(one: str, other: str, reference: Reference) -> None:
    assert not reference.drugs.same(one, other)
    assert not reference.drugs.same(other, one)


@pytest.mark.parametrize("name", ["methylprednisolone", "hyaluronic acid", "IVIG", "testosterone", "hydrocortisone"])
def test_a_name_that_leaves_the_sister_open_is_vague(name: str, reference: Reference) -> None:
    assert reference.drugs.is_vague(name)


@pytest.mark.parametrize(
    "name", ["infliximab", "Remicade", "Depo-Medrol", "ketorolac", "Euflexxa", "midazolam", "unheard of"]
)
def test_a_name_of_one_product_is_not_vague(name: str, reference: Reference) -> None:
    assert not reference.drugs.is_vague(name)


@pytest.mark.parametrize(
    ("first", "second", "exact"),
    [
        ("infliximab", "Inflectra", "infliximab-dyyb"),
        ("Inflectra", "infliximab", "infliximab-dyyb"),
        ("sodium hyaluronate", "Euflexxa", "hyaluronan (euflexxa)"),
        ("Toradol", "ketorolac", "ketorolac"),
        ("methylprednisolone", "Depo-Medrol", "methylprednisolone acetate"),
        ("Depo-Medrol", "Solu-Medrol", None),
        ("Remicade", "Toradol", None),
    ],
)
def test_of_two_names_side_by_side_the_more_specific_counts(
    first: str, second: str, exact: str | None, reference: Reference
) -> None:
    assert reference.drugs.more_specific(first, second) == exact


def test_a_product_does_not_fit_the_code_for_products_without_one(reference: Reference) -> None:
    assert reference.drugs.fits("IVIG", "immune globulin (octagam)")
    assert not reference.drugs.fits("Octagam", "immune globulin")
    assert reference.drugs.fits("Octagam", "immune globulin (octagam)")
    assert reference.drugs.fits("methylprednisolone", "methylprednisolone acetate")
    assert not reference.drugs.fits("Depo-Medrol", "methylprednisolone")
    assert not reference.drugs.fits("Solu-Medrol", "methylprednisolone acetate")


def test_sisters_are_related_and_strangers_are_not(reference: Reference) -> None:
    assert reference.drugs.related("Depo-Medrol", "Solu-Medrol")
    assert reference.drugs.related("Remicade", "Inflectra")
    assert reference.drugs.base("Inflectra") == "infliximab"
    assert not reference.drugs.related("Toradol", "Solu-Medrol")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Marcaine", "local_anaesthetic"),
        ("Omnipaque", "contrast"),
        ("normal saline", "diluent"),
        ("fentanyl", "sedation"),
        ("Tdap", "vaccine"),
        ("Myoview", "radiopharmaceutical"),
        ("rocuronium", "anaesthetic"),
        ("heparin flush", "flush"),
        ("prednisone", "oral"),
        ("Kenalog", "drug"),
        ("unheard of", "drug"),
    ],
)
def test_kinds_of_substances(name: str, kind: str, reference: Reference) -> None:
    assert reference.drugs.kind(name) == kind


def test_what_acts_where_it_is_given_is_not_systemic(reference: Reference) -> None:
    assert not reference.drugs.systemic("Euflexxa")
    assert not reference.drugs.systemic("Kenalog")
    assert reference.drugs.systemic("natalizumab")


def test_names_for_running_text_are_folded_and_mean_a_canonical_drug(reference: Reference) -> None:
    names = reference.drugs.names()
    assert len(names) > 3000
    assert not [name for name in names if name != fold(name)]
    assert not [drug for drug in names.values() if reference.drugs.generic(drug) != drug]


def test_no_name_for_running_text_is_a_plain_word(reference: Reference) -> None:
    plain = {
        "the",
        "versed",
        "mag",
        "contrast",
        "steroid",
        "ms",
        "ns",
        "td",
        "ppd",
        "epi",
        "dex",
        "luminal",
        "plus",
        "hope",
        "one",
        "lock",
        "solution",
        "urea",
        "interferon",
        "platelets",
        "albumin",
        "folate",
        "bicarbonate",
        "thyroid",
        "focus",
        "iron",
    }
    assert not plain & set(reference.drugs.names())
    assert {"versed", "contrast", "steroid", "epi"} <= set(reference.drugs.ambiguous_names())


def test_every_drug_of_a_code_is_its_own_canonical_name(reference: Reference) -> None:
    odd = {facts.drug for facts in reference.all_codes() if facts.drug and canonical_name(facts.drug) != facts.drug}
    assert not odd


def test_the_curated_table_is_sorted_folded_and_free_of_double_names() -> None:
    drugs = curated()
    assert list(drugs) == sorted(drugs)
    words = [word for drug in drugs.values() for word in (drug.name, *drug.synonyms)]
    assert len(words) == len(set(words))
    assert not [word for word in words if word != fold(word)]
    assert {drug.kind for drug in drugs.values()} <= KINDS
    assert not [drug.name for drug in drugs.values() if drug.base == drug.name]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("promethazine hcl", "promethazine"),
        ("potassium chloride", "potassium chloride"),
        ("calcium gluconate", "calcium gluconate"),
        ("magnesium sulfate", "magnesium sulfate"),
        ("chloramphenicol sodium succinate", "chloramphenicol"),
        ("hydrocortisone sodium succinate", "hydrocortisone sodium succinate"),
        ("methylprednisolone acetate", "methylprednisolone acetate"),
        ("leuprolide acetate", "leuprolide"),
    ],
)
def test_salts_that_do_not_matter_are_dropped(name: str, plain: str) -> None:
    assert canonical_name(name) == plain


@given(st.text(max_size=40))
def test_canonical_names_are_stable_whatever_the_text(text: str) -> None:
    once = canonical_name(text)
    assert canonical_name(once) == once
    assert is_known(text) in {True, False}


@pytest.mark.needs_shared
def test_no_brand_of_the_crosswalk_is_a_common_word_of_the_notes(shared: Path, reference: Reference) -> None:
    """A name that stands in many notes in lower case is a word of the language, unless it is a generic drug name."""
    seen: dict[str, int] = {}
    for path in (shared / "notes-dev").rglob("*.txt"):
        for word in set(
            re.findall(r"(?<![\w-])[a-z]{4,}(?![\w-])", path.read_text(encoding="utf-8", errors="replace"))
        ):
            seen[word] = seen.get(word, 0) + 1
    brands = {name for name, drug in reference.drugs.names().items() if name != drug and " " not in name}
    common = {name for name in brands if seen.get(name, 0) >= 8}
    assert common <= {"saline", "lidocaine", "triamcinolone", "epinephrine", "marcaine"}, common


BAD_TABLES = {
    "columns": ("name,kind", "drug,kind", "the columns must be"),
    "name twice": ("abatacept,drug,orencia,,", "abatacept,drug,orencia,,\nabatacept,drug,,,", "a name of its own"),
    "synonym twice": ("abatacept,drug,orencia,,", "abatacept,drug,orencia|toradol,,", "stands for both"),
}


@pytest.mark.parametrize("case", BAD_TABLES)
def test_a_malformed_curated_table_is_refused(case: str, tmp_path: Path, reference: Reference) -> None:
    old, new, reason = BAD_TABLES[case]
    text = (reference.folder / "drugs.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "drugs.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=reason):
        drug_names.name_table(drug_names.read_curated(tmp_path / "drugs.csv"))
