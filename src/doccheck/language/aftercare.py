"""Find what comes next: the treatment plan, and the instructions a patient was given."""

from __future__ import annotations

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern, fold
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_instructions_given", "find_plans"]

_INTERVAL = Pattern(
    r"\b(?:q\s?\d{1,2}\s?-?(?:w(?:k|eeks?)?s?|d(?:ays?)?|mo(?:nths?)?|h)|every (?:\w+ |\d+ )?(?:weeks?|wks?|"
    r"months?|mos?|days?|four|six|eight|other)|q(?:4|6|8)\s?w\w*|weekly|monthly|biweekly|"
    r"next (?:infusion|dose|injection|visit|treatment|cycle|one|appointment|appt)|return (?:in|for|to clinic)|rtc"
    r"\b|follow[- ]?up|f/u\b|in (?:\d+|one|two|three|four|six|eight) (?:weeks?|wks?|months?|mos?)|dose (?:#?\d"
    r"+ )?(?:due|in)|extended interval|continue\b)",
    folded=True,
)
_MONITOR = Pattern(
    r"\b(?:monitor\w*|mri|jcv|labs?|lft\w*|antibody|check|recheck|repeat|surveillance|calprotectin|cbc|touch|pml)\b",
    folded=True,
)
_TREATMENT = Pattern(
    r"\b(?:infus\w*|inject\w*|dos(?:e|es|ing)|treatment|therapy|continue|resume|cycle|[a-z]{4,}(?:mab|cept)|"
    r"tysabri|plan|"
    r"q\s?\d\w*|every|monitor\w*|mri|jcv|labs?|hold|stop|restart)\b",
    folded=True,
)
_TALK = Pattern(
    r"\b(?:consent|signature|sign|record|chart|copay|authori[sz]ation form)\b",
    folded=True,
)
_TOLD = Pattern(
    r"\b(?:instruct(?:ed|ions?)|advis(?:ed|es)|counsel(?:l?ed|ing)|educat(?:ed|ion)|taught|teach(?:ing)?|told|"
    r"(?:swallow|bleeding|fall|injection|standard|return|activity|post\S{0,20} )?\s?precautions? (?:given|reviewed|"
    r"provided|discussed)|"
    r"(?:discharge|home|care|written|verbal|post\S{0,20}|aftercare|patient|pt)\s+instructions?|hand-?outs?|leaflet|"
    r"medication guide|info(?:rmation)? sheet|reminded|demonstrat\w+|verbali[sz]ed understanding|return demo\w*|"
    r"asked to (?:call|return|report|rest|ice|avoid|rotate|monitor)|to call (?:if|for|with)|(?:call|return|"
    r"go to (?:the )?(?:er|ed|emergency \w+))\b[^.;\n]{0,20}\b(?:if|for|with)|pt ed\b|ed given|knows to|"
    r"understands to|explained (?:how|when|that|to)|(?:rest|ice|avoid|rotate|keep|apply|resume|limit|elevate)\s"
    r"+(?:the |site|sites|x|for|tonight|injection|strenuous|activity|it|leg|arm|area|heavy|pressure|cold))\b",
    folded=True,
)
_NOT_TOLD = Pattern(
    r"\b(?:no|not|without|deferred|declined|refused|pending|unable)\b[^.;\n]{0,20}\b(?:instruct\w*|educat\w*|"
    r"teaching|counsel\w*|hand-?out)|\b(?:instruct\w*|education|teaching)\b[^.;\n]{0,20}\b(?:not (?:given|done|"
    r"provided)|deferred|pending|n/a|none|declined)\b",
    folded=True,
)

_PLAN_LABEL = Pattern(r"\W*(?:treatment )?plan\b", folded=True)


@reader("q ever q4 q6 q8 q4w week mont biwe next retu rtc foll f in dose exte cont plan trea ")
def find_plans(text: str) -> list[Mention]:
    """Return the sentence ``text`` when it states a plan: an interval or next dose, or monitoring with a time."""
    text = fold(text)
    interval = _INTERVAL.search(text)
    labelled = bool(_PLAN_LABEL.match(text))
    if interval and _TREATMENT.search(text) and not _TALK.search(text):
        return [Mention(Span(0, len(text)), "plan")]
    if labelled and (interval or _MONITOR.search(text) or _TREATMENT.search(text[5:])):
        return [Mention(Span(0, len(text)), "plan")]
    return []


@reader(
    "inst advi coun educ taug teac told prec disc home care writ verb afte hand leaf medi info remi demo "
    "retu aske call go know unde expl rest ice avoi rota keep appl resu limi elev ed",
)
def find_instructions_given(text: str) -> list[Mention]:
    """Return instructions to the patient in the sentence ``text``."""
    text = fold(text)
    if _NOT_TOLD.search(text):
        return []
    match = _TOLD.search(text)
    return [Mention(Span(match.start(), len(text)), "given")] if match else []
