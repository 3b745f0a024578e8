"""The frozen values of folders that are kept in step: what was found there, what became of it, and how far the work is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from index.errors import WuzhenError
from index.types import Added, OnProgress

Change = Literal["added", "replaced", "unchanged", "moved", "removed"]


class Stamp(NamedTuple):
    """What tells without reading that a file is the one it was: its bytes, when they last changed, and its inode."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the library. ``name`` is unique and begins the names of its documents; ``id`` is 0 until it is kept."""

    id: int
    path: str
    name: str

    def document_name(self, path: str) -> str:
        """What the document from the file at ``path`` within the folder is called."""
        return f"{self.name}/{path}"

    def source(self, path: str) -> str:
        """Where the file at ``path`` within the folder is."""
        return f"{self.path.rstrip('/')}/{path}"


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a folder; ``path`` is within the folder. ``chosen``: a rule of the person's own lets it in."""

    path: str
    stamp: Stamp
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that stayed outside, and why."""

    name: str
    error: WuzhenError


@dataclass(frozen=True, slots=True)
class Step:
    """How far many files are: ``done`` of ``files``, of whose bytes ``share`` (0 to 1), and ``passages`` embedded.

    ``outcome`` is what became of the file called ``name``, None while it is on its way.
    """

    name: str
    done: int
    files: int
    passages: int
    share: float
    outcome: Change | Trouble | None = None
    count: int = 0
    """Passages of the document, once there is an outcome."""
    kept: int = 0
    new: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Synced:
    """What bringing folders in step did, in files; documents for ``removed`` and ``kept``.

    ``kept``: their files are gone, but the person did not want them removed. ``failing``: could not be read before and
    have not changed since. ``left_out``: ignored, hidden, or of no known format. ``waiting``: still being written.
    """

    added: int = 0
    replaced: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0
    failing: int = 0
    left_out: int = 0
    waiting: int = 0
    troubles: tuple[Trouble, ...] = ()


OnStep = Callable[[Step], None]
ConfirmRemoval = Callable[[Sequence[str]], bool]
"""Asked before documents are removed whose files are gone, with their names; True removes them."""
AddOne = Callable[[Path, str, str, OnProgress], Added]
"""Adds one file: where it is, the document's name, its source, and whom to tell of passages."""
