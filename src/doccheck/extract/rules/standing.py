"""Whether a statement says that a drug was given in this encounter, or something else: ordered, planned, at home …

The decision looks at the words of the sentence around the statement first and at the section's title second. A
sentence that says it was done outweighs a title that promises nothing; a title such as "Medication administered"
is enough for a line without a verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doccheck.extract.rules.cues import cue
from doccheck.extract.rules.page import Zone
from doccheck.extract.rules.roles import Part
from doccheck.extract.rules.support import find_support
from doccheck.language.anatomy import INJECTED
from doccheck.language.dates import find_times
from doccheck.language.deeds import clause_around
from doccheck.note import Span

if TYPE_CHECKING:
    from doccheck.extract.rules.linking import Statement
    from doccheck.extract.rules.page import Page

__all__ = ["Standing", "Verdict", "stand"]


class Standing(StrEnum):
    """What a statement says of its drug."""

    GIVEN = "given"
    ORDERED = "ordered"
    PLANNED = "planned"
    PREVIOUS = "previous"
    NEGATED = "negated"
    OTHER = "other"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of a statement and how firmly it stands.

    ``firm``: the sentence itself says it was done. Without it, the title or the layout speaks for it. ``support`` are
    words further on that show an intention was carried out.
    """

    standing: Standing
    firm: bool = False
    support: Span | None = None


