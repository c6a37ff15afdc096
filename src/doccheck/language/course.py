"""Find how a disease goes on: progression before, and response to, a treatment."""

from __future__ import annotations

import itertools

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern, fold
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_progressions", "find_responses"]

_MEASURE = Pattern(
    r"\b(?:FEV-?1(?:/FVC)?|FVC|DLCO|spirometry|PFTs?|lung function|CT(?: (?:chest|scan|density|lung))?|HRCT|"
    r"lung density|6MWD|6MWT|walk (?:test|distance)|SpO2|O2|oxygen|dyspn(?:o)?ea|DOE|SOB|breathless\w*|"
    r"short(?:ness)? of breath|exercise tolerance|exacerbations?|flares?(?:-?ups?)?|emphysema|mMRC|CAT|"
    r"hospitali[sz]\w*|bullae|bronchiectasis|cough|wheez\w*|decline|lung disease|obstruction)\b",
    folded=True,
)
_WORSE = Pattern(
    r"(?:\b(?:drop\w*|down|declin\w*|fell|fall(?:s|en|ing)?|decreas\w*|los(?:t|s|ing)|worse\w*|progress\w*|"
    r"increas\w*|more|new|deteriorat\w*|reduc\w*|rising|was \d|once|twice|limit\w*|severe|moderate|frequent|"
    r"recurrent|now on|requir\w*|from\b[^.;\n]{1,40}\bto|on (?:one|1|two|minimal|mild|exertion|stairs|hills)|"
    r"with (?:exertion|minimal|stairs|activity)|\d+ (?:exacerbations?|flares?(?:-ups?)?|hospital\w*|admissions?|"
    r"courses?)|(?:one|two|three|four|five|several|multiple) (?:\w+ )?(?:exacerbations?|flares?(?:-ups?)?|"
    r"hospital\w*|admissions?)|class (?:II|III|IV)|grade [234])\b|->|→|↓)",
    folded=True,
)
_PERCENT = Pattern(
    r"\b(?:FEV-?1|FVC|DLCO)[^.;%\n]{0,25}?\b[1-7]\d(?:\.\d+)?\s?%",
    folded=True,
)
_STABLE = Pattern(
    r"\b(?:stable|unchanged|no (?:change|decline|progression|exacerbations?|flares?|dyspnea|worsening|new)|normal"
    r"|preserved|improv\w*|steadier|better|denies|without (?:exacerbations?|progression|decline|flares?)|"
    r"not (?:declin\w*|progress\w*|worse\w*)|99 ?%|98 ?%)\b",
    folded=True,
)
_CUT = Pattern(
    r";|\bbut\b|\bhowever\b|,\s(?=(?:but|while|no|stable|last|more|and)\b)",
    folded=True,
)

