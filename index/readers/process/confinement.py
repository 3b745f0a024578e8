"""What the process that reads complex files takes from itself before it sees one: memory, time, files, network.

The limits of the kernel hold whatever a library does. The audit hook holds what goes through Python: it stops a reader
that is led astray (a link followed, a helper started), not machine code that took the process over.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from index.readers.process.limits import Limits

FILES = 64
"""Descriptors: a reader opens one file, its imports a few at a time."""
WRITTEN = 1 << 20
"""Bytes of one file that may be written: warnings of libraries, in the file that stands for standard error."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = frozenset(
    {
        *("socket.__new__", "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
        *("socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request"),
        *("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn"),
        *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
        *("os.chmod", "os.chown", "os.utime", "os.kill", "os.killpg", "resource.setrlimit", "resource.prlimit"),
    }
)
_REFUSED_WITH_OCR = _REFUSED - {"os.kill"}  # how a reader ends an OCR program that takes too long


class RefusedError(PermissionError):
    """A reader tried what reading a file never needs; libraries meet it as they would a missing permission."""


class Confinement:
    """The limits of this process; ``ocr`` is whether the OCR program may be started at the moment.

    ``current`` is None in a process that is not confined.
    """

    current: ClassVar[Confinement | None] = None

    def __init__(self, limits: Limits, set_limit: Callable[[int, tuple[int, int]], None] | None) -> None:
        self.ocr = False
        self._limits = limits
        self._set_limit = set_limit
        self._renewed = float("-inf")
        self._renewing = False

    @classmethod
    def begin(cls, limits: Limits, parent: int) -> Confinement:
        """Confine this process for good."""
        _die_with(parent)
        confinement = cls(limits, _limit(limits.megabytes))
        confinement.renew()
        sys.dont_write_bytecode = True
        sys.addaudithook(confinement.watch)
        cls.current = confinement
        return confinement

    def admit(self, *, ocr: bool) -> None:
        """Begin with a file: whether it may start the OCR program, and its time."""
        self.ocr = ocr
        self._renewed = float("-inf")
        self.renew()

    def renew(self) -> None:
        """Give the next stretch of work its processor time; called with each sign of progress, acts once a second.

        Twice the wall-clock limit, which the parent keeps: this one is for when there is no parent any more.
        """
        now = time.monotonic()
        if self._set_limit is None or now - self._renewed < 1:
            return
        import resource

        self._renewed = now
        until = int(time.process_time() + 2 * self._limits.patience(ocr=self.ocr)) + 2
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        self._renewing = True
        try:
            self._set_limit(resource.RLIMIT_CPU, (until, hard))
        finally:
            self._renewing = False

    def watch(self, event: str, arguments: tuple[object, ...]) -> None:
        """The audit hook; raises ``RefusedError``."""
        if event == "open":
            self._opening(*arguments)
        elif event == "subprocess.Popen":
            if not (self.ocr and PurePath(str(arguments[0])).name == "tesseract"):
                raise RefusedError(f"a reader may not start {arguments[0]}")
        elif event == "sqlite3.connect":
            if arguments[0] not in {":memory:", ""}:
                raise RefusedError("a reader may not open a database")
        elif event in (_REFUSED_WITH_OCR if self.ocr else _REFUSED) and not self._renewing:
            raise RefusedError(f"a reader may not call {event}")

    def _opening(self, path: object, _mode: object, flags: object) -> None:
        if not isinstance(flags, int) or not flags & _WRITING:
            return
        # a descriptor is open already: the pipe to the OCR program, say
        if not isinstance(path, int) and path not in {os.devnull, os.devnull.encode()}:
            raise RefusedError("a reader may not write files")


def _limit(megabytes: int) -> Callable[[int, tuple[int, int]], None] | None:
    """Set the limits that stay; gives the function that renews the one that does not.

    Address space is the limit that bounds resident memory whatever it is made of: RLIMIT_DATA leaves out shared and
    file mappings, RLIMIT_RSS does nothing. macOS takes no RLIMIT_AS: there time and text alone are bounded.
    """
    try:
        import resource
    except ImportError:
        return None
    memory = megabytes << 20
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_FSIZE, WRITTEN),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (OSError, ValueError):
            continue
    return resource.setrlimit


def _die_with(parent: int) -> None:
    """Have the kernel end this process with its parent (Linux); elsewhere the closed channel ends it between files."""
    if sys.platform == "linux":
        import ctypes

        prctl = ctypes.CDLL(None).prctl
        prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG
        prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS: nothing started from here can gain rights
    if os.getppid() != parent:
        os._exit(1)
