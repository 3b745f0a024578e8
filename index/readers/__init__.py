"""Which reader reads a file, and the one door to them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from index.encodings import open_text, undecodable
from index.errors import DocumentError
from index.language import language_of
from index.readers import markdown, plain
from index.readers.lines import Lines
from index.types import Dropped, Paragraph, Reading

OnDropped = Callable[[Dropped], None]
_READERS = {".md": markdown.read, ".markdown": markdown.read, ".txt": plain.read, ".text": plain.read, "": plain.read}


def read(stream: BinaryIO, name: str, *, on_dropped: OnDropped | None = None) -> Reading:
    """Title, language and paragraphs of the file ``name`` in ``stream``, which can be sought.

    Raises ``DocumentError`` at once for what is no text, while iterating for bytes that cannot be decoded.
    """
    text = open_text(stream, name)
    suffix = PurePath(name).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None and suffix in {".html", ".htm", ".docx", ".pdf", ".epub", ".csv", ".json", ".xml"}:
        raise DocumentError(
            f"{name}: this format is not known. Known are text and Markdown (.txt, .md). Next: wuzhen add FILE.md",
            f"{name}：不认识这种格式。可用的是文本和 Markdown（.txt、.md）。下一步：wuzhen add 文件.md",
        )
    lines = Lines(text)
    title, paragraphs = (reader or plain.read)(lines, PurePath(name).stem, on_dropped)
    return Reading(title, language_of(lines.sample), _decoded(paragraphs, name, lines))


def _decoded(paragraphs: Iterator[Paragraph], name: str, lines: Lines) -> Iterator[Paragraph]:
    try:
        yield from paragraphs
    except UnicodeDecodeError as error:
        raise undecodable(name, lines.encoding, lines.characters) from error
