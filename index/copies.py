"""Where passages that say the same stand; the record keeps one row for each, told to be the same by their key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from index.record import DOCUMENT, listed, place_of
from index.types import Document, Source


class Origin(NamedTuple):
    """Where a passage comes from: number of its document, its position there, its heading, and the key of its text."""

    document: int
    position: int
    heading: str
    key: int


def origins(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Origin]:
    """The origin of each of the passages ``ids`` that exists."""
    query = f"SELECT id, document, position, heading, key FROM passages WHERE id IN ({listed(ids)})"
    return {number: Origin(*row) for number, *row in connection.execute(query)}


def alike(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Origin]:
    """The origin of each of the passages ``ids`` that exists, and of all others that say the same as one of them."""
    keys = f"SELECT key FROM passages WHERE id IN ({listed(ids)})"
    query = f"SELECT id, document, position, heading, key FROM passages WHERE key IN ({keys})"
    return {number: Origin(*row) for number, *row in connection.execute(query)}


def copies(connection: sqlite3.Connection, passage: int) -> tuple[Source, ...]:
    """All other places where what ``passage`` says stands, in the order of documents and positions."""
    query = (
        f"SELECT p.position, p.place, {DOCUMENT} FROM passages p JOIN documents d ON d.id = p.document "
        "WHERE p.key = (SELECT key FROM passages WHERE id = ?) AND p.id != ? ORDER BY p.document, p.position"
    )
    rows = connection.execute(query, (passage, passage))
    return tuple(Source(Document(*document), position, place_of(place)) for position, place, *document in rows)
