"""A new library beside the old from the kept files, swapped in by one rename; whatever goes wrong, the old stays as it was."""

from __future__ import annotations

import logging
import sqlite3
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from index import record, versions
from index.encoder import Encoder
from index.errors import DocumentError, LibraryError
from index.folder_record import carry_folders
from index.glossary_keeping import carry_glossaries
from index.library import LocalLibrary
from index.links.keeping import carry_links
from index.schema import transaction
from index.staging import Arrival, Stage, erase
from index.types import Document, OnProgress, Progress

_log = logging.getLogger(__name__)
OnKept = Callable[[str], None]
"""Told the name of each document whose file could not be read again, or not without OCR."""
IN_MEMORY = 8 << 20
"""Bytes of one kept file that are put together in memory; longer ones go through a temporary file."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Who is told what during a rebuild."""

    progress: OnProgress | None
    on_kept: OnKept | None


def rebuild(
    library: LocalLibrary, encoder: Encoder, *, progress: OnProgress | None = None, on_kept: OnKept | None = None
) -> int:
    """Read, split and embed every kept file again with ``encoder``; returns the number of passages.

    A file that cannot be read again, for want of its password say, or was read by OCR, keeps the passages it has: they
    are embedded again, and ``on_kept`` is told its name. Nothing is taken over from the old vectors, which another encoder
    or an older program may have made; what stands in several documents is still embedded once.

    Questions are answered from the old library meanwhile. What others add during the rebuild is taken over before
    the swap. Raises ``LibraryError`` where there is nothing to rebuild.
    """
    if library.is_new():
        raise LibraryError(
            f"The library {library.folder} is empty. Next: wuzhen add FILE",
            f"文档库 {library.folder} 是空的。下一步：wuzhen add 文件",
        )
    old = library.version
    draft = LocalLibrary.draft(library.folder)
    told = _Told(progress, on_kept)
    try:
        _take_over(library, draft, encoder, told)
        with versions.locked(library.folder):
            _swap(library, draft, encoder, told)
    except BaseException:
        _discard(draft)
        raise
    draft.close()
    if old is not None:
        versions.discard(old)
    with library.reading():
        return library.totals()[0]


def make_first(library: LocalLibrary, draft: LocalLibrary) -> bool:
    """Make ``draft`` the current version where nobody has added a document yet; keeps the glossaries they have.

    False, and nothing is changed, where somebody has.
    """
    with versions.locked(library.folder):
        if not library.is_new():
            return False
        old = library.version
        if old is not None:
            with transaction(draft.connection):
                carry_glossaries(library.connection, draft.connection)
                carry_folders(library.connection, draft.connection)
                _outnumber(library, draft)
        draft.sync_vectors()
        assert draft.version is not None
        versions.make_current(draft.version)
    if old is not None:
        versions.discard(old)
    return True


def _outnumber(library: LocalLibrary, draft: LocalLibrary) -> None:
    """Give ``draft`` a generation that ``library`` never had, inside its transaction."""
    generation = max(record.generation(library.connection), record.generation(draft.connection)) + 1
    record.set_meta(draft.connection, "generation", str(generation))


def _discard(draft: LocalLibrary) -> None:
    version = draft.version
    draft.close()
    if version is not None:
        versions.discard(version)


def _swap(library: LocalLibrary, draft: LocalLibrary, encoder: Encoder, told: _Told) -> None:
    old = library.version
    if versions.current(library.folder) != old:
        raise LibraryError(
            "Another rebuild has just finished; this one was dropped. Next: wuzhen list",
            "另一次重建刚刚完成，本次重建已放弃。下一步：wuzhen list",
        )
    _take_over(library, draft, encoder, told)
    with transaction(draft.connection):
        _outnumber(library, draft)
    draft.sync_vectors()
    assert draft.version is not None
    versions.make_current(draft.version)


def _take_over(library: LocalLibrary, draft: LocalLibrary, encoder: Encoder, told: _Told) -> None:
    """Bring ``draft`` to hold what ``library`` holds now: all of it the first time, what changed since the second."""
    with transaction(draft.connection):
        _remember(draft.connection, encoder)
        carry_glossaries(library.connection, draft.connection)
        carry_folders(library.connection, draft.connection)
    wanted, have = _contents(library.connection), _contents(draft.connection)
    for number in have.keys() - wanted.keys():
        with transaction(draft.connection):
            erase(draft.connection, number)
    documents = [document for document in record.documents(library.connection) if document.id in wanted]
    report = _reporter(told.progress, sum(document.count for document in documents))
    for document in documents:
        if have.get(document.id) != wanted[document.id]:
            arrival = Arrival(document.name, document.source, wanted[document.id])
            stage = _staged(library.connection, document, arrival, told.on_kept)
            _copy(stage, draft.connection, document, encoder, report)
    with transaction(draft.connection):
        carry_links(library.connection, draft.connection)


def _remember(connection: sqlite3.Connection, encoder: Encoder) -> None:
    record.set_meta(connection, "encoder", encoder.identity)
    record.set_meta(connection, "encoder name", encoder.name)
    record.set_meta(connection, "dimension", str(encoder.dimension))


def _contents(connection: sqlite3.Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT id, sha256 FROM documents").fetchall())


def _reporter(progress: OnProgress | None, total: int) -> Callable[[str, int], None]:
    done = 0

    def report(name: str, passages: int) -> None:
        nonlocal done
        done += passages
        if progress is not None:
            progress(Progress(name, done, max(total, done)))

    return report


def _staged(source: sqlite3.Connection, document: Document, arrival: Arrival, on_kept: OnKept | None) -> Stage:
    """The kept file read again; where that cannot be, the passages that are kept."""
    with _original(source, document.id) as stream:
        if not record.was_read_by_ocr(source, document.id):  # OCR once more would cost minutes and give the same
            try:
                return Stage.read(stream, arrival)
            except DocumentError as error:
                _log.warning("%s keeps its passages: %s", document.name, error)
        if on_kept is not None:
            on_kept(document.name)
        return Stage.kept(stream, arrival, source, document)


def _copy(
    stage: Stage, target: sqlite3.Connection, document: Document, encoder: Encoder, report: Callable[[str, int], None]
) -> None:
    try:
        stage.recall(target, encoder.dimension)
        before = stage.pending - stage.count
        for done in stage.embed(encoder):
            report(document.name, done - before)
            before = done
        if not stage.pending:
            report(document.name, stage.count)
        with transaction(target):
            erase(target, document.id)
            stage.write(target, document.id)
            target.execute("UPDATE documents SET added = ? WHERE id = ?", (document.added, document.id))
    finally:
        stage.close()


def _original(connection: sqlite3.Connection, document: int) -> BinaryIO:
    """The file as it came, put together from its kept parts."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the caller closes it
    rows = connection.execute("SELECT data FROM originals WHERE document = ? ORDER BY part", (document,))
    for (data,) in rows:
        file.write(zlib.decompress(data))
    file.seek(0)
    return file  # type: ignore[return-value]  # it is one in all but name
