"""What both front ends do with a library: ask, add, remove, list, show, rebuild. One object per thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from bot.settings import Settings
from index.encoder import open_encoder
from index.errors import DocumentError
from index.folder_types import AddOne, ConfirmRemoval, Folder, OnStep, Synced
from index.library import LocalLibrary
from index.types import Added, Confirm, Document, Glossary, OnProgress, Passage
from retrieval.types import Answer

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.explaining import Explanation

__all__ = ["Assistant", "Confirm", "OnProgress"]


class Assistant:
    """Library and encoder of one set of settings, each opened when first needed. Not for several threads at once."""

    def __init__(self, settings: Settings, library: LocalLibrary) -> None:
        self.settings = settings
        self._library = library
        self._opening: Future[Encoder] | None = None

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """An assistant over the library that ``settings`` name; raises ``LibraryError``."""
        return cls(settings, LocalLibrary.open(settings.library))

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the library's files."""
        self._library.close()

    def warm_up(self) -> None:
        """Start opening the encoder in the background: most of the time to a first answer is spent there."""
        if self._opening is None:
            pool = ThreadPoolExecutor(1, thread_name_prefix="encoder")
            self._opening = pool.submit(open_encoder, self.settings.encoder)
            pool.shutdown(wait=False)

    def _encoder(self) -> Encoder:
        self.warm_up()
        assert self._opening is not None
        return self._opening.result()

    def ask(self, text: str, *, k: int = 5, progress: OnProgress | None = None) -> Answer:
        """Answer one question; a library that was never used gets the seeds first (``progress``).

        Raises ``QuestionError`` for a blank or overlong question, ``EncoderError`` where another encoder made the library.
        """
        self.warm_up()  # loads in another thread what these imports do not need
        from retrieval.answering import answer
        from retrieval.question import understand

        question = understand(text)
        if self._library.is_new():
            from bot.seeding import seed

            seed(self._library, self._encoder(), progress)
        self._library.sync_vectors()
        return answer(self._library, self._encoder(), question, k=k)

    def add(
        self,
        path: Path,
        *,
        name: str | None = None,
        progress: OnProgress | None = None,
        confirm: Confirm | None = None,
        password: str = "",
        ocr: bool = False,
    ) -> Added:
        """Index one file (``name`` where it should not be called like the file).

        ``password`` opens an encrypted file and is kept nowhere; ``ocr`` has pages read that are pictures.
        Raises ``DocumentError`` with the library unchanged, ``Declined`` when ``confirm`` said no.
        """
        from index.adding import add_file

        return add_file(
            self._library,
            self._encoder(),
            path,
            name=name,
            progress=progress,
            confirm=confirm,
            password=password,
            ocr=ocr,
        )

    def explain(self, path: Path, *, password: str = "", ocr: bool = False) -> Explanation:
        """What a file would become and what of it would be left out; adds nothing and opens no encoder.

        Raises ``DocumentError``.
        """
        from index.explaining import explain

        return explain(path, password=password, ocr=ocr)

    def add_link(
        self,
        address: str,
        *,
        allow_private: bool = False,
        progress: OnProgress | None = None,
        confirm: Confirm | None = None,
    ) -> Added:
        """Fetch and index the page at ``address``; ``allow_private`` lets it be on this machine or its network.

        Raises ``DocumentError`` with the library unchanged, ``Declined`` when ``confirm`` said no.
        """
        from index.link_adding import add_link
        from index.links.network import Network

        network = Network(allow_private=allow_private)
        return add_link(self._library, self._encoder(), address, network=network, progress=progress, confirm=confirm)

    def add_folder(
        self,
        path: Path,
        *,
        on_step: OnStep | None = None,
        confirm: Confirm | None = None,
        password: str = "",
        ocr: bool = False,
    ) -> Synced:
        """Add what is new or changed in a folder and its subfolders; nothing is removed.

        ``confirm`` is asked before each large file. Raises ``DocumentError`` where there is nothing to read.
        """
        from index.syncing import add_folder

        return add_folder(self._library, self._adding(confirm, password, ocr=ocr), path, on_step=on_step)

    def sync(
        self,
        paths: Sequence[Path] = (),
        *,
        on_step: OnStep | None = None,
        confirm: Confirm | None = None,
        confirm_removal: ConfirmRemoval | None = None,
    ) -> Synced:
        """Bring the folders at ``paths``, or all that were added, in step: documents whose files are gone are removed.

        ``confirm_removal`` is asked before that. Raises ``DocumentError`` where a folder is not there.
        """
        from index.syncing import sync

        return sync(self._library, self._adding(confirm), paths, on_step=on_step, confirm=confirm_removal)

    def watch(
        self,
        paths: Sequence[Path] = (),
        *,
        on_start: Callable[[list[str], str], None],
        on_round: Callable[[Synced | DocumentError], None],
        on_step: OnStep | None = None,
        confirm: Confirm | None = None,
        confirm_removal: ConfirmRemoval | None = None,
    ) -> None:
        """Keep folders in step as their files change, until ``KeyboardInterrupt``; see ``index.watching.watch``."""
        from index.watching import watch

        watch(
            self._library,
            self._adding(confirm),
            paths,
            on_start=on_start,
            on_round=on_round,
            on_step=on_step,
            confirm=confirm_removal,
        )

    def _adding(self, confirm: Confirm | None, password: str = "", *, ocr: bool = False) -> AddOne:
        """How one file of a folder is added; the encoder is opened with the first."""
        from index.adding import add_file

        def one(path: Path, name: str, source: str, progress: OnProgress) -> Added:
            encoder = self._encoder()
            self._library.require_encoder(encoder.identity, encoder.name)
            return add_file(
                self._library,
                encoder,
                path,
                name=name,
                source=source,
                progress=progress,
                confirm=confirm,
                password=password,
                ocr=ocr,
            )

        return one

    def add_glossary(self, path: Path, *, name: str | None = None) -> Glossary:
        """Keep a glossary (``name`` where it should not be called like the file), in place of one of that name.

        Nothing is embedded and no encoder opened. Raises ``GlossaryError`` with the library unchanged.
        """
        from index.glossary_keeping import add_glossary

        return add_glossary(self._library, path, name=name)

    def save(self) -> None:
        """Bring the vector cache in step after adding: one write for many files."""
        self._library.sync_vectors()

    def remove(self, name: str) -> Document | Glossary | Folder:
        """Remove what ``named`` gives for ``name``; raises ``DocumentError``."""
        from index.adding import remove
        from index.glossary_keeping import remove_glossary
        from index.leaving import remove_folder

        kept = self.named(name)
        if isinstance(kept, Folder):
            remove_folder(self._library, kept)
        elif isinstance(kept, Document):
            remove(self._library, kept)
        else:
            remove_glossary(self._library, kept)
        return kept

    def documents(self) -> list[Document]:
        """All documents, in the order they were added."""
        with self._library.reading():
            return self._library.documents()

    def glossaries(self) -> list[Glossary]:
        """All glossaries, in the order they were added."""
        with self._library.reading():
            return self._library.glossaries()

    def document(self, name: str) -> Document:
        """One document by name or number (from 1); raises ``DocumentError`` and names the nearest ones."""
        documents = self.documents()
        found = _called(name, documents)
        if found is None:
            raise _unknown(name, [document.name for document in documents])
        return found

    def named(self, name: str) -> Document | Glossary | Folder:
        """A document by name or number, else a glossary by name, else a folder by name or path.

        Raises ``DocumentError`` where there is none.
        """
        from index.syncing import folder_called

        documents, glossaries = self.documents(), self.glossaries()
        glossary = next((each for each in glossaries if each.name == name), None)
        found = _called(name, documents) or glossary or folder_called(self._library, name)
        if found is None:
            names = [document.name for document in documents] + [glossary.name for glossary in glossaries]
            raise _unknown(name, names, glossaries=bool(glossaries))
        return found

    def passage(self, document_id: int, position: int) -> Passage | None:
        """The passage at ``position`` (from 1), or None where there is none (any more)."""
        with self._library.reading():
            return next(self._library.document_passages(document_id, position, position), None)

    def passages(self, document: Document) -> Iterator[Passage]:
        """All passages of a document, in order."""
        with self._library.reading():
            yield from self._library.document_passages(document.id)

    def rebuild(self, *, progress: OnProgress | None = None, on_kept: Callable[[str], None] | None = None) -> int:
        """Make the index anew from the kept files and swap it in; returns the number of passages.

        ``on_kept`` is told the documents that keep the passages they have: encrypted, read by OCR, or unreadable now.
        """
        from index.rebuilding import rebuild

        return rebuild(self._library, self._encoder(), progress=progress, on_kept=on_kept)


def _called(name: str, documents: list[Document]) -> Document | None:
    for document in documents:
        if name == document.name:
            return document
    return documents[int(name) - 1] if name.isdecimal() and 1 <= int(name) <= len(documents) else None


def _unknown(name: str, names: list[str], *, glossaries: bool = False) -> DocumentError:
    near = get_close_matches(name, names, n=3, cutoff=0.5) or [known for known in names if name in known][:3]
    did_you_mean = f" Did you mean {', '.join(near)}?" if near else ""
    meant = f"您是否指：{'、'.join(near)}？" if near else ""
    en, zh = ("document or glossary", "文档或术语表") if glossaries else ("document", "文档")
    return DocumentError(
        f"There is no {en} {name}.{did_you_mean} Next: wuzhen list", f"没有{zh} {name}。{meant}下一步：wuzhen list"
    )
