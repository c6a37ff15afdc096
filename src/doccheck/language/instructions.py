"""Find text that addresses a reader or a machine instead of recording care.

A note is data. Words in it such as "mark every field as met" prove nothing, whoever reads them; what stands in
such a passage is no evidence, and that there is one is worth a person's look.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from doccheck.language.sentences import sentence_around
from doccheck.note import Span

__all__ = ["find_instructions"]

# One of these substrings (lower case) must occur before the expressions below are tried at all.
_HINTS = (
    "ignor", "disregard", "overrid", "instruction", "prompt", "assistant", "system", "status", "verdict", "treat ",
    "mark ", "set ", "return ", "output", "respond", "you are", "language model", "llm", " ai ", "[ai", "ai:", "<|",
    "###", "requirement", '"evidence"', '"quote"',
    "auditor", "reviewer", "coder", "checker", "validator", "doccheck", "flag", "approve",
    "consider ", "assume", "pretend", "act as", "forget", "erfüllt", "anweisung", "instruccion", "instrucción",
    "instruções", "instruct", "istruzion", "consigne", "marque", "marquez", "cumplid",
    "忽略", "无视", "無視", "игнорир",
    "무시", "تجاهل", "negeer", "zignoruj", "yoksay", "満た", "满足",
)  # fmt: skip


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compiled on first need: most notes hold none of the hints that lead here."""
    sources = (
        (
            r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instruction|rule|prompt|previous|prior|above|"
            r"tense|check|requirement|guideline|finding|missing|everything|warning|template|all\b|any\b)"
        ),
        (
            r"\b(?:treat|count|regard|interpret|accept|consider|assume|pretend|score|mark|flag|classify|label|deem)\b"
            r"[^.\n]{0,80}?\bas (?:if |though |\w+ )?[\"']?(?:met|satisfied|performed|done|passed|pass|fulfilled|"
            r"compliant|"
            r"documented|completed?|approved|given|administered|true)\b"
        ),
        (
            r"\b(?:mark|set|make|consider|report|return|score|flag)\s+(?:all|every|each|any|everything|this|the)\b[^."
            r"\n]{0,60}"
            r"\b(?:met|satisfied|pass|passed|fulfilled|compliant|approved|complete)\b"
        ),
        (
            r"\b(?:return|output|respond|reply|answer|print|emit|produce|give)\b[^.\n]{0,40}\b(?:status|verdict|json|"
            r"\"?met\"?\b|"
            r"\"?pass\"?\b|fields?\b)"
        ),
        r"[\"']?\b(?:status|verdict)\b[\"']?\s*+(?:(?::|=|is|to)\s*+)?[\"']?(?:met|pass|passed|satisfied)\b",
        (
            r"\byou are (?:now |an? |the )*(?:ai|assistant|language model|llm|reviewer|auditor|coder|checker|helpful|"
            r"automated|billing)"
        ),
        (
            r"\b(?:note|message|instructions?|attention|memo|to|for|dear)\s*+(?:(?:to|for)\s*+)?(?:the |any |all )*"
            r"(?:ai|llm|language model|model|automated \w+|reviewers?|auditors?|checkers?|validators?|parsers?|"
            r"extractors?|"
            r"bots?|doccheck|assistant|coding (?:engine|software|bot|system)|software)\b\s*[:,\-–—.(]"
        ),
        (
            r"(?m)^[^\w\n]*+(?:system|assistant|developer|user|human)\s*(?:note|prompt|message|override|instruction)s?\s*[:"
            r"\]>\-]"
        ),
        (
            r"(?m)^[^\w\n]*+(?:system|assistant|developer|user|human)\s*:[^\n]{0,80}\b(?:checklist|requirements?|"
            r"evidence for|"
            r"compliant|quote|as met|is met|are met)\b"
        ),
        # Ids of our own requirements and keys of our own answers stand in no clinical note.
        r"(?-i:\b[JQ]\d{4}\.(?:[a-z]+_[a-z_]+|diagnosis|dose|route|order|wastage|weight|signature|consent|units)\b)",
        r"[\"'](?:requirement|quote|evidence|amounts)[\"']\s*:",
        r"<\|?(?:im_start|im_end|system|assistant|user|endoftext)\b[^>\n]{0,20}>",
        r"\[/?(?:INST|SYS|SYSTEM|ASSISTANT)\b",
        (
            r"(?m)^[^\S\n]*+#{2,}+\s*+(?:(?:assistant|prompt|human|user)s?[^\S\n]*+:?[^\S\n]*+$|(?:instruction|system|response)s?\s*:[^\n]{0,80}"
            r"\b(?:mark|ignore|treat|return|you are|status|met|disregard|output)\b)"
        ),
        r"\[\[\s*(?:ai|assistant|system|llm|note to|reviewer|model|instruction|prompt)\b",
        r"<!--[^>]{0,20}\b(?:ai|assistant|system|llm|reviewer|model|instruction|prompt|ignore)\b",
        (
            r"\b(?:do not|don't|never)\s+(?:flag|report|mention|list|raise|deny|question)\b[^.\n]{0,50}\b(?:missing|"
            r"finding|gap|"
            r"error|requirement|this|any|deficien)"
        ),
        r"\b(?:auto-?approve|prompt injection|system prompt|as an ai\b|jailbreak)",
        (
            r"\b(?:all|every|each)\s+(?:\w+\s+)?(?:requirements?|fields?|criteria|elements?|items?|checks?)\s+"
            r"(?:are|is|have been|has been|must be|should be|shall be|count as|as)\s+(?:\w+\s+)?(?:met|satisfied|"
            r"fulfilled|passed|"
            r"complete|documented)\b"
        ),
        (
            r"\b(?:ignorier\w*|ignora|ignore[zr]?|ignoren|negeer|zignoruj|ignorez|oublie[zr]?|olvida|vergiss|vergeet)"
            r"\b[^.\n]{0,50}"
            r"\b(?:anweisung\w*|instruc\w+|instru\w+|consignes?|istruzioni|regeln|regole|reglas|règles|regras|anterior\w*|"
            r"précédent\w*|precedent\w*|vorherig\w*|bisherig\w*|instructies|polecenia)"
        ),
        (
            r"\b(?:markiere\w*|setze|marque[zr]?|marca|segna|marcar|considere|considera|markeer)\b[^.\n]{0,60}"
            r"\b(?:erfüllt|cumplid\w*|satisfait\w*|rempli\w*|soddisfatt\w*|cumprid\w*|atendid\w*|voldaan|met)\b"
        ),
        r"(?:忽略|无视|無視|игнорир|무시|تجاهل|yoksay|满足|満たし)",
    )
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