_RESPONSE = Pattern(
    r"\b(?:respon(?:se|ds?|ded|ding)\b(?! to (?:questions|commands))|tolerat\w+ (?:therapy|augmentation|treatment"
    r"|prior infusions?|previous|infusions)|on therapy|since (?:starting|start|beginning|initiati\w+|"
    r"last (?:infusion|dose)|the (?:first|last) (?:infusion|dose)|augmentation|therapy|treatment)|"
    r"first (?:ever )?(?:dose|infusion|treatment|augmentation)|(?:therapy|treatment|augmentation)[- ]na[iï]ve|"
    r"initial (?:dose|infusion)|initiation (?:dose|of)|new start|dose #?\s?1\b|infusion #?\s?1\b(?! of)|week 1\b|"
    r"starting (?:therapy )?today|no prior (?:augmentation|infusions?|doses?)|never (?:had|"
    r"received) (?:augmentation|it|this|an infusion)|"
    r"(?:\w+ )?(?:years?|months?|mos?|weeks?|wks?|yrs?) (?:of|on|into) (?:therapy|treatment|augmentation|"
    r"infusions?|replacement)|(?:exacerbations?|flares?|hospital\w*|admissions?) (?:are |have )?(?:down|reduced|"
    r"fallen|fell|decreased)|doing (?:well|better)|feels? (?:better|well|steadier)|steadier|improv\w+|stabili[sz]"
    r"\w+|stable|unchanged|fewer (?:exacerbations?|flares?)|no (?:further |new )?(?:exacerbations?|flares?)|"
    r"slow(?:ed|er) (?:decline|loss)|benefit\w*|helping|effective|trough\b[^.;\n]{0,20}\d|(?:week|month|year|dose"
    r"|cycle|infusion) #?\d{1,3}\b(?!\s*(?:mg|mcg|g\b|units|ml|,|\.\d|/))|partial response|remission|better)\b",
    folded=True,
)
_THERAPY = Pattern(
    r"\b(?:therapy|treatment|augmentation|infusions?|dose|drug|prolastin\w*|zemaira|aralast\w*|glassia|aat|alpha|"
    r"start\w*|since|response|replacement|trough|fev|exacerbat\w*|flare\w*|breath\w*|medication|regimen|weeks?|"
    r"months?|mos?)\b",
    folded=True,
)
_NO_STATEMENT = Pattern(
    r"\b(?:will (?:assess|monitor|evaluate|review)|to be (?:assessed|evaluated|determined)|"
    r"not (?:yet )?(?:assessed|documented|evaluated|recorded)|monitor (?:for )?response|assess response|await\w*|"
    r"tbd|pending|vital signs stable|vss|hemodynamically stable|left (?:in )?stable|stable condition|discharged|"
    r"condition stable|immune response|tolerated (?:the )?(?:infusion|injection|procedure) well)\b",
    folded=True,
)

_ANYWAY = Pattern(r"\b(?:since|on therapy|response)\b", folded=True)
_UNFILLED = Pattern(r"\bresponse\b[^:\n]{0,25}:\W*?(?:\*{3,}|_{2,}|\[|n/?a\b|tbd|pending|$)", folded=True)
_TO_COME = Pattern(
    r"\bresponse\b\s*:\W*$|\b(?:monitor|assess|evaluate|await)\w*\b[^.;\n]{0,20}\bresponse\b|\bresponse\b[^.;"
    r"\n]{0,20}\b(?:will be|to be|pending|not)\b",
    folded=True,
)


@reader(
    "fev fvc dlco spir pfts pft lung ct hrct dysp doe sob brea shor exer exac flar emph mmrc cat hosp "
    "bull bron coug whee decl obst spo walk oxyg o",
)
def find_progressions(text: str) -> list[Mention]:
    """Return what shows progression of lung disease in the sentence ``text``: a measure or symptom, and worse."""
    text = fold(text)
    found = []
    at = 0
    for clause in _clauses(text):
        measure = _MEASURE.search(clause)
        worse = _WORSE.search(clause)
        if measure and (worse or _PERCENT.search(clause)) and not _STABLE.search(clause):
            start = at + len(clause) - len(clause.lstrip(" ;,"))
            found.append(Mention(Span(start, at + len(clause.rstrip())), "progression"))
        at += len(clause)
    return found


def _clauses(text: str) -> list[str]:
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(cuts) if b > a]


@reader(
    "resp tole ther sinc firs trea augm init new dose infu week star no neve doin feel stea impr stab "
    "unch fewe slow bene help effe trou part remi bett year mont mos exac flar hosp admi",
    "ther trea augm infu dose drug prol zema aral glas aat alph star sinc resp repl trou fev exac flar "
    "brea medi regi week mont mos mo",
)
def find_responses(text: str) -> list[Mention]:
    """Return what the sentence ``text`` says of the response to therapy; a first dose says so."""
    text = fold(text)
    if _NO_STATEMENT.search(text) and not _ANYWAY.search(text):
        return []
    match = _RESPONSE.search(text)
    if _UNFILLED.search(text):
        return []
    if match is None or not _THERAPY.search(text):
        return []
    if _TO_COME.search(text):
        return []
    return [Mention(Span(0, len(text)), "response")]
