"""The bilingual lexicon: translations of words and names in stems and in Chinese, mapped from disk, never loaded whole.

Terms stand in the order of their hash, so a term is found by binary search in the file, and opening costs nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "translations"


def key_of(term: str) -> int:
    """32 bits by which a term is found; a few terms share one, so the term itself is compared."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest(), "little")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Arrays of terms and their translations.

    ``keys`` ascend; term i is ``text[offsets[i]:offsets[i+1]]`` in UTF-8, its translations are the terms
    ``targets[starts[i]:starts[i+1]]`` with weights ``chances / 255``.
    """

    keys: NDArray[np.uint32]
    offsets: NDArray[np.uint32]
    text: NDArray[np.uint8]
    starts: NDArray[np.uint32]
    targets: NDArray[np.uint32]
    chances: NDArray[np.uint8]

    @classmethod
    @cache
    def shipped(cls) -> Lexicon:
        """The lexicon that comes with wuzhen."""
        return cls.load(FOLDER)

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Map the lexicon in ``folder``."""
        return cls(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in cls.__slots__))

    @classmethod
    def write(cls, folder: Path, terms: Mapping[str, Sequence[tuple[str, float]]]) -> None:
        """Write ``terms`` with their translations and probabilities to ``folder``."""
        every = sorted(
            {*terms, *(target for found in terms.values() for target, _ in found)},
            key=lambda term: (key_of(term), term),
        )
        number = {term: index for index, term in enumerate(every)}
        encoded = [term.encode() for term in every]
        found = [terms.get(term, ()) for term in every]
        arrays = cls(
            np.array([key_of(term) for term in every], np.uint32),
            np.cumsum([0, *map(len, encoded)]).astype(np.uint32),
            np.frombuffer(b"".join(encoded), np.uint8),
            np.cumsum([0, *map(len, found)]).astype(np.uint32),
            np.array([number[target] for each in found for target, _ in each], np.uint32),
            np.array([round(chance * 255) for each in found for _, chance in each], np.uint8),
        )
        folder.mkdir(parents=True, exist_ok=True)
        for name in cls.__slots__:
            np.save(folder / f"{name}.npy", getattr(arrays, name))

    def translations(self, terms: Sequence[str]) -> list[list[tuple[str, float]]]:
        """Translations of each term (as ``renderings.term_of`` writes it) with weights (0..1), the commonest first."""
        keys = np.array([key_of(term) for term in terms], np.uint32)
        first = np.searchsorted(self.keys, keys, "left").tolist()
        past = np.searchsorted(self.keys, keys, "right").tolist()
        return [
            next((self._at(place) for place in range(start, end) if self._term(place) == term), [])
            for term, start, end in zip(terms, first, past, strict=True)
        ]

    def _at(self, index: int) -> list[tuple[str, float]]:
        span = slice(int(self.starts[index]), int(self.starts[index + 1]))
        return [
            (self._term(target), chance / 255)
            for target, chance in zip(self.targets[span].tolist(), self.chances[span].tolist(), strict=True)
        ]

    def _term(self, index: int) -> str:
        return bytes(self.text[self.offsets[index] : self.offsets[index + 1]]).decode()
