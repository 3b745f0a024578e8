"""Files into a library: the same again changes nothing, a changed one replaces its passages, a bad one leaves all as it was."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path, PurePath
from typing import BinaryIO

from index import record, versions
from index.encoder import Encoder
from index.errors import Declined, DocumentError
from index.library import LocalLibrary
from index.readers.file import OnDropped, OnPage
from index.revising import Change
from index.staging import Arrival, Stage, erase, sha256_of
from index.types import Added, Confirm, Document, OnProgress, Progress

LONG = 1000
"""Passages from which a person is asked first: over a minute of work."""
Also = Callable[[sqlite3.Connection, int], None]
"""What is written with a document, in its transaction, under its id."""


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
    password: str = "",
    ocr: bool = False,
) -> Added:
    """Index the file at ``path``; ``name`` is for files that came without a place of their own, and stands for it.

    ``source`` is that place where it is known all the same. ``password`` opens an encrypted file and is kept nowhere; ``ocr``
    has pages read that are pictures.

    Raises ``DocumentError`` or ``Declined`` with the library unchanged, ``LibraryError`` where it cannot be written.
    """
    with versions.locked(library.folder):
        pass  # a folder that cannot be written is said at once, not after minutes of embedding
    with opened(path) as stream:
        arrival = Arrival(name or path.name, source or name or str(path.resolve()), sha256_of(stream))
        known = already(library, arrival)
        if known is not None:
            return Added(known, "unchanged", 0, kept=known.count)
        turned = _page_reporter(arrival.name, progress)
        stage = Stage.read(stream, arrival, on_dropped, password=password, ocr=ocr, on_page=turned)
    try:
        embed(library, encoder, stage, progress, confirm)
        return commit(library, encoder, stage)
    finally:
        stage.close()


def remove(library: LocalLibrary, document: Document) -> None:
    """Remove a document and all that is kept of it; the index forgets it before the next question."""
    with library.writing() as connection:
        erase(connection, document.id)
    library.sync_vectors()


def _page_reporter(name: str, progress: OnProgress | None) -> OnPage | None:
    return None if progress is None else lambda page, pages: progress(Progress(name, page, pages, "page"))


def opened(path: Path) -> BinaryIO:
    """The file at ``path``; raises ``DocumentError`` for a folder, for none, and for one that may not be read."""
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


def already(library: LocalLibrary, arrival: Arrival) -> Document | None:
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


def embed(
    library: LocalLibrary, encoder: Encoder, stage: Stage, progress: OnProgress | None, confirm: Confirm | None
) -> None:
    """Give the staged passages their vectors, those the library has already without the encoder.

    Raises ``Declined`` where many are left and ``confirm`` says no.
    """
    with library.reading():
        known = library.connection if library.encoder() == encoder.identity else None
        stage.recall(known, encoder.dimension)
    began = time.monotonic()
    for done in stage.embed(encoder):
        if confirm is not None and stage.pending > LONG:
            _ask(stage, time.monotonic() - began, confirm)
            confirm = None
        if progress is not None:
            progress(Progress(stage.arrival.name, done, stage.pending))


def _ask(stage: Stage, seconds: float, confirm: Confirm) -> None:
    """Ask whether to go on, with the time it will take at the pace of the first passages."""
    if not confirm(stage.pending, seconds / stage.embedded * stage.pending):
        raise Declined(
            f"{stage.arrival.name} was not added: {stage.pending} passages. Next: wuzhen add --yes '{stage.arrival.source}'",
            f"未添加 {stage.arrival.name}：共 {stage.pending} 段。下一步：wuzhen add --yes '{stage.arrival.source}'",
        )


def commit(library: LocalLibrary, encoder: Encoder, stage: Stage, also: Also | None = None) -> Added:
    """Write the staged document in one transaction, in place of the one from the same place; ``also`` writes in it too.

    Looks once more for the same content, since another process may have added it meanwhile.
    """
    with library.writing() as connection:
        known = _same_content(connection, stage.arrival)
        if known is not None:
            if also is not None:
                also(connection, known.id)
            return Added(known, "unchanged", 0, kept=known.count)
        library.require_encoder(encoder.identity, encoder.name)
        record.set_meta(connection, "encoder", encoder.identity)
        record.set_meta(connection, "encoder name", encoder.name)
        record.set_meta(connection, "dimension", str(encoder.dimension))
        old = record.document_where(connection, "source", stage.arrival.source)
        if old is None:
            stage.arrival = _named(stage.arrival, lambda name: bool(record.document_where(connection, "name", name)))
            document, change = stage.write(connection), Change(0, stage.count, 0)
        else:
            stage.arrival = Arrival(old.name, stage.arrival.source, stage.arrival.sha256)
            document, change = stage.replace(connection, old.id)
        if also is not None:
            also(connection, document.id)
    return Added(document, "added" if old is None else "replaced", stage.pending, *change)


def _named(arrival: Arrival, taken: Callable[[str], bool]) -> Arrival:
    """The arrival with a name nobody has: with its folder before it, then numbered, always under its own suffix."""
    place = Path(arrival.source)
    alone = place.parent.name and "/" not in arrival.name
    longer = arrival.longer or (f"{place.parent.name}/{place.name}" if alone else arrival.name)
    suffix = PurePath(longer).suffix  # a rebuild tells Markdown from other text by it
    stem = longer.removesuffix(suffix)
    numbered = (f"{stem} ({number}){suffix}" for number in count(2))
    free = next(name for name in chain((arrival.name, longer), numbered) if not taken(name))
    return Arrival(free, arrival.source, arrival.sha256)
