"""What has to be done to bring folders in step: told by names, sizes and times; files are read only where those differ."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

from index.errors import DocumentError
from index.folder_record import Row
from index.folder_types import Folder, Stamp, Trouble
from index.folders import Walk, walk
from index.suffixes import is_document, kept_text, suffix_says
from index.sync_items import Gone, Item, Plan, Ready

PART = 1 << 20
"""Bytes of a file that are read at once."""


def plan(
    kept: Mapping[Folder, dict[str, Row]],
    *,
    without: Path,
    again: bool = False,
    ready: Ready | None = None,
) -> Plan:
    """Compare folders with what is ``kept`` of them; ``again`` also tries what failed before and has not changed.

    Raises ``DocumentError`` where a folder is not there: its documents are not gone for that.
    """
    made, waiting = Plan(), set[int]()
    for folder, rows in kept.items():
        require_folder(Path(folder.path))
        waiting |= _Comparison(made, folder, rows, again=again, ready=ready).run(walk(Path(folder.path), without))
    _wait_for_moves(made, waiting)
    _find_moves(made)
    return made


def require_folder(path: Path) -> None:
    """Raises ``DocumentError`` where ``path`` is no folder, a disk that is not mounted for example."""
    if not os.path.isdir(path):  # noqa: PTH112  # the Path method raises where it may not look
        raise DocumentError(
            f"There is no folder {path}; the documents from it stay. Next, to remove them: wuzhen remove '{path}'",
            f"没有文件夹 {path}；来自它的文档保持不变。下一步（删除它们）：wuzhen remove '{path}'",
        )


def sha256_of_file(path: Path) -> str:
    """Content hash; raises ``OSError``."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while part := stream.read(PART):
            digest.update(part)
    return digest.hexdigest()


class _Comparison:
    """One folder against what is kept of it."""

    def __init__(self, made: Plan, folder: Folder, kept: dict[str, Row], *, again: bool, ready: Ready | None) -> None:
        self.made = made
        self.folder = folder
        self.kept = kept
        self.again = again
        self.ready = ready
        self.waiting: set[int] = set()

    def run(self, seen: Walk) -> set[int]:
        """Sort everything that was found, and everything that was not, into the plan; gives the sizes waited for."""
        self.made.left_out += seen.left_out
        self.made.troubles += [_named(self.folder, trouble) for trouble in seen.troubles]
        here = set()
        for found in seen.found:
            path = kept_text(found.path)
            here.add(path)
            self._file(Item(self.folder, found, self.kept.get(path)))
        for path, row in self.kept.items():
            if path not in here and seen.could_see(path):
                self._gone(Gone(self.folder, row))
        return self.waiting

    def _file(self, item: Item) -> None:
        made, row, stamp = self.made, item.row, item.found.stamp
        if row and row.current and row.tells(stamp) and not (self.again and row.state != "in"):
            made.candidates += row.state != "other"
            made.unchanged += row.state == "in"
            made.failing += row.state == "failed"
            made.left_out += row.state == "other"
        elif self.ready and not self.ready(self.folder, item.found.path, stamp):
            made.waiting += 1
            self.waiting.add(stamp.size)
        elif row and row.document and row.current and row.state == "in" and _is_same(item, row):
            made.candidates += 1
            made.unchanged += 1
            made.checked.append((self.folder, _checked(row, stamp)))
        elif _is_wanted(item):
            made.candidates += 1
            made.reads.append(item)
        else:
            made.left_out += 1
            made.checked.append((self.folder, _checked(Row(item.kept_path, None, "other", "", stamp, 0), stamp)))

    def _gone(self, gone: Gone) -> None:
        if self.ready and not self.ready(self.folder, gone.row.path, None):
            self.made.waiting += 1
        else:
            self.made.gone.append(gone)


def _named(folder: Folder, trouble: Trouble) -> Trouble:
    return Trouble(folder.document_name(trouble.name), trouble.error)


def _checked(row: Row, stamp: Stamp) -> Row:
    return Row(row.path, row.document, row.state, row.sha256, stamp, time.time_ns())


def _is_same(item: Item, row: Row) -> bool:
    """Whether a file that was touched, or read too soon after a change, still holds what it held."""
    try:
        return item.found.stamp.size == row.stamp.size and sha256_of_file(item.path) == row.sha256
    except OSError:  # told when it is to be added
        return False


def _is_wanted(item: Item) -> bool:
    """Whether a file is to be tried: a document by suffix or content, and not empty unless it was a document before."""
    if item.row is not None and item.row.document:
        return True
    if not item.found.stamp.size:
        return False
    by_suffix = suffix_says(item.found.path, chosen=item.found.chosen)
    try:
        return is_document(item.path) if by_suffix is None else by_suffix
    except OSError:  # told when it is to be added
        return True


def _wait_for_moves(made: Plan, waiting: set[int]) -> None:
    """Leave alone for now what is gone and may be one of the files that are still being written, of ``waiting`` bytes."""
    late = [gone for gone in made.gone if gone.row.stamp.size in waiting]
    made.waiting += len(late)
    made.gone = [gone for gone in made.gone if gone.row.stamp.size not in waiting]


def _find_moves(made: Plan) -> None:
    """Pair what is gone with what is new and holds the same; only files as large as one that is gone are read for it."""
    lost: dict[str, Gone] = {}
    for gone in made.gone:
        if gone.row.document and gone.row.current and gone.row.state == "in":
            lost.setdefault(gone.row.sha256, gone)
    sizes = {gone.row.stamp.size for gone in lost.values()}
    reads = []
    for item in made.reads:
        found = lost.pop(_content(item, sizes), None)
        if found is None:
            reads.append(item)
        else:
            made.moves.append((found, item))
    moved = {(gone.folder.id, gone.row.path) for gone, _ in made.moves}
    made.gone = [gone for gone in made.gone if (gone.folder.id, gone.row.path) not in moved]
    made.reads = reads


def _content(item: Item, sizes: set[int]) -> str:
    """Content hash of a new file of one of ``sizes``, "" for any other."""
    if (item.row is not None and item.row.document) or item.found.stamp.size not in sizes:
        return ""
    try:
        return sha256_of_file(item.path)
    except OSError:  # told when it is to be added
        return ""
