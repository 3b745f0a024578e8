"""Web pages: their text as written and in order, without what stands around it.

The page is walked once and gives every block of text in it. Which of them are its main part is what trafilatura judges;
how they read, under which headings they stand and why others were left out is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.boilerplate import is_body
from index.errors import DocumentError
from index.language import language_of
from index.readers.file import File
from index.readers.html.about import About, Lines, about
from index.readers.html.blocks import Block, Walk
from index.readers.html.decoding import decoded
from index.readers.html.judging import bare, judged
from index.readers.html.mending import mend
from index.readers.html.metadata import metadata_of
from index.readers.html.paragraphs import gathered
from index.readers.html.selecting import reasons
from index.readers.html.tree import tree_of
from index.types import Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST = 32 << 20
"""Bytes of the largest page: its tree takes some ten times as much memory."""
JUDGED = 3_000_000
"""Characters of the largest page that is judged; a larger one is read by its own account alone."""
TAGS = 60_000
"""Tags of such a page; judging takes seconds for each ten thousand of them where they are cells of a table."""


def read(file: File) -> Reading:
    """Title, author, date and paragraphs of a page; raises ``DocumentError`` for one that has no text of its own."""
    text = _text(file)
    root = tree_of(text)
    if root is None:
        raise _without_text(file.name)
    said = metadata_of(root)
    mend(root)
    blocks = list(Walk(root))
    if not blocks:
        raise _without_text(file.name)
    small = len(text) <= JUDGED and text.count("<") <= TAGS
    found = reasons(blocks, judged(root) if small else None)
    of_page = _about(root, said, blocks, found)
    found = _without_title(blocks, found, of_page.title)
    together = gathered(blocks, found)
    for at in together.unused:
        found[at] = "heading without text"
    _tell(file, blocks, found)
    sample = "\n".join(paragraph.text for paragraph in together.paragraphs[:200])
    about_it = (of_page.author, of_page.published, of_page.address)
    return Reading(of_page.title or file.stem, language_of(sample), iter(together.paragraphs), *about_it)


def _text(file: File) -> str:
    file.stream.seek(0)
    data = file.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        size = LARGEST >> 20
        raise DocumentError(
            f"{file.name} is larger than {size} MB, too much for one web page. Next: save its parts as pages of their own",
            f"{file.name} 超过 {size} MB，作为一个网页太大了。下一步：把它分成几个网页保存",
        )
    return decoded(data, file.name)


def _about(root: HtmlElement, said: dict[str, str], blocks: Sequence[Block], found: Sequence[str]) -> About:
    pairs = list(zip(blocks, found, strict=True))
    first = next((at for at, (block, why) in enumerate(pairs) if not why and is_body(block.text)), len(pairs))
    named = [block.text for block, why in pairs if why == "metadata"]
    above = [block.text for block, _ in pairs[:first]]
    around = " ".join(block.text for block, why in pairs if why in {"breadcrumb", "credit", "footer"})
    return about(root, said, Lines(named, above, around))


def _without_title(blocks: Sequence[Block], found: Sequence[str], title: str) -> list[str]:
    """The reasons, with one for the title: its heading, and lines above the text that repeat it."""
    known, above, after = bare(title), True, []
    for block, why in zip(blocks, found, strict=True):
        above = above and (bool(why) or not is_body(block.text) or bare(block.text) == known)
        same = block.kind == "heading" and block.level == 1 and bare(block.text).startswith(known)
        same = same or (above and bare(block.text) == known)
        after.append("title" if known and not why and same else why)
    return after


def _tell(file: File, blocks: Sequence[Block], found: Sequence[str]) -> None:
    """Say what was left out; the title is not, it only has a place of its own."""
    for block, why in zip(blocks, found, strict=True):
        if why and why != "title":
            file.drop(block.line, block.text, why)


def _without_text(name: str) -> DocumentError:
    return DocumentError(
        f"{name} has no text of its own: it is empty, or scripts write it when it is opened. Nothing was added."
        " Next: open it in a browser, save it as a PDF, and wuzhen add FILE.pdf",
        f"{name} 本身没有文字：可能是空页，或打开时才由脚本写入。未添加任何内容。"
        "下一步：用浏览器打开并另存为 PDF，再运行 wuzhen add 文件.pdf",
    )
