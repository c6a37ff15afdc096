"""One plain invented note for every injectable code: three billing units of its drug, given and signed.

It shows whether the names of the reference, the offline reader and the unit arithmetic fit together for a code at all.
``python benchmarks/every_code.py`` uses the generic name of the code, ``--brand`` another name the lexicon has for it,
``--wrong`` the drug of the next code of another drug: then no unit may be computed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from doccheck.extract.rules import extract
from doccheck.note import Note
from doccheck.pipeline import Order, judge
from doccheck.reference.lookup import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.reference.records import CodeFacts

UNITS = 3
NOT_INJECTED = {"oral", "inhalation", "topical", "nasal", "ophthalmic", "implant"}
WORDS = {
    "subcutaneous": ("subcutaneously", "abdomen"),
    "intramuscular": ("intramuscularly", "left deltoid"),
    "intra-articular": ("intra-articularly", "right knee"),
    "intravitreal": ("intravitreally", "right eye"),
    "intrathecal": ("intrathecally", "L3-L4"),
    "epidural": ("epidurally", "L4-L5"),
    "intravesical": ("intravesically", "bladder"),
}
NOTE = """Date of service: 03/10/2026
Dx: Crohn's disease of small intestine K50.00
Order: {name} {dose} {how}, ordered by Mara Lind MD 03/01/2026.
{title} {dose} was given {how} at 10:15, {site}. Single-dose vial, all given, nothing discarded. No reaction.
Electronically signed by Mara Lind, MD 03/10/2026 14:10
"""


def injectables(reference: Reference) -> Iterator[CodeFacts]:
    """Codes in force that bill an injected drug by an amount and have no article."""
    for facts in reference.all_codes():
        injected = not NOT_INJECTED & set(facts.routes) and facts.wording != "per dose"
        if (
            facts.ended is None
            and facts.drug
            and facts.billing_unit
            and injected
            and not reference.has_article(facts.code)
        ):
            yield facts


def main() -> None:
    """Print how many codes compute their three units, and every one that does not."""
    reference = Reference.load()
    others: dict[str, list[str]] = defaultdict(list)
    for name, generic in sorted(reference.drugs.names().items()):
        if name != generic:
            others[generic].append(name)
    asked = right = 0
    codes = list(injectables(reference))
    wrong = "--wrong" in sys.argv
    for at, facts in enumerate(codes):
        named = others[facts.drug][-1:] if "--brand" in sys.argv else [facts.drug]
        if wrong:
            named = [next(other.drug for other in codes[at + 1 :] + codes if other.drug != facts.drug)]
        for name in named:
            how, site = WORDS.get(facts.routes[0] if facts.routes else "", ("intravenously", "left forearm"))
            dose = facts.billing_unit.times(UNITS) if facts.billing_unit is not None else None
            text = NOTE.format(name=name, title=name[0].upper() + name[1:], dose=dose, how=how, site=site)
            note = Note(text)
            report = judge(note, extract(note, reference), Order(facts.code, authority="cms"), reference)
            (ledger,) = report.units
            asked += 1
            fits = ledger.units is None if wrong else ledger.units == UNITS
            right += fits
            if not fits:
                print(f"{facts.code} {name} {dose}: {ledger.status.value}, {ledger.units}, {ledger.reason}")
    print(f"{right} of {asked} codes compute {'no' if wrong else UNITS} units")


if __name__ == "__main__":
    main()
