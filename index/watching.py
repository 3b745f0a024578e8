"""Folders kept in step as their files change: changes are announced by the system or looked for; a file is taken when it rests.

What is done about a change is ``sync``'s work alone. An announcement only says that it is time to look again, so nothing
is lost when one goes missing, several come at once, or they tell half of a move.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.announcing import Announcer
from index.errors import DocumentError
from index.folder_types import AddOne, ConfirmRemoval, Folder, OnStep, Stamp, Synced
from index.library import LocalLibrary
from index.syncing import known_folders, sync

QUIET = 1.0
"""Seconds that a file must stay as it is before it is taken, and stay away before it counts as gone."""
GATHER = 0.3
"""Seconds after an announcement in which others of the same change follow."""
SELDOM = 60.0
"""Seconds between two looks where changes are announced: links lead to folders that are not watched, queues overflow."""
OFTEN = 3.0
"""Seconds between two looks where they are not: network folders, more folders than the system will watch."""

Identity = tuple[int, int] | None
OnRound = Callable[[Synced | DocumentError], None]


class Settled:
    """Whether a file has stayed as it is for ``QUIET`` seconds, as often as it was looked at; forgets it once it has."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.since: dict[tuple[str, str], tuple[Stamp | None, float]] = {}

    def __call__(self, folder: Folder, path: str, stamp: Stamp | None) -> bool:
        """``stamp`` is what the file looks like now, None where it is gone."""
        key, now = (folder.path, path), self.clock()
        before, since = self.since.get(key, (stamp, now))
        if before != stamp:
            since = now
        if now - since >= QUIET:
            self.since.pop(key, None)
            return True
        self.since[key] = (stamp, since)
        return False


def watch(
    library: LocalLibrary,
    add: AddOne,
    paths: Sequence[Path] = (),
    *,
    on_start: Callable[[list[str], str], None],
    on_round: OnRound,
    on_step: OnStep | None = None,
    confirm: ConfirmRemoval | None = None,
) -> None:
    """Keep the folders at ``paths``, or all that the library knows, in step until ``KeyboardInterrupt``.

    ``on_start`` is told what is watched, and why changes are not announced, "" where they are. ``on_round`` is told what
    each look did, or why a folder could not be looked into later on. Raises what ``sync`` raises at the first look.
    """
    settled, changed = Settled(), threading.Event()
    synced = sync(library, add, paths, on_step=on_step, confirm=confirm, ready=settled)
    watched = [str(path.resolve()) for path in paths] or [folder.path for folder in known_folders(library)]
    seen = _identities(watched)
    with _announced(watched, library.folder, changed) as trouble:
        on_start(watched, trouble)
        period = OFTEN if trouble else SELDOM
        _settle(library, synced, on_round)
        while True:
            _wait(changed, QUIET / 2 if synced.waiting else period, watched, seen)
            began, seen = time.monotonic(), _identities(watched)
            try:
                synced = sync(library, add, paths, on_step=on_step, confirm=confirm, ready=settled)
                _settle(library, synced, on_round)
            except DocumentError as error:  # the folder may come back
                on_round(error)
                synced, period = Synced(), OFTEN
            time.sleep(min(time.monotonic() - began, SELDOM))  # never more than half of the time is spent looking


@contextmanager
def _announced(folders: list[str], without: Path, changed: threading.Event) -> Iterator[str]:
    """Sets ``changed`` when something changes in ``folders``; gives why it will not, "" where it will."""
    announcer = Announcer(changed, str(without.resolve()))
    try:
        yield announcer.start(folders)
    finally:
        announcer.stop()


def _settle(library: LocalLibrary, synced: Synced, on_round: OnRound) -> None:
    if synced.added or synced.replaced or synced.removed:
        library.sync_vectors()
    on_round(synced)


def _wait(changed: threading.Event, seconds: float, folders: Sequence[str], seen: list[Identity]) -> None:
    """Until something changes, a folder is not the one ``seen`` before, which nothing announces, or ``seconds`` pass."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and seen == _identities(folders):
        if changed.wait(min(left, OFTEN)):
            time.sleep(GATHER)
            break
    changed.clear()


def _identities(folders: Sequence[str]) -> list[Identity]:
    """Which folders are at these paths now; None where there is none."""
    found: list[Identity] = []
    for folder in folders:
        try:
            about = Path(folder).stat()
        except OSError:
            found.append(None)
        else:
            found.append((about.st_dev, about.st_ino))
    return found
