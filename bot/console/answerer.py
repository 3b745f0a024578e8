"""What the chat needs of an assistant; ``bot.assistant.Assistant`` is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.folder_types import ConfirmRemoval, Folder, OnStep, Synced
from index.types import Added, Document, Glossary, Passage
from retrieval.types import Answer

if TYPE_CHECKING:  # these are only names of types; the assistant brings the whole index with it
    from bot.assistant import Confirm, OnProgress


class Answerer(Protocol):
    """Every method raises ``WuzhenError`` for what a person can mend, and changes nothing when interrupted, but for folders."""

    def ask(self, text: str, *, k: int = 5, progress: OnProgress | None = None) -> Answer:
        """Answer one question."""

    def add(
        self,
        path: Path,
        *,
        name: str | None = None,
        progress: OnProgress | None = None,
        confirm: Confirm | None = None,
    ) -> Added:
        """Index one file."""

    def add_link(self, address: str, *, progress: OnProgress | None = None, confirm: Confirm | None = None) -> Added:
        """Fetch and index one page."""

    def add_folder(self, path: Path, *, on_step: OnStep | None = None, confirm: Confirm | None = None) -> Synced:
        """Add a folder; interrupted, what is whole stays."""

    def sync(
        self,
        paths: Sequence[Path] = (),
        *,
        on_step: OnStep | None = None,
        confirm: Confirm | None = None,
        confirm_removal: ConfirmRemoval | None = None,
    ) -> Synced:
        """Bring folders in step; interrupted, what is whole stays."""

    def add_glossary(self, path: Path, *, name: str | None = None) -> Glossary:
        """Keep a glossary."""

    def remove(self, name: str) -> Document | Glossary | Folder:
        """Remove a document by name or number, a glossary by name, or a folder by name or path."""

    def documents(self) -> list[Document]:
        """All documents."""

    def glossaries(self) -> list[Glossary]:
        """All glossaries."""

    def document(self, name: str) -> Document:
        """One document by name or number."""

    def passage(self, document_id: int, position: int) -> Passage | None:
        """The passage at a position of a document."""

    def rebuild(self, *, progress: OnProgress | None = None, on_kept: Callable[[str], None] | None = None) -> int:
        """Make the index anew; returns the number of passages. ``on_kept`` is told who keeps the passages it has."""
