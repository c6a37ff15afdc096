"""What a section is about, read from its title."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

__all__ = ["SectionKind", "kind_of"]


class SectionKind(StrEnum):
    """What a section is about."""

    ASSESSMENT = "assessment"
    DIAGNOSIS = "diagnosis"
    PLAN = "plan"
    ORDERS = "orders"
    MEDICATIONS = "medications"
    ALLERGIES = "allergies"
    HISTORY = "history"
    PAST_HISTORY = "past_history"
    FAMILY_HISTORY = "family_history"
    PROCEDURE = "procedure"
    ADMINISTRATION = "administration"
    VITALS = "vitals"
    LABS = "labs"
    EXAMINATION = "examination"
    NECESSITY = "necessity"
    SIGNATURE = "signature"
    INSTRUCTIONS = "instructions"
    CONSENT = "consent"
    PREVIOUS_VISIT = "previous_visit"
    OTHER_PATIENT = "other_patient"
    ADDENDUM = "addendum"
    HEADER = "header"
    OTHER = "other"


_K = SectionKind

# Whole titles, folded (lower case, single spaces, no punctuation but "/" and "&").
_TITLES: dict[str, SectionKind] = {
    **dict.fromkeys(
        (
            "assessment", "a", "a/p", "a&p", "ap", "assessment/plan", "assessment & plan", "assessment and plan",
            "impression", "imp", "impression/plan", "impression and plan", "medical decision making", "mdm",
            "clinical impression",
        ),
        _K.ASSESSMENT,
    ),
    **dict.fromkeys(
        (
            "dx", "dxs", "diagnosis", "diagnoses", "diag", "dx codes", "dx code", "diagnosis code", "diagnosis codes",
            "icd", "icd-10", "icd10", "icd-10-cm", "icd 10", "icd code", "icd codes", "icd-10 code", "icd-10 codes",
            "primary diagnosis", "primary dx", "secondary diagnosis", "preoperative diagnosis",
            "postoperative diagnosis", "preop diagnosis", "postop diagnosis", "pre-op dx", "post-op dx",
            "pre-procedure diagnosis", "post-procedure diagnosis", "final diagnosis", "problem", "problems",
            "working diagnosis", "admitting diagnosis", "treatment diagnosis", "condition", "dx/icd",
        ),
        _K.DIAGNOSIS,
    ),
    **dict.fromkeys(
        (
            "plan", "p", "plan of care", "treatment plan", "recommendations", "recommendation", "rec", "recs",
            "disposition", "follow up", "follow-up", "followup", "f/u", "next", "next visit", "next dose",
            "next injection", "next infusion", "plan/follow-up", "return", "rtc", "future plan", "care plan",
            "going forward",
        ),
        _K.PLAN,
    ),
    **dict.fromkeys(
        (
            "order", "orders", "orders reviewed", "treatment order", "treatment orders", "medication order",
            "medication orders", "physician order", "physician orders", "provider order", "rx", "standing order",
            "infusion order", "infusion orders", "active orders", "verbal order", "telephone order", "t.o", "v.o",
            "t.o.", "v.o.", "to", "vo", "ordered",
        ),
        _K.ORDERS,
    ),
    **dict.fromkeys(
        (
            "medications", "meds", "medication", "current medications", "current meds", "home medications",
            "home meds", "medication list", "outpatient medications", "prior to admission medications",
            "discharge medications", "new prescriptions", "continue taking", "stop taking", "prescriptions",
            "active medications", "med list", "med rec", "medication reconciliation", "concomitant medications",
        ),
        _K.MEDICATIONS,
    ),
    **dict.fromkeys(
        ("allergies", "allergy", "allergies/intolerances", "drug allergies", "nkda", "all", "medication allergies"),
        _K.ALLERGIES,
    ),
    **dict.fromkeys(
        (
            "history", "hpi", "history of present illness", "present illness", "subjective", "s", "interval history",
            "interval hx", "interim history", "cc", "chief complaint", "reason for visit", "reason for consultation",
            "hx", "clinical history", "brief history", "interval events", "since last visit", "review of systems",
            "ros", "presenting complaint", "history & physical",
        ),
        _K.HISTORY,
    ),
    **dict.fromkeys(
        (
            "past medical history", "pmh", "pmhx", "past history", "past surgical history", "psh", "pshx",
            "medical history", "surgical history", "past medical/surgical history", "oncologic history",
            "treatment history", "infusion history", "injection history", "prior injections", "pmh/psh",
            "oncology history", "past treatments", "prior infusions", "dose history",
        ),
        _K.PAST_HISTORY,
    ),
    **dict.fromkeys(
        ("family history", "fh", "fhx", "fam hx", "family hx", "famhx", "family medical history", "family"),
        _K.FAMILY_HISTORY,
    ),
    **dict.fromkeys(
        (
            "procedure", "procedures", "procedure note", "description of procedure", "procedure in detail",
            "details of procedure", "operation", "operative report", "operative note", "procedure performed",
            "procedure details", "technique", "description", "plan and procedure", "procedure/plan", "injection",
            "injections", "proc", "operation performed", "uc course", "ed course", "course", "hospital course",
            "clinic course", "injection procedure", "injection note",
        ),
        _K.PROCEDURE,
    ),
    **dict.fromkeys(
        (
            "mar", "med admin", "medication administration", "medication administration record",
            "administration record", "administration", "medication record", "medications administered",
            "medication administered", "medication administered today", "drug administration", "infusion record",
            "infusion", "infusion log", "infusion flowsheet", "nursing mar", "emar", "treatment given",
            "treatment administered", "given", "given today", "administered", "drug given", "meds given",
            "medications given", "medication given", "nursing", "nursing note", "nursing notes", "nurse note",
            "rn note", "flowsheet", "infusion details", "administration details", "treatment", "treatment today",
            "today", "shot given", "injection given", "dose given", "medication administration (mar)",
        ),
        _K.ADMINISTRATION,
    ),
    **dict.fromkeys(("vitals", "vital signs", "vs", "v/s", "wt", "weight", "ht", "bp"), _K.VITALS),
    **dict.fromkeys(
        (
            "labs", "lab", "laboratory", "lab results", "results", "results reviewed", "laboratory data", "lab data",
            "labs reviewed", "pertinent labs", "laboratory results", "data", "studies", "imaging", "investigations",
            "diagnostics", "ua", "pertinent results", "data reviewed",
        ),
        _K.LABS,
    ),
    **dict.fromkeys(
        ("physical examination", "physical exam", "exam", "examination", "pe", "objective", "o", "on examination"),
        _K.EXAMINATION,
    ),
    **dict.fromkeys(
        (
            "medical necessity", "necessity", "why", "rationale", "reason", "justification", "clinical rationale",
            "clinical justification", "reason for treatment", "reason for injection", "reason for infusion",
            "reason for therapy", "indication", "indications", "clinical indication",
        ),
        _K.NECESSITY,
    ),
    **dict.fromkeys(
        (
            "signature", "signatures", "signed", "electronically signed", "authentication", "e-signature",
            "signed by", "attestation", "provider signature", "esigned",
        ),
        _K.SIGNATURE,
    ),
    **dict.fromkeys(
        (
            "instructions", "patient instructions", "discharge instructions", "patient education", "education",
            "teaching", "after visit summary", "avs", "after-visit summary", "home care", "post-procedure instructions",
            "post procedure instructions", "counseling", "patient teaching", "discharge teaching", "aftercare",
            "pt education", "instruct", "return precautions", "home instructions",
        ),
        _K.INSTRUCTIONS,
    ),
    **dict.fromkeys(("consent", "informed consent", "consent and teaching", "risks/benefits"), _K.CONSENT),
    **dict.fromkeys(
        (
            "previous visit", "prior visit", "last visit", "previous note", "prior note", "copied forward",
            "copy forward", "copied from previous visit", "last visit summary", "previous encounter",
            "prior encounter", "last infusion", "previous infusion", "last injection", "previous injection",
            "prior infusion", "prior injection", "last dose", "previous dose", "prior dose", "carried forward",
            "last encounter", "last note", "previous record", "last treatment", "previous treatment",
        ),
        _K.PREVIOUS_VISIT,
    ),
    **dict.fromkeys(
        ("other patient", "wrong chart", "another patient", "misfiled", "belongs to other patient"), _K.OTHER_PATIENT
    ),
    **dict.fromkeys(("addendum", "late entry", "amendment", "addenda"), _K.ADDENDUM),
}  # fmt: skip

# Words that decide a longer title, looked for in this order.
_WORDS: tuple[tuple[tuple[str, ...], SectionKind], ...] = (
    (("copied", "carried forward", "copy-forward", "copy forward", "previous visit", "prior visit", "last visit",
      "prior encounter", "previous encounter", "previous note", "prior note", "last note"), _K.PREVIOUS_VISIT),
    (("other patient", "another patient", "different patient", "wrong patient", "wrong chart"), _K.OTHER_PATIENT),
    (("addendum", "late entry"), _K.ADDENDUM),
    (("lab order", "labs order", "imaging order", "test order", "diet order"), _K.LABS),
    (("after visit", "instruction", "education", "teaching", "precaution"), _K.INSTRUCTIONS),
    (("consent",), _K.CONSENT),
    (("family history", "family hx", "family medical"), _K.FAMILY_HISTORY),
    (("allergy & asthma", "allergy and asthma", "allergy / asthma", "allergy/asthma", "allergy & immun",
      "allergy and immun", "asthma & allergy", "asthma and allergy", "allergy clinic", "allergy cent",
      "allergy shot"), _K.HEADER),
    (("allerg",), _K.ALLERGIES),
    (("administ", "medication record", "given today", "infusion record", "infusion log", "nursing record"),
     _K.ADMINISTRATION),
    (("medications at the time", "medication at the time", "medications used", "medication used", "meds used",
      "medications during", "meds during", "intraoperative med", "intra-op med", "procedural med", "ed medications",
      "ed meds", "er medications"),
     _K.ADMINISTRATION),
    (("procedure", "operati"), _K.PROCEDURE),
    (("assessment", "impression"), _K.ASSESSMENT),
    (("necessity", "rationale", "justification", "why ", "indication", "reason for"), _K.NECESSITY),
    (("order",), _K.ORDERS),
    (("plan", "recommend", "follow up", "follow-up"), _K.PLAN),
    (("diagnos", "icd"), _K.DIAGNOSIS),
    (("past ", "surgical history", "prior injection", "prior infusion"), _K.PAST_HISTORY),
    (("history", "interval", "hpi"), _K.HISTORY),
    (("medication", "meds", "prescription"), _K.MEDICATIONS),
    (("vital",), _K.VITALS),
    (("lab", "result", "imaging"), _K.LABS),
    (("exam",), _K.EXAMINATION),
    (("signature", "signed"), _K.SIGNATURE),
)  # fmt: skip


def _folded(title: str) -> str:
    kept = "".join(c if c.isalnum() or c in "/&.-" else " " for c in title.casefold())
    return " ".join(kept.split()).strip("-./& ")


@lru_cache(maxsize=4096)
def kind_of(title: str, *, whole: bool = False) -> SectionKind | None:
    """Return what a section called ``title`` is about, ``None`` when the title is not known.

    Args:
        title: The title as written, without its colon.
        whole: Only titles known as a whole; otherwise a telling word in a longer title is enough.
    """
    folded = _folded(title)
    known = _TITLES.get(folded)
    if known is not None or whole:
        return known
    padded = f" {folded} "
    for words, kind in _WORDS:
        if any(f" {word}" in padded for word in words):
            return kind
    return None
