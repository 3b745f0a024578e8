"""Two hundred broken and hostile files, always the same ones, through every reader: read or refused, nothing else.

``python -m benchmarks.fuzz_readers`` does so with thousands.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from benchmarks.fuzz_mutations import BOMB, COMMON, RARE, Fuzzed, fuzzed
from benchmarks.fuzz_readers import outcome_of
from benchmarks.fuzz_seeds import seeds
from index.readers.process.limits import Limits

ROOT = Path(__file__).parents[1]
FILES, SEED = 200, 5


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_two_hundred_hostile_files() -> None:
    """Only DocumentError comes out, none takes longer than the limit, memory and a library stay as promised."""
    command = [sys.executable, "-m", "benchmarks.fuzz_readers", "--files", str(FILES), "--seed", str(SEED)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=ROOT, check=False)
    assert ran.stdout.rstrip().endswith("all holds"), ran.stdout + ran.stderr
    assert ran.returncode == 0
    read, refused = map(int, re.findall(r"\| all \| (\d+) \| (\d+) ", ran.stdout)[0])
    assert read + refused == FILES
    assert min(read, refused) > 20


def test_the_files_are_the_same_each_time_and_of_every_kind() -> None:
    """A finding can be looked at again by its number."""
    whole = seeds()
    first, again = ([fuzzed(number, SEED, whole) for number in range(FILES)] for _ in range(2))
    assert first == again
    assert {one.kind for one in first} == {*COMMON, *RARE}


def test_whole_texts_are_read() -> None:
    """The fuzzing starts from files that are good."""
    whole = {name: data for name, data in seeds().items() if name.endswith((".txt", ".md"))}
    assert len(whole) >= 3
    for name, data in whole.items():
        assert outcome_of(Fuzzed("whole", name, data), Limits(30.0)) is None


def test_a_bomb_is_one() -> None:
    """A megabyte that unpacks to six hundred, in one whole archive."""
    made = (fuzzed(number, SEED, {"notes.txt": b"x"}) for number in range(39, 4000, 40))
    bomb = next(
        one.data
        for one in made
        if one.kind == "600 MB bomb" and len(zipfile.ZipFile(io.BytesIO(one.data)).infolist()) == 1
    )
    assert len(bomb) < 4 << 20
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        (info,) = archive.infolist()
    raw = bomb[info.header_offset + 30 + len(info.filename) :][: info.compress_size]
    unpacker, size = zlib.decompressobj(-15), 0
    while raw:
        size += len(unpacker.decompress(raw, 1 << 20))
        raw = unpacker.unconsumed_tail
    assert BOMB - (1 << 20) <= size <= BOMB
