"""A plan for folders carried out file by file; what stops it leaves what is whole, and says so the next time."""

from __future__ import annotations

import time
from collections.abc import Sequence

from index import folder_record
from index.errors import Declined, DocumentError, WuzhenError
from index.folder_record import Row, State
from index.folder_types import AddOne, Change, ConfirmRemoval, Folder, OnStep, Step, Synced, Trouble
from index.leaving import Left, follow, let_go
from index.library import LocalLibrary
from index.sync_items import Item, Plan
from index.types import OnProgress, Progress

TOGETHER = 64
"""Files whose rows are written at once: after a run that was killed so many are looked into again, none embedded again."""


class Run:
    """One plan carried out; ``pending`` are rows of files that are not written yet."""

    def __init__(self, library: LocalLibrary, add: AddOne, made: Plan, on_step: OnStep | None) -> None:
        self.library = library
        self.add = add
        self.made = made
        self.on_step = on_step
        self.troubles = list(made.troubles)
        self.counts: dict[Change, int] = dict.fromkeys(("added", "replaced", "unchanged", "moved", "removed"), 0)
        self.pending = list(made.checked)
        self.folder_of: dict[str, Folder] = {}
        self.bytes = max(sum(item.found.stamp.size for item in made.reads), 1)
        self.done = self.passages = self.bytes_done = 0

    def all(self, folders: Sequence[Folder], confirm: ConfirmRemoval | None) -> Synced:
        """Moves first, so that names are free; then what is gone, while the person is still there; then what is new."""
        self._keep(folders)
        self._follow()
        left = self._let_go(confirm)
        try:
            for item in self.made.reads:
                self._read(item)
                if len(self.pending) >= TOGETHER:
                    self._write_rows()
        finally:
            self._write_rows()
        return self._synced(left)

    def _keep(self, folders: Sequence[Folder]) -> None:
        if all(folder.id for folder in folders):
            kept = folders
        else:
            with self.library.writing() as connection:
                kept = [folder_record.keep_folder(connection, folder.path) for folder in folders]
        self.folder_of = {folder.path: folder for folder in kept}

    def _follow(self) -> None:
        if self.made.moves:
            for name in follow(self.library, self.made.moves, self.folder_of):
                self._tell(name, "moved")

    def _let_go(self, confirm: ConfirmRemoval | None) -> Left:
        left = let_go(self.library, self.made.gone, confirm) if self.made.gone else Left()
        for name in left.removed:
            self._tell(name, "removed")
        return left

    def _read(self, item: Item) -> None:
        began = time.time_ns()
        try:
            added = self.add(item.path, item.name, item.source, self._progress(item))
        except (DocumentError, Declined) as error:
            if isinstance(error, DocumentError) and not isinstance(error.__cause__, OSError):
                self._remember(item, "failed", item.row.document if item.row else None, began)
            self._fail(item, error)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            path = item.source
            en = f"{path} cannot be read: {reason}. Next: ls -l '{path}'"
            self._fail(item, DocumentError(en, f"无法读取 {path}：{reason}。下一步：ls -l '{path}'"))
        else:
            self.passages += added.embedded
            self._remember(item, "in", added.document.id, began)
            self._finish(item)
            self._tell(added.document.name, added.change, **added.passages)

    def _fail(self, item: Item, error: WuzhenError) -> None:
        trouble = Trouble(item.name, error)
        self.troubles.append(trouble)
        self._finish(item)
        self._tell(item.name, trouble)

    def _finish(self, item: Item) -> None:
        self.done += 1
        self.bytes_done += item.found.stamp.size

    def _remember(self, item: Item, state: State, document: int | None, began: int) -> None:
        row = Row(item.kept_path, document, state, "", item.found.stamp, began)
        self.pending.append((item.folder, row))

    def _write_rows(self) -> None:
        if not self.pending:
            return
        with self.library.writing() as connection:
            for folder, row in self.pending:
                folder_record.keep_row(connection, self.folder_of[folder.path], row)
        self.pending.clear()

    def _progress(self, item: Item) -> OnProgress:
        def tell(progress: Progress) -> None:
            if self.on_step is not None:
                size = item.found.stamp.size * min(1.0, progress.done / max(progress.total, 1))
                self.on_step(self._step(item.name, size, self.passages + progress.done))

        return tell

    def _step(
        self, name: str, size: float, passages: int, outcome: Change | Trouble | None = None, **counts: int
    ) -> Step:
        share = (self.bytes_done + size) / self.bytes
        return Step(name, self.done, len(self.made.reads), passages, share, outcome, **counts)

    def _tell(self, name: str, outcome: Change | Trouble, **counts: int) -> None:
        if not isinstance(outcome, Trouble):
            self.counts[outcome] += 1
        if self.on_step is not None:
            self.on_step(self._step(name, 0.0, self.passages, outcome, **counts))

    def _synced(self, left: Left) -> Synced:
        made = self.made
        return Synced(
            **{**self.counts, "unchanged": self.counts["unchanged"] + made.unchanged},
            kept=len(left.kept),
            failing=made.failing,
            left_out=made.left_out,
            waiting=made.waiting,
            troubles=tuple(self.troubles),
        )
