"""Files into a library: the same again changes nothing, a changed one replaces its passages, a bad one leaves all as it was."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from index import record, versions
from index.encoder import Encoder
from index.errors import Declined, DocumentError
from index.library import LocalLibrary
from index.readers.file import OnDropped
from index.staging import Arrival, Stage, erase, sha256_of
from index.types import Added, Confirm, Document, OnProgress, Progress

LONG = 1000
"""Passages from which a person is asked first: over a minute of work."""


def add_file(
    library: LocalLibrary,
    encoder: Encoder,
    path: Path,
    *,
    name: str | None = None,
    source: str | None = None,
    progress: OnProgress | None = None,
    confirm: Confirm | None = None,
    on_dropped: OnDropped | None = None,
) -> Added:
    """Index the file at ``path``; ``name`` is for files that came without a place of their own, and stands for it.

    ``source`` is that place where it is known all the same.
    Raises ``DocumentError`` or ``Declined`` with the library unchanged, ``LibraryError`` where it cannot be written.
    """
    with versions.locked(library.folder):
        pass  # a folder that cannot be written is said at once, not after minutes of embedding
    with _opened(path) as stream:
        arrival = Arrival(name or path.name, source or name or str(path.resolve()), sha256_of(stream))
        known = _already(library, arrival)
        if known is not None:
            return Added(known, "unchanged", 0)
        stage = Stage.read(stream, arrival, on_dropped)
    try:
        _embed(stage, encoder, progress, confirm)
        return _commit(library, encoder, stage)
    finally:
        stage.close()


def remove(library: LocalLibrary, document: Document) -> None:
    """Remove a document and all that is kept of it; the index forgets it before the next question."""
    with library.writing() as connection:
        erase(connection, document.id)
    library.sync_vectors()


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise DocumentError(
            f"{path} is a folder, not a file. Next: wuzhen add '{path}'/*.md",
            f"{path} 是文件夹，不是文件。下一步：wuzhen add '{path}'/*.md",
        )
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise DocumentError(
            f"There is no file {path}. Next: ls '{path.parent}'", f"没有文件 {path}。下一步：ls '{path.parent}'"
        ) from error
    except OSError as error:
        raise DocumentError(
            f"{path} cannot be read: {error.strerror}. Next: ls -l '{path}'",
            f"无法读取 {path}：{error.strerror}。下一步：ls -l '{path}'",
        ) from error


def _already(library: LocalLibrary, arrival: Arrival) -> Document | None:
    """The document that has this content: the one from the same place, or where that is new, any other."""
    with library.reading():
        if library.is_new():
            return None
        return _same_content(library.connection, arrival)


def _same_content(connection: sqlite3.Connection, arrival: Arrival) -> Document | None:
    here = connection.execute("SELECT sha256 FROM documents WHERE source = ?", (arrival.source,)).fetchone()
    if here is None:
        return record.document_where(connection, "sha256", arrival.sha256)
    return record.document_where(connection, "source", arrival.source) if here[0] == arrival.sha256 else None


def _embed(stage: Stage, encoder: Encoder, progress: OnProgress | None, confirm: Confirm | None) -> None:
    began = time.monotonic()
    for done in stage.embed(encoder):
        if confirm is not None and stage.count > LONG:
            _ask(stage, time.monotonic() - began, confirm)
            confirm = None
        if progress is not None:
            progress(Progress(stage.arrival.name, done, stage.count))


def _ask(stage: Stage, seconds: float, confirm: Confirm) -> None:
    """Ask whether to go on, with the time it will take at the pace of the first passages."""
    if not confirm(stage.count, seconds / stage.embedded * stage.count):
        raise Declined(
            f"{stage.arrival.name} was not added: {stage.count} passages. Next: wuzhen add --yes '{stage.arrival.source}'",
            f"未添加 {stage.arrival.name}：共 {stage.count} 段。下一步：wuzhen add --yes '{stage.arrival.source}'",
        )


def _commit(library: LocalLibrary, encoder: Encoder, stage: Stage) -> Added:
    """One transaction; looks once more, since another process may have added the same meanwhile."""
    with library.writing() as connection:
        known = _same_content(connection, stage.arrival)
        if known is not None:
            return Added(known, "unchanged", 0)
        library.require_encoder(encoder.identity, encoder.name)
        record.set_meta(connection, "encoder", encoder.identity)
        record.set_meta(connection, "encoder name", encoder.name)
        record.set_meta(connection, "dimension", str(encoder.dimension))
        old = record.document_where(connection, "source", stage.arrival.source)
        if old is None:
            stage.arrival = _named(stage.arrival, lambda name: bool(record.document_where(connection, "name", name)))
            document = stage.write(connection)
        else:
            stage.arrival = Arrival(old.name, stage.arrival.source, stage.arrival.sha256)
            erase(connection, old.id)
            document = stage.write(connection, old.id)
    return Added(document, "added" if old is None else "replaced", stage.count)


def _named(arrival: Arrival, taken: Callable[[str], bool]) -> Arrival:
    """The arrival with a name nobody has: with its folder before it, then numbered."""
    place = Path(arrival.source)
    alone = place.parent.name and "/" not in arrival.name
    longer = f"{place.parent.name}/{place.name}" if alone else arrival.name
    numbered = (f"{longer} ({number})" for number in count(2))
    free = next(name for name in chain((arrival.name, longer), numbered) if not taken(name))
    return Arrival(free, arrival.source, arrival.sha256)
