"""RTF cut into braces, control words, bytes and text; binary data that it announces is stepped over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["open", "close", "word", "sign", "bytes"]
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\"
)
_BRACES: dict[bytes, Kind] = {b"{": "open", b"}": "close"}


class Token(NamedTuple):
    r"""A ``word`` with its number if it has one, a ``sign`` (``\~``), or ``data``: bytes of text, escaped or not."""

    kind: Kind
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; line ends between them are none, a byte out of place is text."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        word, number, escaped, sign, brace, text = match.groups()
        if text:
            yield Token("bytes", data=text)
        elif word:
            count = int(number) if number else None
            if word == b"bin":
                at += max(0, count or 0)
            yield Token("word", word.decode("ascii"), count)
        elif escaped:
            yield Token("bytes", data=bytes.fromhex(escaped.decode("ascii")))
        elif brace:
            yield Token(_BRACES[brace])
        elif sign in {b"{", b"}", b"\\"}:
            yield Token("bytes", data=sign)
        elif sign:
            yield Token("sign", "par" if sign in b"\r\n" else sign.decode("latin-1"))