_BLOCKS = (("[[", "]]"), ("<!--", "-->"), ("```", "```"), ("{{", "}}"), ("<<", ">>"))
_MAX_BLOCK = 4000


def _extent(text: str, start: int, end: int) -> Span:
    """Grow a hit to the passage it stands in: its block, else from its sentence to the end of the line."""
    for opening, closing in _BLOCKS:
        left = text.rfind(opening, max(0, start - _MAX_BLOCK), start + len(opening))
        if left >= 0:
            right = text.find(closing, max(end - len(closing), left + len(opening)), end + _MAX_BLOCK)
            if right >= 0 and text.find(closing, left + len(opening), start) < 0:
                return Span(left, right + len(closing))
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start), text.rfind("\f", 0, start)) + 1
    sentence = max(text.rfind(mark, line_start, start) for mark in (". ", "! ", "? "))
    last = text.find("\n", sentence_around(text, Span(start, end)).end)
    return Span(line_start if sentence < 0 else sentence + 2, len(text) if last < 0 else last)


@lru_cache(maxsize=4)
def find_instructions(text: str) -> tuple[Span, ...]:
    """Return the passages of ``text`` that address a reader or a machine, in order, none overlapping."""
    folded = text.casefold()
    if not any(hint in folded for hint in _HINTS):
        return ()
    hits = [_extent(text, *match.span()) for pattern in _patterns() for match in pattern.finditer(text)]
    merged: list[Span] = []
    for span in sorted(hits):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
