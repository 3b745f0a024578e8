"""What a server sends becomes bytes of bounded number: the length it declares, the real one, and the one unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from http.client import HTTPException, HTTPResponse

from index.links import refusals

PART = 1 << 16
ENCODINGS = "gzip, deflate"
"""What we say we can unpack."""


def chunks(response: HTTPResponse, shown: str, most: int) -> Iterator[bytes]:
    """The body unpacked, in parts of at most ``PART`` bytes.

    Raises ``LinkError`` once there are more than ``most`` bytes, sent or unpacked, however few were declared;
    ``HTTPException`` or ``zlib.error`` for what is cut off or not packed as it says.
    """
    if response.length is not None and response.length > most:
        raise refusals.too_big(shown, most)
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    sent = _bounded(_sent(response), shown, most)
    if packing in {"gzip", "x-gzip"}:
        yield from _bounded(_unpacked(sent, 16 + zlib.MAX_WBITS), shown, most)
    elif packing == "deflate":
        yield from _bounded(_deflated(sent), shown, most)
    elif packing == "identity":
        yield from sent
    else:
        raise HTTPException("a content encoding that was not asked for")


def _bounded(parts: Iterable[bytes], shown: str, most: int) -> Iterator[bytes]:
    count = 0
    for part in parts:
        count += len(part)
        if count > most:
            raise refusals.too_big(shown, most)
        yield part


def _sent(response: HTTPResponse) -> Iterator[bytes]:
    while part := response.read(PART):
        yield part
    if response.length:  # http.client takes the end of the connection for the end of the body
        raise HTTPException("fewer bytes than declared")


def _deflated(sent: Iterator[bytes]) -> Iterator[bytes]:
    """Deflate is zlib by the standard, bare in what some servers send; the first two bytes tell."""
    first = next(sent, b"")
    while len(first) < 2 and (more := next(sent, b"")):
        first += more
    wrapped = len(first) >= 2 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    yield from _unpacked(_with_first(first, sent), zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _unpacked(sent: Iterable[bytes], window: int) -> Iterator[bytes]:
    """Never more than ``PART`` bytes at a time, whatever a part of ``sent`` unpacks to."""
    unpacking = zlib.decompressobj(window)
    for part in sent:
        rest = part
        while rest and not unpacking.eof:
            yield unpacking.decompress(rest, PART)
            rest = unpacking.unconsumed_tail
    if not unpacking.eof:
        yield unpacking.flush()
    if not unpacking.eof or unpacking.unused_data.startswith(b"\x1f\x8b"):
        raise HTTPException("the compressed data does not end")
