"""Which two characters are a modifier at all."""

from __future__ import annotations

__all__ = ["is_modifier"]

# First character → second characters in use on the official list; letters and digits are the list's own.
_LETTERED = {
    "A": "123456789ABDEFGHIJKMOPQRSTUVWXYZ",
    "B": "ALOPRU",
    "C": "ABCDEFGHIJKLMNOPQRST",
    "D": "AM",
    "E": "1234ABCDEJMPRTXY",
    "F": "123456789ABCPQRSTXY",
    "G": "0123456789ABCDEFGHJKLMNOPQRSTUVWXYZ",
    "H": "9ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "J": "12345ABCDEFGKLWZ",
    "K": "01234ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "L": "1CDLMRSTU",
    "M": "2ABCDEFGHS",
    "N": "123BRU",
    "P": "123456ABDILMNOST",
    "Q": "0123456789ABCDEFGHJKLMNPQRSTWXYZ",
    "R": "ABCDEIRT",
    "S": "ABCDEFGHJKLMNQSTUVWYZ",
    "T": "123456789ABCDEFGHJKLMNPQRSTUVW",
    "U": "123456789ABCDEFGHJKNPQRS",
    "V": "123456789MP",
    "X": "12345EPSU",
    "Z": "ABC",
}
_NUMERIC = frozenset(
    {"22", "23", "24", "25", "26", "27", "32", "33", "47", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59"}
    | {"62", "63", "66", "73", "74", "76", "77", "78", "79", "80", "81", "82", "90", "91", "92", "93", "95", "96"}
    | {"97", "99"}
)


def is_modifier(text: str) -> bool:
    """Whether ``text`` is a modifier of the HCPCS list or one of the numeric modifiers of procedures."""
    return text in _NUMERIC or text[1:] in _LETTERED.get(text[:1], "")
