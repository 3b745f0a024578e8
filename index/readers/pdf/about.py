"""Title, author and date of a PDF, as far as it says them and they look like such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from index.readers.days import iso_day
from index.readers.pdf.style import Column, Style
from index.readers.pdf.text import joined, odd_share, repaired

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

TITLE = 150
"""Characters of the longest title."""
_NO_TITLE = re.compile(
    r"(?i)microsoft |untitled|无标题|未命名|document\d*$|文档\s*\d*$|演示文稿|幻灯片|powerpoint|slide \d|about:|(?:https?|file):"
    r"|.*\.(?:docx?|pdf|tex|dvi|indd|qxd|pptx?|xlsx?|wps|odt|rtf|txt|html?|md|ps|fm|cdr|ai)$|[\W\d_]*$|.$"
)
_NO_AUTHOR = re.compile(
    r"(?i)\W*(?:anonymous|unknown|unspecified|administrator|admin|user|users?\s*\d*|owner|author|微软用户|用户|管理员|pc|lenovo|dell|hp|asus)?\W*$"
)


def said_by(document: PdfDocument, key: str) -> str:
    """What the metadata of the file says under this key; "" where it says nothing or cannot be decoded."""
    with suppress(UnicodeDecodeError):
        return str(document.get_metadata_value(key))
    return ""


def title_of(metadata: str, first: Sequence[Column], style: Style) -> str:
    """The metadata's title if it is one, else the largest text of the first page, else ""."""
    said = repaired(metadata)
    if 1 < len(said) <= TITLE and not _NO_TITLE.match(said) and not odd_share(said):
        return said
    lines = [line for column in first for line in column.lines]
    largest = max((line.size for line in lines), default=0.0)
    if largest < 1.15 * style.size:
        return ""
    title = ""
    for line in lines:
        if abs(line.size - largest) < 0.3:
            title = joined(title, line.text)
        elif title:
            break
    return title if 1 < len(title) <= TITLE and any(map(str.isalpha, title)) else ""


def author_of(metadata: str) -> str:
    """The metadata's author, unless it is what a program writes for nobody."""
    said = repaired(metadata)
    return "" if _NO_AUTHOR.match(said) or odd_share(said) or len(said) > TITLE else said


def day_of(metadata: str) -> str:
    """``D:20240131…`` or ``2024-01-31…`` as an ISO date; "" for anything else."""
    found = re.match(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)", metadata.strip())
    if found is None:
        return ""
    year, month, day = map(int, found.groups())
    return iso_day(year, month, day) if year > 1980 else ""