_PASSIVE_FUTURE = re.compile(
    r"\b(?:will|shall|would|should|can|could|may|might|must|to(?= be\b)|(?:wants?|needs?|plans?|planned|like|wish(?:es)?|going|due|here|presents?|scheduled|asked|ready|returns?|returned|continue|order(?:ed|s)?|agreed|elected|decided) to|he'll|she'll|we'll|i'll)\s+(?:then |also |not |now |only |have |get |just |likely )*(?:be\s+(?:\w+ly )?)?"
    r"(?:given|give|administered|administer|inject(?:ed)?|infused?|receive|received|get|used?|started?|infiltrated?|place[d]?|an(?:a?e)sthetized?|undergo|have|try|add|repeat(?:ed)?|treat(?:ed)?|order|bolused?|instill(?:ed)?|performed?|do|done|consider\w*|put|block|provide[d]?|medicate[d]?)\b"
    r"|\b(?:recommend\w*|plan(?:s|ned|ning)?|consider\w*|suggest\w*|advis\w*|discuss\w*|offer\w*|schedul\w*|intend\w*)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\b(?:has|have|had|he's|she's|having)\s+(?:\w+ly |also |not |never |already |been )*(?:given|received|had|gotten|tried|taken|undergone|injected|infused|administered|failed|responded|used|started|been)\b",
    re.IGNORECASE,
)
_SURGICAL_PERFECT = re.compile(r"\b(?:after|once|when|following)\b[^.]{0,60}\b(?:had|has|have) been\b", re.IGNORECASE)
_UNDONE_AFTER = re.compile(
    r"\W*(?:\w+\W+){0,8}?(?:(?:was|were|is|are|be|been|has been)\s+(?:not\b|never\b|held|declined|refused|deferred|cancel\w+|withheld|denied|omitted|discontinued|avoided|stopped)|(?:but|and|which|however,?)?\s*(?:he|she|they|the patient|pt\.?|patient|mom|mother)?\s*(?:refus\w+|declin\w+)|wasn't|weren't|not (?:given|administered|done|used|needed|infused|injected|performed|started)|held\b|on hold)",
    re.IGNORECASE,
)
_UNDONE_BEFORE = re.compile(
    r"\b(?:no|not|without|w/o|denie[sd]|declin(?:ed|es|ing)|refus(?:ed|es|ing)|held|hold|withheld|deferred|never|instead of|rather than|avoid\w*|allerg\w+(?: to)?|intoleran\w+|contraindicat\w+|unable to \w+|d/c'?d?|anaphyla\w+|sensitiv\w+ to|except|omitted|off)"
    r"\s*:?\s*(?:\w+[\s,/]+){0,3}$",
    re.IGNORECASE,
)
_HARMLESS_NO = re.compile(
    r"\b(?:no|not|without)\s+(?:\w+\s+){0,2}?(?:complication|difficult|problem|reaction|adverse|allerg|evidence|incident|sign|blood|csf|paresthesia|heme|cerebrospinal|vascular|intravascular|resistance|known)",
    re.IGNORECASE,
)
_ROW_UNDONE = re.compile(r"\b(?:held|hold|refused|declined|not given|omitted|missed|not due|pending|scheduled|cancel\w+|d/c'?d)\b", re.IGNORECASE)
_SUBJECT_NOT_PATIENT = re.compile(
    r"\b(?:family|mother|father|brother|sister|wife|husband|son|daughter)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:at (?:an |the )?(?:outside|other|another|referring)|prior to (?:arrival|admission|transfer|coming|this)|by (?:ems|paramedics?|his|her)|(?:and|then|was) transferred|transferred (?:here|to|from)|(?:local|outlying|another|community) hospital|in (?:the )?(?:past|field)|en route|pre-?hospital|(?:days?|weeks?|months?|years?) (?:ago|earlier|prior|before))\b",
    re.IGNORECASE,
)
_AS_DILUENT = re.compile(r"\b(?:reconstituted|diluted|dissolved|made up)\s+(?:with|in|using)\s+(?:[\d.]+\s?(?:ml|cc)\s+(?:of\s+)?)?(?:[\d.]+\s?%\s*)?$", re.IGNORECASE)
_LEVEL_AFTER = re.compile(
    r"\W{0,2}(?:levels?|therapy|allergy|sensitivity|toxicity|induced|panel|assay|test(?:s|ing)?|resistan\w+|refractory|effects?|stimulation|responsive|dependen\w+|withdrawal|pump|patch|clinic|use|abuse|trial)\b",
    re.IGNORECASE,
)
_DISCHARGE = re.compile(
    r"\b(?:prescriptions?|discharged? (?:on|with|home)|to take (?:home|at home)|take home|sent home|samples?|postoperative (?:care|pain)|home (?:with|on)|refills?)\b",
    re.IGNORECASE,
)
_NOT_INTO_TISSUE = re.compile(
    r"\b(?:irrigat\w*|lavag\w+|rins\w+|soaked|saturated|pack(?:ed|ing)|prepped|scrubbed|painted|swabbed|wiped|cleansed|cleaned|washed|moistened|impregnated|dressed|sprayed|topicali[sz]ed|dipped|intrabronchial\w*|airway an(?:a?e)sthe\w+|vocal cords?|nares|nostrils?|oropharyn\w+|pharyn\w+|gag reflex|drops?|swish\w*|gargl\w+|sponges?|cottonoids?|pledgets?|cotton)\b",
    re.IGNORECASE,
)
_INTO_TISSUE = re.compile(
    r"\b(?:inject\w*|infiltrat\w*|infus\w+|instill\w*|block\w*|bolus\w*|hung|wheal|an(?:a?e)stheti[sz]ed|given|received|administered|vaccinated|premedicated|deposited|flushed|heparini[sz]ed)\b",
    re.IGNORECASE,
)
_MOSTLY_SWALLOWED = frozenset(
    {
        "acetaminophen",
        "ibuprofen",
        "doxycycline",
        "promethazine",
        "chlordiazepoxide",
        "methotrexate",
        "naproxen",
        "metronidazole",
        "fluconazole",
        "levofloxacin",
        "ciprofloxacin",
        "azithromycin",
        "prednisone",
        "famotidine",
        "pantoprazole",
        "esomeprazole",
        "levetiracetam",
        "valproate",
        "warfarin",
        "digoxin",
        "metoprolol",
        "lisinopril",
        "caffeine",
        "cyclophosphamide",
        "sumatriptan",
        "hydroxyzine",
        "metoclopramide",
        "levothyroxine",
        "phenobarbital",
        "phenytoin",
        "vitamin d",
        "clonidine",
        "tramadol",
        "codeine",
        "methadone",
        "lorazepam",
        "diazepam",
    }
)
_NOW = re.compile(
    r"\b(?:today|this (?:morning|afternoon|visit|evening)|at this (?:visit|time)|in (?:the |our )?(?:office|clinic|room)|here|just)\b",
    re.IGNORECASE,
)
_COURSE_TITLE = re.compile(
    r"course|treatment|\bed\b|emergency|mdm|decision making|intervention|progress|procedure|management", re.IGNORECASE
)
_SURGICAL_KINDS = frozenset({"local_anaesthetic", "contrast", "sedation", "anaesthesia", "radiopharmaceutical"})
_NEVER_INJECTED = frozenset({"oral", "inhaled", "allergen"})


