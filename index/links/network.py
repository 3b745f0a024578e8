"""The one way out: a name is looked up once, what it stands for is checked, and the connection goes to that very number.

Proxies of the environment (``HTTP_PROXY`` and its kin) are left alone: a proxy looks names up by itself, so nothing that
was checked here would bind it.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.links import refusals
from index.links.address import Address
from index.links.guard import is_public
from index.links.patience import Deadline, Limits

if TYPE_CHECKING:
    import ssl

Resolve = Callable[[str, int], Sequence[str]]
"""Numeric addresses of a host, best first; raises ``OSError``."""
Connect = Callable[[str, int, float], socket.socket]
"""A connection to a numeric address and a port, within seconds; raises ``OSError``."""


def look_up(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def connect(number: str, port: int, seconds: float) -> socket.socket:
    """A TCP connection; ``number`` is no name, so nothing is looked up again."""
    return socket.create_connection((number, port), seconds)


@dataclass(frozen=True, slots=True)
class Network:
    """``resolve`` and ``connect`` are the system's but in tests; ``allow_private`` takes the check away."""

    allow_private: bool = False
    resolve: Resolve = look_up
    connect: Connect = connect

    def open(self, address: Address, deadline: Deadline, limits: Limits) -> socket.socket:
        """A connection to ``address``, with TLS for https; raises ``LinkError`` and ``OSError``."""
        numbers = self._checked(address, deadline, limits)
        plain = self._connected(numbers, address.port, deadline, limits)
        if address.scheme == "http":
            return plain
        try:
            plain.settimeout(deadline.left(limits.between))  # for the whole handshake
            return _trust().wrap_socket(plain, server_hostname=address.host)
        except BaseException:
            plain.close()
            raise

    def _checked(self, address: Address, deadline: Deadline, limits: Limits) -> list[str]:
        """The numbers that may be connected to. Those that may not are left out: no public one is refused for them."""
        try:
            numbers = _in_time(lambda: self.resolve(address.host, address.port), deadline.left(limits.connect))
        except TimeoutError:
            raise
        except (OSError, UnicodeError) as error:
            raise refusals.no_such_host(address.host) from error
        if not numbers:
            raise refusals.no_such_host(address.host)
        allowed = [number for number in numbers if self.allow_private or is_public(number)]
        if not allowed:
            raise refusals.not_public(address.host)
        return allowed

    def _connected(self, numbers: Sequence[str], port: int, deadline: Deadline, limits: Limits) -> socket.socket:
        failure: OSError | None = None
        for number in numbers:
            try:
                return self.connect(number, port, deadline.left(limits.connect))
            except OSError as error:  # the next number may be reached: IPv6 often stands first where there is none
                failure = failure or error
        assert failure is not None
        raise failure


def _in_time(look: Callable[[], Sequence[str]], seconds: float) -> list[str]:
    """What ``look`` gives; the system's resolver knows no time limit, so it is waited for in a thread beside it."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put(list(look()))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=run, name="resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _trust() -> ssl.SSLContext:
    """Certificates of the system or of ``SSL_CERT_FILE``; certifi's where the system has none, as Python on macOS."""
    import ssl

    context = ssl.create_default_context()
    places = ssl.get_default_verify_paths()
    if not places.cafile and not places.capath:
        import certifi

        context.load_verify_locations(certifi.where())
    return context
