"""RTF, as Word, WordPad, WPS, LibreOffice and pandoc write it.

A reader of our own: the small library for it knows neither headings, table rows, hidden and deleted text nor characters in
halves, and gives paragraphs and soft line ends as the same.
"""

from __future__ import annotations

from index.readers import about
from index.readers.file import HEAD, File
from index.readers.outline import language, paragraphs, title_of
from index.readers.refusing import damaged, refused
from index.readers.rtf.document import Document
from index.readers.rtf.fonts import Fonts
from index.readers.rtf.tokens import tokens
from index.types import Reading

LARGEST = 100_000_000
"""Bytes of the largest file; pictures are most of any such."""


def read(file: File) -> Reading:
    """Title (the file's own, else the first paragraph styled as one, else the stem) and paragraphs under their headings."""
    file.stream.seek(0)
    data = file.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise refused(file.name, f"is larger than {LARGEST / 1e6:,.0f} MB", f"超过 {LARGEST / 1e6:,.0f} MB")
    document = Document(Fonts.of(data[:HEAD]))
    document.take(tokens(data))
    if document.too_deep:
        raise damaged(file.name)
    whole, contents = document.end()
    by, on, blocks = about.front(whole)
    for number, line in enumerate(contents, 1):
        file.drop(number, line, "table of contents")
    if document.is_open:
        file.drop(len(blocks), blocks[-1].text if blocks else "", "the file breaks off here")
    said = document.about
    title = about.title(said["title"]) or title_of(blocks, file.stem)
    day = about.iso_date(f"{said['yr']}-{said['mo']}-{said['dy']}")
    return Reading(title, language(blocks), paragraphs(blocks, title), about.person(said["author"]) or by, on or day)