def stand(page: Page, statement: Statement) -> Verdict:
    """Return what ``statement`` says of its drug, words further on that show a plan was carried out included."""
    verdict = _stand(page, statement)
    if verdict.standing in (Standing.PLANNED, Standing.MENTIONED, Standing.ORDERED):
        support = find_support(page, statement)
        if support is not None:
            return Verdict(Standing.GIVEN, firm=True, support=support)
    return verdict


def _stand(page: Page, statement: Statement) -> Verdict:  # noqa: C901, PLR0911, PLR0912 - one question after the other
    """Return what ``statement`` says of its drug."""
    text, segment = page.text, statement.segment
    sentence = segment.span
    start, end = statement.start, statement.end
    row = text.count("|", sentence.start, sentence.end) > 1 or page.columns.title_at(start) is not None
    clause = sentence if row else clause_around(text, sentence, start, end)
    if row and _ROW_UNDONE.search(text, sentence.start, sentence.end):
        return Verdict(Standing.NEGATED)
    before, after = text[clause.start : start], text[end : clause.end]
    whole = text[clause.start : clause.end]
    zone = segment.zone
    if statement.drug.kind in _NEVER_INJECTED:
        return Verdict(Standing.OTHER)
    if zone is Zone.PREVIOUS:
        return Verdict(Standing.PREVIOUS)
    if cue("other_person").search(text, sentence.start, sentence.end):
        return Verdict(Standing.OTHER)
    if cue("template").search(whole):
        return Verdict(Standing.MENTIONED)
    if _negated(before, after, text[end : sentence.end]):
        return Verdict(Standing.NEGATED)
    if _not_injected(page, statement, clause):
        return Verdict(Standing.OTHER)
    if statement.drug.kind == "local_anaesthetic" and _AS_DILUENT.search(text[clause.start : start]):
        return Verdict(Standing.MENTIONED)
    if statement.drug.kind == "diluent" and not _fluid_given(statement, whole):
        return Verdict(Standing.MENTIONED)
    if _CALCULATION.search(text, sentence.start, sentence.end) and not starts_with_time(text, sentence):
        return Verdict(Standing.MENTIONED)
    if _LEVEL_AFTER.match(after) and not statement.amounts:
        return Verdict(Standing.MENTIONED)
    if _DISCHARGE.search(whole) and not _injected_route(page, statement):
        return Verdict(Standing.ORDERED)
    done = bool(cue("done").search(whole))
    lead = text[sentence.start : clause.start]
    if not done and ";" not in lead and cue("done").search(lead) and not _PASSIVE_FUTURE.search(lead):
        done = not cue("planned").search(whole)
    future = bool(_PASSIVE_FUTURE.search(whole))
    if future and done and not _future_governs(before, after):
        future = False
    past = _is_past(whole, zone)
    if future:
        return Verdict(Standing.PLANNED)
    if past and not _NOW.search(whole):
        return Verdict(Standing.PREVIOUS)
    if _ELSEWHERE.search(whole) and zone not in (Zone.PROCEDURE, Zone.RECORD):
        return Verdict(Standing.PREVIOUS)
    return _by_zone(page, statement, whole, done=done)


def _by_zone(page: Page, statement: Statement, whole: str, *, done: bool) -> Verdict:  # noqa: C901, PLR0911, PLR0912
    zone, kind = statement.segment.zone, statement.drug.kind
    if not _may_be_undosed(page, statement, whole):
        return Verdict(Standing.MENTIONED)
    dosed = bool(statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT, Part.PER_BODY))
    home = bool(cue("home").search(whole))
    ordered = bool(cue("ordered").search(whole))
    now = bool(_NOW.search(whole))
    weak = bool(cue("weak").search(whole))
    injected = _injected_route(page, statement)
    surgical = kind in _SURGICAL_KINDS
    if zone in (Zone.HOME, Zone.HISTORY):
        if zone is Zone.HOME and _is_record_of_visit(page, statement) and not home:
            return Verdict(Standing.GIVEN)
        return Verdict(Standing.GIVEN, firm=True) if done and now and not home else Verdict(Standing.PREVIOUS)
    if home and not done:
        return Verdict(Standing.PREVIOUS if zone is not Zone.ORDERS else Standing.ORDERED)
    if zone is Zone.ORDERS:
        return Verdict(Standing.GIVEN, firm=True) if done and not ordered else Verdict(Standing.ORDERED)
    if (
        done
        and ordered
        and not re.search(r"\b(?:given|gave|administered|injected|infused|received)\b", whole, re.IGNORECASE)
    ):
        return Verdict(Standing.ORDERED)
    if done:
        if home and not now and zone not in (Zone.RECORD, Zone.PROCEDURE):
            return Verdict(Standing.PREVIOUS)
        return Verdict(Standing.GIVEN, firm=True)
    if ordered and zone is not Zone.RECORD:
        return Verdict(Standing.ORDERED)
    if zone is Zone.RECORD:
        return Verdict(Standing.GIVEN)
    if starts_with_time(page.text, statement.segment.span) and dosed:
        return Verdict(Standing.GIVEN, firm=True)
    noun = bool(cue("noun").search(whole))
    if not dosed and kind == "drug" and not injected and not noun:
        return Verdict(Standing.MENTIONED)
    if zone is Zone.PROCEDURE and (weak or noun or (dosed and (injected or surgical))):
        return Verdict(Standing.GIVEN, firm=weak)
    if weak and (surgical or injected) and zone not in (Zone.PLAN, Zone.PRESENT):
        return Verdict(Standing.GIVEN, firm=True)
    if zone in (Zone.PLAN, Zone.PRESENT):
        if weak and surgical and dosed:
            return Verdict(Standing.GIVEN, firm=True)
        return Verdict(Standing.PLANNED if zone is Zone.PLAN else Standing.MENTIONED)
    if dosed and (injected or surgical) and not cue("planned").search(whole):
        return Verdict(Standing.GIVEN)
    return Verdict(Standing.MENTIONED)


