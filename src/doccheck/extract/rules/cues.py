"""Words that tell whether a drug was given, ordered, planned, taken at home or never given."""

from __future__ import annotations

import re
from functools import cache

from doccheck.language.patterns import Pattern

__all__ = ["cue"]

_PARTICIPLE = (
    r"given|gave|administered|inject(?:ed|ing)|infused|infiltrat(?:ed|ing)|instilled|received"
    r"|receiving|hung|bolused|pushed|delivered"
    r"|introduced|an(?:a?e)sthetized|an(?:a?e)sthetised|did (?:\w+ )?(?:receive|get)"
    r"|deposited|loaded|flushed|reversed|sedated"
    r"|premedicated|medicated"
    r"|vaccinated|immuni[sz]ed|dosed|re-?dosed|blocked|inj(?:'d)?(?=[.:]?(?: |$))|adm(?:in)?\.?(?= )"
    r"|heparini[sz]ed|covered|used(?= \d[\d.,]* ?(?:mg|mcg|units?|u)\b)|ran(?= (?:over|in|at|for)\b)"
    r"|connected(?= (?:at|by)\b)"
)
_WEAK = (
    r"used|made|utili[sz]ed|placed|applied|performed|started|initiated|begun|repeated|carried out|obtained"
    r"|achieved|employed|put|completed|run|titrated|provided|treated|induced|maintained|established|drawn"
)

