"""What went wrong, or was mended silently, for those who look: ``wuzhen.log`` in the library's folder, kept small."""

from __future__ import annotations

import logging
from pathlib import Path

NAME = "wuzhen.log"
LONGEST = 1 << 20
"""Bytes before the log starts anew, with one older file beside it."""


class _LibraryHandler(logging.Handler):
    """Opens the file with the first record, so that a run with nothing to say writes nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = _open(self._path)
        self._file.emit(record)


def _open(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=LONGEST, backupCount=1, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


def log_to_library(folder: Path) -> None:
    """Send warnings and errors of all loggers to the library's log."""
    root = logging.getLogger()
    if not any(isinstance(handler, _LibraryHandler) for handler in root.handlers):
        root.addHandler(_LibraryHandler(folder / NAME))
