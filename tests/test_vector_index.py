"""The FAISS cache: against numpy, and against every way its file can be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vector_index import VectorIndex

DIMENSION = 16


def unit_rows(rng: np.random.Generator, count: int) -> NDArray[np.float16]:
    rows = rng.normal(size=(count, DIMENSION))
    unit: NDArray[np.float16] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    return unit


@pytest.fixture
def rows() -> list[tuple[int, NDArray[np.float16]]]:
    rng = np.random.default_rng(7)
    return [(passage, unit_rows(rng, int(rng.integers(1, 9)))) for passage in range(1, 60)]


def filled(rows: list[tuple[int, NDArray[np.float16]]]) -> VectorIndex:
    index = VectorIndex.empty(DIMENSION)
    index.add(rows)
    index.generation = 3
    return index


def test_nearest_passages_are_those_numpy_finds(rows: list[tuple[int, NDArray[np.float16]]]) -> None:
    """Passages come in the order of their best unit, with the inner product a plain dot product gives."""
    question = unit_rows(np.random.default_rng(8), 1)[0].astype(np.float32)
    best = {passage: float((units.astype(np.float32) @ question).max()) for passage, units in rows}
    expected = sorted(best.items(), key=lambda item: -item[1])
    found = filled(rows).nearest(question, 1000)
    assert [passage for passage, _ in found] == [passage for passage, _ in expected]
    assert np.allclose([score for _, score in found], [score for _, score in expected], atol=1e-5)


def test_removed_passages_are_not_found(rows: list[tuple[int, NDArray[np.float16]]]) -> None:
    """All units of a removed passage are gone, those of the others stay."""
    index = filled(rows)
    index.remove(np.array([5, 7]))
    found = {passage for passage, _ in index.nearest(rows[4][1][0].astype(np.float32), 1000)}
    assert found == {passage for passage, _ in rows} - {5, 7}


def test_stale_names_what_is_missing_and_what_is_gone(rows: list[tuple[int, NDArray[np.float16]]]) -> None:
    """Compared with the record's passages, the index knows its difference both ways."""
    missing, gone = filled(rows).stale(np.array([1, 2, 3, 100]))
    assert missing.tolist() == [100]
    assert gone.tolist() == list(range(4, 60))


def test_a_saved_index_comes_back_equal(tmp_path: Path, rows: list[tuple[int, NDArray[np.float16]]]) -> None:
    """Saving and loading keeps passages, generation and every score."""
    filled(rows).save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss", DIMENSION)
    assert loaded is not None
    assert loaded.generation == 3
    question = rows[0][1][0].astype(np.float32)
    assert loaded.nearest(question, 20) == filled(rows).nearest(question, 20)


@pytest.mark.parametrize("damage", ["flip", "truncate", "empty", "garbage", "no facts", "bad facts"])
def test_a_damaged_file_is_refused_and_logged(
    tmp_path: Path, rows: list[tuple[int, NDArray[np.float16]]], damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    """One flipped byte in the vectors is enough: FAISS would load it and answer wrongly."""
    path = tmp_path / "vectors.faiss"
    filled(rows).save(path)
    data = bytearray(path.read_bytes())
    facts = path.with_suffix(".json")
    if damage == "flip":
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif damage == "truncate":
        path.write_bytes(data[:-1])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "garbage":
        path.write_bytes(b"not an index at all")
        digest = __import__("hashlib").sha256(path.read_bytes()).hexdigest()
        facts.write_text(json.dumps({"sha256": digest, "generation": 3}))
    elif damage == "no facts":
        facts.unlink()
    else:
        facts.write_text("{")
    assert VectorIndex.load(path, DIMENSION) is None
    assert bool(caplog.records) == (damage != "no facts")


def test_an_index_of_another_dimension_is_refused(tmp_path: Path, rows: list[tuple[int, NDArray[np.float16]]]) -> None:
    """Vectors of another encoder are never searched."""
    filled(rows).save(tmp_path / "vectors.faiss")
    assert VectorIndex.load(tmp_path / "vectors.faiss", DIMENSION + 1) is None


def test_an_empty_index_finds_nothing() -> None:
    """No passage, no hit, no error."""
    assert VectorIndex.empty(DIMENSION).nearest(np.ones(DIMENSION, np.float32), 5) == []


def test_a_folder_that_cannot_be_written_is_only_logged(
    rows: list[tuple[int, NDArray[np.float16]]], caplog: pytest.LogCaptureFixture
) -> None:
    """The cache is a convenience; without it the next start is slower, nothing else."""
    filled(rows).save(Path("/dev/null/vectors.faiss"))
    assert "not kept" in caplog.text
