"""A field whose value only points elsewhere has no value."""

from __future__ import annotations

import pytest

from doccheck.language.referrals import find_referrals


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Diagnosis: see problem list\n", "see problem list"),
        ("Diagnosis  see problem list", "see problem list"),
        ("**Dx:** See chart.\n", "See chart"),
        ("| Dx | per chart | Dose | 4 mg |", "per chart"),
        ("Assessment: as above.\nPlan: rest", "as above"),
        ("Weight: refer to nursing flowsheet\n", "refer to nursing flowsheet"),
        ("Site - as documented in the MAR\n", "as documented in the MAR"),
        ("Indication: see my note of 02/03/2026\n", "see my note of 02/03/2026"),
        ("Wt: 70 kg; Dx: see H&P; BP 120/80", "see H&P"),
        ("Lot: see pharmacy label", "see pharmacy label"),
        ("Diagnosis:\n- see attached referral\n", "see attached referral"),
        ("Route: not documented", "not documented"),
        ("Reason: (see scanned order)", "see scanned order"),
    ],
)
def test_words_that_send_the_reader_elsewhere_are_found(text: str, words: str) -> None:
    assert [text[span.start : span.end] for span in find_referrals(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Plan: see back in four weeks\n",
        "Plan: see Dr. Okoro in May\n",
        "Diagnosis: gout, see problem list\n",
        "Order: ketorolac 30 mg IM per protocol\n",
        "Dose: per protocol 300 mg\n",
        "Dx: M81.0 per chart\n",
        "We will see the chart tomorrow.\n",
        "Lot 4417 as above, see MAR.\n",
        "Order: as per Dr. Okoro, ketorolac 30 mg IM\n",
        "Response: same as last time, pain down to 2/10\n",
    ],
)
def test_a_value_beside_such_words_counts(text: str) -> None:
    assert not find_referrals(text)
