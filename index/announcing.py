"""The system's own announcements that files change, through watchdog, where it has them."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})
"""Not ``opened`` and ``closed_no_write``: those are our own looking."""


class Announcer:
    """Sets ``changed`` for each change in the folders it was started on, but not for those within ``without``."""

    def __init__(self, changed: threading.Event, without: str) -> None:
        self.changed = changed
        self.without = without
        self.observer: BaseObserver | None = None

    def start(self, folders: list[str]) -> str:
        """Begin; gives "" or, in the system's words, why there will be no announcements."""
        try:
            from watchdog.events import FileSystemEventHandler
            from watchdog.observers import Observer
        except ImportError as error:
            return str(error)

        class Handler(FileSystemEventHandler):
            """Called in a thread of watchdog's."""

            def on_any_event(_self, event: FileSystemEvent) -> None:  # noqa: N805  # the announcer is self
                self._heard(event)

        self.observer = Observer()
        try:
            for folder in folders:
                self.observer.schedule(Handler(), folder, recursive=True)
            self.observer.start()
        except OSError as error:  # no more watches or instances of inotify
            self.stop()
            return error.strerror or str(error)
        return ""

    def stop(self) -> None:
        """End the threads."""
        if self.observer is not None and self.observer.is_alive():
            self.observer.stop()
            self.observer.join()
        self.observer = None

    def _heard(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES and not os.fsdecode(event.src_path).startswith(self.without):
            self.changed.set()
