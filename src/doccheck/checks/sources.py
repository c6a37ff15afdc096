"""The sources that checks cite, as ids of ``reference/sources.yaml`` with the place in each.

The letters and numbers in the comments are the grades of the source: A for a page of CMS, OIG, a Medicare contractor,
X12 or FDA; B for a payer, a society or a trade page. A rule whose only source is weaker never blocks.
"""

from __future__ import annotations

from doccheck.reference.records import Citation

__all__ = [
    "ABN",
    "ASP_CROSSWALK",
    "BILLING_UNITS",
    "DISCARDED_DRUG",
    "DISTINCT_SERVICE",
    "DRUG_RECORD",
    "ESA_MODIFIERS",
    "EVALUATION_MODIFIER",
    "EXCESS_UNITS",
    "HCPCS",
    "INFUSION_TIMES",
    "ISMP",
    "JZ",
    "KX",
    "MULTI_DOSE",
    "NDC_FORMAT",
    "OFF_CAMPUS",
    "OVERFILL",
    "PROCESSING_MANUAL",
    "REDUCED_SERVICE",
    "ROUTE_MODIFIERS",
    "SCHEDULE_340B",
    "SIDE_MODIFIERS",
    "SIGNATURE",
    "SMALLEST_VIAL",
    "TOOL",
    "UNCLASSIFIED",
    "UNIT_LIMITS",
    "VIAL_AUDIT",
]

HCPCS = Citation("cms-hcpcs", "January 2026 alpha-numeric file")  # A
ASP_CROSSWALK = Citation("cms-asp-crosswalk", "January 2026 NDC to HCPCS crosswalk")  # A
UNIT_LIMITS = Citation("cms-mue", "MUE values and adjudication indicators")  # A
PROCESSING_MANUAL = Citation("cms-claims-manual-17", "chapter 17, section 10")  # A
BILLING_UNITS = Citation("fcso-drug-units", "billing units of the long descriptor")  # A
EXCESS_UNITS = Citation("cms-rac-0074", "excessive or insufficient drugs and biologicals")  # A
DISCARDED_DRUG = Citation("noridian-jw", "modifier JW")  # A
JZ = Citation("noridian-jz", "modifier JZ")  # A
MULTI_DOSE = Citation("cgs-drug-wastage", "multi-dose containers")  # A
SMALLEST_VIAL = Citation("noridian-jw-jz-reminder", "smallest vial combination")  # A
OVERFILL = Citation("cfr-42-414-904", "payment for the labelled amount only")  # A
VIAL_AUDIT = Citation("oig-full-vial", "full vials billed for multi-dose drugs")  # A
UNCLASSIFIED = Citation("noc-claims", "item 19 description of unclassified drugs")  # B
NDC_FORMAT = Citation("ndc-billing", "eleven digits 5-4-2 and the N4 quantity")  # B
EVALUATION_MODIFIER = Citation("noridian-25", "modifier 25")  # A
REDUCED_SERVICE = Citation("novitas-52", "modifier 52")  # A
DISTINCT_SERVICE = Citation("noridian-xp", "modifiers 59, XE, XP, XS, XU")  # A
SIDE_MODIFIERS = Citation("side-modifiers", "RT, LT and 50 on drug lines")  # C
ABN = Citation("noridian-abn-modifiers", "GA, GX, GY, GZ")  # A
KX = Citation("noridian-abn-modifiers", "KX")  # A
OFF_CAMPUS = Citation("off-campus-modifiers", "PO and PN")  # B
SCHEDULE_340B = Citation("cms-340b-modifiers", "JG and TB")  # A
ROUTE_MODIFIERS = Citation("ja-jb-modifiers", "JA and JB")  # A
ESA_MODIFIERS = Citation("palmetto-esa", "EA, EB, EC")  # A
DRUG_RECORD = Citation("noridian-drug-administration", "documentation checklist")  # A
SIGNATURE = Citation("cms-pim-3-3-2-4", "signature requirements")  # A
INFUSION_TIMES = Citation("infusion-times", "start and stop times")  # B
ISMP = Citation("ismp-error-prone", "error-prone abbreviations and dose designations")  # A
TOOL = Citation("doccheck", "docs/checks.md")
