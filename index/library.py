"""The library: what the rooms above may ask of kept documents. ``LocalLibrary`` is SQLite (the record) and FAISS (a cache)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index import record, schema, versions
from index.copies import Origin, alike, copies, origins
from index.errors import EncoderError
from index.record import WordCounts
from index.repeated import repeated
from index.types import Document, Glossary, Language, Passage, Source, Term
from index.units import sentence_count

if TYPE_CHECKING:
    from index.vector_index import Selection, VectorIndex

VECTORS = "vectors.faiss"
STALE_ENOUGH = 256
"""Passages by which the cache may be behind before it is written again (or a tenth of it): adding stays linear."""


@dataclass(frozen=True, slots=True)
class UnitScores:
    """Inner products of a question with one passage's units: the paragraph, its sentences, its windows of two."""

    paragraph: float
    sentences: NDArray[np.float32]
    windows: NDArray[np.float32]


class Library(Protocol):
    """What retrieval needs; every method but ``reading`` is called inside ``with library.reading()``."""

    def reading(self) -> AbstractContextManager[int]:
        """One consistent view of the library, as new as can be; gives its generation."""

    def documents(self) -> list[Document]:
        """All documents, in the order they were added."""

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """The passages of ``ids`` that exist, ordered by id."""

    def nearest(self, vector: NDArray[np.float32], units: int) -> list[tuple[int, float]]:
        """Passages of the ``units`` nearest units of each language with their best inner product, best first."""

    def matching(self, tokens: Iterable[str], limit: int) -> list[int]:
        """Passages that share words with ``tokens``, best first."""

    def unit_scores(self, vector: NDArray[np.float32], ids: Iterable[int]) -> dict[int, UnitScores]:
        """Exact inner products with every unit of the passages ``ids``."""

    def word_counts(self, ids: Iterable[int], tokens: Iterable[str]) -> dict[int, WordCounts]:
        """Length and token counts of the passages ``ids``."""

    def origins(self, ids: Iterable[int]) -> dict[int, Origin]:
        """Where each of the passages ``ids`` comes from, and what tells that it says the same as another."""

    def alike(self, ids: Iterable[int]) -> dict[int, Origin]:
        """The same of all passages that say the same as one of ``ids``, these among them."""

    def repeated(self, origins: Mapping[int, Origin]) -> frozenset[int]:
        """Those of the passages ``origins``, as ``alike`` gives them, that a site repeats from page to page."""

    def copies(self, passage: int) -> tuple[Source, ...]:
        """All other places where what ``passage`` says stands."""

    def languages(self) -> frozenset[Language]:
        """Languages of the documents."""

    def terms(self) -> tuple[Term, ...]:
        """Terms that people brought with their translations; none where they brought no glossary."""

    def totals(self) -> tuple[int, int]:
        """Number of passages and of all their tokens."""

    def document_frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """In how many passages each of ``tokens`` stands, without those that stand in none."""