_CUES: dict[str, str] = {
    # Something was done to the patient: strong verbs alone, weak ones only beside a needle, a drug and a procedure.
    "done": rf"\b(?:{_PARTICIPLE})\b",
    "weak": rf"\b(?:{_WEAK})\b",
    "noun": r"\b(?:injections?|infusions?|infiltration|bolus(?:es)?|blocks?|an(?:a?e)sthesia|an(?:a?e)sthetic"
    r"|anal?gesia|sedation|premed(?:ication)?s?"
    r"|doses?|shots?|drips?|flush|prophylaxis|injectate|mixture|solution|steroid|contrast|epidurogram"
    r"|arthrogram|induction|instillation|administration|wheals?)\b",
    # Not done yet, or only wished for.
    "planned": r"\b(?:will|shall|would|should|could|can|may|might|must|going to|plan(?:s|ned|ning)?(?: to| on"
    r"| for|:)|planned|recommend\w*|consider\w*|suggest\w*|advis\w+"
    r"|to be (?:given|started|injected|administered|infused|used|done)|need(?:s|ed)? to|wants? to"
    r"|wish(?:es)? to|intend\w*|next (?:visit|dose|injection|infusion|time|week|month|cycle)"
    r"|scheduled|schedule|upcoming|if (?:he|she|they|it|the|this|there|no|not|pain|symptoms|needed"
    r"|necessary|prior)|in case|unless|option(?:s|al)?|discuss(?:ed|ing)?|offer(?:ed|ing)?"
    r"|prn|p\.r\.n\.?|on an? (?:p\.?r\.?n|as[- ]needed)|as needed|pending|await\w*|return(?:s)? (?:for"
    r"|in|to)|follow[- ]?up|we'll|i'll|he'll|she'll|let's|lets|continue|start(?= on)|begin"
    r"|proceed with|candidate)\b",
    "future": r"\b(?:will|shall|we'll|i'll|he'll|she'll|going to|to be|plan(?:s|ned)? to|next)\b",
    "ordered": (
        r"\b(?:order(?:s|ed)?|prescri\w+|rx|sig|dispense|refills?|disp|e-?prescribed|called in|script"
        r"|telephone order|verbal order|read ?back)\b|(?-i:\b[TV]\.\s?O\.|\b[TV]O(?:RB)?\b)"
    ),
    # Before this encounter.
    "historical": r"\b(?:last (?:visit|time|dose|injection|infusion|week|month|year|cycle|shot|seen|received"
    r"|treatment)|previous(?:ly)?|prior(?! to\b)|(?<!family )history of|h/o|hx of|in the past|past|ago"
    r"|earlier (?:this|in)"
    r"|yesterday|formerly|(?:has|have|had|he's|she's) (?:\w+ ){0,2}(?:been|received|had|tried|taken"
    r"|used|undergone|given|gotten|failed|responded)|had (?:an?|two|three|several|multiple|her|his"
    r"|injections?|infusions?)|(?<!was )(?<!were )(?<!is )(?<!are )(?<!been )used to"
    r"|at (?:an )?outside|at home|since (?:19|20)\d\d"
    r"|(?:in|since|during) (?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b|(?:last|this past) (?:spring|summer|fall|autumn|winter|january|february|march|april"
    r"|may|june|july|august|september|october|november|december)\b"
    r"|(?:spring|summer|fall|autumn|winter) of (?:19|20)\d\d|back in\b|was (?:taking|on)"
    r"|status post|s/p|years? old when|copied|at (?:his"
    r"|her) last|first (?:injection|infusion|dose) (?:was|on))",
    "home": r"\b(?:daily|once a (?:day|week|month)|twice (?:a|per) (?:day|week)|b\.?i\.?d\.?|t\.?i\.?d\.?"
    r"|q\.?i\.?d\.?|q\.?h\.?s\.?|q\.?o\.?d\.?|q\.?a\.?m\.?|q\.?p\.?m\.?|q\.?d\.?|nightly|at bedtime"
    r"|every (?:\w+ )?(?:day|night|morning|evening|week|month|other)\w*"
    r"|per (?:day|week|month)|weekly|monthly|a day|a week|on an? (?:p\.?r\.?n\.?"
    r"|as[- ]needed)(?: basis)?|self[- ]inject\w*|injects? (?:him|her|them)sel\w+|home medications?"
    r"|takes?|taking(?! care\b)|currently on|is on|maintained on|each (?:morning|night|evening|day)"
    r"|every \d+ (?:to \d+ )?(?:hours?|hrs?|h|days?|weeks?)|q\.? ?\d+(?:\s?(?:-|to)\s?\d+)? ?(?:h|hr"
    r"|hrs|hours?|days?|wks?|weeks?|months?)\b\.?|q(?:weekly|month)|with meals|ac (?:and|&) hs)\b",
    "negated": r"\b(?:no|not|without|w/o|denie[sd]|declin(?:ed|es|ing)|refus(?:ed|es|ing)|held|hold|withheld"
    r"|deferred|cancel(?:led|ed)|never|neither|nor|none|instead of|rather than|avoid\w*|allerg\w+"
    r"|intoleran\w+|contraindicat\w+|did(?:n't| not)|was(?:n't| not)|wasn.t|unable|stopped"
    r"|discontinu\w+|"
    r"d/c'?d|anaphyla\w+|sensitiv\w+ to|except|not given|omitted|missed|wasted|out of stock|hives|rash to)\b",
    "non_injected": r"\b(?:tab(?:let)?s?|caps?(?:ule)?s?|pills?|cream|ointment|gel|lotion|drops?|gtts?"
    r"|ophthalmic (?:ointment|solution|suspension)|inhal\w+|nebul\w+|patch(?:es)?|spray(?:ed)?"
    r"|suppositor\w+|lozenges?|mouthwash|syrup|elixir|oral(?:ly)?|p\.o\.|po|by mouth|topical\w*"
    r"|sublingual\w*|"
    r"transdermal\w*|swish|shampoo|powder(?! (?:vials?|for)\b)|per rectum|rectally|enema|odt|troche|chew\w*|viscous"
    r"|jelly"
    r"|pack(?:ing|ed)?|pledgets?|cottonoids?|soaked|gargle|emla|lozenge|mdi|puffs?|nasal(?:ly)?"
    r"|intranasal(?:ly)?|irrigat\w+|lavage\w*|rins\w+|washed|swab\w*|wip\w+|prepped|scrub\w*|paint\w*"
    r"|dressing|gauze|impregnated)\b",
    "today": (
        r"\b(?:today|today's|now|in (?:the )?(?:office|clinic|ed|er|emergency (?:room|department))"
        r"|this (?:visit|morning|afternoon|evening)|here|at this visit|stat|on arrival|while (?:here"
        r"|in))\b"
    ),
    "tolerated": r"\b(?:tolerat\w+|without (?:complication|difficulty|incident|adverse|reaction|problem)\w*"
    r"|no (?:immediate )?(?:complication|adverse|reaction|problem)\w*|(?:injection|infusion|procedure"
    r"|shot)s? (?:was|were) (?:performed|done|given|completed|well)|after the (?:injection|infusion"
    r"|procedure)"
    r"|post-?(?:injection|infusion|procedure)|band-?aid|bandage was|hemostasis|(?:was"
    r"|were) (?:then )?injected|observed (?:for|after|in)|monitored (?:for|after)"
    r"|under sterile (?:conditions|technique)|sterile(?:ly)? prep\w*|was (?:chosen|prepped|cleansed"
    r"|cleaned))\b",
    "other_person": (
        r"\b(?:his|her|their|the patient's|patient's) (?:mother|father|brother|sister|wife|husband|son"
        r"|daughter|aunt|uncle|cousin|friend|spouse|parents?|grand\w+)\b|\b(?:mother|father|brother|sister"
        r"|wife|husband|son|daughter|spouse|roommate|neighbou?r) (?:is|was|has|had|takes|received|gets"
        r"|got)\b|\b(?:another|other|different) patient\b|family h(?:istory|x)"
    ),
    "template": (
        r"(?<!\w)\*{3,}(?!\w)|\[[^\]\n]{0,30}(?:dose|drug|site|side|lot|mg|amount|name"
        r"|date)[^\]\n]{0,20}\]|_{3,}|\bN/A\b|<[a-z _]+>"
    ),
    "wasted": (
        r"\b(?:wast(?:e|ed|age|ing)|discard(?:ed|s|ing)?|left[- ]?over|remain(?:ing|der)|unused|residual"
        r"|thrown away|destroyed)\b"
    ),
    "maximum": r"\b(?:max(?:imum|\.)?|not (?:to|exceed)\w* exceed|no more than|up to)\b",
    "not_a_dose": r"\b(?:blood loss|ebl|urine|output|aspirat(?:ed|e|ion of)|drain(?:ed|age)|removed|withdr(?:ew|awn)"
    r"|evacuated|balloon|effusion|fluid (?:was|were)|of (?:clear|straw|bloody|turbid|yellow|serous"
    r"|serosanguin\w+|synovial|joint|cloudy|purulent)|specimen|tourniquet|lipoaspirate|"
    r"weigh(?:s|t|ed|ing)?|wt|ht|bmi|level|serum|glucose|hemoglobin|bmp|ref|normal range|creatinine"
    r"|potassium|tsh|psa|ferritin|volume of (?:\w+ )?fluid|intake|i/o|crystalloid|prbc|packed"
    r"|residual urine|void\w*|stroke volume|gallbladder|cyst)\b",
    "continued": (
        r"\b(?:then|next|second|third|fourth|additional(?:ly)?|another|again|further|more|repeat(?:ed)?"
        r"|subsequent(?:ly)?|following this|in addition|also|contralateral|opposite|same (?:manner|fashion"
        r"|way)|other (?:side|knee|eye|shoulder|level))\b"
    ),
    "total": r"\b(?:total(?:s|ed|ing)?|in all|altogether|all together|combined|all told|cumulative|sum)\b",
}


@cache
def cue(name: str) -> Pattern:
    """Return the pattern of the cue ``name``."""
    return Pattern(_CUES[name], re.IGNORECASE)
