"""The text of a message's parts: encoded words and labelled bytes, decoded by what they hold where the label is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from index.encodings import encoding_of
from index.readers.characters import whole

_WIDER = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "euc-cn"), "gb18030"),
    **dict.fromkeys(("big5", "big5-tw", "x-x-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1"), "cp1252"),
}
"""Labels that are given to more than they name."""

_HEADER = 10_000
"""Characters of a header that are looked at."""


def decoded(data: bytes, label: str) -> str:
    """Bytes as a text: UTF-8 where they are that beyond ASCII, else as labelled, else as they look; never fails."""
    label = _WIDER.get(label.lower(), label)
    looks = encoding_of(data) if data else None
    # seven bits are labelled for a reason (ISO-2022-JP); four bytes of a name are too few to be told, and GB18030 fits most
    for encoding in (label, "utf-8") if data.isascii() else ("utf-8", label, looks, "gb18030"):
        with suppress(LookupError, ValueError):
            return whole(data.decode(encoding or "ascii"))
    return whole(data.decode(looks or "utf-8", "replace"))


def words(raw: str) -> str:
    """A header's value in one line, its encoded words decoded: neighbouring ones as one, for they may part a character."""
    raw = re.sub(r"\r?\n(?=[ \t])", "", raw[:_HEADER])
    try:
        parts = decode_header(raw)
    except (ValueError, LookupError, MessageError):  # encoded words that hold no base64
        parts = [(raw, None)]
    text = "".join(decoded(_bytes(part), label or "") for part, label in parts)
    return " ".join(text.split())


def header(message: Message, name: str) -> str:
    """The first header of that name as it stands in the message; "" where it has none."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def text_of(part: Message) -> str:
    """The text of a part that is one."""
    data = part.get_payload(decode=True)
    charset = part.get_param("charset")
    label = charset[2] if isinstance(charset, tuple) else charset
    return decoded(data, (label or "").strip("\"' ")) if isinstance(data, bytes) else ""


def lines_of(part: Message) -> list[str]:
    """The lines of a plain part; those of a flowing text (RFC 3676) are whole paragraphs."""
    lines = text_of(part).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if str(part.get_param("format", "")).lower() != "flowed":
        return lines
    return list(_unwrapped(lines, "" if str(part.get_param("delsp", "")).lower() == "yes" else " "))


def _unwrapped(lines: list[str], between: str) -> Iterator[str]:
    """Lines that end with a space go on in the next; a space at the start was put there; quoted ones stay apart."""
    held = ""
    for line in lines:
        if line.startswith(">") or line == "-- ":
            yield from [held] * bool(held)
            held = ""
            yield line
            continue
        text = line.removeprefix(" ")
        if text.endswith(" "):
            held += text[:-1] + between
        else:
            yield held + text
            held = ""
    yield from [held] * bool(held)


def _bytes(part: bytes | str) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
