"""Which pieces of the multilingual vocabulary Chinese and English need; the rest is cut away with its embeddings.

Kept: every piece with a Han character and no Japanese or Korean one; printable ASCII up to three characters or with a
digit (years, dates, amounts); every piece that an English word list uses in lower, capital or upper case; single
punctuation marks, symbols and digits; single Latin, Greek and kana letters, so that a name like Beyoncé is no unknown.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SPACE = "▁"
_OTHER_EAST_ASIAN = ("HIRAGANA", "KATAKANA", "HANGUL")
_SINGLE_LETTERS = ("LATIN", "GREEK", "HIRAGANA", "KATAKANA")


def is_han(character: str) -> bool:
    """Whether the character is a Chinese ideograph (unified, extension A and B+, compatibility, 々〇)."""
    return (
        "㐀" <= character <= "鿿" or "豈" <= character <= "\ufaff" or character >= "\U00020000" or character in "々〇"
    )


def _stays(piece: str) -> bool:
    body = piece.removeprefix(SPACE)
    if not body:
        return piece == SPACE
    if any(is_han(c) for c in body):
        return not any(_script(c) in _OTHER_EAST_ASIAN for c in body)
    if body.isascii() and body.isprintable():
        return len(body) <= 3 or any(c.isdigit() for c in body)
    return len(body) == 1 and (unicodedata.category(body)[0] in "PSN" or _script(body) in _SINGLE_LETTERS)


def _script(character: str) -> str:
    return unicodedata.name(character, "?").partition(" ")[0]


def english_words(path: Path) -> list[str]:
    """The words of the gzipped JSON word list at ``path``."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(json.load(file))


def kept(pieces: Sequence[str], tokenizer: Tokenizer, words: Sequence[str]) -> list[int]:
    """Ids of the pieces to keep, special pieces first, otherwise in their old order."""
    ids = {i for i, piece in enumerate(pieces) if _stays(piece)}
    for form in (str.lower, str.capitalize, str.upper):
        for encoding in tokenizer.encode_batch([form(word) for word in words], add_special_tokens=False):
            ids.update(encoding.ids)
    special = [pieces.index(piece) for piece in SPECIAL]
    return special + sorted(ids - set(special))
