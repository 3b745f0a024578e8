"""What is embedded of a passage: its paragraph, its sentences, its runs of two sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language import language_of
from index.normalise import HAN, for_encoder
from index.types import Span

_GLOSS = re.compile(rf"[（(][^（()）{HAN}]*[A-Za-z][^（()）]*[)）]")


def units_of(text: str, heading: str, sentences: Sequence[Span], windows: Sequence[Span]) -> list[str]:
    """The texts to embed, none twice: the paragraph; its n sentences if n > 1; n − 1 windows if n > 2.

    The paragraph stands under its heading, which often says what the paragraph takes for granted.
    """
    spans = [*sentences, *windows] if len(sentences) > 1 else []
    units = [f"{heading}\n{text}" if heading else text, *(text[start:end] for start, end in spans)]
    units = list(map(for_encoder, units))
    return [without_glosses(unit) for unit in units] if language_of(text) == "zh" else units


def sentence_count(units: int) -> int:
    """How many of a passage's ``units`` are sentences, after the paragraph and before the windows."""
    return {1: 0, 3: 2}.get(units, units // 2)


def without_glosses(text: str) -> str:
    """Chinese text without the foreign names it gives in brackets: 世界互联网大会（World Internet Conference，简称 WIC）.

    A passage with such a name drew nearly every English question to itself, whatever it asked. The names are not lost: the
    word leg finds them, and people see the text as it was written.
    """
    return _GLOSS.sub("", text).strip() or text
