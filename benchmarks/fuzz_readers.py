"""Thousands of broken and hostile files through every reader, each in the process that readers have.

    python -m benchmarks.fuzz_readers                5,000 files, some minutes
    python -m benchmarks.fuzz_readers --files 200 --seed 7
    python -m benchmarks.fuzz_readers --seed 7 --write 131 FOLDER      one of them as a file, to look at

A table: for each kind of file how many were read and how many refused, the slowest, and below it what must hold: nothing
but ``DocumentError`` came out, nothing took longer than the limit, the process stayed under its memory, and a library
did not change by what it refused. Status 1 where any of it does not. The files are the same for the same seed.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.fuzz_mutations import Fuzzed, fuzzed
from benchmarks.fuzz_seeds import TESTS, seeds
from index.errors import DocumentError
from index.readers.file import File
from index.readers.formats import format_of
from index.readers.gibberish import sound
from index.readers.process.contained import read_contained
from index.readers.process.limits import Limits
from index.readers.process.worker import close_all

SAMPLE = 25
"""Each so many-th file that is refused is also added to a library."""
LATE = 5.0
"""Seconds over the limit that starting a process and ending it may take on a busy machine."""


@dataclass
class Tally:
    """What came of all files."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, int]] = field(default_factory=lambda: defaultdict(lambda: (0.0, 0)))
    wrong: list[str] = field(default_factory=list)

    def add(self, number: int, one: Fuzzed, outcome: DocumentError | None, seconds: float) -> None:
        """Count a file that was read, or refused by ``outcome``."""
        (self.read if outcome is None else self.refused)[one.kind] += 1
        if outcome is not None:
            self.why[outcome.en.replace(one.name, "FILE").partition(". ")[0]] += 1
        self.slowest[one.kind] = max(self.slowest[one.kind], (seconds, number))


def outcome_of(one: Fuzzed, limits: Limits) -> DocumentError | None:
    """None where a file was read to its end, what it was refused with otherwise."""
    file = File(io.BytesIO(one.data), one.name)
    try:
        # text too, which usually is read in the process at hand: what it is safe from is then seen here as well
        found = replace(format_of(file), contained=True)
        for paragraph in sound(read_contained(file, found, limits), file).paragraphs:
            paragraph.text.encode()
    except DocumentError as error:
        return error
    return None


def fuzz(files: int, seed: int, limits: Limits) -> Iterator[tuple[Fuzzed, DocumentError | None, float]]:
    """Each file with what came of it and how long that took; raises whatever else comes out of a reader."""
    whole = seeds()
    for number in range(files):
        one = fuzzed(number, seed, whole)
        began = time.monotonic()
        outcome = outcome_of(one, limits)
        yield one, outcome, time.monotonic() - began


def peak_megabytes() -> float:
    """The most resident memory that any ended child of this process had, itself at its start included."""
    close_all()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def library_changes(refused: list[Fuzzed], folder: Path) -> list[str]:
    """What a library with one document becomes by adding what is refused: nothing, or what went wrong."""
    sys.path.insert(0, str(TESTS))
    from fake_encoder import FakeEncoder

    from index.adding import add_file
    from index.library import LocalLibrary

    path = folder / "good.md"
    path.write_text("# Good\n\nA cat at the door.\n", encoding="utf-8")
    library = LocalLibrary.open(folder / "library")
    add_file(library, FakeEncoder(), path)
    wrong = []
    with library.reading() as before:
        pass
    for one in refused:
        bad = folder / one.name
        bad.write_bytes(one.data)
        try:
            add_file(library, FakeEncoder(), bad)
            wrong.append(f"{one.kind}: {one.name} was refused, then added")
        except DocumentError:
            with library.reading() as after:
                wrong += [] if after == before else [f"{one.kind}: {one.name} changed the library"]
    library.close()
    return wrong


def main() -> int:
    """Run, print, and say by the status whether all holds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", nargs=2, metavar=("NUMBER", "FOLDER"))
    options = parser.parse_args()
    if options.write:
        return _write(fuzzed(int(options.write[0]), options.seed, seeds()), Path(options.write[1]))
    limits, tally, sample = Limits.read(), Tally(), []
    began = time.monotonic()
    for number, (one, outcome, seconds) in enumerate(fuzz(options.files, options.seed, limits)):
        tally.add(number, one, outcome, seconds)
        if seconds > limits.total(len(one.data), ocr=False) + LATE:
            tally.wrong.append(f"{one.kind}: {one.name}, number {number}, took {seconds:.0f} s")
        if outcome is not None and not ("Next: " in outcome.en and "下一步：" in outcome.zh):
            tally.wrong.append(f"{one.kind}: {one.name} was refused without a next command: {outcome}")
        if outcome is not None and sum(tally.refused.values()) % SAMPLE == 1:
            sample.append(one)
    peak = peak_megabytes()
    if peak > limits.megabytes:
        tally.wrong.append(f"{peak:.0f} MB of memory, allowed {limits.megabytes}")
    with tempfile.TemporaryDirectory() as folder:
        tally.wrong += library_changes(sample, Path(folder))
    _print(tally, peak, len(sample), time.monotonic() - began, limits)
    return 1 if tally.wrong else 0


def _write(one: Fuzzed, folder: Path) -> int:
    (folder / one.name).write_bytes(one.data)
    print(f"{one.kind}: {folder / one.name}")
    return 0


def _print(tally: Tally, peak: float, sample: int, seconds: float, limits: Limits) -> None:
    print("| kind | read | refused | slowest s | its number |\n|---|---|---|---|---|")
    for kind, (slow, number) in sorted(tally.slowest.items()):
        print(f"| {kind} | {tally.read[kind]} | {tally.refused[kind]} | {slow:.2f} | {number} |")
    slow, number = max(tally.slowest.values())
    print(f"| all | {tally.read.total()} | {tally.refused.total()} | {slow:.2f} | {number} |\n")
    print(f"{seconds:.0f} s; at most {peak:.0f} MB of {limits.megabytes}; {sample} of the refused added to a library")
    print("\nrefused because:")
    for why, count in tally.why.most_common(25):
        print(f"{count:6}  {why}")
    print("\n" + ("\n".join(["WRONG:", *tally.wrong]) if tally.wrong else "all holds"))


if __name__ == "__main__":
    sys.exit(main())
