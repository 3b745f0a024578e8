"""What a plan for folders is made of: files to look into, files that are gone, and what is to be done with them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from index.folder_record import Row
from index.folder_types import Folder, Found, Stamp, Trouble
from index.suffixes import kept_text

Ready = Callable[[Folder, str, Stamp | None], bool]
"""Whether a file is to be believed: in its folder, at a path, with a stamp, None where it is gone. False waits for it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file to look into: what was found, and what is kept of it."""

    folder: Folder
    found: Found
    row: Row | None = None
    seen_ns: int = field(default_factory=time.time_ns)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.folder.path, self.found.path)

    @property
    def kept_path(self) -> str:
        """Its path within the folder as it is kept."""
        return kept_text(self.found.path)

    @property
    def name(self) -> str:
        """What its document is called."""
        return self.folder.document_name(self.kept_path)

    @property
    def source(self) -> str:
        """Where its document is from."""
        return self.folder.source(self.kept_path)


@dataclass(frozen=True, slots=True)
class Gone:
    """A file that was kept and is there no more."""

    folder: Folder
    row: Row

    @property
    def source(self) -> str:
        """Where its document was from."""
        return self.folder.source(self.row.path)


@dataclass(slots=True)
class Plan:
    """``reads`` are new or changed as far as can be seen; ``checked`` are files whose row alone has to be kept anew."""

    reads: list[Item] = field(default_factory=list)
    moves: list[tuple[Gone, Item]] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    checked: list[tuple[Folder, Row]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    candidates: int = 0
    unchanged: int = 0
    failing: int = 0
    left_out: int = 0
    waiting: int = 0
