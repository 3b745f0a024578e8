"""One page from the web: hop by hop, each hop asked for only after its host is checked and its robots.txt allows it."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import BinaryIO, NamedTuple

from index.links import refusals
from index.links.address import Address
from index.links.body import ENCODINGS, chunks
from index.links.media import content_type, may_be_document
from index.links.network import Network
from index.links.patience import Deadline, Limits, Patient

MOST_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_IN_MEMORY = 1 << 20
_ROBOTS_REDIRECTS = 5
_ROBOTS_SIZE = 500 * 1024
"""Both as RFC 9309 has them: what a program follows at least, and reads at least."""


class Validators(NamedTuple):
    """What a server said to tell one state of a page from another by; "" where it said nothing."""

    etag: str
    modified: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page at ``address`` is as it was when its validators were kept."""

    address: Address


@dataclass(frozen=True, slots=True)
class Response:
    """A page: its bytes unpacked, and what its headers say of it ("" where they do not)."""

    address: Address
    stream: BinaryIO
    media: str
    charset: str
    link: str
    validators: Validators


def fetch(
    address: Address, network: Network, known: Mapping[str, Validators], limits: Limits | None = None
) -> Response | Unchanged:
    """The page that ``address`` leads to; ``known`` are the validators kept, by address.

    Raises ``LinkError``. The caller closes the stream.
    """
    return _Visit(network, limits or Limits(), known).page(address)


class _Visit:
    """The requests for one page: all of them share one deadline and what was read of robots.txt."""

    def __init__(self, network: Network, limits: Limits, known: Mapping[str, Validators]) -> None:
        self._network = network
        self._limits = limits
        self._known = known
        self._deadline = Deadline.after(limits.total)
        self._rules: dict[str, str] = {}

    def page(self, start: Address) -> Response | Unchanged:
        """The first hop that is no redirect."""
        address, seen = start, {start}
        for _ in range(MOST_REDIRECTS + 1):
            self._ask_robots(address)
            with self._answer(address, self._known.get(str(address))) as response:
                location = _location(response)
                if location is None:
                    return self._taken(address, response)
            address = address.joined(location)
            if address in seen:
                raise refusals.loop(start.shown)
            seen.add(address)
        raise refusals.too_many_redirects(start.shown, MOST_REDIRECTS)

    def _taken(self, address: Address, response: HTTPResponse) -> Response | Unchanged:
        if response.status == 304 and str(address) in self._known:
            return Unchanged(address)
        if response.status not in {200, 203}:
            raise refusals.status(address.shown, response.status)
        media, charset = content_type(response.headers.get("Content-Type") or "")
        if not may_be_document(media):
            raise refusals.no_document(address.shown, media)
        validators = Validators(_kept(response, "ETag"), _kept(response, "Last-Modified"))
        link = (response.headers.get("Link") or "")[:4000]
        stream = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # the caller closes it
        try:
            for part in chunks(response, address.shown, self._limits.size):
                stream.write(part)  # writelines would take all of them before it looks at the size in memory
        except BaseException:
            stream.close()
            raise
        stream.seek(0)
        return Response(address, stream, media, charset, link, validators)  # type: ignore[arg-type]  # a BinaryIO in all but name

    def _ask_robots(self, address: Address) -> None:
        from protego import Protego

        if address.origin not in self._rules:
            self._rules[address.origin] = self._robots(address)
        rules = self._rules[address.origin]
        if rules and not Protego.parse(rules).can_fetch(str(address), "wuzhen"):
            raise refusals.robots(address.shown)

    def _robots(self, address: Address) -> str:
        """The robots.txt of the address's origin; "" where there is none: all is allowed."""
        at = address.joined("/robots.txt")
        for _ in range(_ROBOTS_REDIRECTS + 1):
            with self._answer(at) as response:
                location = _location(response)
                if location is None:
                    return self._rules_in(response, at)
            at = at.joined(location)
        return ""

    def _rules_in(self, response: HTTPResponse, at: Address) -> str:
        if 400 <= response.status < 500 and response.status != 429:
            return ""
        if response.status != 200:
            raise refusals.no_robots(at.origin)
        rules = b""
        for part in chunks(response, at.shown, self._limits.size):
            rules += part
            if len(rules) >= _ROBOTS_SIZE:
                break
        return rules[:_ROBOTS_SIZE].decode("utf-8-sig", "replace")

    @contextmanager
    def _answer(self, address: Address, validators: Validators | None = None) -> Iterator[HTTPResponse]:
        """The answer to one request, with what the network raises, here and while it is read, as a ``LinkError``."""
        with _errors(address), closing(self._network.open(address, self._deadline, self._limits)) as connection:
            patient = Patient(connection, self._deadline, self._limits, address.shown)
            patient.sendall(_request(address, validators))
            with closing(HTTPResponse(patient, method="GET")) as response:  # type: ignore[arg-type]  # all it uses
                response.begin()
                yield response


def _request(address: Address, validators: Validators | None) -> bytes:
    from importlib.metadata import version

    lines = [
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.authority}",
        f"User-Agent: wuzhen/{version('wuzhen')}",
        "Accept: text/html, application/xhtml+xml, text/markdown, text/plain, */*;q=0.5",
        "Accept-Language: zh, en",
        f"Accept-Encoding: {ENCODINGS}",
        "Connection: close",
    ]
    if validators and validators.etag:
        lines.append(f"If-None-Match: {validators.etag}")
    if validators and validators.modified:
        lines.append(f"If-Modified-Since: {validators.modified}")
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("ascii")


def _location(response: HTTPResponse) -> str | None:
    """Where a redirect leads: a server's bytes are Latin-1 to http.client, UTF-8 to the server."""
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or not location:
        return None
    return location.encode("latin-1", "replace").decode("utf-8", "replace")


def _kept(response: HTTPResponse, header: str) -> str:
    """A header that will be sent back as it is: only if it can be, on one line."""
    value = response.headers.get(header) or ""
    return value if value.isascii() and value.isprintable() and len(value) <= 500 else ""


@contextmanager
def _errors(address: Address) -> Iterator[None]:
    import ssl

    try:
        yield
    except TimeoutError as error:
        raise refusals.timed_out(address.shown) from error
    except ssl.SSLCertVerificationError as error:
        raise refusals.not_secure(address.shown, error.verify_message) from error
    except ssl.SSLError as error:
        raise refusals.not_secure(address.shown, error.reason or "TLS") from error
    except (HTTPException, zlib.error) as error:
        raise refusals.broken(address.shown) from error
    except OSError as error:
        raise refusals.unreachable(address.shown, error.strerror or type(error).__name__) from error
