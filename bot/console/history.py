"""The lines typed in chats before, in a file that only its owner reads."""

from __future__ import annotations

import logging
import os
from pathlib import Path

BOUND = 1000
"""Lines kept."""

_log = logging.getLogger(__name__)


class History:
    """Lines of a file, oldest first, one a line; each new one is written at once, so that nothing is lost by a kill.

    A file that cannot be read or written is logged and done without: a chat is worth more than its history.
    ``waiting`` holds lines while the library's folder is not there yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.last = ""
        self.waiting: list[str] = []

    def load(self) -> list[str]:
        """The last lines, at most ``BOUND``; a longer file is cut to them."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
            if len(lines) > BOUND:
                lines = lines[-BOUND:]
                self._replace(lines)
        except FileNotFoundError:
            return []
        except OSError as error:
            _log.warning("the history of the chat cannot be read: %s", error)
            return []
        self.last = lines[-1] if lines else ""
        return lines

    def add(self, line: str) -> bool:
        """Keep a line, and say whether it was worth it: not blank, and not the one before again."""
        entry = " ".join(line.split())  # a pasted line may hold newlines; an entry is one line
        if not entry or entry == self.last:
            return False
        self.last = entry
        self.waiting.append(entry)
        try:
            self._append("".join(f"{each}\n" for each in self.waiting))
            self.waiting.clear()
        except FileNotFoundError:
            del self.waiting[:-BOUND]
        except OSError as error:
            _log.warning("the history of the chat cannot be written: %s", error)
        return True

    def _append(self, text: str) -> None:
        with open(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:  # noqa: PTH123
            os.fchmod(file.fileno(), 0o600)
            file.write(text.encode("utf-8", errors="replace"))

    def _replace(self, lines: list[str]) -> None:
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        new.replace(self.path)
