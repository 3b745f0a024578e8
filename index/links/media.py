"""What a server calls what it sends: which kinds cannot be a document, and which suffix says the same to a reader."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import BinaryIO

_NO_DOCUMENTS = re.compile(
    r"(?:image|video|audio|font|model|multipart)/.*|(?:text|application)/(?:css|(?:x-)?javascript|ecmascript)|application/wasm"
)
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "message/rfc822": ".eml",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/zip": ".zip",
}
_ALIKE = {".htm": ".html", ".xhtml": ".html", ".markdown": ".md"}
_OWN = frozenset({*_SUFFIXES.values(), *_ALIKE, ".txt"})
_PROGRAMS = frozenset({".php", ".asp", ".aspx", ".jsp", ".shtml", ".cgi", ".do"})
# What is told surely by its content is left to it: UTF-8, UTF-16, the Chinese encodings, and Latin-1, which servers declare
# for anything. A declared encoding of the list is taken at its word where all bytes fit it.
_DECLARED = re.compile(
    r"shift_jis(?:x0213|_2004)?|euc_(?:jp|kr|jis_2004)|cp932|cp949|iso8859-(?!1$)\d+|cp125[013-8]|koi8-[ru]|cp866"
)


def content_type(header: str) -> tuple[str, str]:
    """Media type in lower case, and the charset it names; "" for what is not said."""
    media, _, parameters = header[:500].partition(";")
    found = re.search(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""", parameters, re.IGNORECASE)
    return media.strip().lower(), found[1] if found else ""


def may_be_document(media: str) -> bool:
    """Whether bytes called so may hold text to ask about; the bytes decide where this says yes."""
    return not _NO_DOCUMENTS.fullmatch(media)


def called(name: str, media: str) -> str:
    """``name``, the end of a path, with the suffix that says what it holds; text keeps a suffix that says more."""
    suffix = PurePath(name).suffix.lower()
    wanted = _SUFFIXES.get(media)
    if wanted is None:
        return name if suffix in _OWN or media != "text/plain" else f"{name}.txt"
    if wanted == _ALIKE.get(suffix, suffix):
        return name
    return (name[: -len(suffix)] if suffix in _PROGRAMS else name) + wanted


def in_utf8(stream: BinaryIO, charset: str) -> bytes | None:
    """The bytes of ``stream`` as UTF-8 with its mark, where only the declared ``charset`` could tell what they say.

    None where the content tells by itself, or does not fit what is declared.
    """
    try:
        encoding = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    if not _DECLARED.fullmatch(encoding):
        return None
    data = stream.read()
    stream.seek(0)
    if _fits(data, "utf-8") is not None or (text := _fits(data, encoding)) is None:
        return None
    return codecs.BOM_UTF8 + text.encode()


def _fits(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
