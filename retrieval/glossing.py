"""The question's vector, drawn a little towards a word-by-word gloss of it in the other language.

The encoder finds a question's meaning across languages less well than within one. An English question glossed by the lexicon
(成为 国际 组织) is no Chinese, but its vector lies where Chinese passages lie, and the mean of both finds more; see
benchmarks/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.tokens import tokens
from index.types import Language
from retrieval.coverage import Translator
from retrieval.types import Question
from retrieval.weights import Weights

SURE = 0.3
"""Least weight of an English stem that stands for a pair of characters; most pairs straddle two words and mean nothing."""
FUNCTION_WORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does during
    for from had has have he her him his how i if in into is it its many me more most much my no not of on or
    our she so some such than that the their them then there these they this those to under us was we were
    what when where which while who whom why will with would you your
    """.split()  # noqa: SIM905  # one word a line would fill two screens
)
"""English words that have no one word in Chinese."""

_WORD = re.compile(r"[A-Za-z]+|\d+")


def question_vector(
    encoder: Encoder, question: Question, lexicon: Translator, languages: Set[Language], pull: float | None = None
) -> NDArray[np.float32]:
    """Unit vector of the question, shape (dimension,); glossed only where ``languages`` of the documents are not its own.

    ``pull`` is the gloss's weight beside the question itself, ``Weights.gloss`` where it is None.
    """
    pull = Weights.shipped().gloss if pull is None else pull
    gloss = gloss_in_english if question.language == "zh" else gloss_in_chinese
    glossed = gloss(question.text, lexicon) if pull and languages - {question.language} else ""
    vectors = encoder.encode_questions([question.text, glossed] if glossed else [question.text])
    both = vectors[0] + pull * vectors[1] if glossed else vectors[0]
    unit: NDArray[np.float32] = both / np.linalg.norm(both)
    return unit


def gloss_in_chinese(text: str, lexicon: Translator) -> str:
    """The commonest Chinese word for each English one; numbers and words without a translation stay as they are.

    A single character is no translation: it is a part of many words.
    """
    words = [word for word in _WORD.findall(text) if word.lower() not in FUNCTION_WORDS]
    found = ([t for token in tokens(word) for t, _ in lexicon.translations(token) if len(t) > 1] for word in words)
    return " ".join(chinese[0] if chinese else word for word, chinese in zip(words, found, strict=True))


def gloss_in_english(text: str, lexicon: Translator) -> str:
    """The commonest English stem for each pair of characters that surely has one, each once; numbers and Latin words stay."""
    words = []
    for token in tokens(text):
        if token.isascii():
            words.append(token)
        elif len(token) > 1:
            words += [term for term, weight in lexicon.translations(token)[:1] if weight > SURE]
    return " ".join(dict.fromkeys(words))
