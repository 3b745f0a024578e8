"""How long a folder of many small files takes to be brought in step again, when nothing, little or everything was moved.

    python -m benchmarks.sync --files 10000

The vectors are made by a stand-in that takes no time: what is measured is the looking, not the embedding. Each figure is the
median of ``--rounds``; the command's own time is a process of its own, from start to end.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.adding import add_file
from index.encoder import Vectors
from index.folder_types import Synced
from index.library import LocalLibrary
from index.syncing import add_folder, sync
from index.types import Added, OnProgress

DIMENSION = 16


class Instant:
    """An encoder that points everywhere at once."""

    name = identity = "instant"
    dimension = DIMENSION

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text."""
        return np.full((len(texts), DIMENSION), DIMENSION**-0.5, np.float32)

    encode_passages = encode_questions


def written(folder: Path, files: int) -> None:
    """``files`` small texts, a hundred to a subfolder, changed last an hour ago."""
    then = time.time() - 3600
    for number in range(files):
        path = folder / f"{number // 100:04}" / f"{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"# Note {number}\n\nThe note number {number} says that a goat stood on the bridge.\n", encoding="utf-8"
        )
        os.utime(path, (then, then))


def timed(work: Callable[[], Synced]) -> tuple[float, Synced]:
    """Seconds of one piece of work, and what it did."""
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


def median(work: Callable[[], Synced], rounds: int) -> tuple[float, Synced]:
    """The middle of several."""
    ran = [timed(work) for _ in range(rounds)]
    return statistics.median(seconds for seconds, _ in ran), ran[-1][1]


def command(library: Path, rounds: int) -> float:
    """``wuzhen sync`` as a process of its own."""
    env = os.environ | {"WUZHEN_HOME": str(library)}
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bot.cli", "sync"], check=True, env=env, capture_output=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def measure(place: Path, files: int, rounds: int) -> None:
    """All of it, one line each."""
    folder, encoder = place / "notes", Instant()
    written(folder, files)
    library = LocalLibrary.open(place / "library")

    def one(path: Path, name: str, source: str, progress: OnProgress) -> Added:
        return add_file(library, encoder, path, name=name, source=source, progress=progress)

    seconds, done = timed(lambda: add_folder(library, one, folder))
    print(f"added {done.added} files, embedding not counted: {seconds:.1f} s, {files / seconds:.0f} files/s")
    seconds, done = median(lambda: sync(library, one), rounds)
    print(f"in step again, {done.unchanged} unchanged: {seconds:.2f} s")
    print(f"the same as a command, start to end: {command(place / 'library', rounds):.2f} s")
    for path in folder.rglob("*.md"):
        path.touch()
    seconds, done = timed(lambda: sync(library, one))
    print(f"{done.unchanged} touched and not changed, all hashed: {seconds:.2f} s")
    folder.rename(place / "other")
    (place / "notes").mkdir()
    (place / "other").rename(place / "notes" / "moved")
    seconds, done = timed(lambda: sync(library, one))
    print(f"{done.moved} moved: {seconds:.2f} s")
    for path in folder.rglob("*.md"):
        path.unlink()
    seconds, done = timed(lambda: sync(library, one, confirm=lambda _: True))
    print(f"{done.removed} gone and removed: {seconds:.2f} s")


def main() -> None:
    """Measure in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        measure(Path(place), options.files, options.rounds)


if __name__ == "__main__":
    main()