def _is_record_of_visit(page: Page, statement: Statement) -> bool:
    """Whether a list of medications is what was given during a procedure: sedation, or a clock time beside a route."""
    sentence = statement.segment.span
    if not statement.parts(Part.DOSE, Part.VOLUME) or not _injected_route(page, statement):
        return False
    if statement.drug.kind in ("sedation", "anaesthesia", "contrast", "local_anaesthetic"):
        return any(segment.zone is Zone.PROCEDURE for segment in page.segments)
    return bool(find_times(page.text[sentence.start : sentence.end]))


def _fluid_given(statement: Statement, whole: str) -> bool:
    """Whether saline and the like were a treatment, not what a drug came in or a line was flushed with."""
    if not statement.parts(Part.VOLUME) or re.search(r"\bflush|irrigat|lavag|dilut|mixed|returned|wedged|implant", whole, re.IGNORECASE):
        return False
    return re.search(r"\b(?:bolus\w*|hydrat\w+|resuscitat\w+|IV|intravenous\w*|wide open|IVF)\b", whole, re.IGNORECASE) is not None


_CALCULATION = re.compile(
    r"\u00f7|\bper (?:billing |hcpcs )?unit\b|\bbilling units?\b|\bcalc(?:ulation|ulated|'d)?\b|/\s?unit\b|\bunits (?:billed|to bill)\b|\b[JQ]\d{4}\b|=\s*\d+ (?:billing )?units\b(?! (?:IM|IV|given|inj))",
    re.IGNORECASE,
)


def _may_be_undosed(page: Page, statement: Statement, whole: str) -> bool:
    """Whether a drug named without an amount can be an injection at all.

    A local anaesthetic, contrast or sedation mostly is; of any other drug a route, a verb of injecting, or an account
    of the procedure must say so. An unnamed steroid or contrast needs its amount.
    """
    drug = statement.drug
    if statement.parts(Part.DOSE, Part.VOLUME, Part.CONTENT, Part.PER_BODY):
        return True
    if drug.generic == "epinephrine" and re.search(r"\b(?:with|w/|and|of)\s*$", page.text[max(0, statement.start - 8) : statement.start]):
        return False
    if any(word in drug.generic for word in ("unspecified", "low osmolar contrast", "viscoelastic")):
        return False
    if statement.parts(Part.MAXIMUM):
        return False
    if drug.kind in _SURGICAL_KINDS:
        return True
    if drug.generic in _MOSTLY_SWALLOWED:
        return _route_beside(page, statement)
    if _injected_route(page, statement):
        return True
    if re.search(r"\b(?:inject|infus|instill|infiltrat|bolus|hung|vaccinat|premedicat|drip)\w*", whole, re.IGNORECASE):
        return True
    return statement.segment.zone in (Zone.PROCEDURE, Zone.RECORD) or drug.kind == "vaccine"


