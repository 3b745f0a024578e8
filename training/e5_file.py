"""Reads the 4-bit file of multilingual-e5-small: its sizes, vocabulary and weights. It runs nothing.

Layout, little endian: 8 bytes of magic; seven int32 sizes, a float32 epsilon, the quantisation block; the number of pieces and
four special ids; a uint64 text length, uint32 offsets, float32 scores, the UTF-8 text of the pieces; a table of
character replacements (not used here: NFKC does the same for Chinese and English); then the directory of tensors.
Weights are either float32 or Q4_0: blocks of 32 weights as one float16 scale and 16 bytes, low nibbles first.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC_BYTES = 8
BLOCK = 32
BLOCK_BYTES = 18


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where one tensor lies in the file."""

    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class E5File:
    """The opened file: sizes by name, pieces with their unigram scores, and the tensor directory."""

    data: NDArray[np.uint8]
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    rows: int
    positions: int
    epsilon: float
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, Tensor]

    def weights(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Tensor ``name`` as float32 of ``shape``; raises ``ValueError`` where the sizes disagree."""
        tensor = self.tensors[name]
        count = int(np.prod(shape))
        if tensor.count != count:
            raise ValueError(f"{name} holds {tensor.count} numbers, not {count}")
        raw = self.data[tensor.offset : tensor.offset + tensor.size]
        if tensor.size == count * 4:
            return raw.view(np.float32).reshape(shape).copy()
        return _dequantised(raw.reshape(count // BLOCK, BLOCK_BYTES)).reshape(shape)


def _dequantised(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return scale * (nibbles.astype(np.float32) - 8)


class _Cursor:
    """Reads the header's values one after the other."""

    def __init__(self, data: NDArray[np.uint8], position: int) -> None:
        self.view = data.data
        self.position = position

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + form, self.view, self.position)
        self.position += struct.calcsize("<" + form)
        return values

    def bytes(self, count: int) -> bytes:
        self.position += count
        return bytes(self.view[self.position - count : self.position])


def read(path: Path) -> E5File:
    """Open the file at ``path`` (mapped, not copied)."""
    data = np.memmap(path, np.uint8, "r").view(np.ndarray)
    cursor = _Cursor(data, MAGIC_BYTES)
    hidden, layers, heads, feed_forward, rows, positions, _types = cursor.take("7i")
    (epsilon,) = cursor.take("f")
    _block, count, _bos, _eos, _pad, _unk = cursor.take("6i")
    (text_length,) = cursor.take("Q")
    offsets = np.frombuffer(cursor.bytes(4 * (count + 1)), np.uint32)
    scores = np.frombuffer(cursor.bytes(4 * count), np.float32)
    text = cursor.bytes(text_length)
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    _replacements, table_bytes = cursor.take("iI")
    cursor.bytes(table_bytes)
    tensors = dict(_tensor(cursor) for _ in range(cursor.take("i")[0]))
    return E5File(data, hidden, layers, heads, feed_forward, rows, positions, epsilon, pieces, scores, tensors)


def _tensor(cursor: _Cursor) -> tuple[str, Tensor]:
    (length,) = cursor.take("H")
    name = cursor.bytes(length).decode()
    _kind, count, offset, size = cursor.take("BIQQ")
    return name, Tensor(count, offset, size)
