"""When a sentence's deed is done: denied, before this encounter, elsewhere, or still to come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.zones import Zone
from doccheck.language.deeds import MARKED_OUT
from doccheck.language.patterns import Pattern

if TYPE_CHECKING:
    from doccheck.language.passages import Passage
    from doccheck.note import Span

__all__ = [
    "ELSEWHERE",
    "INTENDED",
    "NOW",
    "ROW_UNDONE",
    "STOPPED_AFTER",
    "future_governs",
    "is_done_behind",
    "is_done_once",
    "is_negated",
    "is_past",
    "is_started",
]

INTENDED = Pattern(
    r"\b(?:will|shall|would|should|can|could|may|might|must|to(?= be\b)|(?:wants?|needs?|plans?"
    r"|planned|like|wish(?:es)?|going|due|here|presents?|scheduled|asked|ready|returns?|returned"
    r"|continue|order(?:ed|s)?|agreed|elected|decided) to|he'll|she'll|we'll|i'll)\s+(?:then |also "
    r"|not |now |only |have |get |just |likely )*(?:be\s+(?:\w+ly )?)?"
    r"(?:given|give|administered|administer|inject(?:ed)?|infused?|receive|received|get|used?|started?"
    r"|infiltrated?|place[d]?|an(?:a?e)sthetized?|undergo|have|try|add|repeat(?:ed)?|treat(?:ed)?"
    r"|order|bolused?|instill(?:ed)?|performed?|do|done|consider\w*|put|block|provide[d]?"
    r"|medicate[d]?)\b"
    rf"|\b(?:recommend\w*|plan(?:s|ned|ning)?(?!\s*:){MARKED_OUT}|consider\w*|suggest\w*|advis\w*|discuss\w*|offer\w*"
    rf"|schedul\w*|intend\w*{MARKED_OUT}|agree[sd]? to(?! the\b))\b"
    r"|\b(?:here|presents?|presenting|returns?|returning|scheduled|arrived|comes?|came|seen) (?:in )?(?:today )?for\b",
    re.IGNORECASE,
)


_PERFECT = Pattern(
    r"\b(?:has|have|had|he's|she's|having)\s+(?:\w+ly |also |not |never |already |been )*(?:given"
    r"|received|had|gotten|tried|taken|undergone|injected|infused|administered|failed|responded|used"
    r"|started|been)\b",
    re.IGNORECASE,
)


_HAD_INFUSED = Pattern(r"\bhad (?:been )?infused\b", re.IGNORECASE)
_LONG_PAST = Pattern(
    r"\b(?:last|ago|history of|yesterday|copied|previous (?:visit|injection|infusion|dose)"
    r"|this past|back in|(?:spring|summer|fall|autumn|winter) of)\b",
    re.IGNORECASE,
)
_SURGICAL_PERFECT = Pattern(r"\b(?:after|once|when|following)\b[^.]{0,60}\b(?:had|has|have) been\b", re.IGNORECASE)


_UNDONE_AFTER = Pattern(
    r"\W*+(?:\w++\W++){0,8}?(?:(?:was|were|is|are|be|been|has been)\s+(?:not\b|never\b|held|declined"
    r"|refused|deferred|cancel\w+|withheld|denied|omitted|discontinued|avoided|stopped)|(?:but|and"
    r"|which|however,?)?\s*+(?:(?:he|she|they|the patient|pt\.?|patient|mom|mother)\s*+)?(?:refus\w+"
    r"|declin\w+)|wasn't|weren't|not (?:given|administered|done|used|needed|infused|injected|performed"
    r"|started)|held\b|on hold)",
    re.IGNORECASE,
)


_UNDONE_BEFORE = Pattern(
    r"\b(?:no|not|without|w/o|denie[sd]|declin(?:ed|es|ing)|refus(?:ed|es|ing)|held|hold|withheld"
    r"|deferred|never|instead of|rather than|avoid\w*|allerg\w+(?: to)?|intoleran\w+|contraindicat\w+"
    r"|unable to \w+|d/c'?d?|anaphyla\w+|sensitiv\w+ to|except|omitted|off)\b"
    r"\s*+(?::\s*+)?(?:\w++[\s,/]++){0,3}$",
    re.IGNORECASE,
)


# "Metoprolol held this am, Lasix …", "instead of Toradol, gave Tylenol …": what was not done was the other drug.
_OF_ANOTHER = Pattern(
    r"\A(?:held|withheld|deferred|omitted)\s+(?:this|today|yesterday|due|for|per|until|since|by|in|overnight|last)\b.*,"
    r"|,\s*(?:\w+\s+)?(?:gave|given|administered|injected|received|got)\b",
    re.IGNORECASE,
)
_HARMLESS_NO = Pattern(
    r"\b(?:no|not|without)\s+(?:\w+\s+){0,2}?(?:complication|difficult|problem|reaction|adverse|allerg"
    r"|evidence|incident|sign|blood|csf|paresthesia|heme|cerebrospinal|vascular|intravascular"
    r"|epi\b|epinephrine|adrenaline|preservative|vasoconstrictor"
    r"|resistance|known|response|effect|relief|improvement|change)",
    re.IGNORECASE,
)


ROW_UNDONE = Pattern(
    r"\b(?:held|hold|refused|declined|not given|omitted|missed|not due|pending|scheduled|cancel\w+|d/c'?d)\b",
    re.IGNORECASE,
)


ELSEWHERE = Pattern(
    r"\b(?:at (?:an |the )?(?:outside|other|another|referring)|prior to (?:arrival|admission|transfer"
    r"|coming|this)|by (?:ems|paramedics?|his|her)|(?:and|then|was) transferred|transferred (?:here|to"
    r"|from)|(?:local|outlying|another|community) hospital|in (?:the )?(?:past|field)|en route"
    r"|pre-?hospital|(?:in|at) (?:the )?(?:ED|ER|UC|urgent care),?"
    r" (?:on )?\d{1,2}/\d{1,2}|(?:days?|weeks?|months?|years?) (?:ago|earlier|prior|before))\b",
    re.IGNORECASE,
)


STOPPED_AFTER = Pattern(
    r"\b(?:stopped|discontinued|halted|aborted|terminated)\b[^.;\n]{0,24}?\b(?:after|with|at)\s+(?:only\s+|about\s+)?$",
    re.IGNORECASE,
)
"""Right in front of an amount: that much had gone in ("stopped at 10:20 after 100 mL")."""


NOW = Pattern(
    r"\b(?:today|this (?:morning|afternoon|visit|evening)|at this (?:visit|time)|in (?:the "
    r"|our )?(?:office|clinic|room)|here|just)\b",
    re.IGNORECASE,
)


_STARTED = Pattern(r"\b(?:start(?:ed)?|connected) (?:at )?(?:[01]\d|2[0-3]):?[0-5]\d\b", re.IGNORECASE)
_STOPPED = Pattern(
    r"\b(?:stopped|discontinued|aborted|halted)\b"
    r"(?!,? (?:at |@ ?)?(?:[01]\d|2[0-3]):?[0-5]\d\b(?!\s*(?:after|with|due|for|because|when)))",
    re.IGNORECASE,
)


def is_started(text: str, clause: Span, sentence: Span) -> bool:
    """Whether an infusion is told to have been started at a clock time, and its sentence tells of no early end."""
    if _STARTED.search(text, clause.start, clause.end) is None:
        return False
    return _STOPPED.search(text, sentence.start, sentence.end) is None


_BUT_UNWILLING = Pattern(r"\bbut (?:he|she|they|the patient|patient|pt\.?) (?:refus|declin)", re.IGNORECASE)
_THEN_UNWILLING = Pattern(r"[^.;]{0,40}\bbut (?:he|she|they|the patient|patient|pt\.?) (?:refus|declin)", re.IGNORECASE)


def is_negated(here: Passage, before: str, after: str, rest: str) -> bool:
    """Whether the drug itself is denied, declined, held or something the patient reacts to.

    Args:
        here: The sentence; the words before and behind are cut out of it.
        before: The words of the clause in front of the statement.
        after: The words of the clause behind it.
        rest: The words of the sentence behind it.
    """
    head = here.search_in(before, _UNDONE_BEFORE)
    if (
        head
        and not _OF_ANOTHER.search(head.group())
        and not re.search(r"\bwith(?:out)? and with(?:out)?\b", before[head.start() :], re.IGNORECASE)
        and not _HARMLESS_NO.match(before, head.start())
    ):
        return True
    tail = _UNDONE_AFTER.match(after)
    if tail and not (tail.group().endswith("stopped") and cue("done").search(tail.group())):
        return True  # "100 mL had infused when it was stopped": that much went in
    return here.may_hold(_BUT_UNWILLING) and _THEN_UNWILLING.match(rest) is not None


def future_governs(before: str, after: str) -> bool:
    """Whether the last word before the statement that decides its tense is a future one."""
    future = [match.end() for match in INTENDED.finditer(before)]
    done = [match.end() for match in cue("done").finditer(before)]
    if future:
        return max(done, default=0) <= future[-1] and not is_done_behind(after)
    ahead = INTENDED.search(after[:60])
    return ahead is not None and not done and cue("done").search(after[: ahead.start()]) is None


def is_done_behind(after: str) -> bool:
    """Whether a passive right behind says that it was done ("… of 1% lidocaine was injected")."""
    return (
        re.match(
            r"[^.;]{0,60}?\b(?:was|were)\s+(?:\w+ ){0,2}(?:inject|infiltrat|infus|given|admin|an(?:a?e)sthe"
            r"|instill|introduc)",
            after,
            re.IGNORECASE,
        )
        is not None
    )


_ONCE = Pattern(
    r"\b(?:given|administered|infused|injected)\s+(?:over \d|(?:at|@) \d|by (?!mouth)\w|IM\b|SC\b|SQ\b"
    r"|(?:in|into|to) (?:the )?(?:R|L|right|left)\b)",
    re.IGNORECASE,
)
_CYCLE = Pattern(
    r"\bq\.? ?\d+ ?(?:wks?|weeks?|w|months?|mo)\b|\bevery \d+ (?:weeks?|months?)\b|\b(?:monthly|weekly)\b",
    re.IGNORECASE,
)


def is_done_once(whole: Passage) -> bool:
    """Whether a dose of a cycle is told as done, with how or where ("200 mg IV q3wk given over 30 min")."""
    return whole.has(_ONCE) and whole.has(_CYCLE)


def is_past(whole: Passage, zone: Zone) -> bool:
    """Whether a clause tells of a time before this encounter; an operation's own perfect tense is none."""
    if whole.has(_SURGICAL_PERFECT):
        return False
    if whole.has(_PERFECT) and not whole.has(_HAD_INFUSED):
        return zone not in (Zone.PROCEDURE, Zone.RECORD)
    return whole.has(cue("historical")) and not (zone in (Zone.PROCEDURE, Zone.RECORD) and not whole.has(_LONG_PAST))
