"""Reads the record: documents, passages, vectors and words, by plain SQL over one connection."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.schema import has_room_for_glossaries
from index.tokens import is_common_part
from index.types import Document, Glossary, Language, Passage, Place, Span, Term

DOCUMENT = "d.id, d.name, d.title, d.language, d.count, d.source, d.added, d.author, d.published"
"""The columns of a ``Document`` in the order of its fields, from the table ``documents d``."""


@dataclass(frozen=True, slots=True)
class WordCounts:
    """What BM25 needs to know of one passage: its language, its length in tokens, how often each asked token is in it."""

    language: Language
    length: int
    counts: Counter[str]


def generation(connection: sqlite3.Connection) -> int:
    """Number of writes so far; changes with everything that changes the library."""
    return int(meta(connection, "generation") or 0)


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    """A setting of the library, or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a setting of the library; inside a transaction."""
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )


def was_read_by_ocr(connection: sqlite3.Connection, document: int) -> bool:
    """Whether a document was read with OCR, which a rebuild does not do again."""
    return meta(connection, f"ocr {document}") is not None


def remember_ocr(connection: sqlite3.Connection, document: int) -> None:
    """Keep that a document was read with OCR; inside a transaction."""
    set_meta(connection, f"ocr {document}", "1")


def forget_ocr(connection: sqlite3.Connection, document: int) -> None:
    """Forget it with the document; inside a transaction."""
    connection.execute("DELETE FROM meta WHERE key = ?", (f"ocr {document}",))


def documents(connection: sqlite3.Connection) -> list[Document]:
    """All documents in the order they were first added."""
    return [Document(*row) for row in connection.execute(f"SELECT {DOCUMENT} FROM documents d ORDER BY d.id")]


def languages(connection: sqlite3.Connection) -> frozenset[Language]:
    """Languages of the documents."""
    return frozenset(language for (language,) in connection.execute("SELECT DISTINCT language FROM documents"))


def document_where(
    connection: sqlite3.Connection, column: Literal["name", "source", "sha256"], value: str
) -> Document | None:
    """The first document with ``value`` in ``column``, or None."""
    query = f"SELECT {DOCUMENT} FROM documents d WHERE d.{column} = ? ORDER BY d.id LIMIT 1"
    row = connection.execute(query, (value,)).fetchone()
    return None if row is None else Document(*row)


def glossaries(connection: sqlite3.Connection) -> list[Glossary]:
    """All glossaries in the order they were added."""
    if not has_room_for_glossaries(connection):
        return []
    return [Glossary(*row) for row in connection.execute("SELECT name, count, added FROM glossaries ORDER BY id")]


def terms(connection: sqlite3.Connection) -> tuple[Term, ...]:
    """The terms of all glossaries, each once, in the order they were added."""
    if not has_room_for_glossaries(connection):
        return ()
    rows = connection.execute("SELECT english, chinese FROM terms ORDER BY glossary, position")
    return tuple(dict.fromkeys(Term(*row) for row in rows))


def passages(connection: sqlite3.Connection, ids: Iterable[int]) -> list[Passage]:
    """The passages of ``ids`` that exist, ordered by id."""
    return [_passage(row) for row in _where(connection, "p.id", ids)]


def document_passages(connection: sqlite3.Connection, document: int, first: int, last: int) -> Iterator[Passage]:
    """Passages ``first`` to ``last`` (positions, from 1, inclusive) of one document, in order."""
    query = f"{_PASSAGE} WHERE p.document = ? AND p.position BETWEEN ? AND ? ORDER BY p.position"
    return (_passage(row) for row in connection.execute(query, (document, first, last)))


def kept_pieces(connection: sqlite3.Connection, document: int) -> Iterator[tuple[object, ...]]:
    """Position, text, heading, language, sentences, number of words, place, key and words of each passage, in order."""
    query = (
        "SELECT p.position, p.text, p.heading, p.language, p.sentences, p.words, p.place, p.key, w.tokens "
        "FROM passages p JOIN words w ON w.rowid = p.id WHERE p.document = ? ORDER BY p.position"
    )
    yield from connection.execute(query, (document,))


_PASSAGE = (
    f"SELECT p.id, p.position, p.text, p.heading, p.language, p.sentences, p.place, {DOCUMENT} "
    "FROM passages p JOIN documents d ON d.id = p.document"
)


def _where(connection: sqlite3.Connection, column: str, ids: Iterable[int]) -> Iterator[tuple[object, ...]]:
    query = f"{_PASSAGE} WHERE {column} IN ({listed(ids)}) ORDER BY p.id"
    yield from connection.execute(query)


def listed(ids: Iterable[int]) -> str:
    """The numbers for an SQL list; nothing but numbers comes out."""
    return ",".join(str(int(i)) for i in ids)


def _passage(row: tuple[object, ...]) -> Passage:
    identity, position, text, heading, language, sentences, place, *document = row
    return Passage(
        identity,  # type: ignore[arg-type]  # SQLite's columns are typed by the schema, not for mypy
        Document(*document),  # type: ignore[arg-type]
        position,  # type: ignore[arg-type]
        text,  # type: ignore[arg-type]
        heading,  # type: ignore[arg-type]
        language,  # type: ignore[arg-type]
        spans(sentences),  # type: ignore[arg-type]
        place_of(place),  # type: ignore[arg-type]
    )


def place_of(kept: str) -> Place | None:
    """A place from its kept form."""
    kind, _, at = kept.partition(" ")
    return Place(kind, at) if at else None  # type: ignore[arg-type]  # written by ``kept_place`` alone


def kept_place(place: Place | None) -> str:
    """The form in which a place is kept."""
    return " ".join(place) if place else ""


def spans(data: bytes) -> tuple[Span, ...]:
    """Sentence spans from their kept form."""
    pairs = np.frombuffer(data, "<u4").reshape(-1, 2).tolist()
    return tuple(Span(start, end) for start, end in pairs)


def packed(sentences: Sequence[Span]) -> bytes:
    """Sentence spans in the form they are kept: uint32 little-endian pairs."""
    return np.array(sentences, "<u4").tobytes()


def vectors(
    connection: sqlite3.Connection, ids: Iterable[int], dimension: int
) -> Iterator[tuple[int, NDArray[np.float16]]]:
    """Passage id and its unit vectors, shape (units, dimension), for each of ``ids`` that exists."""
    query = f"SELECT passage, data FROM vectors WHERE passage IN ({listed(ids)})"
    for passage, data in connection.execute(query):
        yield passage, np.frombuffer(data, np.float16).reshape(-1, dimension)


def vector_ids(connection: sqlite3.Connection) -> NDArray[np.int64]:
    """Ids of all passages that have vectors, ascending."""
    rows = connection.execute("SELECT passage FROM vectors ORDER BY passage")
    return np.fromiter((row[0] for row in rows), np.int64)


def passages_by_language(connection: sqlite3.Connection) -> dict[Language, NDArray[np.int64]]:
    """Ids of the passages of each language, ascending."""
    found: dict[Language, list[int]] = {}
    for passage, language in connection.execute("SELECT id, language FROM passages ORDER BY id"):
        found.setdefault(language, []).append(passage)
    return {language: np.array(ids, np.int64) for language, ids in sorted(found.items())}


def matching(connection: sqlite3.Connection, tokens: Iterable[str], limit: int) -> list[int]:
    """Passages that share words with ``tokens``, best BM25 first.

    Single characters are left out unless there is nothing else: they are in nearly every passage.
    """
    distinct = sorted(set(tokens))
    strong = [token for token in distinct if not is_common_part(token)] or distinct
    if not strong:
        return []
    query = " OR ".join(f'"{token}"' for token in strong)  # tokens are letters, digits and dots alone
    rows = connection.execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?", (query, limit)
    )
    return [row[0] for row in rows]


def word_counts(connection: sqlite3.Connection, ids: Iterable[int], tokens: Iterable[str]) -> dict[int, WordCounts]:
    """Length and counts of ``tokens`` for each of the passages ``ids``."""
    asked = set(tokens)
    query = (
        "SELECT p.id, p.language, p.words, w.tokens FROM passages p JOIN words w ON w.rowid = p.id "
        f"WHERE p.id IN ({listed(ids)})"
    )
    return {
        passage: WordCounts(language, length, Counter(filter(asked.__contains__, text.split(" "))))
        for passage, language, length, text in connection.execute(query)
    }


def totals(connection: sqlite3.Connection) -> tuple[int, int]:
    """Number of passages and of all their tokens."""
    count, words = connection.execute("SELECT count(*), coalesce(sum(words), 0) FROM passages").fetchone()
    return int(count), int(words)


def document_frequencies(connection: sqlite3.Connection, tokens: Iterable[str]) -> dict[str, int]:
    """In how many passages each of ``tokens`` stands; those that stand in none are left out."""
    distinct = sorted(set(tokens))
    found: dict[str, int] = {}
    for start in range(0, len(distinct), 500):  # SQLite takes 999 parameters in its oldest builds
        part = distinct[start : start + 500]
        query = f"SELECT term, doc FROM vocabulary WHERE term IN ({','.join('?' * len(part))})"
        found.update(connection.execute(query, part).fetchall())
    return found
