"""A web server on loopback that says exactly what a test tells it to, well-behaved or hostile.

``pages`` maps a path to its answer: bytes that are sent as they are, or a function that is given the connection.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType

from index.links.network import Network

Answer = bytes | Callable[[socket.socket], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]


class WebServer:
    """Answers each connection once and closes it; ``asked`` holds the requests in their order."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> WebServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.close()

    def link(self, path: str = "/") -> str:
        """The address of a page here."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            with self._tls.wrap_socket(connection, server_side=True) if self._tls else connection as open_one:
                asked = _request(open_one)
                self.asked.append(asked)
                answer = self.pages.get(asked.path.partition("?")[0], reply(status=404))
                if callable(answer):
                    answer(open_one)
                else:
                    open_one.sendall(answer)
        except OSError:  # the other side has heard enough
            return


def _request(connection: socket.socket) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            raise ConnectionResetError
        data += part
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Asked(first.split(" ")[1], headers)


def reply(body: bytes | str = b"", *, status: int = 200, length: int | None = -1, **headers: str) -> bytes:
    """A whole answer; ``length`` is the one declared, -1 the true one, None none. ``ETag="x"`` makes a header."""
    named = {"Content_Type": "text/plain; charset=utf-8", **headers}
    return _whole(body.encode() if isinstance(body, str) else body, status, length, named)


def _whole(data: bytes, status: int, length: int | None, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} X", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    if length is not None:
        lines.append(f"Content-Length: {len(data) if length == -1 else length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + data


def redirect(location: str, status: int = 302) -> bytes:
    """An answer that leads elsewhere."""
    return reply(status=status, Location=location)


def markdown(text: str, **headers: str) -> bytes:
    """A Markdown page."""
    return _whole(text.encode(), 200, -1, {"Content_Type": "text/markdown", **headers})


def dripping(head: bytes, rest: bytes, seconds: float) -> Callable[[socket.socket], None]:
    """``head`` at once, then ``rest`` over and over, a byte each ``seconds``."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            for byte in rest:
                time.sleep(seconds)
                connection.sendall(bytes([byte]))

    return answer


def endless(head: bytes, rest: bytes) -> Callable[[socket.socket], None]:
    """``head``, then ``rest`` as fast as it is taken, until nobody takes it."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(rest)

    return answer


def bomb(size: int, packing: str) -> bytes:
    """``size`` zeros, packed a thousand times smaller."""
    pack = gzip.compress if packing == "gzip" else zlib.compress
    return pack(bytes(size))


class Detour:
    """A make-believe internet: names stand for numbers, and every connection ends at ``server``, written down."""

    def __init__(self, server: WebServer, **names: Sequence[str] | Callable[[], Sequence[str]]) -> None:
        self.server = server
        self.names = names
        self.looked_up: list[str] = []
        self.connected: list[tuple[str, int]] = []

    def network(self, *, allow_private: bool = False) -> Network:
        """The network that is asked instead of the system's."""
        return Network(allow_private, self._resolve, self._connect)

    def _resolve(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        known = self.names.get(host.replace(".", "_"))
        if known is None:
            return [str(place[0]) for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        return list(known() if callable(known) else known)

    def _connect(self, number: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((number, port))
        return socket.create_connection(("127.0.0.1", self.server.port), seconds)
