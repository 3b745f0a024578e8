"""Glossaries into the library and out of it; nothing is embedded for them, so they help from the next question on."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from index import schema
from index.errors import GlossaryError
from index.glossary import LARGEST, read_glossary
from index.library import LocalLibrary
from index.types import Glossary


def add_glossary(library: LocalLibrary, path: Path, *, name: str | None = None) -> Glossary:
    """Keep the glossary at ``path``, called ``name`` or like the file; one of that name gives way to it.

    Raises ``GlossaryError`` with the library unchanged, ``LibraryError`` where it cannot be written.
    """
    name = name or path.name
    terms = read_glossary(_content(path), name)
    added = datetime.now(UTC).isoformat(timespec="seconds")
    with library.writing() as connection:
        schema.make_room_for_glossaries(connection)
        _erase(connection, name)
        row = (name, len(terms), added)
        number = connection.execute("INSERT INTO glossaries VALUES (NULL, ?, ?, ?)", row).lastrowid
        rows = ((number, position, term.english, term.chinese) for position, term in enumerate(terms, 1))
        connection.executemany("INSERT INTO terms VALUES (?, ?, ?, ?)", rows)
    return Glossary(*row)


def remove_glossary(library: LocalLibrary, glossary: Glossary) -> None:
    """Remove a glossary with its terms."""
    with library.writing() as connection:
        _erase(connection, glossary.name)


def carry_glossaries(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make the glossaries of ``target`` those of ``source``, inside a transaction of ``target``."""
    if _numbers(source) == _numbers(target):  # a glossary that is replaced gets a new number
        return
    schema.make_room_for_glossaries(target)
    target.execute("DELETE FROM terms")
    target.execute("DELETE FROM glossaries")
    target.executemany("INSERT INTO glossaries VALUES (?, ?, ?, ?)", source.execute("SELECT * FROM glossaries"))
    target.executemany("INSERT INTO terms VALUES (?, ?, ?, ?)", source.execute("SELECT * FROM terms"))


def _numbers(connection: sqlite3.Connection) -> set[int]:
    if not schema.has_room_for_glossaries(connection):
        return set()
    return {row[0] for row in connection.execute("SELECT id FROM glossaries")}


def _erase(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("DELETE FROM terms WHERE glossary IN (SELECT id FROM glossaries WHERE name = ?)", (name,))
    connection.execute("DELETE FROM glossaries WHERE name = ?", (name,))


def _content(path: Path) -> bytes:
    """The file's bytes, at most one more than a glossary may have."""
    if path.is_dir():
        raise GlossaryError(
            f"{path} is a folder, not a file. Next: wuzhen add --glossary '{path}'/*.tsv",
            f"{path} 是文件夹，不是文件。下一步：wuzhen add --glossary '{path}'/*.tsv",
        )
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise GlossaryError(
            f"There is no file {path}. Next: ls '{path.parent}'", f"没有文件 {path}。下一步：ls '{path.parent}'"
        ) from error
    except OSError as error:
        raise GlossaryError(
            f"{path} cannot be read: {error.strerror}. Next: ls -l '{path}'",
            f"无法读取 {path}：{error.strerror}。下一步：ls -l '{path}'",
        ) from error
