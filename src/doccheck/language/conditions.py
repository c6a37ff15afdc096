"""Find named conditions: by the forms disease names take, and by a lexicon of those that have no such form."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doccheck.language.icd import find_icd_codes
from doccheck.language.mention import Mention
from doccheck.language.reading import reader
from doccheck.language.phrases import Phrases, Token, tokenise
from doccheck.note import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_conditions", "is_routine"]

_SUFFIX = re.compile(
    r"[a-z]{2,}(?:itis|itides|emia|aemia|opathy|penia|plegia|paresis|sclerosis|stenosis|thrombosis|fibrosis|cirrhosis|"
    r"arthrosis|oporosis|eitis|iasis|dystonia|dystrophy|rrhea|rrhoea|rrhagia|algia|carcinoma|sarcoma|lymphoma|"
    r"blastoma|myeloma|melanoma|adenoma|plasia|ectasis|megaly|thyroidism|parathyroidism|gonadism|pituitarism|"
    r"corticism|aldosteronism|volemia|natremia|kalemia|calcemia|ptysis|osis|oma|uria|cele|rexia|phrenia)"
)
# The last three letters of everything the pattern matches: a cheap first look at each word.
_ENDINGS = frozenset(
    "tis des mia thy nia gia sis nea oea gia oma sia aly ism ria ele xia tic ypt".split()  # noqa: SIM905 - a word list
) | {"nia", "phy", "rea", "hea", "ges", "yal"}
_SHORTEST = 5
_NOT_CONDITION = frozenset(
    "diagnosis diagnoses prognosis dosis osmosis stoma coma aroma diploma sarcoma_ hypnosis symbiosis mitosis "
    "apoptosis analgesia arthralgia myalgia dyspnea academia stoma idioma soma loma roma homa oklahoma tacoma sonoma "
    "hematuria polyuria nocturia dysuria oliguria anorexia diarrhea diarrhoea rhinorrhea otorrhea anuria pyuria "
    "melena bacteremia_ glycemia euglycemia cardiomegaly hepatomegaly splenomegaly hepatosplenomegaly organomegaly "
    "thyromegaly lymphadenopathy adenopathy curriculum varicele homeopathy naturopathy osteopathy psychosis_ "
    "metamorphosis ecchymosis anastomosis cyanosis diaphoresis hemiparesis_ acidosis_ ketosis_ diuresis leukocytosis "
    "otalgia odynophagia cephalalgia".split()  # noqa: SIM905 - a word list
)
_LEXICON = (
    "asthma|copd|withdrawal|dystonia|fx|compression fx|gout flare|hemophilia a|rhinitis|emphysema|crohn|crohn's|crohn's disease|crohn disease|ulcerative colitis|uc|ibd|multiple sclerosis|ms|rrms|"
    "ppms|spms|rheumatoid|ra|still's disease|still disease|aosd|sjia|jia|caps|nomid|muckle-wells|fcas|gout|cancer|carcinoma|"
    "tumor|tumour|malignancy|metastasis|metastases|metastatic|myeloma|leukemia|lymphoma|melanoma|neoplasm|diabetes|dm|t2dm|t1dm|"
    "migraine|migraines|cluster headache|tension headache|psoriasis|lupus|sle|anemia|anaemia|deficiency|insufficiency|"
    "heart failure|chf|hfref|hfpef|renal failure|kidney failure|respiratory failure|liver failure|syndrome|disease|disorder|"
    "infection|fracture|tear|impingement|tendinosis|strain|sprain|sciatica|herniation|herniated disc|degeneration|oa|djd|"
    "spasticity|palsy|stroke|cva|tia|mi|nstemi|stemi|acs|angina|unstable angina|hypertension|htn|afib|atrial fibrillation|"
    "pneumonia|sepsis|abscess|uti|gonorrhea|gonococcal|gonococcal infection|chlamydia|syphilis|urticaria|eczema|anaphylaxis|hives|"
    "allergic reaction|calculus|kidney stone|kidney stones|renal colic|ureteral colic|biliary colic|macular degeneration|amd|namd|"
    "wet amd|dme|crvo|brvo|glaucoma|macular edema|contraception|contraceptive management|infertility|bipolar|"
    "depression|schizoaffective|opioid use disorder|oud|alcohol use disorder|dependence|itp|cidp|immunodeficiency|cvid|"
    "hemophilia|haemophilia|transplant rejection|dementia|alzheimer's|alzheimer|epilepsy|seizure|seizures|parkinson's|parkinson|"
    "myasthenia|nmosd|pnh|ahus|acromegaly|hae|angioedema|cystic fibrosis|vasculitis|gpa|pmr|polymyalgia rheumatica|pemphigus|"
    "scleroderma|ckd|esrd|malnutrition|malabsorption|addison's|atopic|covid-19|influenza|croup|keloid|keloids|alopecia areata|"
    "frozen shoulder|trigger finger|trigger thumb|carpal tunnel|tennis elbow|golfer's elbow|de quervain|de quervain's|ganglion cyst|"
    "rotator cuff|labral tear|meniscal tear|morton's neuroma|neuroma|dehydration|hemorrhage|haemorrhage|dvt|pulmonary embolism|"
    "aatd|nsclc|sclc|cll|cml|aml|mds|dlbcl|rcc|hcc|sma|spinal muscular atrophy|atrophy|as|axspa|psa|gerd|ulcer|"
    "poison ivy|contact dermatitis|preterm birth|rh negative|cinv|chemotherapy-induced nausea|hyperemesis|osteopenia|"
    "iron deficiency|ida|hypovitaminosis|gastric bypass|gastrectomy|ileal resection|short bowel|celiac|celiac disease|"
    "achalasia|blepharospasm|hyperhidrosis|torticollis|overactive bladder|neurogenic bladder|strabismus|sialorrhea|"
    "intractable hiccups|opioid overdose|overdose|hypoglycemia|status epilepticus|status asthmaticus|exacerbation|"
    "low back pain|chronic pain|knee pain|shoulder pain|hip pain|neck pain|back pain|heel pain|low t|low testosterone|"
    "alpha-1 antitrypsin|antitrypsin|antitrypsin deficiency|bursa|capsulitis|spondylosis|radiculitis|myositis|"
    "glioma|thyroid eye disease|tardive|schizophrenia|psychosis|panic|anxiety|ptsd|insomnia|amyloid|amyloidosis|"
    "sickle cell|thalassemia|neutropenia|hypophosphatasia|xlh|gaucher|fabry|pompe|mps|porphyria|hypoparathyroidism"
)
# Capitals decide whether these are names of diseases or ordinary words.
_CAPITALS_ONLY = frozenset(
    ("as", "ms", "ra", "uc", "dm", "mi", "oa", "caps", "all", "psa", "ida", "mps", "mds", "low t", "sma", "pe")
)
_GENERIC = frozenset(
    ("disease", "disorder", "syndrome", "infection", "deficiency", "tear", "exacerbation", "insufficiency", "atrophy")
)
_ROUTINE = re.compile(
    r"\b(?:routine|maintenance|wellness|general health|energy (?:boost|shot|booster)|supplement(?:ation|al)?|"
    r"vitamin (?:shot|injection|booster)|weight loss|per request|patient request|preventive|prophylactic vitamin)\b",
    re.IGNORECASE,
)
_STOP = frozenset(
    "for with of has have had and or the a an her his their from to by due in on at is was are were as diagnosed known "
    "diagnosis dx assessment impression indication hx history patient pt mr mrs ms treat treatment treating manage "
    "management that which who this these she he they it returns today about re under no not denies given because since "
    "active confirmed documented i we our why reason visit follow up followup presents presenting there being so".split()  # noqa: SIM905
)
_MAX_MODIFIERS = 5


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
        left = _with_modifiers(tokens, start)
        if value in _GENERIC and left == start:
            continue
        last_end = end
        for code in codes:
            if 0 <= code.span.start - end <= 30 and "\n" not in text[end : code.span.start]:
                last_end = code.span.end
                break
        found_conditions.append(Mention(Span(left, last_end), value))
    return found_conditions


def _with_modifiers(tokens: Sequence[Token], start: int) -> int:
    """Return where the words that narrow the condition at ``start`` begin."""
    left = start
    taken = 0
    for token in reversed([token for token in tokens if token.end <= start]):
        word = token.word
        if taken == _MAX_MODIFIERS or word in _STOP or not (word.isalpha() or word in "-'" or "'" in word):
            break
        if left - token.end > 1:
            break
        left = token.start
        taken += word.isalpha()
    return left


def is_routine(text: str) -> bool:
    """Whether ``text`` speaks of routine supplementation or a wish, which is no condition."""
    return bool(_ROUTINE.search(text))
