"""Which files of a folder are documents: by their suffix, and where that says nothing by their first bytes."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from index.encodings import encoding_of, other_kind
from index.readers.file import File
from index.readers.formats import PLAIN, format_of

_TEXTS = ".txt .text .md .markdown .html .htm .xhtml .rtf .csv .tsv .json .jsonl .ndjson .srt .vtt .eml"
_BOOKS = ".pdf .docx .epub .odt .zip"
READ = frozenset(f"{_TEXTS} {_BOOKS}".split())
"""Always tried: where such a file cannot be read, that is told."""

_PICTURES = ".png .jpg .jpeg .gif .bmp .tif .tiff .webp .svg .ico .heic .heif .psd .ai .eps .raw .cr2 .nef .dwg .xcf"
_SOUND = (
    ".mp3 .wav .flac .ogg .oga .opus .m4a .aac .wma .mid .midi .mp4 .m4v .mkv .mov .avi .webm .wmv .flv .mpg .mpeg .3gp"
)
_PACKED = ".gz .bz2 .xz .zst .lz4 .7z .rar .tar .tgz .iso .dmg .img .deb .rpm .apk .jar .war .whl .cab .msi"
_PROGRAMS = ".exe .dll .so .dylib .a .o .obj .lib .bin .class .pyc .pyo .wasm .com .app"
_CODE = (
    ".py .pyi .ipynb .js .mjs .cjs .ts .tsx .jsx .vue .css .scss .sass .less .c .h .cc .cpp .cxx .hpp .cs .java .kt .kts "
    ".go .rs .rb .php .pl .pm .lua .swift .m .mm .scala .clj .ex .exs .erl .hs .ml .fs .r .jl .sh .bash .zsh .fish .bat "
    ".cmd .ps1 .sql .asm .s .v .vhd .dart .groovy .gradle .cmake .mk .proto .tf .map"
)
_SETTINGS = (
    ".ini .cfg .conf .toml .yaml .yml .xml .xsd .xsl .plist .lock .properties .env .reg .url .lnk .desktop .torrent"
)
_DATA = (
    ".db .sqlite .sqlite3 .mdb .npy .npz .pkl .pickle .parquet .feather .h5 .hdf5 .onnx .pt .pth .safetensors .faiss .dat "
    ".ttf .otf .woff .woff2 .eot .pem .key .crt .cer .p12 .gpg .asc .sig .po .mo .pot .bib .log .diff .patch"
)
LEFT = frozenset(f"{_PICTURES} {_SOUND} {_PACKED} {_PROGRAMS} {_CODE} {_SETTINGS} {_DATA}".split())
"""Left out of folders unless a rule lets them in; each can still be added by itself."""


def kept_text(path: str) -> str:
    """A path as text that can be kept and shown: bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def suffix_says(path: str, *, chosen: bool) -> bool | None:
    """True for a document, False for none, None where the file must be looked at; ``chosen`` by a person's own rule."""
    suffix = PurePath(path).suffix.lower()
    if suffix in READ:
        return True
    return False if suffix in LEFT and not chosen else None


def is_document(path: Path) -> bool:
    """Whether the file begins like a format that is read, or like text; raises ``OSError``."""
    with path.open("rb") as stream:
        file = File(stream, path.name)
        head = file.head()
        if format_of(file) is not PLAIN:
            return True
    return bool(head) and other_kind(head) is None and encoding_of(head) is not None
