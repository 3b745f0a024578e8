"""The parent's end of the process in which complex files are read: one for each thread, kept for the next file.

A process serves the thread that started it, since the kernel ends it with that thread (``confinement``). What is broken
off, fails or has read ``FILES`` files is replaced: a library's leak or a half-read file stays without consequence.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from typing import IO, Any

from index.readers.process.limits import Limits

FILES = 200
"""Files that one process reads: its start and imports (0.1 to 0.4 s) are then 2 ms a file."""
LINE = 4 << 20
"""Bytes of the longest message that is taken."""
_START = "import sys; sys.path[:] = sys.argv[5:]; from index.readers.process.workplace import main; main()"
_ENVIRONMENT = frozenset({"PATH", "LANG", "LANGUAGE", "HOME", "TMPDIR", "TZ", "TESSDATA_PREFIX", "LD_LIBRARY_PATH"})
_PREFIXES = ("LC_", "PYTHON", "DYLD_", "VIRTUAL_ENV")

_idle: dict[tuple[int, int], Worker] = {}


class Ended(Exception):  # noqa: N818  # what happened, for ``contained`` to put in words
    """The process is no more; ``status`` as ``Popen.returncode``."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.said = said


@dataclass
class Worker:
    """A running process and the channel to it. ``busy`` seconds were waited for it since it got its file."""

    process: subprocess.Popen[bytes]
    channel: socket.socket
    errors: IO[bytes]
    limits: Limits
    owner: tuple[int, int]
    files: int = 0
    busy: float = 0.0
    patience: float = 0.0
    _came: bytearray = field(default_factory=bytearray)

    @classmethod
    def start(cls, limits: Limits) -> Worker:
        """Start a process; it says nothing before it has a file."""
        ours, theirs = socket.socketpair()
        errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed in ``kill``
        words = [str(theirs.fileno()), str(os.getpid()), str(limits.seconds), str(limits.megabytes)]
        command = [sys.executable, *_flags(), "-c", _START, *words, *(os.path.abspath(path) for path in sys.path)]  # noqa: PTH100  # "" is the current folder
        with theirs:
            process = subprocess.Popen(  # noqa: S603  # our own interpreter
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # what a library prints is no message
                stderr=errors,
                cwd="/",
                env=_environment(),
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is the parent's business; and all it starts can be ended with it
            )
        return cls(process, ours, errors, limits, _here())

    def send(self, task: dict[str, object], descriptor: int) -> None:
        """Give it a file; raises ``OSError`` where it has died since it was last used."""
        self.files += 1
        self.busy = 0.0
        self.patience = self.limits.patience(ocr=bool(task["ocr"]))
        self.channel.settimeout(self.limits.seconds)
        socket.send_fds(self.channel, [b"F"], [descriptor])
        self.channel.sendall(json.dumps(task).encode() + b"\n")

    def message(self, most: float) -> list[Any]:
        """The next message; raises ``TimeoutError`` after the limit, or when it was waited ``most`` seconds in all.

        Raises ``Ended`` where the process died, ``ValueError`` for what is no message.
        """
        waited = 0.0
        while (end := self._came.find(b"\n")) < 0:
            if len(self._came) > LINE:
                raise ValueError("a message without end")
            waited += self._more(min(self.patience - waited, most - self.busy))
        line = bytes(self._came[:end])
        del self._came[: end + 1]
        message = json.loads(line)
        if not isinstance(message, list) or not message:
            raise ValueError("not a message")
        return message

    def _more(self, patience: float) -> float:
        """Wait for more bytes; gives the seconds that took."""
        if patience <= 0:
            raise TimeoutError
        self.channel.settimeout(patience)
        began = time.monotonic()
        try:
            part = self.channel.recv(1 << 16)
        except ConnectionResetError:
            part = b""
        took = time.monotonic() - began
        self.busy += took
        if not part:
            raise Ended(self.kill(), self.complaints())
        self._came += part
        return took

    def complaints(self) -> str:
        """The last of what it wrote to standard error."""
        if self.errors.closed:
            return ""
        self.errors.seek(max(0, self.errors.seek(0, os.SEEK_END) - 4000))
        return self.errors.read().decode(errors="replace")

    def kill(self) -> int:
        """End it with all it started; gives how it ended, which is its own way where it had ended before."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()

    def close(self) -> None:
        """End it and let go of what belongs to it."""
        if self.owner[0] == os.getpid():  # after a fork it is the parent's, not ours
            self.kill()
        self.channel.close()
        self.errors.close()

    def rest(self) -> None:
        """Keep it for the next file of its thread, unless it has done enough."""
        if self.files >= FILES or self._came or self.owner != _here() or self.owner in _idle:
            self.close()
        else:
            _idle[self.owner] = self


def ready(limits: Limits) -> Worker:
    """The process that rests, or a new one."""
    worker = _idle.pop(_here(), None)
    if worker is not None:
        if worker.limits == limits and worker.process.poll() is None:
            return worker
        worker.close()
    return Worker.start(limits)


@atexit.register
def close_all() -> None:
    """End every process that rests."""
    while _idle:
        _idle.popitem()[1].close()


def _here() -> tuple[int, int]:
    return os.getpid(), threading.get_ident()


def _flags() -> list[str]:
    """The interpreter's own flags that decide where it looks for modules and how it reads text."""
    flags = sys.flags
    chosen = (
        ("-I", flags.isolated),
        ("-E", flags.ignore_environment),
        ("-s", flags.no_user_site),
        ("-S", flags.no_site),
    )
    return [flag for flag, is_set in chosen if is_set] + (["-X", "utf8"] if flags.utf8_mode else [])


def _environment() -> dict[str, str]:
    """What a reader may know of ours: no token, no address of anything."""
    kept = {name: value for name, value in os.environ.items() if name in _ENVIRONMENT or name.startswith(_PREFIXES)}
    # one heap and one thread: each further one reserves address space that the limit counts
    return kept | {"MALLOC_ARENA_MAX": "1", "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}
