"""What a paragraph is by the name of its style, as programs name them in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.readers.outline import TITLE, Block, heading

Front = Literal["", "author", "date"]
_HEADING = re.compile(r"(?:heading|标题|標題|titre|überschrift)[\s_]*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "標題", "文档标题", "文章标题"})
_CONTENTS = re.compile(
    r"toc|toc[\s_]*(?:\d|heading)|contents[\s_]*(?:\d|heading)|table of figures|[目][录錄].*", re.IGNORECASE
)
_CODE = frozenset({"source code", "preformatted text", "html preformatted", "plain text code", "code", "代码"})
_FRONT: dict[str, Front] = {"author": "author", "作者": "author", "date": "date", "日期": "date"}


@dataclass(frozen=True, slots=True)
class Look:
    """``level`` as in a block; ``contents`` is a line of the table of contents, ``front`` may say who wrote and when."""

    level: int | None = None
    item: bool = False
    hidden: bool = False
    contents: bool = False
    code: bool = False
    front: Front = ""


def look_by_name(name: str) -> Look:
    """What the name of a style alone says."""
    plain = " ".join(name.lower().split())
    found = _HEADING.fullmatch(plain)
    if found:
        return Look(int(found.group(1)))
    return Look(
        TITLE if plain in _TITLES else None,
        contents=bool(_CONTENTS.fullmatch(plain)),
        code=plain in _CODE,
        front=_FRONT.get(plain, ""),
    )


def block_of(text: str, look: Look, marker: str = "-") -> Block:
    """The block that a paragraph of this look is; ``marker`` is for items of lists."""
    if look.level is not None:
        return heading(text, look.level)
    return Block(text, marker=marker if look.item else "", whole=look.code, front=look.front)
