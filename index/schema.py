"""The record on disk: one SQLite file. What its tables hold, how it is opened, and what its errors mean to people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryError
from index.paragraph_keys import key_of

FORMAT = 2
"""Raised by one whenever an older program could no longer read the file."""

BUSY_SECONDS = 60.0
"""How long a process waits for another one's transaction; the longest (one document's insert) takes a few seconds."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    count INTEGER NOT NULL,
    source TEXT NOT NULL,
    added TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    author TEXT NOT NULL DEFAULT '',
    published TEXT NOT NULL DEFAULT ''
);
-- the file as it came, in compressed parts: what rebuild reads
CREATE TABLE originals (
    document INTEGER NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (document, part)
) WITHOUT ROWID;
-- sentences: uint32 little-endian pairs (start, end); words: number of tokens; place: "page 3", "row 12", "time 0:01:02" or "";
-- key: the same for passages that say the same
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    heading TEXT NOT NULL,
    language TEXT NOT NULL,
    sentences BLOB NOT NULL,
    words INTEGER NOT NULL,
    place TEXT NOT NULL DEFAULT '',
    key INTEGER NOT NULL DEFAULT 0,
    UNIQUE (document, position)
);
CREATE INDEX passages_by_key ON passages (key);
-- float16 rows: the paragraph, its sentences, its windows of two sentences
CREATE TABLE vectors (passage INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (tokens, tokenize = "unicode61 remove_diacritics 0 tokenchars '.'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""

# from each format to the next: what is missing in an older record has a value that means "not known"
_MIGRATIONS = {
    1: (
        "ALTER TABLE documents ADD COLUMN author TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE documents ADD COLUMN published TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE passages ADD COLUMN place TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE passages ADD COLUMN key INTEGER NOT NULL DEFAULT 0",
        "UPDATE passages SET key = key_of(text, heading)",
        "CREATE INDEX passages_by_key ON passages (key)",
    ),
}

_GLOSSARY_TABLES = """
CREATE TABLE IF NOT EXISTS glossaries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    count INTEGER NOT NULL,
    added TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS terms (
    glossary INTEGER NOT NULL,
    position INTEGER NOT NULL,
    english TEXT NOT NULL,
    chinese TEXT NOT NULL,
    PRIMARY KEY (glossary, position)
) WITHOUT ROWID;
"""

# the pages that documents came from: address is where they were asked for, modified what the server called Last-Modified
_LINK_TABLES = """
CREATE TABLE IF NOT EXISTS links (
    document INTEGER NOT NULL,
    address TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,
    fetched TEXT NOT NULL
) WITHOUT ROWID;
"""


def create(path: Path) -> None:
    """Write an empty record at ``path`` and close it; raises ``LibraryError`` where it cannot be written."""
    with errors_for_people(path):
        connection = _connect(path)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            with transaction(connection):
                for statement in _statements(_TABLES):
                    connection.execute(statement)
                connection.executemany("INSERT INTO meta VALUES (?, ?)", [("format", str(FORMAT)), ("generation", "0")])
        finally:
            connection.close()


def make_room_for_glossaries(connection: sqlite3.Connection) -> None:
    """The tables of glossaries, where they are not there yet; inside a transaction.

    They come with the first glossary, so that a library made before there were any needs no other format.
    """
    for statement in _statements(_GLOSSARY_TABLES):
        connection.execute(statement)


def has_room_for_glossaries(connection: sqlite3.Connection) -> bool:
    """Whether a glossary was ever added."""
    return _has_table(connection, "glossaries")


def make_room_for_links(connection: sqlite3.Connection) -> None:
    """The table of links, where it is not there yet; inside a transaction. It comes with the first link."""
    for statement in _statements(_LINK_TABLES):
        connection.execute(statement)


def has_room_for_links(connection: sqlite3.Connection) -> bool:
    """Whether a link was ever added."""
    return _has_table(connection, "links")


def _has_table(connection: sqlite3.Connection, name: str) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(query, (name,)).fetchone() is not None


def _statements(tables: str) -> Iterator[str]:
    for statement in tables.split(";\n"):
        if statement.strip():
            yield statement


def open_record(path: Path) -> sqlite3.Connection:
    """The record at ``path``; raises ``LibraryError`` for a damaged one and one of a newer program."""
    with errors_for_people(path):
        connection = _connect(path)
        row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        if row is None or int(row[0]) > FORMAT:
            connection.close()
            raise LibraryError(
                f"The library {path.parent.parent} was made by a newer wuzhen. Next: pip install --upgrade wuzhen",
                f"文档库 {path.parent.parent} 由更新版本的 wuzhen 创建。下一步：pip install --upgrade wuzhen",
            )
        if int(row[0]) < FORMAT:
            _migrate(connection)
        return connection


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring an older record to this format in one transaction; another process may have done it meanwhile."""
    connection.create_function("key_of", 2, key_of, deterministic=True)
    with transaction(connection):
        (kept,) = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        for older in range(int(kept), FORMAT):
            for statement in _MIGRATIONS[older]:
                connection.execute(statement)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(FORMAT),))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """One transaction: whole on leaving, nothing at all on any exception, Ctrl-C included."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def errors_for_people(path: Path) -> Iterator[None]:
    """Turns what SQLite and the file system raise about ``path`` into a ``LibraryError``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _explained(path, error) from error
    except OSError as error:
        folder = path.parent.parent
        raise LibraryError(
            f"The library {folder} cannot be used: {error.strerror}. Next: wuzhen --library OTHER_FOLDER list",
            f"无法使用文档库 {folder}：{error.strerror}。下一步：wuzhen --library 其他文件夹 list",
        ) from error


def _explained(path: Path, error: sqlite3.DatabaseError) -> LibraryError:
    folder = path.parent.parent
    text = str(error)
    if "locked" in text:
        return LibraryError(
            f"Another program has been writing to {folder} for over a minute. Next: try the same command again",
            f"另一个程序已写入 {folder} 超过一分钟。下一步：稍后再次输入同一命令",
        )
    if any(sign in text for sign in ("readonly", "unable to open", "full", "disk I/O")):
        return LibraryError(
            f"The library {folder} cannot be written ({text}). Next: wuzhen --library OTHER_FOLDER list",
            f"无法写入文档库 {folder}（{text}）。下一步：wuzhen --library 其他文件夹 list",
        )
    return LibraryError(
        f"The library {folder} is damaged ({text}). Nothing was changed. "
        f"Next: mv '{folder}' '{folder}.damaged', then add the documents again: wuzhen add FILE",
        f"文档库 {folder} 已损坏（{text}），未做任何更改。"
        f"下一步：mv '{folder}' '{folder}.damaged'，然后重新添加文档：wuzhen add 文件",
    )
