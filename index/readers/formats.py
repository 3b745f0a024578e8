"""The formats and how each is told by its content; a name decides only between texts that look alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from index.readers.file import File
from index.readers.html.sign import is_page
from index.readers.signs import is_json, is_mail, is_subtitles
from index.types import Reading

Read = Callable[[File], Reading]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what people call it, the module with its ``read``, and whether ``head`` under ``suffix`` is one.

    ``contained``: what reads it is complex enough to be given a process of its own. ``certain``: it is told by bytes that
    nothing else begins with; people's own readers are asked before those that are not.
    """

    name: str
    module: str
    recognises: Callable[[bytes, str], bool]
    contained: bool = False
    certain: bool = True

    def load(self) -> Read:
        """The function that reads it; imported only now."""
        read: Read = import_module(self.module).read
        return read


def _markdown(_: bytes, suffix: str) -> bool:
    return suffix in {".md", ".markdown"}


def _pdf(head: bytes, _: str) -> bool:
    return b"%PDF" in head[:1024]


def _table(_: bytes, suffix: str) -> bool:
    return suffix in {".csv", ".tsv", ".tab"}


def _begins(*magic: bytes) -> Callable[[bytes, str], bool]:
    return lambda head, _: head.startswith(magic)


PLAIN = Format("text", "index.readers.plain", lambda _head, _suffix: True, certain=False)
FORMATS = (
    Format("zip", "index.readers.zip.reader", _begins(b"PK\x03\x04", b"PK\x05\x06"), contained=True, certain=False),
    Format("RTF", "index.readers.rtf.reader", _begins(b"{\\rtf"), contained=True),
    Format("old Office", "index.readers.ole", _begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    Format("PDF", "index.readers.pdf.reader", _pdf, contained=True),
    Format("subtitles", "index.readers.subtitles.reader", is_subtitles),
    Format("mail", "index.readers.mail.reader", is_mail, contained=True),
    Format("HTML", "index.readers.html.reader", is_page, contained=True),
    Format("JSON", "index.readers.json.reader", is_json, certain=False),
    Format("Markdown", "index.readers.markdown.reader", _markdown, certain=False),
    Format("table", "index.readers.table.reader", _table, certain=False),
    PLAIN,
)
"""In the order they are asked, the certain ones first. A zip is not: other packages may bring formats that are made of one."""


def format_of(file: File) -> Format:
    """The first format that recognises the file; text where none does."""
    head = file.head()
    return next((one for one in _asked() if one.recognises(head, file.suffix)), PLAIN)


def _asked() -> Iterator[Format]:
    """The formats in the order they are asked; people's own are looked up only where no certain one recognised."""
    yield from (one for one in FORMATS if one.certain)
    from index.readers.plugins import plugged_in

    yield from plugged_in()
    yield from (one for one in FORMATS if not one.certain)
