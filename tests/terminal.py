"""A terminal for tests: a program behind a real pseudo-terminal, keys in, screen text out."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

CTRL_A, CTRL_C, CTRL_D, TAB = "\x01", "\x03", "\x04", "\t"
UP, LEFT, BACKSPACE = "\x1b[A", "\x1b[D", "\x7f"

PATIENCE = 30.0
"""Seconds to wait for something that should come; no test measures them."""


class Terminal:
    """A running program; ``screen`` is all it has written, ``read`` how far ``expect`` has come in it."""

    def __init__(self, pid: int, master: int) -> None:
        self.pid = pid
        self.master = master
        self.screen = ""
        self.read = 0
        self.raw = b""

    @classmethod
    def start(cls, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 80) -> Terminal:
        """Start ``command`` on a new terminal with ``columns`` and 24 rows."""
        pid, master = pty.fork()
        if pid == 0:  # the child; nothing but exec may happen here
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
                os.execve(command[0], list(command), dict(environment))
            finally:
                os._exit(127)
        return cls(pid, master)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.master)
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def interrupt(self, text: str) -> None:
        """Press Ctrl-C, again where it was slept through, until ``text`` is written.

        CPython's readline waits for the next key without looking whether a signal came since the last one.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and text not in self.screen[self.read :]:
            self.send(CTRL_C)
            again = time.monotonic() + 2
            while text not in self.screen[self.read :] and self._more(again):
                pass
        self.expect(text)

    def expect(self, text: str) -> str:
        """Wait until ``text`` is written after what was expected before; returns what came up to its end."""
        until = time.monotonic() + PATIENCE
        while (at := self.screen.find(text, self.read)) < 0:
            if not self._more(until):
                raise AssertionError(f"{text!r} never came; the screen has {self.screen[self.read :]!r}")
        came = self.screen[self.read : at + len(text)]
        self.read = at + len(text)
        return came

    def status(self) -> int:
        """Wait for the end of the program; its exit status (negative: the signal that ended it)."""
        until = time.monotonic() + PATIENCE
        while self._more(until):
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def _more(self, until: float) -> bool:
        """Read what the program writes next; False when it ended or ``until`` has passed."""
        ready, _, _ = select.select([self.master], [], [], max(0.0, until - time.monotonic()))
        try:
            came = os.read(self.master, 65536) if ready else b""
        except OSError:  # Linux says so when the other end is closed
            came = b""
        self.raw += came
        self.screen = self.raw.decode(errors="ignore")
        return bool(came)
