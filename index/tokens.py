"""Words of a text for the word leg: English stems, numbers, and Chinese characters one by one and in neighbouring pairs.

Chinese needs no segmentation this way, and nothing is ever out of vocabulary; Traditional text meets Simplified.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.normalise import HAN, for_search, simplified

if TYPE_CHECKING:
    from Stemmer import Stemmer

_RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_{HAN}]+)")


def tokens(text: str) -> list[str]:
    """Tokens of ``text`` in order, repeated as they occur; each is one word to the full-text index."""
    found: list[str] = []
    words: list[str] = []
    for match in _RUN.finditer(simplified(for_search(text)).lower()):
        run = match.group()
        if match.lastgroup == "han":
            found += run
            found += map("".join, pairwise(run))
        elif match.lastgroup == "number":
            found.append(run.replace(",", ""))
        else:
            words.append(run)
    return found + (_stemmer().stemWords(words) if words else [])


def is_common_part(token: str) -> bool:
    """Whether the token is a single Chinese character: it counts in a score, but is too frequent to search by."""
    return len(token) == 1 and not token.isascii()


_PLAIN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


def is_plain(token: str) -> bool:
    """Whether the full-text index takes ``token`` for the one word it is: letters and digits, dots within."""
    return _PLAIN.fullmatch(token) is not None


@cache
def _stemmer() -> Stemmer:
    import Stemmer

    return Stemmer.Stemmer("english")
