"""RTF cut into braces, control words, bytes and text; binary data that it announces is stepped over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["open", "close", "word", "sign", "bytes", "units"]
# runs of escaped characters, which is what Chinese text is made of, are one token each
_BYTE = rb"\\'[0-9a-fA-F]{2}"
_TOKEN = re.compile(
    rb"((?:%(byte)s)+)|((?:\\u-?[0-9]{1,6}(?:%(byte)s){2})+)|((?:\\u-?[0-9]{1,6}(?:\?|%(byte)s))+)"
    rb"|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\" % {b"byte": _BYTE}
)
_BRACES: dict[bytes, Kind] = {b"{": "open", b"}": "close"}


class Token(NamedTuple):
    r"""A ``word`` with its number if it has one, a ``sign`` (``\~``), ``data`` that is text, escaped or not, or ``units``.

    The last are characters in Unicode as they are written, each with ``number`` bytes for old programs.
    """

    kind: Kind
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; line ends between them are none, a byte out of place is text."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        escaped, doubled, single, word, number, sign, brace, text = match.groups()
        if text:
            yield Token("bytes", data=text)
        elif escaped:
            yield Token("bytes", data=plain(escaped))
        elif doubled or single:
            yield Token("units", "", 2 if doubled else 1, doubled or single)
        elif word:
            count = int(number) if number else None
            if word == b"bin":
                at += max(0, count or 0)
            yield Token("word", word.decode("ascii"), count)
        elif brace:
            yield Token(_BRACES[brace])
        elif sign in {b"{", b"}", b"\\"}:
            yield Token("bytes", data=sign)
        elif sign:
            yield Token("sign", "par" if sign in b"\r\n" else sign.decode("latin-1"))


def plain(escaped: bytes) -> bytes:
    """The bytes that a run of escapes, or a question mark, stands for."""
    return escaped if escaped == b"?" else bytes.fromhex(escaped.replace(b"\\'", b"").decode("ascii"))
