"""The starting articles: what a library that was never used holds when the first question is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index import versions
from index.adding import add_file
from index.encoder import Encoder
from index.library import LocalLibrary
from index.rebuilding import make_first
from index.types import Progress

FOLDER = Path(__file__).parent.parent / "seeds"
"""Beside the packages, in a checkout and in an installed wheel alike."""


def articles() -> list[Path]:
    """The seed articles: every Markdown file but the folder's own README."""
    return sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def seed(library: LocalLibrary, encoder: Encoder, progress: Callable[[Progress], None] | None = None) -> None:
    """Give a new library the seeds: all of them or, when stopped in between, none."""
    draft = LocalLibrary.draft(library.folder)
    version = draft.version
    assert version is not None
    try:
        for path in articles():
            add_file(draft, encoder, path, progress=progress)
        wanted = make_first(library, draft)
    except BaseException:
        draft.close()
        versions.discard(version)
        raise
    draft.close()
    if not wanted:  # another process was first
        versions.discard(version)
