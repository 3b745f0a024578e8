"""The encodings of RTF: every font has its own, by the number of its character set."""

from __future__ import annotations

import codecs
import re

from index.encodings import encoding_of

_CHARSETS = {77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255}
_CHARSETS |= {178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850}
_CODECS = {936: ("gb18030",), 950: ("cp950", "big5hkscs"), 10000: ("mac-roman",), 1361: ("johab",), 65001: ("utf-8",)}
_ESCAPED = re.compile(rb"\\'([0-9a-fA-F]{2})|([\x80-\xff]+)")
WESTERN = 1252
_GUESSED = {"gb18030": 936, "big5hkscs": 950, "utf-8": 65001}


class Fonts:
    """Character sets by the numbers of fonts; ``page`` is the code page of what names none."""

    def __init__(self, page: int) -> None:
        self.page = page
        self._charsets: dict[int, int] = {}

    @classmethod
    def of(cls, head: bytes) -> Fonts:
        """Where the file does not say which code page it is in, its first bytes beyond ASCII tell."""
        found = [bytes.fromhex(one.decode()) if one else raw for one, raw in _ESCAPED.findall(head)]
        guessed = encoding_of(b"".join(found)) if found else None
        return cls(_GUESSED.get(guessed or "", WESTERN))

    def add(self, font: int, charset: int) -> None:
        """Note the character set of a font."""
        self._charsets[font] = charset

    def codecs(self, font: int) -> tuple[str, ...]:
        """What the bytes in this font may be, likeliest first: fonts that say "Western" are used for all in China."""
        charset = self._charsets.get(font, 1)
        page = _CHARSETS.get(charset, self.page)
        return _of_page(page) if page == WESTERN or charset in _CHARSETS else (*_of_page(page), "cp1252")


def decode(data: bytes, among: tuple[str, ...]) -> str:
    """The text of the first encoding that fits; what fits none is replaced."""
    if data.isascii():
        return data.decode("ascii")
    for encoding in among:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(among[0], "replace")


def _of_page(page: int) -> tuple[str, ...]:
    if page in _CODECS:
        return _CODECS[page]
    try:
        codecs.lookup(f"cp{page}")
    except LookupError:
        return ("cp1252",)
    return (f"cp{page}",)
