"""A new version of a document in place of the old: passages that both have stay as they are, with their ids and vectors."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

PIECE = "position, text, heading, language, sentences, words, place, key, tokens, vectors"
"""Columns of a staged piece as ``insert`` takes them."""


class Change(NamedTuple):
    """How many passages of a new version were in the old one, how many were not, and how many of the old are no more."""

    kept: int
    new: int
    gone: int


def insert(connection: sqlite3.Connection, document: int, piece: Sequence[object]) -> None:
    """Write one staged piece (the columns of ``PIECE``) as a passage of ``document``, inside a transaction."""
    *passage, words, vectors = piece
    columns = "document, position, text, heading, language, sentences, words, place, key"
    statement = f"INSERT INTO passages ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    number = connection.execute(statement, (document, *passage)).lastrowid
    connection.execute("INSERT INTO vectors VALUES (?, ?)", (number, vectors))
    connection.execute("INSERT INTO words (rowid, tokens) VALUES (?, ?)", (number, words))


def revise(connection: sqlite3.Connection, document: int, staged: sqlite3.Connection) -> Change:
    """Make the passages of ``document`` those of the pieces in ``staged``, inside a transaction.

    A passage is kept where text, heading and sentences are the same; of several that are, the first becomes the first.
    """
    old = _by_content(connection, document)
    # aside, so that no two passages have one position meanwhile
    connection.execute("UPDATE passages SET position = -position WHERE document = ?", (document,))
    kept = new = 0
    for piece in staged.execute(f"SELECT {PIECE} FROM pieces ORDER BY position"):
        position, text, heading, _, sentences, _, place, *_ = piece
        same = old.get(_digest(text, heading, sentences))
        if same:
            kept += 1
            statement = "UPDATE passages SET position = ?, place = ? WHERE id = ?"
            connection.execute(statement, (position, place, same.popleft()))
        else:
            new += 1
            insert(connection, document, piece)
    gone = [number for numbers in old.values() for number in numbers]
    forget(connection, gone)
    return Change(kept, new, len(gone))


def forget(connection: sqlite3.Connection, passages: Iterable[int]) -> None:
    """Remove passages with their words and vectors, inside a transaction."""
    ids = [(number,) for number in passages]
    for table, column in (("words", "rowid"), ("vectors", "passage"), ("passages", "id")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", ids)


def _by_content(connection: sqlite3.Connection, document: int) -> dict[bytes, deque[int]]:
    """Ids of a document's passages by a digest of their content, in the order they stand in."""
    found: dict[bytes, deque[int]] = defaultdict(deque)
    query = "SELECT id, text, heading, sentences FROM passages WHERE document = ? ORDER BY position"
    for number, *content in connection.execute(query, (document,)):
        found[_digest(*content)].append(number)
    return found


def _digest(text: str, heading: str, sentences: bytes) -> bytes:
    """16 bytes that stand for a passage's content: texts may be larger than memory, digests are not."""
    return hashlib.blake2b(b"\0".join((text.encode(), heading.encode(), sentences)), digest_size=16).digest()
