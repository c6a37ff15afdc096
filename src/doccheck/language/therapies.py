"""Find earlier treatments and what became of them."""

from __future__ import annotations

import re
from functools import cache

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern, fold
from doccheck.language.phrases import Phrases, tokenise
from doccheck.language.reading import reader
from doccheck.language.word_list import word_list
from doccheck.note import Span

__all__ = ["find_prior_therapies", "find_therapies"]

_NAMES = (
    "nsaid|nsaids|hcq|ssz|lef|aza|6mp|apap|asa|ada|ifx|etn|tcz|mmf|ivmp|dmf|ifn|glatiramer acetate|dmard|dmards|"
    "steroid|steroids|corticosteroid|corticosteroids|oral steroids|prednisone|prednisolone|"
    "methylprednisolone|medrol|medrol dosepak|dosepak|dexamethasone|methotrexate|mtx|hydroxychloroquine|plaquenil"
    "|sulfasalazine|"
    "leflunomide|azathioprine|mercaptopurine|6-mp|mesalamine|budesonide|cyclosporine|tacrolimus|mycophenolate|"
    "colchicine|"
    "allopurinol|febuxostat|acetaminophen|paracetamol|tylenol|aspirin|tramadol|opioid|opioids|gabapentin|"
    "pregabalin|duloxetine|"
    "amitriptyline|nortriptyline|topiramate|propranolol|valproate|candesartan|verapamil|baclofen|tizanidine|"
    "cyclobenzaprine|"
    "physical therapy|physiotherapy|pt|ot|home exercise|home exercise program|exercise|exercises|hep|stretching|"
    "stretches|bracing|"
    "brace|splint|splinting|orthotic|orthotics|night splint|sling|ice|heat|rest|activity modification|weight loss"
    "|massage|"
    "chiropractic|acupuncture|tens|topical|lidocaine patch|voltaren gel|capsaicin|injection|injections|"
    "steroid injection|"
    "cortisone|cortisone shot|cortisone injection|corticosteroid injection|corticosteroid injections|hyaluronic acid|"
    "viscosupplementation|surgery|arthroscopy|radiation|chemotherapy|chemo|immunotherapy|phototherapy|nerve block|"
    "epidural|ablation|botox|interferon|interferon beta|glatiramer|copaxone|avonex|rebif|betaseron|"
    "dimethyl fumarate|tecfidera|"
    "fingolimod|gilenya|teriflunomide|aubagio|siponimod|cladribine|ocrevus|rituxan|humira|enbrel|remicade|cimzia|"
    "simponi|orencia|"
    "actemra|kevzara|xeljanz|rinvoq|olumiant|stelara|entyvio|skyrizi|tremfya|cosentyx|taltz|ilaris|kineret|arcalyst|"
    "anti-tnf|anti-tnfs|tnf inhibitor|tnf inhibitors|tnf blocker|tnf blockers|biologic|biologics|csdmard|csdmards"
    "|bdmard|jak inhibitor|"
    "oral b12|oral cyanocobalamin|oral vitamin b12|oral supplementation|oral iron|sublingual b12|ferrous sulfate|iron|"
    "inhaler|inhalers|bronchodilator|bronchodilators|laba|lama|ics|albuterol|tiotropium|azithromycin|antibiotic|"
    "antibiotics|"
    "oxygen|pulmonary rehab|pulmonary rehabilitation|smoking cessation|triptan|triptans|antihistamine|antihistamines|"
    "muscle relaxant|muscle relaxants|conservative therapy|conservative treatment|conservative management|"
    "conservative care|"
    "conservative measures|first-line therapy|standard therapy|conventional therapy|plasma exchange|ivig|"
    "immunoglobulin|"
    "antidepressant|antidepressants|ssri|snri|estrogen|bisphosphonate|bisphosphonates|alendronate|metformin|insulin|"
    "antiemetic|antiemetics|ondansetron|diet|elimination diet|vitamin b12|analgesics|analgesic|meds|medication|"
    "medications|therapy|"
    "therapies|treatment|treatments|taping|traction|cast|walking boot|shoe inserts|heel cups|manipulation|aspiration"
)
_VAGUE = frozenset(
    (
        "meds",
        "medication",
        "medications",
        "therapy",
        "therapies",
        "treatment",
        "treatments",
        "pt",
        "rest",
        "heat",
        "ice",
    )
)
_STEM = Pattern(
    r"[a-z]{2,}(?:mab|nib|tinib|ciclib|cept|kinra|profen|coxib|xicam|oxicam|fenac|proxen|dolac|metacin|triptan|gepant|"
    r"olol|pril|sartan|statin|azole|cycline|cillin|floxacin|mycin|prazole|tidine|zepam|barbital|setron|gliptin|"
    r"gliflozin|"
    r"glutide|dronate|parin|platin|taxel|rubicin|imod|limus|abine|trexate|oxetine|alopram|triptyline|sone|solone|onide|"
    r"asone|terol|tropium|lukast|fumarate|acetinone|phylline)"
)
_ENDINGS = word_list(
    "mab nib lib ept nra fen xib cam nac xen lac cin tan ant lol ril tin ole ine lin zole dine pam tal ron liptin "
    "zin ide ate rin xel mod mus ram sone lone rol ium ast lline one"
) | {
    "ole",
    "ine",
    "ril",
    "tan",
    "lin",
    "cin",
    "pam",
    "tal",
    "ron",
    "tin",
    "zin",
    "ide",
    "ate",
    "rin",
    "xel",
    "mod",
    "mus",
    "ram",
    "one",
    "rol",
    "ium",
    "kast",
    "ast",
}
# What may as well be the treatment given at this visit: it is an earlier one only with a cue of time and an outcome.
_TODAY_TOO = frozenset(
    ("injection", "injections", "surgery", "aspiration", "iron", "insulin", "antibiotic", "antibiotics", "diet")
)
_SHORTEST = 5
_OUTCOME = Pattern(
    r"\b(?:caused?|gave (?:her|him|them|rise)|fail(?:ed|ure|s|ing)?|inadequate(?:ly)?|insufficient|incomplete|"
    r"partial|no (?:lasting )?(?:relief|benefit|response|improvement|help|effect|better)|"
    r"without (?:\w+ ){0,3}(?:relief|benefit|response|improvement|success|help|effect)|not (?:help\w*|respond\w*|"
    r"improv\w*|work\w*|tolerat\w*|effective|"
    r"controlled|adequate\w*|enough|control\w*)|(?:did|does|do) not|didn'?t|doesn'?t|intoleran\w*|intolerab\w*|"
    r"(?:un|in)able to tolerate|couldn'?t tolerate|side effects?|"
    r"adverse|stopped|discontinu\w*|d/?c'?d|ineffective|refractory|resistant|(?<=-)ir|despite|relapse[ds]?|"
    r"flare[ds]?|breakthrough|lost response|loss of response|"
    r"(?:secondary|primary) non-?response|nonrespon\w*|non-respon\w*|unresponsive|minimal|little|temporary|"
    r"transient|short-?lived|wore off|"
    r"only \w+ (?:relief|help|improvement)|relief|helped|improved|good response|response|responded|gi (?:bleed|"
    r"upset)|elevated lft|lfts|hepatotoxic\w*|transaminitis|"
    r"nausea|rash|pancreatitis|antibod(?:y|ies)|dependen\w*|persist\w*|progress\w*|worse\w*|recurr\w*|maxed|"
    r"exhausted|stopped working|"
    r"still (?:\w+ ){0,3}(?:pain\w*|symptom\w*|flar\w*|active)|completed|benefit|tolerated|no longer|switched)\b",
    folded=True,
)
_TRIED = Pattern(
    r"\b(?:tried|trial(?:s|ed)? of|attempted|prior(?:ly)?|previous(?:ly)?|past|before|earlier|s/p|status post|"
    r"underwent|received|had|"
    r"took|taken|used|using|was (?:treated|on|given)|been (?:treated|on|through)|treated with|after|following|"
    r"exhausted|prior (?:therap\w+|treatments?)|x\s?\d+|for \d+|for \w+ (?:weeks|months|years)|"
    r"\d+ (?:weeks?|wks?|months?|mos?|years?|yrs?|sessions?|courses?|visits?)|so far|to date|conservative|"
    r"history of|completed|(?:19|20)\d\d)\b",
    folded=True,
)
_NONE = Pattern(
    r"\b(?:no (?:prior|previous|earlier|past)(?: \w+){0,2} ?(?:therap\w+|treatments?|dmards?|biologics?|"
    r"medications?|injections?|interventions?)|"
    r"(?:treatment|therapy|drug|biologic|dmard|steroid)[- ]na[iï]ve|(?:prior|previous|past) (?:therap\w+|"
    r"treatments?|tx|rx)(?: tried)?\s*[:\-–—|]+\s*(?:none|no|nil)\b|"
    r"(?:has|have) (?:not|never) (?:tried|had|received|been (?:on|treated))(?: \w+){0,3} ?(?:therap\w+|"
    r"treatments?|medications?|before|anything|dmard\w*)?|"
    r"never (?:tried|treated|been treated|received)|nothing (?:has been )?tried|no treatments? (?:tried|so far|"
    r"to date|yet)|(?:none|nothing) tried|untreated|(?:treatments?|therap\w+|medications?|meds)\s+(?:tried|so far"
    r"|to date|attempted)\W{1,4}(?:none|no|nil)\b|"
    r"first[- ]line (?:therapy|treatment)|newly diagnosed,? (?:and )?untreated)",
    folded=True,
)


