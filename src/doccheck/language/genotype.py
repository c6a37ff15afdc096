"""Find alpha-1 antitrypsin genotypes and phenotypes."""

from __future__ import annotations

import re

from doccheck.language.mention import Mention
from doccheck.language.patterns import Pattern
from doccheck.language.reading import reader
from doccheck.note import Span

__all__ = ["find_genotypes"]

_ALLELE = r"(?:Z|S|M[1-4]?|F|I|P|null|Null|NULL|Q0\w*|Mmalton|Mheerlen|Siiyama|rare)"
_GENOTYPE = Pattern(
    rf"\b(?:PI?|Pi)\s*+(?:[*:\-]\s*+)?(?:{_ALLELE}\s*+(?:[*/]\s*+)?{_ALLELE})(?![A-Za-z0-9])|"
    rf"(?<![A-Za-z0-9])(?:ZZ|SZ|MZ|MS|SS|MM|FZ|IZ|Z\s?/\s?Z|S\s?/\s?Z|Z\s?/\s?[Nn]ull|[Nn]ull\s?/\s?[Nn]ull|Z\s"
    rf"?[Nn]ull|Pi\s?[Nn]ull|M\s?/\s?Z|M\s?/\s?M)(?![A-Za-z0-9])|"
    r"\b(?:c\.1096G>A|Glu342Lys|E342K|p\.Glu366Lys)\b"
)
_NAMED = Pattern(
    r"\b(?:genotyp\w*|phenotyp\w*|SERPINA1|Pi[\s-]?typ\w*|allele\w*|homozyg\w*|heterozyg\w*|genetic(?:s| test\w"
    r"*)?|PI\b|Pi\b|AAT|AATD|alpha-?1)",
    re.IGNORECASE,
)
_NAMED_RESULT = Pattern(
    r"\b(?:SERPINA1|Z (?:allele|mutation|variant)|genotyp\w*|phenotyp\w*)\b[^.;\n]{0,50}?\b(?:homozyg\w+|"
    r"heterozyg\w+|positive|pathogenic variants?|two (?:Z|copies)\w*)|"
    r"\bhomozyg\w+\b[^.;\n]{0,30}\b(?:Z|SERPINA1|E342K)\b",
    re.IGNORECASE,
)
_TYPED = Pattern(
    r"\bpi[\s-]{0,6}(?:type|typing|phenotype|genotype)?[\s:*-]{0,6}(?P<pair>zz|sz|mz|ss|mm|z\s?/?\s?null|null\s?/?\s"
    r"?null)(?![a-z0-9])",
    re.IGNORECASE,
)
_NORMAL = Pattern(r"M[1-4]?\s*+(?:/\s*+)?M[1-4]?$")
_SELF = Pattern(r"^(?:PI?|Pi)\s*[*:\-]?")


@reader(
    "pi pizz piss pisz pimz pinu zz sz mz ss mm ms z s m null geno phen serp homo hete fz iz c glu e p prot gene pimm "
)
def find_genotypes(text: str) -> list[Mention]:
    """Return genotype or phenotype results; ``value`` is deficient, or normal for MM.

    Two letters alone (``ZZ``, ``MS``) are a result only where the text names a genotype, phenotype or the gene.
    """
    found = []
    named = bool(_NAMED.search(text))
    for match in _GENOTYPE.finditer(text):
        words = match[0]
        if not _SELF.match(words) and not named and words[0] not in "cGEp" and words not in ("ZZ", "SZ"):
            continue
        found.append(Mention(Span(*match.span()), "normal" if _NORMAL.search(words) else "deficient"))
    for match in _TYPED.finditer(text):
        span = Span(*match.span())
        if not any(mention.span.overlaps(span) for mention in found):
            found.append(Mention(span, "normal" if match["pair"].casefold() == "mm" else "deficient"))
    for match in _NAMED_RESULT.finditer(text):
        span = Span(*match.span())
        if not any(mention.span.overlaps(span) for mention in found):
            found.append(Mention(span, "deficient"))
    return sorted(found, key=lambda mention: mention.span)
