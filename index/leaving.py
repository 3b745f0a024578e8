"""Files that left a folder: the documents of those that only moved are followed, those of the others go when a person agrees."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from index import folder_record
from index.folder_record import Row
from index.folder_types import ConfirmRemoval, Folder
from index.library import LocalLibrary
from index.staging import erase
from index.sync_items import Gone, Item

Key = tuple[int, str]
"""A file: its folder's id, and its path within it."""


@dataclass(frozen=True, slots=True)
class Left:
    """Names of the documents that were removed, and of those that were kept because nobody agreed."""

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def follow(library: LocalLibrary, moves: Sequence[tuple[Gone, Item]], folder_of: dict[str, Folder]) -> list[str]:
    """Give the documents of moved files their new names and sources, in one transaction; gives the names.

    ``folder_of`` has the kept folder of each path. A document that another process changed meanwhile is left alone.
    """
    names = []
    with library.writing() as connection:
        held = [(gone, item) for gone, item in moves if _document_of(connection, gone) is not None]
        for gone, _ in held:  # names must be free where files changed places
            connection.execute(
                "UPDATE documents SET name = ? WHERE id = ?", (f"\0{gone.row.document}", gone.row.document)
            )
        for gone, item in held:
            document = gone.row.document
            assert document is not None
            names.append(folder_record.point_at(connection, document, item.source, item.name))
            folder_record.drop_row(connection, gone.folder, gone.row.path)
            row = Row(item.kept_path, document, "in", gone.row.sha256, item.found.stamp, item.seen_ns)
            folder_record.keep_row(connection, folder_of[item.folder.path], row)
    return names


def let_go(library: LocalLibrary, gone: Sequence[Gone], confirm: ConfirmRemoval | None) -> Left:
    """Remove the documents of files that are gone, all in one transaction, where ``confirm`` agrees or there are none.

    A document that another file holds as well stays, and is said to be from there.
    """
    left = frozenset((each.folder.id, each.row.path) for each in gone)
    with library.reading():
        names = [_doomed(library.connection, each, left) for each in gone]
    doomed = [name for name in names if name is not None]
    if doomed and not (confirm is not None and confirm(doomed)):
        _drop(library, [each for each, name in zip(gone, names, strict=True) if name is None], left, frozenset())
        return Left((), tuple(doomed))
    return Left(tuple(_drop(library, gone, left, frozenset(doomed))))


def remove_folder(library: LocalLibrary, folder: Folder) -> None:
    """Remove a folder with the documents that are from nowhere else; the index forgets them before the next question."""
    with library.reading():
        rows = folder_record.rows(library.connection, folder)
    let_go(library, [Gone(folder, row) for row in rows.values()], lambda _: True)
    with library.writing() as connection:
        folder_record.forget_folder(connection, folder)
    library.sync_vectors()


def _drop(library: LocalLibrary, gone: Sequence[Gone], left: frozenset[Key], agreed: frozenset[str]) -> list[str]:
    """Forget files that are gone, and remove those of their documents that are ``agreed``; gives the names of these."""
    removed: list[str] = []
    if not gone:
        return removed
    with library.writing() as connection:
        for each in gone:
            name = _doomed(connection, each, left)
            if name is None:
                _repoint(connection, each, left)
            elif name not in agreed:  # another process has changed something meanwhile
                continue
            elif each.row.document is not None:
                erase(connection, each.row.document)
                removed.append(name)
            folder_record.drop_row(connection, each.folder, each.row.path)
    return removed


def _document_of(connection: sqlite3.Connection, gone: Gone) -> tuple[str, str] | None:
    """Name and source of the document that was a file's, where it is still what the file held."""
    query = "SELECT name, source FROM documents WHERE id = ?"
    row = connection.execute(query, (gone.row.document,)).fetchone()
    return None if row is None else (str(row[0]), str(row[1]))


def _others(connection: sqlite3.Connection, each: Gone, left: frozenset[Key]) -> list[tuple[Folder, str]]:
    """Files that hold the same document and are still there."""
    held = [] if each.row.document is None else folder_record.others_of(connection, each.row.document)
    return [(folder, path) for folder, path in held if (folder.id, path) not in left]


def _doomed(connection: sqlite3.Connection, each: Gone, left: frozenset[Key]) -> str | None:
    """Name of the document that nothing holds any more, or None: it is from elsewhere, or another file holds it."""
    document = _document_of(connection, each)
    if document is None or document[1] != each.source or _others(connection, each, left):
        return None
    return document[0]


def _repoint(connection: sqlite3.Connection, each: Gone, left: frozenset[Key]) -> None:
    """Say of a document whose file is gone that it is from another file that holds it."""
    document, others = _document_of(connection, each), _others(connection, each, left)
    if document is not None and document[1] == each.source and others and each.row.document is not None:
        folder, path = others[0]
        folder_record.point_at(connection, each.row.document, folder.source(path), folder.document_name(path))
