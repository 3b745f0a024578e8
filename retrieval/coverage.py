"""How far a passage's words cover the question: BM25 divided by the most the question could get, 0 to 1.

BM25 itself has no scale: across languages, where only numbers and names are shared, its best score would still be its best.
Divided by the sum of idf·(k1 + 1) over the question's tokens, one weight serves every pair of languages.
Robertson and Zaragoza 2009, with idf = ln(1 + (N − df + ½) / (df + ½)). A token's translations count as the token, as far as they
are likely: frequencies are sums weighted by probability (probabilistic structured queries, Darwish and Oard 2003). A translation
of several tokens, a name or a word of three characters, is there as often as the rarest of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.library import Library
from index.record import WordCounts
from index.tokens import is_common_part, tokens
from retrieval.renderings import Rendering

K1 = 1.2
B = 0.75
PART = 0.3
"""What a single Chinese character is worth as a translation: it is a part of many words."""

Form = tuple[tuple[str, ...], float]
"""Terms that must all be there, and what they count."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The question's distinct tokens with their idf in one state of the library, and its mean passage length in tokens.

    ``forms`` has what counts as each token: the token itself and each translation of a stretch that it is part of.
    """

    idf: Mapping[str, float]
    forms: Mapping[str, Sequence[Form]]
    mean_length: float

    @classmethod
    def read(cls, library: Library, text: str, rendered: Iterable[Rendering]) -> QuestionWords:
        """Weigh the tokens of ``text`` by how rare they and their translations are; inside ``library.reading()``."""
        passages, words = library.totals()
        forms = _forms(text, rendered)
        frequencies = library.document_frequencies({term for form in _all(forms) for term in form[0]})
        idf = {token: _idf(passages, min(_sum(found, frequencies), passages)) for token, found in forms.items()}
        return cls(idf, forms, words / passages if passages else 0.0)

    @property
    def counted(self) -> set[str]:
        """Every term that counts in a passage."""
        return {term for terms, _ in _all(self.forms) for term in terms}

    def coverage(self, words: WordCounts) -> tuple[float, float]:
        """BM25 of one passage as a share of the most this question could get, and the share it has in no form at all.

        The second is the idf of the question's words that stand in the passage neither as such nor in translation.
        """
        total = sum(self.idf.values())
        if not total:
            return 0.0, 0.0
        norm = K1 * (1 - B + B * words.length / self.mean_length)
        score = missing = 0.0
        for token, forms in self.forms.items():
            count = _sum(forms, words.counts)
            score += self.idf[token] * count / (count + norm)
            missing += 0.0 if count else self.idf[token]
        return score / total, missing / total


def _forms(text: str, rendered: Iterable[Rendering]) -> dict[str, list[Form]]:
    forms: dict[str, list[Form]] = {token: [((token,), 1.0)] for token in sorted(set(tokens(text)))}
    for rendering in rendered:
        part = len(rendering.terms) == 1 and is_common_part(rendering.terms[0])
        form = rendering.terms, rendering.weight * PART if part else rendering.weight
        for token in dict.fromkeys(rendering.tokens):
            if token in forms:
                forms[token].append(form)
    return forms


def _all(forms: Mapping[str, Sequence[Form]]) -> Iterator[Form]:
    return (form for found in forms.values() for form in found)


def _sum(forms: Sequence[Form], counts: Mapping[str, int]) -> float:
    """How often any of ``forms`` occurs, each as often as the rarest of its terms, weighted."""
    return sum(weight * min(counts.get(term, 0) for term in terms) for terms, weight in forms)


def _idf(passages: int, frequency: float) -> float:
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
