"""Find named conditions: by the forms disease names take, and by a lexicon of those that have no such form."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.language.icd import find_icd_codes
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.phrases import Phrases, Token, tokenise
from doccheck.language.reading import reader
from doccheck.language.word_list import word_list
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_conditions", "is_routine"]

_SUFFIX = Pattern(
    r"[a-z]{2,}(?:itis|itides|emia|aemia|opathy|penia|plegia|paresis|sclerosis|stenosis|thrombosis|fibrosis|cirrhosis|"
    r"arthrosis|oporosis|eitis|iasis|dystonia|dystrophy|rrhea|rrhoea|rrhagia|algia|carcinoma|sarcoma|lymphoma|"
    r"blastoma|myeloma|melanoma|adenoma|plasia|ectasis|megaly|thyroidism|parathyroidism|gonadism|pituitarism|"
    r"corticism|aldosteronism|volemia|natremia|kalemia|calcemia|ptysis|osis|oma|uria|cele|rexia|phrenia)"
)
# The last three letters of everything the pattern matches: a cheap first look at each word.
_ENDINGS = word_list("tis des mia thy nia gia sis nea oea oma sia aly ism ria ele xia tic ypt") | {
    "nia",
    "phy",
    "rea",
    "hea",
    "ges",
    "yal",
}
_SHORTEST = 5
_NOT_CONDITION = word_list(
    "diagnosis diagnoses prognosis dosis osmosis stoma coma aroma diploma sarcoma_ hypnosis symbiosis mitosis "
    "apoptosis analgesia arthralgia myalgia dyspnea academia idioma soma loma roma homa oklahoma tacoma sonoma "
    "hematuria polyuria nocturia dysuria oliguria anorexia diarrhea diarrhoea rhinorrhea otorrhea anuria pyuria "
    "melena bacteremia_ glycemia euglycemia cardiomegaly hepatomegaly splenomegaly hepatosplenomegaly organomegaly "
    "thyromegaly lymphadenopathy adenopathy curriculum varicele homeopathy naturopathy osteopathy psychosis_ "
    "metamorphosis ecchymosis anastomosis cyanosis diaphoresis hemiparesis_ acidosis_ ketosis_ diuresis leukocytosis "
    "otalgia odynophagia cephalalgia"
)
_LEXICON = (
    "aatd|abscess|strep throat|lyme disease|lyme|shingles|herpes zoster|pid|pelvic inflammatory disease|achalasia"
    "|acromegaly|acs|addison's|afib|ahus|alcohol use disorder|allergic reaction|"
    "alopecia areata|alzheimer|alzheimer's|amd|aml|amyloid|amyloidosis|anaemia|anaphylaxis|"
    "anemia|angina|angioedema|antitrypsin deficiency|anxiety|aosd|as|asthma|atopic|"
    "atrial fibrillation|atrophy|axspa|biliary colic|bipolar|blepharospasm|brvo|calculus|cancer|caps|capsulitis|"
    "carcinoma|carpal tunnel syndrome|celiac|celiac disease|chemotherapy-induced nausea|chf|chlamydia|"
    "chronic pain syndrome|cidp|cinv|ckd|cll|cluster headache|cml|complex regional pain syndrome|compression fx|"
    "contact dermatitis|contraception|contraceptive management|copd|covid-19|crohn|crohn disease|crohn's|"
    "crohn's disease|croup|crps|crvo|cts|cva|cvid|cystic fibrosis|de quervain|de quervain's|deficiency|"
    "degeneration|dehydration|dementia|dependence|depression|diabetes|disease|disorder|djd|dlbcl|dm|dme|dvt|"
    "dystonia|eczema|emphysema|epilepsy|esrd|exacerbation|fabry|fcas|fibromyalgia|fracture|frozen shoulder|fx|"
    "ganglion cyst|gastrectomy|gastric bypass|gaucher|gerd|glaucoma|glioma|golfer's elbow|gonococcal|"
    "gonococcal infection|gonorrhea|gout|gout flare|gpa|hae|haemophilia|haemorrhage|hcc|heart failure|hemophilia|"
    "hemophilia a|hemorrhage|herniated disc|herniation|hfpef|hfref|hives|htn|hyperemesis|hyperhidrosis|"
    "hypertension|hypoglycemia|hypoparathyroidism|hypophosphatasia|hypovitaminosis|ibd|ida|ileal resection|"
    "immunodeficiency|impingement|infection|infertility|influenza|insomnia|insufficiency|intractable hiccups|"
    "iron deficiency|itp|jia|keloid|keloids|kidney failure|kidney stone|kidney stones|labral tear|leukemia|"
    "liver failure|low t|low testosterone|lupus|lymphoma|macular degeneration|macular edema|malabsorption|"
    "malignancy|malnutrition|mds|melanoma|meniscal tear|metastases|metastasis|metastatic|mi|migraine|migraines|"
    "morton's neuroma|mps|ms|muckle-wells|multiple sclerosis|myasthenia|myeloma|myositis|namd|neoplasm|"
    "neurogenic bladder|neuroma|neutropenia|nmosd|nomid|nsclc|nstemi|oa|opioid overdose|opioid use disorder|"
    "osteopenia|oud|overactive bladder|overdose|palsy|panic|parkinson|parkinson's|pemphigus|pmr|pneumonia|pnh|"
    "poison ivy|polymyalgia rheumatica|pompe|porphyria|ppms|preterm birth|psa|psoriasis|psychosis|ptsd|"
    "pulmonary embolism|ra|radiculitis|rcc|renal colic|renal failure|respiratory failure|rh negative|rheumatoid|"
    "rhinitis|rrms|schizoaffective|schizophrenia|sciatica|sclc|scleroderma|seizure|seizures|sepsis|short bowel|"
    "sialorrhea|sickle cell|sjia|sle|sma|spasticity|spinal muscular atrophy|spms|spondylosis|sprain|"
    "status asthmaticus|status epilepticus|stemi|still disease|still's disease|strabismus|strain|stroke|syndrome|"
    "syphilis|t1dm|t2dm|tardive|tear|tendinosis|tennis elbow|tension headache|thalassemia|thyroid eye disease|tia|"
    "torticollis|transplant rejection|trigger finger|trigger thumb|tumor|tumour|uc|ulcer|ulcerative colitis|"
    "unstable angina|ureteral colic|urticaria|uti|vasculitis|wet amd|withdrawal|xlh"
)
# Capitals decide whether these are names of diseases or ordinary words.
_CAPITALS_ONLY = frozenset(
    ("as", "ms", "ra", "uc", "dm", "mi", "oa", "caps", "all", "psa", "ida", "mps", "mds", "low t", "sma", "pe")
)
_GENERIC = frozenset(
    ("disease", "disorder", "syndrome", "infection", "deficiency", "tear", "exacerbation", "insufficiency", "atrophy")
)
_ROUTINE = Pattern(
    r"\b(?:routine|maintenance|wellness|general health|energy (?:boost|shot|booster)|supplement(?:ation|al)?|"
    r"vitamin (?:shot|injection|booster)|weight loss|per request|patient request|preventive|prophylactic vitamin)\b",
    re.IGNORECASE,
)
_STOP = word_list(
    "for with of has have had and or the a an her his their from to by due in on at is was are were as diagnosed "
    "known diagnosis dx assessment impression indication hx history patient pt mr mrs ms treat treatment treating "
    "manage management that which who this these she he they it returns today about re under no not denies given "
    "because since active confirmed documented i we our why reason visit follow up followup presents presenting "
    "there being so"
)
_MAX_MODIFIERS = 5
_SHORT_NUMBER = 2
_CODE_BESIDE = 30


@cache
def _lexicon() -> Phrases[str]:
    return Phrases({name: name for name in _LEXICON.split("|")})


@reader("")
def find_conditions(text: str) -> list[Mention]:
    """Return the conditions named in ``text``, each with the words that narrow it down; ``value`` is its last word.

    Symptoms alone (pain, fever, dyspnoea) are no conditions here. A generic word (``disease``) needs one
    that narrows it (``Crohn's disease``).
    """
    tokens = tokenise(text)
    heads: list[tuple[int, int, str]] = []
    for found in _lexicon().find(tokens):
        words = text[found.start : found.end]
        if found.value in _CAPITALS_ONLY and not words.isupper():
            continue
        heads.append((found.start, found.end, found.value))
    heads += [
        (start, end, word)
        for word, start, end in tokens
        if word[-3:] in _ENDINGS and len(word) > _SHORTEST and word not in _NOT_CONDITION and _SUFFIX.fullmatch(word)
    ]
    if not heads:
        return []
    codes = find_icd_codes(text)
    found_conditions: list[Mention] = []
    last_end = -1
    for start, end, value in sorted(heads):
        if start < last_end:
            continue
        left = _with_modifiers(text, tokens, start)
        if value in _GENERIC and left == start:
            continue
        last_end = end
        for code in codes:
            if 0 <= code.span.start - end <= _CODE_BESIDE and "\n" not in text[end : code.span.start]:
                closed = text[code.span.end : code.span.end + 1] == ")" and "(" in text[end : code.span.start]
                last_end = code.span.end + closed
                break
        found_conditions.append(Mention(Span(left, last_end), value))
    return found_conditions


def _with_modifiers(text: str, tokens: Sequence[Token], start: int) -> int:
    """Return where the words that narrow the condition at ``start`` begin."""
    left = start
    taken = 0
    for token in reversed([token for token in tokens if token.end <= start]):
        word = token.word
        number = word.isdigit() and len(word) <= _SHORT_NUMBER  # the 12 of B12, the 1 of alpha-1
        if taken == _MAX_MODIFIERS or word in _STOP or not (word.isalpha() or number or word in "-'" or "'" in word):
            break
        if left - token.end > 1 or (len(word) == 1 and word.isalpha() and text[token.end : token.end + 1] == " "):
            break  # a gap, or the p of "s/p"
        left = token.start
        taken += word.isalpha()
    return left


def is_routine(text: str) -> bool:
    """Whether ``text`` speaks of routine supplementation or a wish, which is no condition."""
    return bool(_ROUTINE.search(text))
