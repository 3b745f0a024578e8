"""A document on its way in: read, split and embedded beside the library, then written to it in one transaction.

What is staged lies in a private temporary database that SQLite keeps in memory while it is small, moves to disk when it
is not, and drops by itself: a file may be larger than memory, and a run cut off in the middle leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from index import embedding, record
from index.encoder import Encoder
from index.errors import DocumentError
from index.language import language_of
from index.paragraph_keys import key_of
from index.readers import read
from index.readers.file import File, OnDropped, OnPage
from index.revising import PIECE, Change, insert, revise
from index.schema import has_room_for_links
from index.split import pieces
from index.tokens import is_plain, tokens
from index.types import Document, Language

PART = 1 << 20
"""Bytes of the file in one kept part, before compression."""

_TABLES = """
CREATE TABLE originals (part INTEGER PRIMARY KEY, data BLOB);
-- as in the record; near: the vectors of a passage of the same text under another heading
CREATE TABLE pieces (
    position INTEGER PRIMARY KEY, text, heading, language, sentences BLOB, words, place, key, tokens, vectors BLOB, near BLOB
);
CREATE INDEX pieces_by_key ON pieces (key);
-- pieces that the encoder has to see, in the order it sees them
CREATE TABLE pending (number INTEGER PRIMARY KEY, position INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Which document comes in: its name among the documents, where it is from, and its content's sha256.

    ``longer`` is its name where the first is taken; "" to put the folder before it.
    """

    name: str
    source: str
    sha256: str
    longer: str = ""


def sha256_of(stream: BinaryIO) -> str:
    """Content hash of a stream, read from its start in bounded memory; leaves it at its start."""
    stream.seek(0)
    digest = hashlib.sha256()
    while part := stream.read(PART):
        digest.update(part)
    stream.seek(0)
    return digest.hexdigest()


class Stage:
    """The staged document; ``count`` passages, ``pending`` of them for the encoder, which has seen ``embedded``."""

    def __init__(self, connection: sqlite3.Connection, arrival: Arrival) -> None:
        self._connection = connection
        self.arrival = arrival
        self.title = arrival.name
        self.language: Language = "en"
        self.author = self.published = ""
        self.ocr = False
        self.count = 0
        self.pending = 0
        self.embedded = 0

    @classmethod
    def read(
        cls,
        stream: BinaryIO,
        arrival: Arrival,
        on_dropped: OnDropped | None = None,
        *,
        password: str = "",
        ocr: bool = False,
        on_page: OnPage | None = None,
    ) -> Stage:
        """Stage the text of ``stream``; raises ``DocumentError`` where it is no text, or has none that can be asked."""
        stage = cls._empty(arrival)
        stage.ocr = ocr
        stage._read_passages(File(stream, arrival.name, on_dropped, password, ocr, on_page))
        stage._keep_original(stream)
        return stage

    @classmethod
    def kept(cls, stream: BinaryIO, arrival: Arrival, connection: sqlite3.Connection, document: Document) -> Stage:
        """Stage the passages that a library keeps of ``document``, for a file that cannot be read again."""
        stage = cls._empty(arrival)
        stage.title, stage.language, stage.count = document.title, document.language, document.count
        stage.author, stage.published = document.author, document.published
        stage.ocr = record.was_read_by_ocr(connection, document.id)
        rows = record.kept_pieces(connection, document.id)
        stage._connection.executemany("INSERT INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", rows)
        stage._keep_original(stream)
        return stage

    @classmethod
    def _empty(cls, arrival: Arrival) -> Stage:
        connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        connection.executescript(_TABLES)
        return cls(connection, arrival)

    def _read_passages(self, file: File) -> None:
        reading = read(file)
        self.title, self.language = reading.title, reading.language
        self.author, self.published = reading.author, reading.published
        self._connection.execute("BEGIN")
        for position, piece in enumerate(pieces(reading.paragraphs), start=1):
            words = [token for token in tokens(f"{piece.heading}\n{piece.text}") if is_plain(token)]
            row = (piece.text, piece.heading, language_of(piece.text), record.packed(piece.sentences), len(words))
            found = (record.kept_place(piece.place), key_of(piece.text, piece.heading), " ".join(words))
            statement = "INSERT INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)"
            self._connection.execute(statement, (position, *row, *found))
            self.count = position
        self._connection.execute("COMMIT")
        if not self.count:
            name = self.arrival.name
            raise DocumentError(
                f"{name} has no text to answer from. Nothing was added. Next: wuzhen add ANOTHER_FILE",
                f"{name} 中没有可供回答的文字，未添加任何内容。下一步：wuzhen add 另一个文件",
            )

    def _keep_original(self, stream: BinaryIO) -> None:
        stream.seek(0)
        parts = iter(lambda: stream.read(PART), b"")
        rows = ((number, zlib.compress(part, 6)) for number, part in enumerate(parts))
        self._connection.executemany("INSERT INTO originals VALUES (?, ?)", rows)

    def recall(self, known: sqlite3.Connection | None, dimension: int) -> None:
        """Take the vectors that the record ``known`` has for the same text; the rest is ``pending``. Before ``embed``."""
        self.pending = embedding.recall(self._connection, known, dimension)

    def embed(self, encoder: Encoder) -> Iterator[int]:
        """Give the pending passages their vectors; yields how many have them, often enough for progress and for Ctrl-C."""
        for done in embedding.embed(self._connection, encoder):
            self.embedded = done
            yield done

    def write(self, connection: sqlite3.Connection, identity: int | None = None) -> Document:
        """Write the document to a library, inside its transaction; ``identity`` keeps the id it had before."""
        document = self._write_document(connection, identity)
        self._write_passages(connection, document.id)
        return document

    def replace(self, connection: sqlite3.Connection, identity: int) -> tuple[Document, Change]:
        """Write the document in place of its older version, whose passages stay where the new one has them too."""
        for table, column in (("documents", "id"), ("originals", "document")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (identity,))
        return self._write_document(connection, identity), revise(connection, identity, self._connection)

    def _write_document(self, connection: sqlite3.Connection, identity: int | None) -> Document:
        arrival = self.arrival
        added = datetime.now(UTC).isoformat(timespec="seconds")
        row = (arrival.name, self.title, self.language, self.count, arrival.source, added)
        about = (self.author, self.published)
        statement = "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        number = connection.execute(statement, (identity, *row, arrival.sha256, *about)).lastrowid
        assert number is not None
        originals = ((number, *part) for part in self._connection.execute("SELECT part, data FROM originals"))
        connection.executemany("INSERT INTO originals VALUES (?, ?, ?)", originals)
        record.forget_ocr(connection, number)
        if self.ocr:
            record.remember_ocr(connection, number)
        return Document(number, *row, *about)

    def _write_passages(self, connection: sqlite3.Connection, document: int) -> None:
        for piece in self._connection.execute(f"SELECT {PIECE} FROM pieces ORDER BY position"):
            insert(connection, document, piece)

    def close(self) -> None:
        """Drop what is staged."""
        self._connection.close()


def erase(connection: sqlite3.Connection, document: int) -> None:
    """Remove a document with all that is kept of it, inside a transaction."""
    ids = "(SELECT id FROM passages WHERE document = ?)"
    connection.execute(f"DELETE FROM words WHERE rowid IN {ids}", (document,))
    connection.execute(f"DELETE FROM vectors WHERE passage IN {ids}", (document,))
    for table in ("passages", "originals", *(["links"] if has_room_for_links(connection) else [])):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    record.forget_ocr(connection, document)
    connection.execute("DELETE FROM documents WHERE id = ?", (document,))
