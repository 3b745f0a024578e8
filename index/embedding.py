"""Which staged pieces need the encoder, and their way through it: what is known of the same text is never encoded again.

Works on the tables of ``index.staging``. The same text and heading have all their vectors already; the same text under another
heading has those of its sentences and windows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index import record
from index.encoder import Encoder
from index.split import windows
from index.units import units_of

TOGETHER = 32
"""Passages that go through the encoder in one call, some 300 units: it sorts them by length and wastes little padding."""
LOOKED_UP = 500
"""Pieces that are read together when known vectors are looked for."""

_SAME_TEXT = "SELECT v.data FROM passages p JOIN vectors v ON v.passage = p.id WHERE p.key = ? AND p.text = ? AND p.sentences = ?"
_STAGED = "SELECT vectors FROM pieces WHERE key = ? AND text = ? AND vectors IS NOT NULL LIMIT 1"
_COPY = """
UPDATE pieces SET vectors = (
    SELECT first.vectors FROM pieces first
    WHERE first.key = pieces.key AND first.heading = pieces.heading AND first.text = pieces.text
    AND first.vectors IS NOT NULL LIMIT 1
) WHERE vectors IS NULL
"""
Row = tuple[int, int, str, str, bytes]
"""Position, key, text, heading and packed sentences of a piece."""
Units = dict[str, NDArray[np.float16]]
"""Vectors by the text that was embedded."""


def recall(staged: sqlite3.Connection, known: sqlite3.Connection | None, dimension: int) -> int:
    """Give staged pieces the vectors that the record ``known`` (made by the same encoder) has for their text.

    Lines up the others, each text under one heading once, and returns how many those are.
    """
    staged.execute("BEGIN")
    last = 0
    while known is not None and (rows := _pieces(staged, last)):
        for row in rows:
            _look_up(staged, known, row, dimension)
        last = rows[-1][0]
    lined_up = staged.execute(
        "INSERT INTO pending (position) "
        "SELECT min(position) FROM pieces WHERE vectors IS NULL GROUP BY key, heading, text ORDER BY 1"
    )
    staged.execute("COMMIT")
    return lined_up.rowcount


def embed(staged: sqlite3.Connection, encoder: Encoder) -> Iterator[int]:
    """Encode what was lined up; yields how many pieces are done, and at the end gives their copies the same vectors."""
    done = 0
    query = (
        "SELECT number, position, key, text, heading, sentences, near FROM pending JOIN pieces USING (position) "
        "WHERE number > ? ORDER BY number LIMIT ?"
    )
    while rows := staged.execute(query, (done, TOGETHER)).fetchall():
        units = [_units(text, heading, packed) for _, _, _, text, heading, packed, _ in rows]
        known: Units = {}
        for (_, _, key, text, _, _, near), texts in zip(rows, units, strict=True):
            known |= _near(staged, key, text, near, texts, encoder.dimension)
        vectors = _encoded([unit for texts in units for unit in texts], known, encoder)
        for (_, position, *_), texts in zip(rows, units, strict=True):
            data = b"".join(vectors[text].tobytes() for text in texts)
            staged.execute("UPDATE pieces SET vectors = ? WHERE position = ?", (data, position))
        done += len(rows)
        yield done
    staged.execute(_COPY)


def _pieces(staged: sqlite3.Connection, last: int) -> list[Row]:
    query = "SELECT position, key, text, heading, sentences FROM pieces WHERE position > ? ORDER BY position LIMIT ?"
    return staged.execute(query, (last, LOOKED_UP)).fetchall()


def _look_up(staged: sqlite3.Connection, known: sqlite3.Connection, row: Row, dimension: int) -> None:
    """Vectors from a passage of the same text and heading, or else of the same text alone."""
    position, key, text, heading, packed = row
    size = len(_units(text, heading, packed)) * dimension * np.float16().nbytes
    same = known.execute(f"{_SAME_TEXT} AND p.heading = ? LIMIT 1", (key, text, packed, heading)).fetchone()
    if same is not None and len(same[0]) == size:
        staged.execute("UPDATE pieces SET vectors = ? WHERE position = ?", (same[0], position))
        return
    near = known.execute(f"{_SAME_TEXT} LIMIT 1", (key, text, packed)).fetchone()
    if near is not None and len(near[0]) == size:
        staged.execute("UPDATE pieces SET near = ? WHERE position = ?", (near[0], position))


def _near(
    staged: sqlite3.Connection, key: int, text: str, near: bytes | None, texts: Sequence[str], dimension: int
) -> Units:
    """What a passage of the same text under another heading has, in the record or in this document: all but the first."""
    if near is None:
        found = staged.execute(_STAGED, (key, text)).fetchone()
        if found is None:
            return {}
        near = found[0]
    rows = np.frombuffer(near, np.float16).reshape(-1, dimension)
    return dict(zip(texts[1:], rows[1:], strict=True))


def _encoded(texts: Sequence[str], known: Units, encoder: Encoder) -> Units:
    unknown = list(dict.fromkeys(text for text in texts if text not in known))
    if not unknown:
        return known
    vectors = encoder.encode_passages(unknown).astype(np.float16)
    return known | dict(zip(unknown, vectors, strict=True))


def _units(text: str, heading: str, packed: bytes) -> list[str]:
    sentences = record.spans(packed)
    return units_of(text, heading, sentences, windows(sentences))
