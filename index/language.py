"""Which language a text is in, by its characters alone."""

from __future__ import annotations

import re

from index.normalise import HAN
from index.types import Language

LETTERS_A_WORD = 5
"""A Han character says about as much as a word, and an English word has about five letters (a name may have more)."""

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[^\W\d_㐀-鿿]+")


def language_of(text: str) -> Language:
    """``zh`` where there is at least as much Chinese as other words; a text without letters is ``en``."""
    han = len(_HAN.findall(text))
    words = sum(min(len(word), 2 * LETTERS_A_WORD) for word in _WORD.findall(text)) / LETTERS_A_WORD
    return "zh" if han and han >= words else "en"
