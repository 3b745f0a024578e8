"""The one door to all readers."""

from __future__ import annotations

from pathlib import PurePath

from index.errors import DocumentError
from index.readers.file import File
from index.readers.formats import PLAIN, Format, format_of
from index.readers.gibberish import sound
from index.readers.process.confinement import Confinement
from index.types import Reading

_UNREAD = frozenset({".xml"})


def read(file: File) -> Reading:
    """Title, language and paragraphs of a file.

    Raises ``DocumentError`` at once for what is no text, while iterating for bytes that cannot be decoded and for
    gibberish. Complex formats are read in a process of their own, with limits (``contained``).
    """
    found = format_of(file)
    if found is PLAIN and PurePath(file.name).suffix.lower() in _UNREAD:
        raise DocumentError(
            f"{file.name}: this format is not known. Known are text, Markdown, HTML, PDF, DOCX, ODT, EPUB, RTF, CSV, JSON, "
            "subtitles and mail. Next: wuzhen add FILE.txt",
            f"{file.name}：不认识这种格式。可用的有文本、Markdown、HTML、PDF、DOCX、ODT、EPUB、RTF、CSV、JSON、字幕和邮件。"
            "下一步：wuzhen add 文件.txt",
        )
    return sound(read_as(found, file), file)


def read_as(found: Format, file: File) -> Reading:
    """What the reader of ``found`` makes of a file, in this process or in one of its own.

    What is inside another document, as in a mail, is read in the process that is confined already.
    """
    if not found.contained or Confinement.current is not None:
        return found.load()(file)
    from index.readers.process.contained import read_contained

    return read_contained(file, found)
