"""Find symptoms and findings that a patient has."""

from __future__ import annotations

import re
from functools import cache

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.phrases import Phrases, tokenise
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_symptoms"]

_NAMES = (
    "pain|pains|painful|ache|aches|aching|achy|swelling|swollen|stiffness|stiff|tender|tenderness|"
    "joint tenderness|synovitis|effusion|rash|"
    "fever|fevers|febrile|chills|sweats|night sweats|fatigue|fatigued|tired|tiredness|malaise|weakness|weak|"
    "numbness|numb|tingling|"
    "paresthesia|paresthesias|paraesthesia|burning|dyspnea|dyspnoea|sob|doe|shortness of breath|short of breath|"
    "breathless|breathlessness|"
    "wheeze|wheezing|cough|sputum|hemoptysis|chest tightness|chest pressure|chest pain|diaphoresis|palpitations|edema|"
    "nausea|vomiting|emesis|diarrhea|diarrhoea|constipation|abdominal pain|cramping|cramps|bloating|bloody stool|"
    "bloody stools|urgency|"
    "headache|headaches|dizziness|dizzy|vertigo|syncope|blurred vision|vision loss|diplopia|photophobia|"
    "memory loss|confusion|"
    "brain fog|gait|ataxia|imbalance|unsteady|falls|spasm|spasms|spasticity|tremor|limp|limping|limited motion|"
    "limited range of motion|"
    "decreased range of motion|reduced range of motion|decreased rom|limited rom|reduced rom|restricted|crepitus|"
    "locking|instability|warmth|warm|erythema|"
    "erythematous|redness|itching|itchy|pruritus|pruritic|hives|urticaria|blisters|vesicles|lesion|lesions|ulcer|"
    "ulcers|plaques|scaling|"
    "lymphadenopathy|adenopathy|splenomegaly|hepatomegaly|hepatosplenomegaly|pallor|pale|glossitis|sore throat|"
    "sore tongue|arthralgia|"
    "arthralgias|myalgia|myalgias|weight loss|anorexia|loss of appetite|insomnia|morning stiffness|tender joints|"
    "swollen joints|swollen joint|serositis|pleuritic|pericarditis|hearing loss|ferritin|crp|esr|sed rate|"
    "elevated crp|elevated esr|leukocytosis|troponin|st depression|st elevation|flare|flares|flaring|relapse|"
    "relapses|exacerbation|exacerbations|"
    "erosions|nodules|deformity|bruising|bleeding|discharge|dysuria|frequency|flank pain|tjc|sjc|das28|cdai|haas|"
    "reduced grip|grip|difficulty walking|can't climb|cannot climb|unable to walk|quotidian"
)
_VALUE_ONLY = frozenset(
    (
        "ferritin",
        "crp",
        "esr",
        "sed rate",
        "troponin",
        "gait",
        "grip",
        "frequency",
        "discharge",
        "warm",
        "tjc",
        "sjc",
        "das28",
        "cdai",
    )
)
_VALUE = Pattern(
    r"\W{0,4}(?:(?:is|was|of|at|this|now|i|up|remains?|to|markedly|very|morning|today|again|level|elevated|high|"
    r"raised|reduced|weak|unsteady|abnormal|impaired|still)\W+){0,4}(?:\d|elevated|high|raised|reduced|weak|"
    r"unsteady|abnormal|impaired|purulent)",
    re.IGNORECASE,
)
_FREE = Pattern(r"\b(?:pain|symptom|fever|rash|afebrile|asymptomatic)[- ]free\b|\basymptomatic\b", re.IGNORECASE)


@cache
def _names() -> Phrases[str]:
    return Phrases({name: name for name in _NAMES.split("|")})


@reader("")
def find_symptoms(text: str) -> list[Mention]:
    """Return the symptoms and findings named in ``text``; a laboratory word counts with its value only."""
    found = []
    for hit in _names().find(tokenise(text)):
        if hit.value in _VALUE_ONLY and not _VALUE.match(text, hit.end):
            continue
        if _FREE.match(text, hit.start):
            continue
        found.append(Mention(Span(hit.start, hit.end), hit.value))
    return found