@cache
def _names() -> Phrases[str]:
    return Phrases({name: name for name in _NAMES.split("|")})


def find_therapies(text: str) -> list[Mention]:
    """Return the treatments named in ``text``: drugs by name or stem, classes, physical and surgical ones."""
    tokens = tokenise(text)
    found = [Mention(Span(hit.start, hit.end), hit.value) for hit in _names().find(tokens)]
    taken = {mention.span.start for mention in found}
    found += [
        Mention(Span(token.start, token.end), token.word)
        for token in tokens
        if len(token[0]) > _SHORTEST
        and token[1] not in taken
        and token[0][-3:] in _ENDINGS
        and _STEM.fullmatch(token[0])
    ]
    return sorted(found, key=lambda mention: mention.span)


# "injection warranted since …" asks for today's treatment and names no earlier one.
_WANTED = Pattern(
    r"\s+(?:(?:is|was|are|were)\s+)?(?:warranted|indicated|needed|required|favou?red|preferred|recommended|justified|chosen)\b",
    re.IGNORECASE,
)


@reader(
    "fail inad insu inco part no with not did does didn doesn into inab unab coul side adve stop disc d "
    "ineff inef refr resi desp rela flar brea lost loss seco prim nonr non unre mini litt temp tran shor "
    "wore only reli help impr good resp gi elev lft lfts hepa cont alle naus rash panc anti depe pers "
    "prog wors recu maxe exha stil comp bene tole swit trie tria atte prio prev past befo earl s stat "
    "unde rece had took take used usin was been trea afte foll x for so caus gave ir hist nev neve noth untr firs newl "
    "drug biol dmar ther none has have #",
)
def find_prior_therapies(text: str) -> list[Mention]:
    """Return earlier treatments named in the sentence ``text``; ``value`` is outcome, tried or none.

    ``outcome``: a named treatment and what became of it; ``tried``: a named treatment that was attempted;
    ``none``: the sentence says there was none.
    """
    low = fold(text)
    none = _NONE.search(low)
    if none:
        return [Mention(Span(*none.span()), "none")]
    therapies = [therapy for therapy in find_therapies(text) if not _WANTED.match(text, therapy.span.end)]
    named = [therapy for therapy in therapies if therapy.value not in _VAGUE or _is_clear(text, therapy)]
    if not named:
        return []
    outcome = _OUTCOME.search(low)
    tried = _TRIED.search(low)
    if not outcome and not tried:
        return []
    if not (outcome and tried) and all(therapy.value in _TODAY_TOO for therapy in named):
        return []  # "injection: no reaction" speaks of today
    hits = [match for match in (outcome, tried) if match]
    start = min([named[0].span.start, *(match.start() for match in hits)])
    end = max([named[-1].span.end, *(match.end() for match in hits)])
    return [Mention(Span(start, end), "outcome" if outcome else "tried")]


def _is_clear(text: str, therapy: Mention) -> bool:
    """``PT`` in capitals after a cue is physical therapy, ``Pt`` the patient; the other vague words never name one."""
    words = text[therapy.span.start : therapy.span.end]
    if words == "PT":
        return bool(
            re.search(
                r"(?:fail\w{0,8}|tried|after|with|and|,|of|from|home|despite|x|/|\+|&|:)\s*$",
                text[max(0, therapy.span.start - 24) : therapy.span.start],
                re.IGNORECASE,
            )
        ) or bool(re.match(r"\s*(?:x|for|and|,|\+|/|without|with|no)\b", text[therapy.span.end :]))
    return words.casefold() in ("rest", "ice", "heat") and bool(
        re.search(r"(?:tried|fail\w{0,8}|,|and|/|with)\s*$", text[: therapy.span.start], re.IGNORECASE)
    )
