"""PDF: printed pages become paragraphs again, each with the page it begins on.

The way: `pdf_open` opens, `pdf_sheets` goes through the pages, `pdf_glyphs` and `pdf_characters` take their characters as
runs, `pdf_lines` makes rows and lines, `pdf_pages` pages of them, `pdf_furniture` takes out what every page repeats,
`pdf_columns` orders, `pdf_style` and `pdf_breaks` say where paragraphs and headings begin, `pdf_paragraphs` joins them,
`pdf_text` repairs what is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from index.language import language_of
from index.readers.file import File
from index.readers.pdf.about import author_of, day_of, said_by, title_of
from index.readers.pdf.characters import Sheet
from index.readers.pdf.furniture import with_furniture
from index.readers.pdf.ocr import Ocr
from index.readers.pdf.open import LOCK, opened
from index.readers.pdf.pages import Page
from index.readers.pdf.paragraphs import Flow
from index.readers.pdf.sheets import Sheets
from index.readers.pdf.style import Column, Style, columns_of
from index.readers.pdf.text import repaired
from index.types import Paragraph, Reading


def read(file: File) -> Reading:
    """Title, author and date as the file says them, and the paragraphs of its pages.

    Raises ``DocumentError`` for what is locked, damaged, empty, a scan, or writes in characters without a meaning.
    """
    ocr = Ocr.of(file) if file.ocr else None
    document = opened(file)
    sheets = Sheets(document, file, ocr)
    try:
        with LOCK:
            about = {key: said_by(document, key) for key in ("Title", "Author", "CreationDate")}
        sample = sheets.sample()
    except BaseException:
        sheets.close()
        raise
    pages = [columns_of(sheet.number, Page.of(sheet).rows) for sheet in sample]
    style = Style.of(pages)
    title = title_of(about["Title"], pages[0], style) or file.stem
    written = repaired("\n".join(sheet.characters for sheet in sample)[:50_000])
    paragraphs = _paragraphs(sheets, Flow(style, title, file))
    author, published = author_of(about["Author"]), day_of(about["CreationDate"])
    return Reading(title, language_of(written), paragraphs, author, published)


def _paragraphs(sheets: Sheets, flow: Flow) -> Iterator[Paragraph]:
    try:
        yield from flow.paragraphs(chain.from_iterable(_columns(sheets, flow.style, flow.file)))
    finally:
        sheets.close()


def _columns(sheets: Iterable[Sheet], style: Style, file: File) -> Iterator[list[Column]]:
    """The columns of each page without what is printed around its text."""
    for page, furniture in with_furniture(map(Page.of, sheets)):
        for outer in page.edges:
            if outer.place in furniture:
                file.drop(page.number, outer.text, furniture[outer.place])
        for written, reason in page.aside:
            file.drop(page.number, repaired(written), reason)
        rows = [row for index, row in enumerate(page.rows) if index not in furniture]
        yield columns_of(page.number, rows, style.edges)