def starts_with_time(text: str, sentence: Span) -> bool:
    """Whether a line begins with a clock time, as flowsheets and MAR entries do."""
    return bool(
        re.match(
            r"[\W_]{0,4}(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?\s+)?(?:[01]?\d|2[0-3]):?[0-5]\d\b\s*(?:am|pm|h|hrs)?\b(?!\s*(?:mg|mcg|units?|ml|cc))",
            text[sentence.start : sentence.end],
            re.IGNORECASE,
        )
    )


def _negated(before: str, after: str, rest: str) -> bool:
    """Whether the drug itself is denied, declined, held or something the patient reacts to."""
    head = _UNDONE_BEFORE.search(before)
    if head and not _HARMLESS_NO.match(before, head.start()):
        return True
    tail = _UNDONE_AFTER.match(after)
    if tail:
        return True
    return bool(
        re.match(r"[^.;]{0,40}\bbut (?:he|she|they|the patient|patient|pt\.?) (?:refus|declin)", rest, re.IGNORECASE)
    )


def _future_governs(before: str, after: str) -> bool:
    """Whether the last word before the statement that decides its tense is a future one."""
    future = [match.start() for match in _PASSIVE_FUTURE.finditer(before)]
    done = [match.start() for match in cue("done").finditer(before)]
    if future:
        return not done or max(done) <= max(future) + 40
    return bool(_PASSIVE_FUTURE.search(after[:60])) and not done


def _is_past(whole: str, zone: Zone) -> bool:
    if _SURGICAL_PERFECT.search(whole):
        return False
    if _PERFECT.search(whole) and not re.search(r"\bhad (?:been )?infused\b", whole, re.IGNORECASE):
        return zone not in (Zone.PROCEDURE, Zone.RECORD)
    return bool(cue("historical").search(whole)) and not (
        zone in (Zone.PROCEDURE, Zone.RECORD)
        and not re.search(
            r"\b(?:last|ago|history of|yesterday|copied|previous (?:visit|injection|infusion|dose))\b",
            whole,
            re.IGNORECASE,
        )
    )


def _injected_route(page: Page, statement: Statement) -> bool:
    span = statement.segment.span
    return any(route.name in INJECTED for route in page.routes_in(span))


def _route_beside(page: Page, statement: Statement) -> bool:
    """Whether a route by needle stands right beside the drug's own words."""
    sentence = statement.segment.span
    following = [drug.span.start for drug in page.drugs_in(sentence) if drug.span.start > statement.end]
    near = Span(max(sentence.start, statement.start - 24), min([*following, sentence.end, statement.end + 24]))
    return any(route.name in INJECTED for route in page.routes_in(near))


def _not_injected(page: Page, statement: Statement, clause: Span) -> bool:
    """Whether the drug was swallowed, inhaled, dropped, rubbed in or used to rinse."""
    text = page.text
    later = [drug.span.start for drug in page.drugs_in(clause) if drug.span.start > statement.end]
    stop = min([*later, clause.end])
    leads = [(match.start(), False) for match in _NOT_INTO_TISSUE.finditer(text, clause.start, statement.start)]
    leads += [(match.start(), True) for match in _INTO_TISSUE.finditer(text, clause.start, statement.start)]
    if leads and not max(leads)[1]:
        return True
    if re.search(r"\b(?:for (?:airway|topical)|intrabronchial|endobronchial|vocal cords?|oropharyn|nares)", text[statement.end : min(stop, statement.end + 60)], re.IGNORECASE) and not leads:
        return True
    flushed = re.search(r"\b(?:pre-?)?flushed\b|\bflush(?:es|ing)?\b", text[clause.start : statement.start], re.IGNORECASE)
    if flushed and not statement.parts(Part.DOSE, Part.VOLUME):
        return True
    near = text[max(clause.start, statement.start - 28) : stop]
    own = _own_route(page, statement, stop)
    if own is not None:
        return own not in INJECTED
    if not cue("non_injected").search(near):
        return False
    routes = [
        route
        for route in page.routes_in(Span(max(clause.start, statement.start - 40), stop))
        if route.name in INJECTED
    ]
    return not routes and not re.search(r"\b(?:inject|infiltrat|infus|nerve block)\w*", near, re.IGNORECASE)


def _own_route(page: Page, statement: Statement, stop: int) -> str | None:
    """Return the route right behind the statement, or right in front of it; ``None`` when there is none so near."""
    behind = page.routes_in(Span(statement.end, min(stop, statement.end + 16)))
    if behind:
        return behind[0].name
    ahead = page.routes_in(Span(max(statement.segment.span.start, statement.start - 14), statement.start))
    return ahead[-1].name if ahead else None
