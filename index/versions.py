"""The library folder: versions side by side, one of them current, and the lock writers share.

LIBRARY/current            names the version in use, replaced in one atomic step
LIBRARY/v000001/           library.sqlite (the record) and vectors.faiss (a cache of it)
LIBRARY/lock               held for as long as a transaction or the swap after a rebuild takes
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index import schema

RECORD = "library.sqlite"
_VERSION = re.compile(r"v\d{6}")


def current(folder: Path) -> Path | None:
    """Folder of the version in use, or None where there is no library yet."""
    try:
        name = (folder / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        name = ""
    if _VERSION.fullmatch(name) and (folder / name).is_dir():
        return folder / name
    return _newest(folder)


def _newest(folder: Path) -> Path | None:
    """The newest whole version: what is meant where ``current`` itself is damaged."""
    versions = sorted(p for p in folder.glob("v*") if _VERSION.fullmatch(p.name) and (p / RECORD).exists())
    return versions[-1] if versions else None


def begin(folder: Path) -> Path:
    """A new version with an empty record, not current yet; the folder of another rebuild is never reused."""
    with schema.errors_for_people(folder / "current" / RECORD):
        folder.mkdir(parents=True, exist_ok=True)
        taken = [int(p.name[1:]) for p in folder.glob("v*") if _VERSION.fullmatch(p.name)]
        version = folder / f"v{max(taken, default=0) + 1:06d}"
        version.mkdir()
    schema.create(version / RECORD)
    return version


def make_current(version: Path) -> None:
    """Point the library at ``version``: one rename, so that there is no moment without a library."""
    pointer = version.parent / "current"
    draft = version.parent / "current.new"
    with draft.open("w", encoding="ascii") as file:
        file.write(version.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(pointer)


def discard(version: Path) -> None:
    """Remove a version nobody opens any more; a process still reading it keeps its open files."""
    shutil.rmtree(version, ignore_errors=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The one writer's lock of the library in ``folder``; waits for its turn."""
    from filelock import FileLock

    with schema.errors_for_people(folder / "current" / RECORD):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock", timeout=-1)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
