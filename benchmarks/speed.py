"""How fast and how large: cold and warm questions, indexing, memory.

    python -m benchmarks.speed ../shared/eval/*.json

The paragraphs of the given SQuAD files, 1,000 at most, make the larger library. Quote ratios: both sides run in turn.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.squad import SquadSet

QUESTION = "when did WIC become an international organization?"
PASSAGES = 1000

PEER = """
import sys
from pathlib import Path
from sentence_transformers import SentenceTransformer
model = SentenceTransformer("index/model", device="cpu", trust_remote_code=True)
texts = [line for path in Path("seeds").glob("*.md") for line in path.read_text("utf-8").splitlines() if len(line) > 40]
import numpy
vectors = numpy.load(sys.argv[1]) if Path(sys.argv[1]).exists() else model.encode_document(texts)
numpy.save(sys.argv[1], vectors)
print(texts[int((model.encode_query([sys.argv[2]]) @ vectors.T).argmax())])
"""


def seconds(command: Sequence[str], env: dict[str, str]) -> float:
    """Wall time of one process."""
    began = time.perf_counter()
    subprocess.run(command, check=True, env=env, capture_output=True)
    return time.perf_counter() - began


def cold(folder: Path, rounds: int) -> None:
    """Process start to answer, in turn with a script that does the same through sentence-transformers."""
    env = os.environ | {"WUZHEN_HOME": str(folder / "seeds")}
    ours = [sys.executable, "-m", "bot.cli", "ask", QUESTION]
    peer = [sys.executable, "-c", PEER, str(folder / "peer.npy"), QUESTION]
    first = seconds(ours, env)
    seconds(peer, env)
    pairs = [(seconds(ours, env), seconds(peer, env)) for _ in range(rounds)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"first question, seeds indexed on the way: {first:.1f} s")
    print(
        f"cold ask: median {mine:.2f} s of {rounds}; the same through sentence-transformers {theirs:.2f} s; ratio {ratio:.3f}"
    )


def large(folder: Path, sets: list[SquadSet]) -> None:
    """Indexing and warm questions with up to ``PASSAGES`` paragraphs, in a process of its own for its memory."""
    paragraphs = [text for each in sets for text in each.paragraphs][:PASSAGES]
    questions = [question for each in sets for question, _ in each.questions]
    work = {
        "paragraphs": paragraphs,
        "questions": questions[:: max(1, len(questions) // 300)][:300],
        "folder": str(folder),
    }
    (folder / "work.json").write_text(json.dumps(work), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "benchmarks.speed", "--worker", str(folder / "work.json")], check=True)


def worker(path: Path) -> None:
    """Measure indexing, then warm questions, then this process's memory."""
    import resource

    from bot.assistant import Assistant
    from bot.settings import Settings

    work = json.loads(path.read_text(encoding="utf-8"))
    text = Path(work["folder"]) / "passages.txt"
    text.write_text("\n".join(work["paragraphs"]) + "\n", encoding="utf-8")
    with Assistant.open(Settings(Path(work["folder"]) / "large")) as assistant:
        assistant.warm_up()
        began = time.perf_counter()
        count = assistant.add(text).document.count
        spent = time.perf_counter() - began
        print(f"indexing: {count} passages in {spent:.0f} s, {count / spent:.1f} a second with all units")
        for question in work["questions"][:5]:
            assistant.ask(question)
        times = [_timed(assistant.ask, question) for question in work["questions"]]
    quantiles = statistics.quantiles(times, n=20)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"warm question, {count} passages: median {statistics.median(times):.1f} ms, 95 % under {quantiles[18]:.1f} ms"
    )
    print(f"peak memory of that process, indexing included: {peak:.0f} MB")


def _timed(ask: object, question: str) -> float:
    assert callable(ask)
    began = time.perf_counter()
    ask(question)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Run all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        worker(options.worker)
        return
    with tempfile.TemporaryDirectory() as folder:
        cold(Path(folder), options.rounds)
        if options.sets:
            large(Path(folder), [SquadSet.load(path) for path in options.sets])


if __name__ == "__main__":
    main()