class LocalLibrary:
    """A library folder. Not for several threads at once: each opens its own."""

    def __init__(
        self, folder: Path, version: Path | None, connection: sqlite3.Connection | None, *, pinned: bool = False
    ) -> None:
        self.folder = folder
        self._version = version
        self._connection = connection
        self._pinned = pinned
        self._index: VectorIndex | None = None
        self._totals: tuple[int, tuple[int, int]] | None = None
        self._terms: tuple[int, tuple[Term, ...]] | None = None
        self._spoken: tuple[int, Sequence[Selection | None]] | None = None

    @classmethod
    def open(cls, folder: Path) -> LocalLibrary:
        """The library in ``folder``, empty where there is none yet; nothing is written before something is added.

        Raises ``LibraryError`` for a damaged library, one of a newer program, or a folder that cannot be read.
        """
        with schema.errors_for_people(folder / "current" / versions.RECORD):
            version = versions.current(folder)
        connection = None if version is None else schema.open_record(version / versions.RECORD)
        return cls(folder, version, connection)

    @classmethod
    def draft(cls, folder: Path) -> LocalLibrary:
        """A new, empty version in ``folder`` that is not the current one until ``versions.make_current`` says so."""
        version = versions.begin(folder)
        return cls(folder, version, schema.open_record(version / versions.RECORD), pinned=True)

    def close(self) -> None:
        """Let go of the files; the object can still be used and opens them again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._version = self._index = self._totals = self._terms = self._spoken = None

    @contextmanager
    def reading(self) -> Iterator[int]:
        """One consistent view: the newest version, the vectors in step with it; gives its generation."""
        self._follow()
        if self._connection is None:
            yield 0
            return
        with schema.errors_for_people(self.path), schema.transaction(self._connection, "DEFERRED"):
            yield record.generation(self._connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write: whole or not at all, one writer at a time; the generation rises by one."""
        with versions.locked(self.folder):
            self._follow()
            if self._connection is None:
                version = versions.begin(self.folder)
                versions.make_current(version)
                self._follow()
            with schema.errors_for_people(self.path), schema.transaction(self.connection):
                yield self.connection
                generation = record.generation(self.connection) + 1
                record.set_meta(self.connection, "generation", str(generation))

    def _follow(self) -> None:
        """Open the version that is current now, where a rebuild has swapped it since."""
        if self._pinned:
            return
        version = versions.current(self.folder)
        if version != self._version:
            self.close()
            if version is not None:
                self._connection = schema.open_record(version / versions.RECORD)
                self._version = version

    @property
    def connection(self) -> sqlite3.Connection:
        """The record's connection; ``ValueError`` where nothing was ever added."""
        if self._connection is None:
            raise ValueError("there is no library yet")
        return self._connection

    @property
    def version(self) -> Path | None:
        """Folder of the version that is open."""
        return self._version

    @property
    def path(self) -> Path:
        """The record's file."""
        return (self._version or self.folder / "current") / versions.RECORD

    def is_new(self) -> bool:
        """Whether no document was ever added; glossaries alone hold nothing that could be asked about."""
        self._follow()
        with schema.errors_for_people(self.path):
            return self.encoder() is None

    def encoder(self) -> str | None:
        """Identity of the encoder that made the vectors, or None while there are none."""
        return None if self._connection is None else record.meta(self.connection, "encoder")

    def require_encoder(self, identity: str, name: str) -> None:
        """Raises ``EncoderError`` where another encoder made this library; ``name`` is what a person calls theirs."""
        kept = self.encoder()
        if kept is not None and kept != identity:
            raise EncoderError(
                f"The library {self.folder} was made with the encoder {kept}, not {identity}. "
                f"Next, to embed everything again: wuzhen --encoder '{name}' rebuild",
                f"文档库 {self.folder} 由编码器 {kept} 创建，而不是 {identity}。"
                f"下一步（全部重新嵌入）：wuzhen --encoder '{name}' rebuild",
            )

    def documents(self) -> list[Document]:
        """All documents, in the order they were added."""
        return [] if self._connection is None else record.documents(self.connection)

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """The passages of ``ids`` that exist, ordered by id."""
        return [] if self._connection is None else record.passages(self.connection, ids)

    def document_passages(self, document: int, first: int = 1, last: int = 2**40) -> Iterator[Passage]:
        """Passages ``first`` to ``last`` of a document, in order."""
        if self._connection is not None:
            yield from record.document_passages(self.connection, document, first, last)

    def nearest(self, vector: NDArray[np.float32], units: int) -> list[tuple[int, float]]:
        """Passages of the ``units`` nearest units of each language with their best inner product, best first.

        Of each: in a library of both, one language's passages would else leave no room for the other's.
        """
        if self.encoder() is None:
            return []
        index = self._vectors()
        return best_first(pair for part in self._parts(index) for pair in index.nearest(vector, units, part))

    def matching(self, tokens: Iterable[str], limit: int) -> list[int]:
        """Passages that share words with ``tokens``, best first."""
        return [] if self._connection is None else record.matching(self.connection, tokens, limit)

    def unit_scores(self, vector: NDArray[np.float32], ids: Iterable[int]) -> dict[int, UnitScores]:
        """Exact inner products, from the record and not from the index, with every unit of the passages ``ids``."""
        found = record.vectors(self.connection, ids, len(vector))
        return {passage: _unit_scores(units.astype(np.float32) @ vector) for passage, units in found}

    def word_counts(self, ids: Iterable[int], tokens: Iterable[str]) -> dict[int, WordCounts]:
        """Length and token counts of the passages ``ids``."""
        return record.word_counts(self.connection, ids, tokens)

    def origins(self, ids: Iterable[int]) -> dict[int, Origin]:
        """Where each of the passages ``ids`` comes from, and what tells that it says the same as another."""
        return {} if self._connection is None else origins(self.connection, ids)

    def alike(self, ids: Iterable[int]) -> dict[int, Origin]:
        """The same of all passages that say the same as one of ``ids``, these among them."""
        return {} if self._connection is None else alike(self.connection, ids)

    def repeated(self, origins: Mapping[int, Origin]) -> frozenset[int]:
        """Those of the passages ``origins``, as ``alike`` gives them, that a site repeats from page to page."""
        return frozenset() if self._connection is None else repeated(self._connection, origins)

    def copies(self, passage: int) -> tuple[Source, ...]:
        """All other places where what ``passage`` says stands, in the order of documents and positions."""
        return copies(self.connection, passage)

    def languages(self) -> frozenset[Language]:
        """Languages of the documents."""
        return frozenset() if self._connection is None else record.languages(self.connection)

    def glossaries(self) -> list[Glossary]:
        """All glossaries, in the order they were added."""
        return [] if self._connection is None else record.glossaries(self.connection)

    def terms(self) -> tuple[Term, ...]:
        """The terms of all glossaries, each once, in the order they were added; read once a generation."""
        if self._connection is None:
            return ()
        generation = record.generation(self.connection)
        if self._terms is None or self._terms[0] != generation:
            self._terms = (generation, record.terms(self.connection))
        return self._terms[1]

    def totals(self) -> tuple[int, int]:
        """Number of passages and of all their tokens; counted once a generation."""
        generation = record.generation(self.connection)
        if self._totals is None or self._totals[0] != generation:
            self._totals = (generation, record.totals(self.connection))
        return self._totals[1]

    def _parts(self, index: VectorIndex) -> Sequence[Selection | None]:
        """The units of each language, or one None for all of them where there is but one; looked up once a generation."""
        if self._spoken is None or self._spoken[0] != index.generation:
            passages = record.passages_by_language(self.connection).values()
            parts = [index.selection(one) for one in passages] if len(passages) > 1 else [None]
            self._spoken = (index.generation, parts)
        return self._spoken[1]

    def document_frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """In how many passages each of ``tokens`` stands, without those that stand in none."""
        return record.document_frequencies(self.connection, tokens)

    def sync_vectors(self) -> None:
        """Load the vector index, bring it in step with the record, and write its file if that was behind."""
        with self.reading():
            if self._connection is not None and record.meta(self.connection, "dimension") is not None:
                self._vectors()

    def _vectors(self) -> VectorIndex:
        """The index in step with this view of the record; made again from it where the file is no good."""
        from index.vector_index import VectorIndex

        dimension = int(record.meta(self.connection, "dimension") or 0)
        path = self.path.parent / VECTORS
        if self._index is None:
            self._index = VectorIndex.load(path, dimension) or VectorIndex.empty(dimension)
        generation = record.generation(self.connection)
        if self._index.generation != generation:
            self._catch_up(self._index, generation, path)
        return self._index

    def _catch_up(self, index: VectorIndex, generation: int, path: Path) -> None:
        missing, gone = index.stale(record.vector_ids(self.connection))
        if len(gone):
            index.remove(gone)
        dimension = int(record.meta(self.connection, "dimension") or 0)
        for start in range(0, len(missing), 1000):
            index.add(record.vectors(self.connection, missing[start : start + 1000], dimension))
        new = index.generation < 0
        index.generation = generation
        if new or len(missing) + len(gone) > max(STALE_ENOUGH, len(index) // 10):
            index.save(path)


def best_first(found: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
    """Passages with their scores, the highest first; equal ones in the order they were added."""
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _unit_scores(products: NDArray[np.float32]) -> UnitScores:
    """Splits the products of one passage's units, in the order of ``units_of``."""
    windows = 1 + sentence_count(len(products))
    return UnitScores(float(products[0]), products[1:windows], products[windows:])
