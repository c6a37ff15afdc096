"""Billing units of a package, computed from what its row says of itself, against CMS's own BILLUNITS.

Checked are the rows of the NDC-HCPCS crosswalk whose strength and package size stand in the row's own text:

- the billing unit is a volume: the package size in mL is all that is needed;
- the name carries the strength: mg in a mL (``Kenalog-40``, ``678 MG/ML``) or mg in the container (``Infumorph 200``);
- the billing unit is a dose: one container is one.

Run ``python benchmarks/container_check.py [CROSSWALK.csv]``; the table of the explanation is docs/container-check.md.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from doccheck.reference.lookup import Reference
from doccheck.reference.official.files import csv_rows, open_official

_DEFAULT = Path(__file__).parents[2] / "shared/data/official/asp_ndc_hcpcs_crosswalk_2026_jan.csv"
_PER_ML = re.compile(r"(?i)^kenalog-(\d+)$|(\d+(?:\.\d+)?)\s*mg/ml")
_PER_CONTAINER = re.compile(r"(?i)^infumorph (\d+)$")


@dataclass(frozen=True, slots=True)
class Row:
    """One package: how its units were computed, and what CMS says."""

    code: str
    ndc: str
    name: str
    size: Fraction
    stated: Fraction
    computed: Fraction
    way: str

    @property
    def agrees(self) -> bool:
        """Whether both are equal, or CMS rounded to the two decimals it prints."""
        return self.stated == self.computed or abs(self.stated - self.computed) <= Fraction(1, 200)


def check(path: Path, reference: Reference) -> list[Row]:
    """Compute every row that can be computed from its own text."""
    (file,) = open_official(path)
    header = next(line for line in file.text.splitlines() if "BILLUNITS" in line).split(",")[0]
    rows = []
    for row in csv_rows(file, header):
        value = row.values
        code = value[header]
        if code[0] not in "JQ":
            continue
        unit = reference.facts(code).billing_unit
        if unit is None:
            continue
        size, stated = (Fraction(value[name].replace(",", "")) for name in ("PKG SIZE", "BILLUNITS"))
        per_ml, whole = _PER_ML.search(value["Drug Name"]), _PER_CONTAINER.search(value["Drug Name"])
        if unit.dimension == "volume":
            computed, way = size / unit.to("mL").value, "volume"
        elif per_ml and unit.dimension == "mass":
            computed, way = Fraction(per_ml[1] or per_ml[2]) * size / unit.to("mg").value, "strength in a mL"
        elif whole and unit.dimension == "mass":
            computed, way = Fraction(whole[1]) / unit.to("mg").value, "content of the container"
        elif unit.dimension in {"doses", "vials"}:
            computed, way = Fraction(1), "one dose"
        else:
            continue
        rows.append(Row(code, value["NDC2"], value["Drug Name"], size, stated, computed, way))
    return rows


def main() -> None:
    """Print the count, the share that agrees, and every row that does not."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else _DEFAULT
    rows = check(path, Reference.load())
    right = [row for row in rows if row.agrees]
    for way, count in Counter(row.way for row in rows).most_common():
        print(f"{way}: {count}")
    print(f"{len(rows)} rows checked, {len(right)} agree ({100 * len(right) / len(rows):.1f} %)")
    for row in rows:
        if not row.agrees:
            size, computed, stated = (float(number) for number in (row.size, row.computed, row.stated))
            print(f"{row.code} {row.ndc} {row.name}, size {size:g}: computed {computed:g}, CMS {stated:g}")


if __name__ == "__main__":
    main()
