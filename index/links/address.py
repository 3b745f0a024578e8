"""An address of the web in one strict form: http or https, no credentials, nothing that could end a line of a request."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from index.links import refusals

LONGEST = 8000
"""Characters of an address; servers refuse longer ones themselves."""
SHOWN = 200
"""Characters of a path that people are shown."""
PORTS = {"http": 80, "https": 443}
_PLACE = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[^:\[\]]+))(?::(?P<port>\d{0,5}))?")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SAFE = "/%:@!$&'()*+,;=~-._[]"
_OTHER_NAMES = re.compile(r"^(?:www|m)\.")


@dataclass(frozen=True, slots=True)
class Address:
    """``host`` is in ASCII and lower case without brackets, ``target`` is path and query as they are sent.

    ``str`` gives the whole address; a query may hold a secret, so people and logs are told ``shown`` alone.
    """

    scheme: Literal["http", "https"]
    host: str
    port: int
    target: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that a person typed or a server named; raises ``LinkError``."""
        text = text.strip()
        parts = _split(text)
        if parts.scheme not in PORTS:
            raise refusals.scheme(parts.scheme)
        if "@" in parts.netloc:
            raise refusals.credentials()
        host, port = _place(parts)
        query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
        scheme: Literal["http", "https"] = "https" if parts.scheme == "https" else "http"
        return cls(scheme, host, port or PORTS[scheme], (quote(parts.path, safe=_SAFE) or "/") + query)

    def __str__(self) -> str:
        return self.origin + self.target

    @property
    def authority(self) -> str:
        """Host and, where it is an odd one, port, as a request names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def path(self) -> str:
        """The path alone, as it is sent."""
        return self.target.partition("?")[0]

    @property
    def shown(self) -> str:
        """For people and logs: readable, with the query left out."""
        path = "".join(char if char.isprintable() else "\ufffd" for char in unquote(self.path))
        cut = path if len(path) <= SHOWN else path[:SHOWN] + "…"
        return self.origin + cut + ("?…" if "?" in self.target else "")

    @property
    def site(self) -> str:
        """The host without ``www.`` and ``m.``, by which pages of one site are told."""
        return _OTHER_NAMES.sub("", self.host)

    def joined(self, location: str) -> Address:
        """Where a reference on this page leads; raises ``LinkError``."""
        try:
            return Address.parse(urljoin(str(self), _plain(location.strip())))
        except ValueError as error:
            raise refusals.malformed() from error


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(_plain(text))
    except ValueError as error:
        raise refusals.malformed() from error


def _plain(text: str) -> str:
    """The same text, once nothing is in it that ``urllib`` would drop in silence or others would read otherwise."""
    odd = any(ord(char) < 0x20 or char in "\x7f\\" or "\ud800" <= char <= "\udfff" for char in text)
    if odd or len(text) > LONGEST:
        raise refusals.malformed()
    return text


def _place(parts: SplitResult) -> tuple[str, int | None]:
    found = _PLACE.fullmatch(parts.netloc)
    if found is None:
        raise refusals.malformed()
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 1 <= port <= 65535:
        raise refusals.malformed()
    return (found["six"].lower() if found["six"] else _ascii(found["name"])), port


def _ascii(name: str) -> str:
    """The host's name as it is looked up: Unicode by IDNA, without the dot that may end it."""
    try:
        host = name.encode("idna").decode("ascii").lower().removesuffix(".") if len(name) <= 253 else ""
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        raise refusals.malformed()
    return host
