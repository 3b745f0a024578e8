"""From a question to an answer or an honest refusal: rank, judge, pick out the short answer."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from index.encoder import Encoder
from index.library import LocalLibrary
from index.types import Source, Span
from retrieval.confidence import Judge
from retrieval.glossing import question_vector
from retrieval.marking import places, wanted
from retrieval.own_terms import OwnTerms
from retrieval.renderings import renderings
from retrieval.retriever import Retriever
from retrieval.short_answer import short_answer
from retrieval.types import Answer, Candidate, Found, Question


def answer(library: LocalLibrary, encoder: Encoder, question: Question, *, k: int = 5) -> Answer:
    """The best ``k`` passages for ``question``, with the probability that the first one answers it.

    Raises ``EncoderError`` where another encoder made the library.
    """
    with library.reading():
        library.require_encoder(encoder.identity, encoder.name)
        rendered = renderings(question.text, OwnTerms.of(library))
        vector = question_vector(encoder, question, rendered, library.languages())
        candidates = Retriever(library).rank(question, vector, rendered)
        also = [library.copies(candidate.passage.id) for candidate in candidates[:k]]
    judge = Judge.shipped()
    confidence = judge.confidence(question, candidates)
    answered = confidence >= judge.threshold
    terms = wanted(question, rendered)
    found = tuple(_found(candidate, terms, copies) for candidate, copies in zip(candidates, also, strict=False))
    short = None
    if answered:
        passage = found[0].passage
        short = short_answer(question, passage.text, passage.sentences, found[0].sentence)
        if short is not None:  # the sentence that is shown as the proof is the one that the short answer was taken from
            proof = next(
                (one for one in passage.sentences if one.start <= short.span.start < one.end), found[0].sentence
            )
            found = (replace(found[0], sentence=proof), *found[1:])
    return Answer(question, answered, confidence, short, found)


def _found(candidate: Candidate, terms: Set[str], also: tuple[Source, ...]) -> Found:
    passage = candidate.passage
    sentence = passage.sentences[candidate.sentence] if passage.sentences else Span(0, len(passage.text))
    return Found(passage, candidate.score, sentence, places(terms, passage.text), also)
