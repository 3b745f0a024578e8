"""The FAISS index over all units, and its file: a cache of the record, checked before it is believed.

A unit's id is its passage's id times 4,096 plus its number within the passage, so a hit names its passage without a look-up.
Scalar quantisation to float16 keeps what the record keeps, in half of float32's memory (recall@10 .9997 at 10,000 vectors).
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

faiss.omp_set_num_threads(1)  # one question is one thread's work; two wait for those the encoder leaves spinning: 15 ms

UNITS = 4096
"""Most units one passage can have; a passage has at most 200 sentences and as many windows."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the units as a bit for each row, and FAISS's view of those bits, which must not outlive them."""

    bits: NDArray[np.uint8]
    selector: faiss.IDSelector


class VectorIndex:
    """Units of passages, found by inner product. ``generation`` is the write of the record it was last in step with."""

    def __init__(self, index: Any, passages: NDArray[np.int64], generation: int) -> None:  # noqa: ANN401
        self._index = index
        self._passages = passages
        self.generation = generation

    @classmethod
    def empty(cls, dimension: int) -> VectorIndex:
        """An index of no passage, older than every generation."""
        flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        return cls(faiss.IndexIDMap(flat), np.empty(0, np.int64), -1)

    @classmethod
    def load(cls, path: Path, dimension: int) -> VectorIndex | None:
        """The cache at ``path``, or None where it is absent, damaged, or of another dimension (which is logged)."""
        try:
            facts = json.loads(_facts(path).read_text(encoding="utf-8"))
            data = np.fromfile(path, np.uint8)
            if hashlib.sha256(data.data).hexdigest() != facts["sha256"]:
                raise ValueError("checksum differs")
            index = faiss.deserialize_index(data)
            if index.d != dimension:
                raise ValueError(f"vectors have {index.d} numbers, not {dimension}")
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            _log.warning("vector cache %s is made again from the record: %s", path, error)
            return None
        ids = faiss.vector_to_array(index.id_map)  # type: ignore[attr-defined]  # it is an IndexIDMap
        return cls(index, np.unique(ids // UNITS), int(facts["generation"]))

    def save(self, path: Path) -> None:
        """Write the cache beside its checksum; a folder that cannot be written is no error, only slower next time."""
        data = faiss.serialize_index(self._index)
        facts = {"sha256": hashlib.sha256(data.data).hexdigest(), "generation": self.generation}
        try:
            _replace(path, data.tobytes())
            _replace(_facts(path), json.dumps(facts).encode())
        except OSError as error:
            _log.warning("vector cache %s is not kept: %s", path, error)

    def stale(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which of the record's ``passages`` are missing here, and which here are gone from the record."""
        missing = np.setdiff1d(passages, self._passages, assume_unique=True)
        gone = np.setdiff1d(self._passages, passages, assume_unique=True)
        return missing, gone

    def add(self, rows: Iterable[tuple[int, NDArray[np.float16]]]) -> None:
        """Add passages, each with its unit vectors, shape (units, dimension)."""
        ids: list[NDArray[np.int64]] = []
        vectors: list[NDArray[np.float16]] = []
        for passage, units in rows:
            ids.append(passage * UNITS + np.arange(len(units), dtype=np.int64))
            vectors.append(units)
        if ids:
            all_ids = np.concatenate(ids)
            self._index.add_with_ids(np.concatenate(vectors).astype(np.float32), all_ids)
            self._passages = np.union1d(self._passages, all_ids // UNITS)

    def remove(self, passages: NDArray[np.int64]) -> None:
        """Remove all units of ``passages``."""
        ids = faiss.vector_to_array(self._index.id_map)
        self._index.remove_ids(faiss.IDSelectorBatch(ids[np.isin(ids // UNITS, passages)]))
        self._passages = np.setdiff1d(self._passages, passages)

    def nearest(
        self, vector: NDArray[np.float32], units: int, among: Selection | None = None
    ) -> list[tuple[int, float]]:
        """Passages of the nearest ``units`` units with their best inner product, best first, each once.

        ``among`` leaves out the units that are not selected; it must have been made from this state of the index.
        """
        if not self._index.ntotal:
            return []
        parameters = None if among is None else faiss.SearchParameters(sel=among.selector)  # type: ignore[call-arg]
        scores, rows = self._index.index.search(
            vector.reshape(1, -1), min(units, self._index.ntotal), params=parameters
        )
        ids = faiss.vector_to_array(self._index.id_map)[rows[0]] // UNITS
        best: dict[int, float] = {}
        for row, passage, score in zip(rows[0].tolist(), ids.tolist(), scores[0].tolist(), strict=True):
            if row >= 0:
                best.setdefault(passage, score)
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))

    def selection(self, passages: NDArray[np.int64]) -> Selection:
        """The units of ``passages``, to be looked at alone; good until something is added or removed."""
        ids = faiss.vector_to_array(self._index.id_map)
        bits = np.packbits(np.isin(ids // UNITS, passages), bitorder="little")
        return Selection(bits, faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg,arg-type]  # takes an array

    def __len__(self) -> int:
        return len(self._passages)


def _facts(path: Path) -> Path:
    return path.with_suffix(".json")


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.write_bytes(data)
    draft.replace(path)
