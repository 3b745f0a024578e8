"""The question's vector, drawn a little towards a word-by-word gloss of it in the other language.

The encoder finds a question's meaning across languages less well than within one. An English question glossed by the lexicon
(成为 国际 组织) is no Chinese, but its vector lies where Chinese passages lie, and the mean of both finds more; see
benchmarks/README.md.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.types import Language
from retrieval.function_words import FUNCTION_WORDS
from retrieval.renderings import Rendering, is_chinese, parts_of
from retrieval.types import Question
from retrieval.weights import Weights

SURE = 0.3
"""Least weight of an English term that stands for Chinese characters; many stretches straddle two words and mean nothing."""


def question_vector(
    encoder: Encoder,
    question: Question,
    rendered: Sequence[Rendering],
    languages: Set[Language],
    pull: float | None = None,
) -> NDArray[np.float32]:
    """Unit vector of the question, shape (dimension,); glossed only where ``languages`` of the documents are not its own.

    ``rendered`` has its words in the other language.
    ``pull`` is the gloss's weight beside the question itself, ``Weights.gloss`` where it is None.
    """
    pull = Weights.shipped().gloss if pull is None else pull
    glossed = gloss_of(question, rendered) if pull and languages - {question.language} else ""
    vectors = encoder.encode_questions([question.text, glossed] if glossed else [question.text])
    both = vectors[0] + pull * vectors[1] if glossed else vectors[0]
    unit: NDArray[np.float32] = both / np.linalg.norm(both)
    return unit


def gloss_of(question: Question, rendered: Sequence[Rendering]) -> str:
    """The commonest translation of each longest stretch that has one; what has none and is no function word stays.

    A single Chinese character is no translation: it is a part of many words. Of Chinese, what has none is left out.
    """
    best: dict[int, Rendering] = {}
    for rendering in rendered:
        if _is_worth(rendering, question.language):
            start, other = rendering.stretch.start, best.get(rendering.stretch.start)
            if other is None or rendering.stretch.end > other.stretch.end:
                best[start] = rendering
    parts = parts_of(question.text)
    glossed: list[str] = []
    at = 0
    while at < len(parts):
        if at in best:
            glossed.append(best[at].written)
            at = best[at].stretch.end
        else:
            if not is_chinese(parts[at].term) and parts[at].written.lower() not in FUNCTION_WORDS:
                glossed.append(parts[at].written)
            at += 1
    return " ".join(dict.fromkeys(glossed))


def _is_worth(rendering: Rendering, language: Language) -> bool:
    if language == "en":
        return len(rendering.written) > 1
    return len(rendering.stretch.term) > 1 and rendering.weight > SURE
