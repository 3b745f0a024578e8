"""The golden questions over the seeds, and over one long article.

    python -m benchmarks.golden [--article ../shared/seeds/wic-article.txt] [--misses]

hit@k: a right passage is among the first k. Refusals are measured on the half of
the questions that the threshold was not fitted on.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.questions import Golden, golden
from bot.seeding import articles
from index.encoder import Encoder, open_encoder
from index.library import LocalLibrary
from retrieval.answering import answer
from retrieval.evaluating import built
from retrieval.question import understand
from retrieval.types import Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """A golden question with what came of it; ``rank`` of the first right passage from 1, or a large number."""

    question: Golden
    answer: Answer
    rank: int


def fitting_half(questions: Sequence[Golden]) -> list[Golden]:
    """Every second question of each kind (language, answerable), in the file's order: what the threshold may see."""
    return _halves(questions, 0)


def measuring_half(questions: Sequence[Golden]) -> list[Golden]:
    """The others: what refusals are measured on."""
    return _halves(questions, 1)


def _halves(questions: Sequence[Golden], which: int) -> list[Golden]:
    kinds: dict[tuple[str, bool], int] = {}
    chosen = []
    for question in questions:
        kind = (question.language, question.answerable)
        if kinds.setdefault(kind, 0) % 2 == which:
            chosen.append(question)
        kinds[kind] += 1
    return chosen


def seed_library(folder: Path, encoder: Encoder) -> LocalLibrary:
    """A library of the seed articles in ``folder``."""
    return built(articles(), folder, encoder)


def outcomes(library: LocalLibrary, encoder: Encoder, questions: Sequence[Golden]) -> list[Outcome]:
    """Ask each question."""
    found = []
    for question in questions:
        given = answer(library, encoder, understand(question.question), k=10)
        right = [number for number, one in enumerate(given.passages, 1) if question.answered_by(one.passage.text)]
        found.append(Outcome(question, given, min(right, default=1000)))
    return found


def share(asked: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> str:
    """How many of ``asked``, as a share and a count."""
    count = sum(holds(outcome) for outcome in asked)
    return f"{count / len(asked):.2f} ({count}/{len(asked)})" if asked else "–"


def report_hits(title: str, found: Sequence[Outcome]) -> None:
    """hit@1 and hit@3 of the answerable questions in each language."""
    for language in ("en", "zh"):
        asked = [outcome for outcome in found if outcome.question.language == language and outcome.question.answerable]
        first, third = share(asked, lambda outcome: outcome.rank <= 1), share(asked, lambda outcome: outcome.rank <= 3)
        print(f"{title}, {language}: hit@1 {first}, hit@3 {third}")


def report_refusals(title: str, found: Sequence[Outcome]) -> None:
    """Refused of the unanswerable and of the answerable, and right short answers."""
    no = [outcome for outcome in found if not outcome.question.answerable]
    yes = [outcome for outcome in found if outcome.question.answerable]
    near = [outcome for outcome in no if outcome.question.near]
    print(f"{title}: unanswerable refused {share(no, refused)}, of them near misses {share(near, refused)}")
    print(f"{title}: answerable refused {share(yes, refused)}")


def refused(outcome: Outcome) -> bool:
    """Whether the answer was that the documents do not say."""
    return not outcome.answer.answered


def report_short(found: Sequence[Outcome]) -> None:
    """Typed short answers where one is expected."""
    asked = [outcome for outcome in found if outcome.question.short is not None]
    print(f"short answers: right {share(asked, short_is_right)}")


def short_is_right(outcome: Outcome) -> bool:
    """Whether the short answer is the expected one."""
    short = outcome.answer.short
    return short is not None and short.text == outcome.question.short


def report_misses(found: Sequence[Outcome]) -> None:
    """Every question that went wrong."""
    for outcome in found:
        question, given = outcome.question, outcome.answer
        first = given.passages[0].passage
        wrong = outcome.rank > 1 if question.answerable else given.answered
        if wrong or (question.answerable and not given.answered) or (question.short and not short_is_right(outcome)):
            short = given.short.text if given.short else None
            print(f"  {question.id} rank {outcome.rank} answered {given.answered} {given.confidence:.2f}")
            print(f"    {question.question}\n    {first.document.name} {first.position}: {first.text[:70]}")
            print(f"    short {short!r}, expected {question.short!r}")


def main() -> None:
    """Measure over the seeds, then over the article."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--article", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    encoder = open_encoder()
    with tempfile.TemporaryDirectory() as folder:
        library = seed_library(Path(folder), encoder)
        found = outcomes(library, encoder, golden())
        report_hits("seeds", found)
        measured = {question.id for question in measuring_half(golden())}
        report_refusals("measuring half", [outcome for outcome in found if outcome.question.id in measured])
        report_refusals("fitting half", [outcome for outcome in found if outcome.question.id not in measured])
        report_short(found)
        if options.misses:
            report_misses(found)
        library.close()
    if options.article:
        with tempfile.TemporaryDirectory() as folder:
            library = built([options.article], Path(folder), encoder)
            found = outcomes(library, encoder, [question for question in golden() if question.article])
            report_hits("article", found)
            if options.misses:
                report_misses([outcome for outcome in found if outcome.rank > 1])
            library.close()


if __name__ == "__main__":
    main()
