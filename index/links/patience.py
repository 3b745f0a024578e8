"""How long a server may take: for a connection, between two pieces of its answer, and in all."""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.links import refusals

if TYPE_CHECKING:
    from typing_extensions import Buffer


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a connection, between bytes and in all; ``size`` in bytes, before and after decompression."""

    connect: float = 10.0
    between: float = 15.0
    total: float = 60.0
    size: int = 20_000_000


class Deadline:
    """A moment that all waiting together must not pass."""

    def __init__(self, ends: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._ends = ends
        self._clock = clock

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment ``seconds`` from now."""
        return cls(time.monotonic() + seconds)

    def left(self, most: float) -> float:
        """Seconds that may be waited now, at most ``most``; raises ``TimeoutError`` where none are left."""
        left = min(most, self._ends - self._clock())
        if left <= 0:
            raise TimeoutError
        return left


class Patient:
    """As much of a socket as ``http.client`` asks of one; no wait of it passes the limits, however slowly bytes drip.

    A socket's own timeout begins anew with every byte. ``close`` leaves the socket open: its opener closes it.
    """

    def __init__(self, connection: socket.socket, deadline: Deadline, limits: Limits, shown: str) -> None:
        self._connection = connection
        self._deadline = deadline
        self._limits = limits
        self._shown = shown

    def sendall(self, data: bytes) -> None:
        """Send all of ``data``; raises ``TimeoutError``."""
        self._connection.settimeout(self._deadline.left(self._limits.between))
        self._connection.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What comes in."""
        return io.BufferedReader(_Incoming(self._connection, self._deadline, self._limits, self._shown))

    def close(self) -> None:
        """Nothing: whoever opened the socket closes it."""


class _Incoming(io.RawIOBase):
    """Bytes of a socket. Headers, chunk sizes and trailers without end are bounded here: twice ``size`` is too big."""

    def __init__(self, connection: socket.socket, deadline: Deadline, limits: Limits, shown: str) -> None:
        self._connection = connection
        self._deadline = deadline
        self._limits = limits
        self._shown = shown
        self._room = 2 * limits.size + (1 << 20)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        self._connection.settimeout(self._deadline.left(self._limits.between))
        count = self._connection.recv_into(buffer)
        self._room -= count
        if self._room < 0:
            raise refusals.too_big(self._shown, self._limits.size)
        return count
