"""What copies cost and what folding them brings: XQuAD's questions over a library in which paragraphs stand in several documents.

    python -m benchmarks.duplicates ../shared/eval/xquad-zh-dev.json [--mirrors 3] [--share 3]

Every paragraph is a document; every ``--share``-th stands in ``--mirrors`` further documents, each under a first line of its own.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index.adding import add_file
from index.encoder import open_encoder
from index.library import LocalLibrary
from retrieval.confidence import Judge
from retrieval.evaluation_sets import SquadSet
from retrieval.glossing import question_vector
from retrieval.lexicon import Lexicon
from retrieval.question import understand
from retrieval.renderings import renderings
from retrieval.retriever import Retriever
from retrieval.types import Candidate


def main() -> None:
    """Three rows: no copies, copies folded, copies each in its own place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("squad", type=Path)
    parser.add_argument("--mirrors", type=int, default=3)
    parser.add_argument("--share", type=int, default=3)
    options = parser.parse_args()
    squad = SquadSet.load(options.squad)
    with tempfile.TemporaryDirectory(prefix="wuzhen-duplicates-") as place:
        _measure(Path(place), squad, options.mirrors, options.share)


def _measure(folder: Path, squad: SquadSet, mirrors: int, share: int) -> None:
    with closing(LocalLibrary.open(folder / "library")) as library:
        _added(library, folder, squad.paragraphs, "", 1)
        _row("no copies", library, squad, folded=True)
        for mirror in range(mirrors):
            _added(library, folder, squad.paragraphs[::share], f"Mirror {mirror} of number", mirror + 2)
        _row("copies, folded", library, squad, folded=True)
        _row("copies, each in its place", library, squad, folded=False)


def _added(library: LocalLibrary, folder: Path, paragraphs: Sequence[str], line: str, round_: int) -> None:
    encoder, began, embedded, count = open_encoder(), time.monotonic(), 0, 0
    for number, paragraph in enumerate(paragraphs):
        path = folder / f"{round_}-{number}.txt"
        path.write_text(f"{line} {number}.\n\n{paragraph}\n" if line else paragraph + "\n", encoding="utf-8")
        added = add_file(library, encoder, path)
        embedded, count = embedded + added.embedded, count + added.document.count
    library.sync_vectors()
    seconds = time.monotonic() - began
    print(
        f"{count} passages, {embedded} embedded, {seconds:.1f} s; vectors in the record {_vector_bytes(library):,} bytes"
    )


def _vector_bytes(library: LocalLibrary) -> int:
    with library.reading():
        (size,) = library.connection.execute("SELECT sum(length(data)) FROM vectors").fetchone()
    return int(size)


def _row(name: str, library: LocalLibrary, squad: SquadSet, *, folded: bool) -> None:
    rankings = list(_rankings(library, squad, folded=folded))
    ranks = np.array([rank for rank, _, _, _ in rankings])
    sure, seconds, different = (np.array([row[at] for row in rankings]) for at in (1, 2, 3))
    print(
        f"{name}: recall@1 {np.mean(ranks <= 1):.3f}, recall@5 {np.mean(ranks <= 5):.3f}, different of five "
        f"{different.mean():.2f}, answered {np.mean(sure >= Judge.shipped().threshold):.3f}, "
        f"median {1000 * np.median(seconds):.1f} ms"
    )


def _rankings(library: LocalLibrary, squad: SquadSet, *, folded: bool) -> Iterator[tuple[float, float, float, int]]:
    """Of each question: rank of the right text, confidence, seconds of ranking, different texts among the first five."""
    encoder, judge, retriever = open_encoder(), Judge.shipped(), Retriever(library, folded=folded)
    for text, right in squad.questions:
        question = understand(text)
        with library.reading():
            rendered = renderings(question.text, Lexicon.shipped())
            vector = question_vector(encoder, question, rendered, library.languages())
            began = time.monotonic()
            candidates = retriever.rank(question, vector, rendered)
            seconds = time.monotonic() - began
        rank = _rank(candidates, squad.paragraphs[right])
        yield rank, judge.confidence(question, candidates), seconds, len({one.passage.text for one in candidates[:5]})


def _rank(candidates: Sequence[Candidate], text: str) -> float:
    """A long paragraph is divided: any part of it will do."""
    return next((at for at, one in enumerate(candidates, 1) if one.passage.text in text), np.inf)


if __name__ == "__main__":
    main()
