"""What the encoder is trained on: passages with their translation, and a sentence of each as the question.

Lines of a document stand in order in most sources, so runs of them are passages of natural length: trained on single sentences
alone, long Chinese passages drift away (see training/README.md).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.translated_texts import Source, pairs

SEED = 20240712
HELD_OUT = ("ntrex_hans", "ntrex_hant", "tico19", "ud_pud")
"""Sources that are only evaluated on."""
WITHOUT_ORDER = ("tatoeba", "mlqe_pe", "qald10_questions")
"""Sources of single sentences."""
LENGTHS = (1, 1, 2, 3, 4, 6)
"""Lines of a passage, each as likely."""
LONGEST = 700
"""English characters of a passage."""
SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage that holds it, each in both languages."""

    question_en: str
    question_zh: str
    passage_en: str
    passage_zh: str


def examples(sets: Sequence[Source], per_source: int) -> list[Example]:
    """Examples of all sentence sources that are not held out, mixed, the same ones every time."""
    chance = random.Random(SEED)
    found: list[Example] = []
    for source in sets:
        if source.kind == "sentence" and source.name not in HELD_OUT:
            made = list(_of_source(source, chance))
            found += chance.sample(made, min(per_source, len(made)))
    chance.shuffle(found)
    return found


def of_like_length(found: Sequence[Example], batch: int) -> list[Example]:
    """The same examples in whole batches of like length, the batches mixed: little is padding then."""
    ordered = sorted(found, key=lambda example: len(example.passage_en))
    batches = [ordered[at : at + batch] for at in range(0, len(ordered) - batch + 1, batch)]
    random.Random(SEED).shuffle(batches)
    return [example for one in batches for example in one]


def held_out(sets: Sequence[Source], name: str, lines: int) -> list[Example]:
    """Examples of one held-out source, each passage of so many lines."""
    chance = random.Random(SEED)
    [source] = [source for source in sets if source.name == name]
    return list(_runs(list(pairs(source)), (lines,), chance))


def _of_source(source: Source, chance: random.Random) -> Iterator[Example]:
    lines = [(en, zh) for en, zh in pairs(source) if SHORTEST <= len(en) <= LONGEST and len(zh) >= SHORTEST // 4]
    yield from _runs(lines, (1,) if source.name in WITHOUT_ORDER else LENGTHS, chance)


def _runs(lines: Sequence[tuple[str, str]], lengths: Sequence[int], chance: random.Random) -> Iterator[Example]:
    start = 0
    while start < len(lines):
        run = list(lines[start : start + chance.choice(lengths)])
        start += len(run)
        while sum(len(en) for en, _ in run) > LONGEST and len(run) > 1:
            run.pop()
        question = chance.choice(run)
        yield Example(*question, " ".join(en for en, _ in run), "".join(zh for _, zh in run))
