"""Words that say how a statement is meant: denied, past, planned, ordered, or about somebody else.

The method is ConText's (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002): each cue looks forwards or backwards
to the next terminator; a longer phrase that only looks like a cue (``no relief with``) takes the shorter one out
of force.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from doccheck.language.harmless_words import HARMLESS
from doccheck.language.phrases import Phrases

__all__ = ["Cue", "CueKind", "Direction", "cue_phrases"]


class CueKind(StrEnum):
    """What a cue says."""

    NEGATED = "negated"
    HISTORICAL = "historical"
    PLANNED = "planned"
    ORDERED = "ordered"
    OTHER_PERSON = "other_person"
    TERMINATOR = "terminator"
    DONE = "done"
    NEUTRAL = "neutral"


class Direction(StrEnum):
    """Where a cue looks."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


class Cue(NamedTuple):
    """A cue: what it says and where it looks."""

    kind: CueKind
    direction: Direction


_LISTS: tuple[tuple[CueKind, Direction, str], ...] = (
    (
        CueKind.NEGATED,
        Direction.FORWARD,
        (
            "no|not|denies|denied|denying|deny|without|w/o|never|negative for|absence of|absent|free of|rule out|r/o|"
            "ruled out|unable to obtain|did not|didn't|wasn't|weren't|isn't|aren't|hasn't|haven't|hadn't|don't|"
            "doesn't|none of|"
            "neither|nor|hold|holding|declines|refuses|refused|declined|cancelled|canceled|not to give|decided against|"
            "no evidence of|no sign of|no signs of|lack of|lacks|fails to show|omit|withhold|withheld|skip|skipped|"
            "contraindication to|opted against|avoid|instead of|rather than|in lieu of|hold off on|deferred|defer"
        ),
    ),
    (
        CueKind.NEGATED,
        Direction.BACKWARD,
        (
            "not given|not done|not administered|not obtained|not performed|not infused|not injected|not received|"
            "was not|were not|is not|are not|has not been|have not been|had not been|wasn't|weren't|isn't|hasn't been"
            "|held|on hold|"
            "declined|refused|deferred|not needed|negative|ruled out|unlikely|cancelled|canceled|not started|omitted|"
            "withheld|not signed|not documented|not available|not on file|unavailable|not recorded|not found|not seen|"
            "not present|absent|not indicated|not required|never given|never obtained|never done|not completed|"
            "not used|aborted|"
            "not yet|not stated|not noted|not reported|was skipped|not drawn|not provided|not reviewed|not discussed|"
            "not tested"
        ),
    ),
    (
        CueKind.HISTORICAL,
        Direction.FORWARD,
        (
            "history of|h/o|hx of|hx|previous|previously|prior|last visit|last dose|last injection|last infusion|"
            "last time|"
            "last week|last month|last year|last cycle|last treatment|last shot|last appointment|earlier this year|"
            "in the past|"
            "at that time|at the time|used to|formerly|past|had been given|had received|has received|copied from|"
            "remote|years ago|months ago|weeks ago|days ago|yesterday|prior to admission|the other day|"
            "her last|his last|their last|the last|most recent dose|most recent injection|most recent infusion|"
            "previously received|previous dose|prior dose|status post|back in"
        ),
    ),
    (
        CueKind.HISTORICAL,
        Direction.BACKWARD,
        (
            "ago|last month|last year|last week|last visit|last time|yesterday|previously|in the past|at that time|"
            "at last visit|at the last visit|at her last visit|at his last visit|at their last visit|at the "
            "previous visit|"
            "at outside hospital|at an outside hospital|at another facility|at the other office|at the er|in the er|"
            "at his previous visit|at her previous visit|last cycle|last appointment|resolved|in remission since"
        ),
    ),
    (
        CueKind.HISTORICAL,
        Direction.FORWARD,
        (
            "at last visit|at the last visit|at her last visit|at his last visit|at their last visit|at the "
            "previous visit|"
            "at his previous visit|at her previous visit|at that visit|last month|last year|last week"
        ),
    ),
    (
        CueKind.PLANNED,
        Direction.FORWARD,
        (
            "will|plan|plans|planned|planning|schedule|scheduled|scheduling|next|tomorrow|if|unless|consider|considering|"
            "considered|recommend|recommended|recommends|recommending|should|would|could|may|might|to be given|to"
            " be done|"
            "due|upcoming|pending|awaiting|anticipate|anticipated|anticipates|intend|intends|intended|"
            "candidate for|going to|repeat|once approved|when approved|return for|call for|call if|watch for|"
            "monitor for|report any|return if|go to er for|er for|ed for|possible|potential|propose|"
            "proposed|offer|"
            "offered|discussed starting|discuss|wants to|would like|we can|option|options|in case of|for any|risk of|"
            "risks of|risks including|risks include|risk for|such as|to start|to begin|ask|"
            "submit|submitted|request|requested|requesting|prior auth|prior authorization|tentatively|hopefully|"
            "eventually|"
            "in the future|future|later this|starting|let us know|can cause|can make|can be|may be|wonders|hoping|"
            "prepare for|eligible for|approved for|referred for|referral for|proceed to"
        ),
    ),
    (
        CueKind.PLANNED,
        Direction.BACKWARD,
        (
            "next week|next month|next visit|next time|next year|tomorrow|is planned|are planned|planned|is due|due|"
            "to be given|if approved|pending|is pending|at next visit|scheduled|is scheduled|will be given|will be|"
            "to follow|awaiting|is recommended|was recommended|recommended|if needed|as needed|at follow up|"
            "at follow-up|to be scheduled|to be determined|tbd|when available|once approved|after approval|is an "
            "option|"
            "was considered|is considered|was discussed|were discussed|will follow|to be done|to be drawn|to be "
            "obtained|"
            "in the future|later today|next monday|next tuesday|next wednesday|next thursday|next friday|ordered today"
        ),
    ),
    (
        CueKind.ORDERED,
        Direction.FORWARD,
        (
            "order|orders|ordered|ordering|rx|prescribed|prescribe|prescription|prescriptions|t.o|v.o|to give|give|"
            "start|begin|administer|telephone order|verbal order|continue|sig"
        ),
    ),
    (
        CueKind.ORDERED,
        Direction.BACKWARD,
        "ordered|is ordered|was ordered|prescribed|was prescribed|is prescribed|were ordered",
    ),
    (
        CueKind.OTHER_PERSON,
        Direction.FORWARD,
        (
            "mother|father|sister|brother|son|daughter|aunt|uncle|grandmother|grandfather|cousin|sibling|siblings|"
            "mom|dad|nephew|niece|grandson|granddaughter|twin|wife|husband|spouse|roommate|neighbor|neighbour|friend|"
            "family history of|fhx|fam hx|family hx|family history|fh|another patient|other patient|"
            "a different patient|the previous patient|the next patient|maternal|paternal|mother's|father's|sister's|"
            "brother's|wife's|husband's|son's|daughter's|aunt's|uncle's|cousin's|partner|parent|parents|relative|relatives"
        ),
    ),
    (
        CueKind.NEGATED,
        Direction.BACKWARD,
        (
            "but not given|but never given|but not administered|but was not given|but it was not given|but could not "
            "be given|"
            "but not injected|but not infused|but was not administered|before it could be given|"
            "left before the injection|left before the dose|left before it was given|"
            "eloped|missed|not charted|"
            "voided|charted in error|"
            "entered in error|documented in error|given in error|in error|received nothing|given in error to the "
            "patient in|in error to the patient in|returned to stock|"
            "returned to pharmacy|wrong patient|wrong chart"
        ),
    ),
    (
        CueKind.NEGATED,
        Direction.FORWARD,
        "voided entry",
    ),
    (
        CueKind.HISTORICAL,
        Direction.FORWARD,
        (
            "ems gave|ems administered|paramedics gave|paramedics administered|medics gave|given by ems|before arrival|"
            "prior to arrival|en route|pta"
        ),
    ),
    (
        CueKind.HISTORICAL,
        Direction.BACKWARD,
        (
            "in the ambulance|before arrival|prior to arrival|en route|by ems|by paramedics|per ems|on monday|on "
            "tuesday|"
            "on wednesday|on thursday|on friday|on saturday|on sunday|at outside facility|at the outside facility"
        ),
    ),
    (
        CueKind.OTHER_PERSON,
        Direction.FORWARD,
        "this patient's roommate|the patient in room|the patient in bed|patient in the next",
    ),
    (
        CueKind.OTHER_PERSON,
        Direction.BACKWARD,
        "to the patient in|to another patient|to a different patient|to the wrong patient|to the other patient",
    ),
    (
        CueKind.PLANNED,
        Direction.FORWARD,
        "please give|example of|example|for example|sample charting|sample note|hypothetical|hypothetically",
    ),
    (
        CueKind.PLANNED,
        Direction.BACKWARD,
        (
            "please give|give on arrival|to give on arrival|on arrival give|could be given|can be given|may be given|"
            "should be given|to be administered|to be infused|to be injected|is to be|are to be"
        ),
    ),
    (
        CueKind.TERMINATOR,
        Direction.BOTH,
        (
            "but|however|although|though|except|aside from|other than|apart from|yet|nevertheless|whereas|while|which|"
            "today|then|so|therefore|thus|hence|because|since|secondary to|due to|today we|she was given|he was given"
        ),
    ),
    (
        CueKind.DONE,
        Direction.BOTH,
        (
            "given|gave|administered|injected|infused|received|tolerated|was used|were used|performed|instilled|"
            "placed|pushed|"
            "started at|completed|was completed|emptied|got|gave her|gave him|delivered|hung"
        ),
    ),
    (CueKind.NEUTRAL, Direction.BOTH, HARMLESS),
)


@cache
def cue_phrases() -> Phrases[tuple[Cue, ...]]:
    """Return the cues, ready to be found; a phrase in several lists carries several cues."""
    values: dict[str, list[Cue]] = {}
    for kind, direction, phrases in _LISTS:
        for phrase in phrases.split("|"):
            values.setdefault(phrase, []).append(Cue(kind, direction))
    return Phrases({phrase: tuple(cues) for phrase, cues in values.items()})
