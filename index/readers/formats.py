"""The formats and how each is told by its content; a name decides only between texts that look alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from index.readers.file import File
from index.readers.html_sign import is_page
from index.types import Reading

Read = Callable[[File], Reading]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what people call it, the module with its ``read``, and whether ``head`` under ``suffix`` is one.

    ``contained``: what reads it is complex enough to be given a process of its own.
    """

    name: str
    module: str
    recognises: Callable[[bytes, str], bool]
    contained: bool = False

    def load(self) -> Read:
        """The function that reads it; imported only now."""
        read: Read = import_module(self.module).read
        return read


def _markdown(_: bytes, suffix: str) -> bool:
    return suffix in {".md", ".markdown"}


def _pdf(head: bytes, _: str) -> bool:
    return b"%PDF" in head[:1024]


PLAIN = Format("text", "index.readers.plain", lambda _head, _suffix: True)
FORMATS = (
    Format(
        "zip", "index.readers.zipped", lambda head, _: head.startswith((b"PK\x03\x04", b"PK\x05\x06")), contained=True
    ),
    Format("RTF", "index.readers.rtf", lambda head, _: head.startswith(b"{\\rtf"), contained=True),
    Format("old Office", "index.readers.ole", lambda head, _: head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    Format("PDF", "index.readers.pdf", _pdf, contained=True),
    Format("HTML", "index.readers.html", is_page, contained=True),
    Format("Markdown", "index.readers.markdown", _markdown),
    PLAIN,
)
"""In the order they are asked: what is told by its first bytes, then what is told by its name, then text."""


def format_of(file: File) -> Format:
    """The first format that recognises the file; text where none does."""
    head = file.head()
    return next((one for one in FORMATS if one.recognises(head, file.suffix)), PLAIN)
