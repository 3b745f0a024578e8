"""What is kept of folders: where they are, and which file became which document; by plain SQL over one connection."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Literal

from index.folder_types import Folder, Stamp

State = Literal["in", "failed", "other"]
"""A document, a file that could not be read, a file of no known format; all three as of its stamp."""

RACY_NS = 2_000_000_000
"""The coarsest clock of a file system (FAT): a file changed this shortly before it was read may have changed since unseen."""

_TABLES = (
    """CREATE TABLE IF NOT EXISTS folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, added TEXT NOT NULL
)""",
    # document: NULL where the file never became one; checked_ns: when reading began
    """CREATE TABLE IF NOT EXISTS files (
    folder INTEGER NOT NULL, path TEXT NOT NULL, document INTEGER, state TEXT NOT NULL, sha256 TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, checked_ns INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS files_by_document ON files (document)",
    # whoever has folders has many documents, each of which is looked for when a file comes in
    "CREATE INDEX IF NOT EXISTS documents_by_source ON documents (source)",
    "CREATE INDEX IF NOT EXISTS documents_by_sha256 ON documents (sha256)",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A file as it was when it was last read. ``current``: its document is there and holds what the file held."""

    path: str
    document: int | None
    state: State
    sha256: str
    stamp: Stamp
    checked_ns: int
    current: bool = True

    def tells(self, stamp: Stamp) -> bool:
        """Whether a file with ``stamp`` is certainly the one that was read."""
        return stamp == self.stamp and stamp.mtime_ns + RACY_NS < self.checked_ns


def make_room_for_folders(connection: sqlite3.Connection) -> None:
    """The tables of folders, where they are not there yet; inside a transaction. They come with the first folder."""
    for statement in _TABLES:
        connection.execute(statement)


def has_room_for_folders(connection: sqlite3.Connection) -> bool:
    """Whether a folder was ever added."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'folders'"
    return connection.execute(query).fetchone() is not None


def folders(connection: sqlite3.Connection) -> list[Folder]:
    """All folders, in the order they were added."""
    if not has_room_for_folders(connection):
        return []
    return [Folder(*row) for row in connection.execute("SELECT id, path, name FROM folders ORDER BY id")]


def keep_folder(connection: sqlite3.Connection, path: str) -> Folder:
    """The folder at ``path``, kept from now on; inside a transaction, where another process may have kept it before."""
    make_room_for_folders(connection)
    known = folders(connection)
    same = next((folder for folder in known if folder.path == path), None)
    if same is not None:
        return same
    name = free_name(path, {folder.name for folder in known})
    added = datetime.now(UTC).isoformat(timespec="seconds")
    number = connection.execute("INSERT INTO folders VALUES (NULL, ?, ?, ?)", (path, name, added)).lastrowid
    assert number is not None
    return Folder(number, path, name)


def free_name(path: str, taken: set[str]) -> str:
    """What a folder is called: like itself, with the folder it is in, then numbered."""
    place = PurePath(path)
    own = place.name or "root"
    longer = f"{place.parent.name}/{own}" if place.parent.name else own
    numbered = (f"{longer} ({number})" for number in range(2, len(taken) + 3))
    return next(name for name in (own, longer, *numbered) if name not in taken)


def forget_folder(connection: sqlite3.Connection, folder: Folder) -> None:
    """Keep nothing of a folder any more, inside a transaction; its documents stay."""
    connection.execute("DELETE FROM files WHERE folder = ?", (folder.id,))
    connection.execute("DELETE FROM folders WHERE id = ?", (folder.id,))


def rows(connection: sqlite3.Connection, folder: Folder) -> dict[str, Row]:
    """The files of a folder by path."""
    query = (
        "SELECT f.path, f.document, f.state, f.sha256, f.size, f.mtime_ns, f.inode, f.checked_ns, d.sha256, d.id "
        "FROM files f LEFT JOIN documents d ON d.id = f.document WHERE f.folder = ?"
    )
    kept = {}
    for path, document, state, sha256, size, mtime, inode, checked, held, there in connection.execute(
        query, (folder.id,)
    ):
        current = state != "in" or held == sha256
        kept[path] = Row(path, there and document, state, sha256, Stamp(size, mtime, inode), checked, current)
    return kept


def keep_row(connection: sqlite3.Connection, folder: Folder, row: Row) -> None:
    """Keep what is known of a file, inside a transaction; the content hash of a new row is its document's."""
    found = connection.execute("SELECT sha256 FROM documents WHERE id = ?", (row.document,)).fetchone()
    sha256 = row.sha256 or (found[0] if found and row.state == "in" else "")
    values = (folder.id, row.path, row.document, row.state, sha256, *row.stamp, row.checked_ns)
    connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def drop_row(connection: sqlite3.Connection, folder: Folder, path: str) -> None:
    """Keep nothing of one file any more, inside a transaction."""
    connection.execute("DELETE FROM files WHERE folder = ? AND path = ?", (folder.id, path))


def others_of(connection: sqlite3.Connection, document: int) -> list[tuple[Folder, str]]:
    """The files whose content a document holds: their folders, and their paths within those."""
    query = (
        "SELECT folders.id, folders.path, folders.name, files.path FROM files JOIN folders ON folders.id = files.folder "
        "WHERE files.document = ? ORDER BY folders.id, files.path"
    )
    return [(Folder(*folder), path) for *folder, path in connection.execute(query, (document,))]


def point_at(connection: sqlite3.Connection, document: int, source: str, name: str) -> str:
    """Say of a document that it is from ``source`` and called ``name`` from now on, inside a transaction.

    Gives the name it got, which is numbered where another has it. A title that was the file's stem follows the file.
    """
    (old, title) = connection.execute("SELECT source, title FROM documents WHERE id = ?", (document,)).fetchone()
    if title == PurePath(old).stem:
        title = PurePath(source).stem
    query = "SELECT 1 FROM documents WHERE name = ? AND id <> ?"
    free, number = name, 2
    while connection.execute(query, (free, document)).fetchone():
        free, number = f"{name} ({number})", number + 1
    statement = "UPDATE documents SET source = ?, name = ?, title = ? WHERE id = ?"
    connection.execute(statement, (source, free, title, document))
    return free


def carry_folders(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make what ``target`` keeps of folders what ``source`` keeps, inside a transaction of ``target``."""
    if not has_room_for_folders(source):
        return
    make_room_for_folders(target)
    target.execute("DELETE FROM folders")
    target.execute("DELETE FROM files")
    target.executemany("INSERT INTO folders VALUES (?, ?, ?, ?)", source.execute("SELECT * FROM folders"))
    target.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", source.execute("SELECT * FROM files"))
