"""Judges of the diagnosis and of its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.case.records import Answer, Status
from doccheck.language.conditions import find_conditions, is_routine
from doccheck.language.icd import find_icd_codes
from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.note import Span
from doccheck.requirements.offered import missing, section_kind, weigh
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from doccheck.case.records import Case
    from doccheck.note import Evidence
    from doccheck.reference.records import Requirement
    from doccheck.requirements.offered import Reading

__all__ = ["condition", "icd_code"]

_ELSEWHERE = {
    SectionKind.PAST_HISTORY,
    SectionKind.ALLERGIES,
    SectionKind.INSTRUCTIONS,
    SectionKind.CONSENT,
    SectionKind.MEDICATIONS,
    SectionKind.LABS,
    SectionKind.EXAMINATION,
}
_UNCERTAIN = Pattern(
    r"\b(?:rule out|r/o|possible|probable|suspect\w{0,6}|vs\.?|versus|risk of|risks? (?:of|for)|screen\w{0,4} for|"
    r"evaluate for|concern for|ruled out|excluded|negative for|no evidence of|\?)[\s:*]*(?:\w{1,40}\s+){0,3}$",
    re.IGNORECASE,
)
# "Risks of injection, including infection": what may happen, not what the patient has.
_DANGER = Pattern(
    r"\b(?:risks?\b|potential|watch for|monitor for|report any|call (?:for|if)|return if|can cause|in case of|for any)",
    re.IGNORECASE,
)
_SUSPECTED = Pattern(r"\W*(?:possible|probable|suspected|questionable|rule out|r/o|likely)\b", re.IGNORECASE)
_PAST = Pattern(
    r"\b(?:history of|h/o|hx of|previous(?:ly)?|prior|remote|resolved|in the past|formerly|status post|used to)\b",
    re.IGNORECASE,
)
_NEEDS_B12 = Pattern(
    r"defici|pernicious|an(?:a)?emia|malabsor|gastrectomy|bypass|resection|crohn|celiac|coeliac|sprue|gastritis|"
    r"ileal|ileostomy|neuropath|"
    r"myelopath|degeneration of (?:the )?(?:spinal )?cord|transcobalamin|methylmalonic|homocyst|short bowel|"
    r"intrinsic factor|imerslund|fish tapeworm|vegan|"
    r"D5[123]\b|D5[123]\.|E53\.8|E53|K90|K91\.2|E72|E71\.12|G32\.0|K50|Z98\.84|K29\.4|D63|G63|G62|E56",
    re.IGNORECASE,
)
_B12 = ("cobalamin",)
# A labelled diagnosis is some name, whatever it is; these words name none.
_NAMES = Pattern(
    r"(?!(?:see|refer|as|per|same|unchanged|no|not|none|nil|unknown|undetermined|unspecified|deferred|pending|to|tbd|"
    r"reviewed|discussed|updated|confirmed|verified|documented|listed|noted|on|in|above|below|various|multiple|stable|"
    r"patient|pt|provider|code|codes|date|please|awaiting|under|ok|yes)\b)[A-Za-z][A-Za-z' -]{4,}",
    re.IGNORECASE,
)


def _read(text: str) -> list[Mention]:
    """Conditions and codes of a sentence; a labelled diagnosis counts as a whole."""
    found = [*find_conditions(text), *find_icd_codes(text)]
    label = re.match(
        r"\W*(?:(?:primary|treating|treatment|working|final|post-?op\w*|pre-?op\w*)\s+)?(?:dx|diagnos[ei]s|"
        r"assessment|impression|indication|a/p|a)\b[^:\n]{0,20}(?::|\t| {2,})\s*(?=\S)",
        text,
        re.IGNORECASE,
    )
    if label and not found and _NAMES.match(text, label.end()):
        found.append(Mention(Span(label.end(), len(text)), "labelled"))
    return found


def condition(case: Case, requirement: Requirement) -> Answer:
    """A named condition, or its code, that the patient has now and is treated for."""
    for_b12 = any(name in case.deciding.definition.drug for name in _B12) and case.article is not None
    text = case.note.text

    def holds(reading: Reading) -> str | None:
        words = reading.evidence.quote
        if any(_PAST.search(text, cue.start, cue.end) for cue in reading.context.cues):
            return "The words speak of an earlier time."
        line = text[text.rfind("\n", 0, reading.evidence.start) + 1 : reading.evidence.start]
        if section_kind(case, reading.evidence.span) in _ELSEWHERE:
            return "The words stand in a section that does not name the condition treated."
        dangers = any(_DANGER.search(text, cue.start, cue.end) for cue in reading.context.cues)
        if dangers or _UNCERTAIN.search(line[-60:]) or _SUSPECTED.match(words):
            return "The condition is only suspected or a risk."
        if is_routine(words) and not _NEEDS_B12.search(words):
            return "Routine supplementation is no condition."
        if for_b12 and not _NEEDS_B12.search(words):
            return "The condition named does not by itself need this drug."
        return None

    fields = {"diagnosis", "diagnosis_code"}
    weighed = weigh(case, fields, _read, allow=("planned", "ordered", "historical"), whole=holds)
    proofs = _best_first(case, [reading.evidence for reading in weighed.readings])
    if proofs:
        return Answer(requirement, Status.MET, proofs[:3], refuted=weighed.refuted)
    return missing(requirement, weighed, "No condition is named that is treated here.")


def _best_first(case: Case, proofs: list[Evidence]) -> tuple[Evidence, ...]:
    """Order proofs: in a diagnosis section, with a code, then as they stand."""

    def rank(evidence: Evidence) -> tuple[int, int, int]:
        labelled = section_kind(case, evidence.span) in (SectionKind.DIAGNOSIS, SectionKind.ASSESSMENT)
        return (0 if labelled else 1, 0 if find_icd_codes(evidence.quote) else 1, evidence.start)

    return tuple(sorted(dict.fromkeys(proofs), key=rank))


def icd_code(case: Case, requirement: Requirement) -> Answer:
    """At least one ICD-10-CM code of valid shape, in a place where it is one."""
    allow = ("planned", "ordered", "historical")

    def holds(reading: Reading) -> str | None:
        kind = section_kind(case, reading.evidence.span)
        return "The code stands in the past history." if kind is SectionKind.PAST_HISTORY else None

    weighed = weigh(case, {"diagnosis_code", "diagnosis"}, find_icd_codes, allow=allow, whole=holds)
    proofs = _best_first(case, [reading.evidence for reading in weighed.readings])
    if proofs:
        return Answer(requirement, Status.MET, proofs[:3], refuted=weighed.refuted)
    return missing(requirement, weighed, "No ICD-10-CM code is recorded.")
