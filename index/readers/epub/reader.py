"""EPUB: the pages of a book in the order they are read, each under its chapter."""

from __future__ import annotations

from collections.abc import Iterator

from index.readers.epub.package import Book, book_of, decoded
from index.readers.epub.xhtml import page_of
from index.readers.file import File
from index.readers.outline import TITLE, Block, language, paragraphs
from index.readers.refusing import refused
from index.readers.zip.members import Archive
from index.types import Reading

LINKS = 0.7
"""Share of a page's text in links from which it is a table of contents, and ``ENTRIES`` of them."""
ENTRIES = 4


def read(file: File) -> Reading:
    """Title, author and date as the book says; paragraphs under chapter and headings."""
    archive = Archive.open(file)
    book = book_of(archive, file.name)
    blocks = list(_blocks(archive, book, file))
    if not any(block.level is None for block in blocks):
        raise refused(file.name, "has no text, only pictures", "没有文字，只有图片")
    title = book.title or file.stem
    return Reading(title, language(blocks), paragraphs(blocks, title), book.author, book.published)


def _blocks(archive: Archive, book: Book, file: File) -> Iterator[Block]:
    for number, name in enumerate(dict.fromkeys(book.pages), 1):
        if name in book.passed:
            file.drop(number, name, "navigation")
            continue
        begins = f"{name}#"
        anchors = {key.removeprefix(begins): title for key, title in book.chapters.items() if key.startswith(begins)}
        page = page_of(decoded(archive.read(name)), anchors)
        if _is_contents(page.blocks, page.linked):
            for block in page.blocks:
                file.drop(number, block.text, "table of contents")
            continue
        if name in book.chapters:
            yield Block(book.chapters[name], TITLE)
            if page.blocks and page.blocks[0].text in {book.chapters[name], book.title}:
                del page.blocks[0]  # the same once more, where the maker knows no headings
        elif not anchors and page.blocks and page.blocks[0].level == 1:
            # a page that no table of contents names: its first heading is a chapter of its own
            page.blocks[0] = Block(page.blocks[0].text, TITLE)
        yield from page.blocks


def _is_contents(blocks: list[Block], linked: int) -> bool:
    length = sum(len(block.text) for block in blocks)
    lines = sum(block.text.count("\n") + 1 for block in blocks)
    return lines >= ENTRIES and linked > LINKS * length
