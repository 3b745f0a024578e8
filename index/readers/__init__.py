"""The one door to all readers."""

from __future__ import annotations

from pathlib import PurePath

from index.errors import DocumentError
from index.readers.file import File
from index.readers.formats import PLAIN, format_of
from index.types import Reading

_UNREAD = frozenset({".html", ".htm", ".docx", ".pdf", ".epub", ".xml"})


def read(file: File) -> Reading:
    """Title, language and paragraphs of a file.

    Raises ``DocumentError`` at once for what is no text, while iterating for bytes that cannot be decoded.
    """
    found = format_of(file)
    if found is PLAIN and PurePath(file.name).suffix.lower() in _UNREAD:
        raise DocumentError(
            f"{file.name}: this format is not known. Known are text and Markdown (.txt, .md). Next: wuzhen add FILE.md",
            f"{file.name}：不认识这种格式。可用的是文本和 Markdown（.txt、.md）。下一步：wuzhen add 文件.md",
        )
    return found.load()(file)
